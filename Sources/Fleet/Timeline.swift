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

/// A way in which the future may go: nobody calls notice, or a pool is called at the start of a period.
public struct Path: Hashable, Sendable {
  /// `base`, or `notice-2026-09`.
  public let id: String
  /// Day on which notice is given; nil on the base path.
  public let noticeDay: Day?
  /// The first day without the GPUs, by lease, for every lease that notice on that day ends early.
  public let reclaimDays: [Ref<Lease>: Day]
  /// Probability of the whole path; they sum to 1 over all paths.
  public let probability: Double
  /// Its own nodes: all of them on the base path, those from the notice on elsewhere.
  public let ownNodes: Range<Int>
  /// Every node from the start to the end, the shared ones first.
  public let nodes: [Int]
}

/// The calendar cut into slices, once for each path that the future may take.
///
/// A path that no notice ends early has no slices of its own. Up to a notice all paths share the base
/// path's nodes, so that no decision can use what is not yet known (formulation.md, sections 1 and 6).
public struct Timeline: Sendable {
  public private(set) var nodes: [Node] = []
  public private(set) var paths: [Path] = []

  /// The slices of a case.
  ///
  /// - Parameter halved: whether every slice is cut in two, which must not change a plan's value.
  public init(_ planningCase: PlanningCase, halved: Bool = false) {
    let notices = planningCase.notices
    let cuts = planningCase.cuts
    var survival = 1.0
    var survivals: [Double] = []
    for period in planningCase.periods.indices {
      survival -= notices.first { $0.period == period }?.probability ?? 0
      survivals.append(max(0, survival))
    }
    let base = Timeline.slices(planningCase, cuts: cuts, from: planningCase.start, halved: halved)
    for slice in base {
      append(slice, path: 0, previous: nodes.isEmpty ? nil : nodes.count - 1, probability: survivals[slice.period])
    }
    let all = Array(nodes.indices)
    paths.append(
      Path(
        id: "base", noticeDay: nil, reclaimDays: [:], probability: survivals.last ?? 1, ownNodes: 0..<nodes.count,
        nodes: all))
    for notice in notices {
      let from = Instant(notice.day)
      let shared = all.filter { nodes[$0].start < from }
      let first = nodes.count
      let slices = Timeline.slices(
        planningCase, cuts: cuts.union(notice.reclaimInstants(planningCase)), from: from, halved: halved)
      for slice in slices {
        let previous = nodes.count == first ? shared.last : nodes.count - 1
        append(slice, path: paths.count, previous: previous, probability: notice.probability)
      }
      paths.append(
        Path(
          id: "notice-" + planningCase.periods[notice.period].id, noticeDay: notice.day,
          reclaimDays: notice.reclaimDays, probability: notice.probability, ownNodes: first..<nodes.count,
          nodes: shared + Array(first..<nodes.count)))
    }
  }

  /// The nodes that a path owns.
  public func nodes(of path: Path) -> ArraySlice<Node> { nodes[path.ownNodes] }

  /// The node just before on the same path; nil at the start.
  public func previous(_ node: Node) -> Node? { node.previous.map { nodes[$0] } }

  private struct Slice {
    let period: Int
    let start: Instant
    let end: Instant
  }

  private mutating func append(_ slice: Slice, path: Int, previous: Int?, probability: Double) {
    nodes.append(
      Node(
        index: nodes.count, path: path, period: slice.period, start: slice.start, end: slice.end, previous: previous,
        probability: probability))
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
