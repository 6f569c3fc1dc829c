import Fleet
import LinearProgramming
import Throughput

/// One making of a plan, within the time that it has.
struct PlanMaking {
  private let formulation: Formulation
  private let request: PlanRequest
  private let monitor: Monitor
  private let options: SolveOptions
  private let clock = ContinuousClock()
  private let began: ContinuousClock.Instant

  init(_ formulation: Formulation, _ request: PlanRequest, _ monitor: Monitor) {
    began = clock.now
    self.formulation = formulation
    self.request = request
    self.monitor = monitor
    options = formulation.solveOptions(request)
  }

  /// What takes no pivot at an optimum might take all the time in the world elsewhere.
  private static let moment = Duration.milliseconds(200)

  func outcome() throws -> PlanOutcome {
    let candidate = try formulation.incumbentStanding { programme in
      var options = options
      options.timeLimit = timeLeft(atLeast: .milliseconds(1))
      return try solve(programme, options: options, monitor: monitor)
    }
    var stack = try GoalStack(formulation, options, candidate: candidate, solved: solved)
    guard var solution = stack.solution else { return .refused(Refusal(formulation, stack.failure!)) }
    let prices = try prices(stack)
    if !monitor.isCancelled {
      solution = try stack.withBestValue(solution, solved: solved)
      if solution.primal != candidate {
        solution = try formulation.withBestMean(solution, stack, timeLimit: timeLeft(), monitor: monitor)
      }
      solution = try formulation.withIdleSlicesAtTheirBest(solution, stack, timeLimit: timeLeft(), monitor: monitor)
    }
    let withoutReclaim = try withoutReclaim()
    if stack.met.count > 1, request.compares, !monitor.isCancelled { try stack.askAlone(options, solved: solved) }
    let reading = Reading(formulation, solution)
    return .planned(
      Plan(
        reading, stack, prices, withoutReclaim: withoutReclaim, horizon: try horizon(reading, stack),
        askedGap: options.relativeGap!, seed: request.seed))
  }

  private func timeLeft(atLeast least: Duration = PlanMaking.moment) -> Duration? {
    request.timeLimit.map { max(least, $0 - (clock.now - began)) }
  }

  private func solved(_ programme: LinearProgram, _ options: SolveOptions) throws -> Solution {
    var options = options
    options.timeLimit = timeLeft(atLeast: .milliseconds(1))
    return try formulation.solved(options, of: programme, threads: request.threads, monitor: monitor)
  }

  private func prices(_ stack: GoalStack) throws -> Prices {
    guard let value = stack.value else { return Prices() }
    return try Prices(
      formulation, value.solution, holding: value.programme,
      within: monitor.isCancelled ? PlanMaking.moment : timeLeft())
  }

  /// The value of the same case if no notice could be given; nil where none can, or time ran out.
  private func withoutReclaim() throws -> Double? {
    guard request.compares, formulation.model.timeline.paths.count > 1, !monitor.isCancelled else { return nil }
    let certain = formulation.model.case.withoutReclaim
    let comparison = Formulation(certain, Timeline(certain), formulation.model.rates)
    var options = options
    options.timeLimit = timeLeft(atLeast: .milliseconds(1))
    options.purpose = Monitor.Purpose("without notices")
    let stack = try GoalStack(comparison, options, untilValue: true) { programme, options in
      try solve(programme, options: options, monitor: monitor)
    }
    guard let value = stack.value?.solution, value.termination == .optimal else { return nil }
    return value.objective.map { -$0 }
  }

  private func horizon(_ reading: Reading, _ stack: GoalStack) throws -> HorizonFacts {
    var options = options
    options.purpose = Monitor.Purpose("with other end values")
    return try formulation.horizonFacts(reading, gap: options.relativeGap! + stack.shareGivenUp) { programme in
      guard request.compares, !monitor.isCancelled, stack.value != nil else { return nil }
      let other = try solved(stack.holding(stack.beforeValue, in: programme), options)
      return other.termination == .optimal ? other : nil
    }
  }
}
