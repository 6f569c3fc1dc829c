import Fleet
import Foundation

/// A call of reclaim pools at the start of a period, by their places in the case, in order of their ids.
struct Call {
  let period: Int
  let pools: [Int]
}

/// A way in which the future may go, worked out from leases and reclaim pools alone.
struct Course {
  /// `base`, or `notice-` and each period at whose start notice is given, with who calls where several may.
  let id: String
  /// The place of the path that it leaves at its last notice; nil on the base path.
  let parent: Int?
  let calls: [Call]
  /// First day without the GPUs, by lease that a notice ends early.
  let gone: [Ref<Lease>: Day]
  /// Of the whole path; while the tree grows, of reaching its last notice.
  fileprivate(set) var probability: Double
  /// As the probability, but without the futures in which more is called than any path tells.
  fileprivate(set) var told: Double
  /// The first moment of which the path has rows of its own.
  let from: Instant
  /// The first period whose end it never reaches, though it may well be entered: it is left for certain. nil for none.
  fileprivate(set) var leftFrom: Int?
  var slices: [Slice] = []
  /// What it decides itself.
  var orders: [Order] = []
  var standby: [Standby] = []
  var builds: [Build] = []
  /// What binds on it, itself decided or by the path that it leaves: exits by lease, and the leases with a second term.
  var exits: [Ref<Lease>: Exit] = [:]
  var renewed: Set<Ref<Lease>> = []
  /// What binds on it likewise: units signed, by tranche to sign, and when we call back what is let under a lease.
  var signed: [String: Double] = [:]
  var calledBack: [Ref<Lease>: Exit] = [:]

  /// Index of the period of its last notice; nil on the base path.
  var notice: Int? { calls.last?.period }
  var poolsCalled: [Int] { calls.flatMap(\.pools) }
}

/// The paths of a case as they branch: each leaves another one at the start of a period.
struct CourseTree {
  /// The base path first, and every path after the one that it leaves.
  private(set) var courses: [Course]
  private let planningCase: PlanningCase
  private let factor: Double

  /// Probability that more is called than the paths tell.
  var uncovered: Double {
    var uncovered = Sum(1)
    for course in courses { uncovered.add(-course.told) }
    return max(0, uncovered.value)
  }

  /// Grows the tree.
  ///
  /// - Parameters:
  ///   - factor: what every monthly hazard and every listed probability is multiplied by.
  ///   - exists: whether there is a path of an id that is reached with a probability; a call that leads to no path
  ///     counts as if it had not come.
  init(_ planningCase: PlanningCase, hazardsTimes factor: Double = 1, where exists: (String, Double) -> Bool) {
    self.planningCase = planningCase
    self.factor = factor
    let start = Instant(planningCase.periods[0].start)
    courses = [Course(id: "base", parent: nil, calls: [], gone: [:], probability: 1, told: 1, from: start)]
    var next = 0
    while next < courses.count {
      branch(next, exists)
      next += 1
    }
  }

  /// prob(S) = product of h over the pools of S * product of (1 - h) over the others that may still be called.
  private mutating func branch(_ index: Int, _ exists: (String, Double) -> Bool) {
    let course = courses[index]
    var reached = course.probability, told = course.told
    let left = planningCase.options.mostNotices - course.poolsCalled.count
    for period in (course.notice.map { $0 + 1 } ?? 0)..<planningCase.periods.count {
      let chances = planningCase.open(on: course, period).map { pool in
        (pool: pool, h: planningCase.hazard(pool, in: period, isFirst: course.calls.isEmpty, times: factor))
      }
      var called = 0.0
      for pools in choices(chances.map(\.pool)[...], most: left) where !pools.isEmpty {
        let probability = chances.reduce(1) { $0 * (pools.contains($1.pool) ? $1.h : 1 - $1.h) }
        let id = planningCase.courseID(course.calls + [Call(period: period, pools: pools)])
        let isPast = planningCase.incumbent.map { planningCase.periods[period].start < $0.today } ?? false
        guard exists(id, reached * probability), probability > 0 || !isPast else { continue }
        let call = Call(period: period, pools: pools)
        courses.append(leaving(index, id, call, reached * probability, told * probability))
        called += probability
      }
      reached *= 1 - called
      let isLeft = course.probability > 0 && reached <= 1e-12 * course.probability
      if isLeft, courses[index].leftFrom == nil { courses[index].leftFrom = period }
      told *= chances.reduce(1) { $0 * (1 - $1.h) }
    }
    courses[index].probability = max(0, reached)
    courses[index].told = told
  }

  private func leaving(_ index: Int, _ id: String, _ call: Call, _ probability: Double, _ told: Double) -> Course {
    let course = courses[index], day = planningCase.periods[call.period].start
    var gone = course.gone
    for pool in call.pools {
      gone.merge(planningCase.lastDays(of: pool, noticeOn: day, unless: course.gone)) { min($0, $1) }
    }
    return Course(
      id: id, parent: index, calls: course.calls + [call], gone: gone, probability: probability, told: told,
      from: Instant(day))
  }
}

/// Every way to take at most so many of some pools, none of them included.
private func choices(_ pools: ArraySlice<Int>, most: Int) -> [[Int]] {
  guard most > 0, let first = pools.first else { return [[]] }
  let rest = pools.dropFirst()
  return choices(rest, most: most) + choices(rest, most: most - 1).map { [first] + $0 }
}
