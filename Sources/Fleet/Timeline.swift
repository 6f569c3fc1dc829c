import Foundation

/// A slice of a path: a stretch of time in which no availability changes, and how likely the plan is to get there.
public struct Node: Hashable, Sendable {
  /// Place in ``Timeline/nodes``.
  public let index: Int
  /// Index of the path that owns it: 0 for the base path.
  public let path: Int
  /// Index of the period that holds it.
  public let period: Int
  public let start: Instant
  public let end: Instant
  /// The node just before on the same path, which for the first of a notice path is one of the base path; nil at the start.
  public let previous: Int?
  /// Probability that time passes through this node.
  public let probability: Double

  /// H: hours as they pass.
  public var hours: Double { Instant.hours(from: start, to: end) }
  /// Seconds as they pass: 3600 H.
  public var seconds: Double { Double(end.seconds - start.seconds) }
}

/// A way in which the future may go: nobody calls notice, or pools are called at the starts of periods.
public struct Path: Hashable, Sendable {
  /// `base`; `notice-2026-09`; with several pools `notice-2026-09-spacex+rival`, `notice-2026-09-spacex.2026-11-rival`.
  public let id: String
  /// Index of the path that it leaves at its last notice; nil on the base path.
  public let parent: Int?
  /// Its calls in order of time; empty on the base path.
  public let notices: [Notice]
  /// The first day without the GPUs, by lease, for every lease that its notices end early.
  public let reclaimDays: [Ref<Lease>: Day]
  /// Probability of the whole path; they sum to 1 over all paths.
  public let probability: Double
  /// Probability that it is entered: 1 for the base path.
  public let entry: Double
  /// Its own nodes: all of them on the base path, those from its last notice on elsewhere.
  public let ownNodes: Range<Int>
  /// Every node from the start to the end, the shared ones first.
  public let nodes: [Int]

  /// The day of its last notice, from which it has nodes of its own; nil on the base path.
  public var noticeDay: Day? { notices.last?.day }
}

/// The calendar cut into slices, once for each path that the future may take.
///
/// A path that no notice ends early has no slices of its own. Up to a notice all paths share the slices of the path
/// that they leave, so that no decision can use what is not yet known (formulation.md, sections 1 and 6).
public struct Timeline: Sendable {
  public private(set) var nodes: [Node] = []
  public private(set) var paths: [Path] = []
  /// Probability that more pools are called than the paths tell; such futures count as if the calls beyond had not come.
  public private(set) var uncovered = 0.0

  /// The slices of a case.
  ///
  /// - Parameter halved: whether every slice is cut in two, which must not change a plan's value.
  public init(_ planningCase: PlanningCase, halved: Bool = false) {
    let cuts = planningCase.cuts
    var queue = [Branch(parent: nil, calls: Calls(), probability: 1, told: 1)]
    while !queue.isEmpty {
      queue = queue.flatMap { branch in
        let (branches, survivals) = leave(branch, planningCase)
        add(branch, planningCase, cuts, survivals, halved: halved)
        return branches
      }
    }
  }

  /// The base path alone, though notice may be given.
  public init(withoutNotice planningCase: PlanningCase) {
    add(
      Branch(parent: nil, calls: Calls(), probability: 1, told: 1), planningCase, planningCase.cuts,
      planningCase.periods.map { _ in 1 })
  }

  /// The base path and one notice, whatever its hazard: the way to ask what that notice would do.
  ///
  /// The notice is certain. nil where it would change nothing.
  public init?(_ planningCase: PlanningCase, calling pools: [Int], in period: Int) {
    let calls = planningCase.calls(of: pools, in: period)
    guard calls.count > 0 else { return nil }
    let periods = planningCase.periods.indices, cuts = planningCase.cuts
    let base = Branch(parent: nil, calls: Calls(), probability: 1, told: 1)
    add(base, planningCase, cuts, periods.map { $0 < period ? 1 : 0 })
    add(Branch(parent: 0, calls: calls, probability: 1, told: 1), planningCase, cuts, periods.map { _ in 1 })
  }

  /// A path to come: what it leaves, what is called along it, and the probability that it is entered.
  private struct Branch {
    let parent: Int?
    let calls: Calls
    let probability: Double
    /// As the probability, but without the futures in which more has been called than the paths tell.
    let told: Double
  }

