import Fleet
import LinearProgramming

/// What a stress asks for.
public struct StressRequest: Sendable {
  /// Pools called at once: 1 for each by itself, 2 for pairs as well.
  public var together: Int
  /// Gap of each new plan with integers.
  public var gap: Double?
  /// Of each new plan.
  public var timeLimit: Duration?
  public var threads: Int

  public init(together: Int = 1, gap: Double? = nil, timeLimit: Duration? = nil, threads: Int = 1) {
    self.together = together
    self.gap = gap
    self.timeLimit = timeLimit
    self.threads = threads
  }
}

/// Puts every notice that a lessor may give to a plan: each pool at the start of each period, singly and together.
///
/// Each is worked out twice: with the plan held on the GPUs that are left, and with everything decided anew from the notice
/// on. Nothing is known before a notice that the plan did not know. A plan that expects the notice from the start tells
/// the regret. Hazards play no part but in the probabilities told.
///
/// Blocks the calling thread; the answer is the same for any number of threads.
/// - Throws: ``HeldPlanMismatch`` where the plan does not stand under the case; `RateDefects` as `makePlan`.
public func stress(
  _ planningCase: PlanningCase, _ held: HeldPlan, request: StressRequest = .init(), monitor: Monitor = .init()
) throws -> StressReport {
  let base = try HeldBase(planningCase, held)
  let questions = planningCase.notices(together: request.together)
  let likely = Timeline(planningCase)
  let found = try concurrentMap(questions.count, threads: request.threads) { index in
    Result { try StressAnswer(questions[index], base, request, monitor) }
  }.compactMap { try $0.get() }
  return StressReport(
    caseName: planningCase.name, withoutNotice: base.tables.value,
    scenarios: found.map { $0.scenario(base, likely) },
    harmless: planningCase.harmlessNotices, unpooled: planningCase.unpooledLeases,
    uncovered: likely.uncovered + likely.probability(besides: found.map(\.path.notices[0])),
    standbys: held.standbys, breakEvens: bestBreakEvens(found.flatMap(\.breakEvens)),
    solves: 1 + found.reduce(0) { $0 + $1.solves }, riskLevel: planningCase.options.riskLevel,
    uncertainty: held.uncertainty)
}

/// Pools called at the start of a period.
struct StressQuestion: Sendable {
  let pools: [Int]
  let period: Int
}

/// The answer to one question.
struct StressAnswer: Sendable {
  let question: StressQuestion
  let path: Path
  let held: PathTables?
  let replanned: PathTables?
  /// USD of the best plan that expects the notice.
  let foreseen: Double?
  let breakEvens: [BreakEven]
  let solves: Int

  /// nil where the notice ends nothing.
  init?(_ question: StressQuestion, _ base: HeldBase, _ request: StressRequest, _ monitor: Monitor) throws {
    guard let problem = NoticeProblem(base, calling: question.pools, in: question.period) else { return nil }
    self.question = question
    path = problem.path
    held = try problem.heldOn(monitor: monitor)
    let gap = request.gap ?? base.planningCase.options.gap
    replanned = try problem.replanned(gap: gap, timeLimit: request.timeLimit, monitor: monitor)
    foreseen = try problem.foreseen(gap: gap, timeLimit: request.timeLimit, monitor: monitor)
    breakEvens = question.pools.count == 1 ? try problem.breakEvens(timeLimit: request.timeLimit, monitor) : []
    solves = 3 + breakEvens.count
  }

  /// The new plan is itself one that might have been made from the start, so that no regret is below 0.
  private var regret: Double? {
    guard let replanned, let foreseen else { return nil }
    return max(0, foreseen - replanned.value)
  }

  func scenario(_ base: HeldBase, _ likely: Timeline) -> StressScenario {
    let planningCase = base.planningCase
    let notice = path.notices[0], from = Instant(notice.day)
    func outcome(_ tables: PathTables) -> StressOutcome { StressOutcome(tables, base: base.tables, from: from) }
    return StressScenario(
      pools: notice.pools.map { planningCase.reclaimPools[$0].id }, noticeDay: notice.day,
      period: planningCase.periods[notice.period].id, reclaimDay: path.reclaimDays.values.min(),
      probability: notice.pools.count > planningCase.options.mostNotices ? nil : likely.probability(of: notice),
      held: held.map(outcome), replanned: replanned.map(outcome), regret: regret,
      actions: replanned.flatMap { new in held.map { StressAction.all(new, held: $0, planningCase) } } ?? [])
  }
}

extension Timeline {
  /// Probability that the first notice to come is none of these.
  func probability(besides notices: [Notice]) -> Double {
    paths.dropFirst().reduce(0) { notices.contains($1.notices[0]) ? $0 : $0 + $1.probability }
  }

  /// Probability that a notice is the first to come: of all paths that begin with it.
  func probability(of notice: Notice) -> Double {
    paths.reduce(0) { $1.notices.first == notice ? $0 + $1.probability : $0 }
  }
}

extension PlanningCase {
  /// Every pool at the start of every period, then every set of up to so many pools.
  func notices(together: Int) -> [StressQuestion] {
    var sets: [[Int]] = [[]], all: [[Int]] = []
    for _ in 0..<min(together, reclaimPools.count) {
      sets = sets.flatMap { set in
        ((set.last ?? -1) + 1..<max((set.last ?? -1) + 1, reclaimPools.count)).map { set + [$0] }
      }
      all += sets
    }
    return all.flatMap { pools in
      periods.indices.compactMap { period in
        // A pool that has nothing to end then is no part of a set.
        calledPools(pools, in: period) == pools ? StressQuestion(pools: pools, period: period) : nil
      }
    }
  }

  /// Leases that may be called and stand in no pool.
  var unpooledLeases: [String] {
    leases.indices.filter { index in
      leases[index].reclaimHolder.lessorMayReclaim && !isLet(Ref(index))
        && !reclaimPools.contains { $0.leases.contains(Ref(index)) }
    }.map { leases[$0].id }
  }

  /// The pools that at no later date would end anything, with the first of the dates from which that is so.
  var harmlessNotices: [HarmlessNotice] {
    reclaimPools.indices.compactMap { pool in
      let last = periods.indices.last { calledPools([pool], in: $0) == [pool] }
      let ends = reclaimPools[pool].leases.map { self[$0].lastEnd }.max()
      guard let ends, let from = periods.indices.first(where: { $0 > last ?? -1 }) else { return nil }
      return HarmlessNotice(pool: reclaimPools[pool].id, from: periods[from].start, leaseEnd: ends)
    }
  }
}
