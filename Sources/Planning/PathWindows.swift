import Fleet

/// A stretch of time over which a limit counts, on a path that has slices of its own in it.
///
/// A path without a slice of its own in a window shares the row of the path that it leaves.
struct PathWindow: Sendable {
  let path: Int
  /// The period, the fiscal year, or 0 for the horizon.
  let place: Int
  /// Its slices on the whole path, those before the path's notices included.
  let nodes: [Node]
}

extension Model {
  /// Every window of a kind, path by path.
  func windows(_ window: LimitWindow) -> [PathWindow] {
    timeline.paths.enumerated().flatMap { number, path -> [PathWindow] in
      let nodes = path.nodes.map { timeline.nodes[$0] }
      return Dictionary(grouping: nodes) { self.case.place(of: $0.period, in: window) }
        .filter { $0.value.last!.path == number }.sorted { $0.key < $1.key }
        .map { PathWindow(path: number, place: $0.key, nodes: $0.value) }
    }
  }

  /// The key of a limit over a window.
  func key(_ subject: Subject, over window: PathWindow, _ kind: LimitWindow) -> Key {
    switch kind {
    case .period: Key(subject, at: window.nodes.first { $0.path == window.path })
    case .year: Key(subject, .fiscalYear(window.place), .path(window.path))
    case .horizon: Key(subject, .path(window.path))
    }
  }
}