  /// The paths that leave a path still to be added, and the probability that it is not left before the end of each period.
  private mutating func leave(_ branch: Branch, _ planningCase: PlanningCase) -> ([Branch], survivals: [Double]) {
    var branches: [Branch] = []
    var survival = branch.probability, told = branch.told
    var survivals = [Double](repeating: survival, count: planningCase.periods.count)
    for period in (branch.calls.notices.last.map { $0.period + 1 } ?? 0)..<survivals.count {
      let next = planningCase.nextCalls(after: branch.calls, period: period)
      for (calls, probability) in next.covered
      where survival * probability > 0 || planningCase.mustCoverEveryNotice && !planningCase.isPast(period) {
        branches.append(
          Branch(
            parent: paths.count, calls: calls, probability: survival * probability, told: told * probability))
      }
      let covered = next.covered.reduce(0) { $0 + $1.probability }
      uncovered += told * next.uncovered
      told *= 1 - covered - next.uncovered
      survival -= survival * covered
      survivals[period] = survival
    }
    return (branches, survivals)
  }

  private mutating func add(
    _ branch: Branch, _ planningCase: PlanningCase, _ cuts: Set<Instant>, _ survivals: [Double], halved: Bool = false
  ) {
    let from = branch.calls.notices.last.map { Instant($0.day) } ?? planningCase.start
    let own = cuts.union(planningCase.cuts(of: branch.calls))
    let slices = Timeline.slices(planningCase, cuts: own, from: from, halved: halved)
    let index = paths.count, first = nodes.count
    let shared = (branch.parent.map { paths[$0].nodes } ?? []).filter { nodes[$0].start < from }
    for slice in slices {
      nodes.append(
        Node(
          index: nodes.count, path: index, period: slice.period, start: slice.start, end: slice.end,
          previous: nodes.count == first ? shared.last : nodes.count - 1, probability: survivals[slice.period]))
    }
    paths.append(
      Path(
        id: planningCase.pathID(branch.calls), parent: branch.parent, notices: branch.calls.notices,
        reclaimDays: branch.calls.reclaimDays, probability: survivals.last!, entry: branch.probability,
        ownNodes: first..<nodes.count,
        nodes: shared + Array(first..<nodes.count)))
  }

  /// The nodes that a path owns.
  public func nodes(of path: Path) -> ArraySlice<Node> { nodes[path.ownNodes] }

  /// Whether a slice cannot come about, since its path, which may well be entered, is left for certain before it ends.
  public func isLeftBehind(_ node: Node) -> Bool {
    let entry = paths[node.path].entry
    return entry > 0 && node.probability <= 1e-12 * entry
  }

  /// The paths that lead to a path, the base path first and itself last.
  public func lineage(of path: Int) -> [Path] { line(to: path).map { paths[$0] } }

  /// The same by their indices.
  public func line(to path: Int) -> [Int] { (paths[path].parent.map { line(to: $0) } ?? []) + [path] }

  /// The path on whose knowledge something on a path is decided: the last of its lineage whose last notice has come by then.
  public func path(deciding moment: Instant, on path: Int) -> Int {
    guard let parent = paths[path].parent, let day = paths[path].noticeDay, moment < Instant(day) else { return path }
    return self.path(deciding: moment, on: parent)
  }

  /// How many pools have been called by a node; nil on the base path.
  public func callCount(at node: Node) -> Int? {
    let count = paths[node.path].notices.reduce(0) { $0 + $1.pools.count }
    return count > 0 ? count : nil
  }

  /// The node just before on the same path; nil at the start.
  public func previous(_ node: Node) -> Node? { node.previous.map { nodes[$0] } }

  private struct Slice {
    let period: Int
    let start: Instant
    let end: Instant
  }

  private static func slices(_ planningCase: PlanningCase, cuts: Set<Instant>, from: Instant, halved: Bool) -> [Slice] {
    var slices: [Slice] = []
    for (index, period) in planningCase.periods.enumerated() {
      let start = Instant(period.start), end = Instant(period.end)
      guard end > from else { continue }
      var edges = cuts.filter { $0 > start && $0 < end }.sorted()
      edges = [start] + edges + [end]
      for (a, b) in zip(edges, edges.dropFirst()) where a >= from {
        let middle = Instant(seconds: a.seconds + (b.seconds - a.seconds) / 2)
        let parts = halved ? [(a, middle), (middle, b)] : [(a, b)]
        slices += parts.map { Slice(period: index, start: $0.0, end: $0.1) }
      }
    }
    return slices
  }
}

extension PlanningCase {
  /// The name of the path of some calls.
  fileprivate func pathID(_ calls: Calls) -> String {
    guard !calls.notices.isEmpty else { return "base" }
    let parts = calls.notices.map { notice in
      let pools = reclaimPools.count == 1 ? [] : notice.pools.map { reclaimPools[$0].id }
      let called = pools.isEmpty ? "" : "-" + pools.joined(separator: "+")
      return periods[notice.period].id + called
    }
    // Neither sign can stand in an id, so that no two paths have one name.
    return "notice-" + parts.joined(separator: ".")
  }
}
