/// Mean gain of the bound per unit by which a column was rounded, each way.
struct PseudoCosts {
  private var sums: [(down: Double, up: Double)]
  private var counts: [(down: Int, up: Int)]
  private var total = 0.0
  private var observations = 0

  init(columnCount: Int) {
    sums = Array(repeating: (0, 0), count: columnCount)
    counts = Array(repeating: (0, 0), count: columnCount)
  }

  mutating func learn(_ column: Int, isUp: Bool, gain: Double) {
    total += gain
    observations += 1
    if isUp {
      sums[column].up += gain
      counts[column].up += 1
    } else {
      sums[column].down += gain
      counts[column].down += 1
    }
  }

  /// The column whose two children promise the greatest product of gains. A side
  /// never seen counts as the mean of all that were.
  func best(of columns: [Int], at primal: [Double]) -> Int? {
    let mean = observations == 0 ? 1 : total / Double(observations)
    func score(_ j: Int) -> Double {
      let fraction = primal[j] - primal[j].rounded(.down)
      let down = counts[j].down == 0 ? mean : sums[j].down / Double(counts[j].down)
      let up = counts[j].up == 0 ? mean : sums[j].up / Double(counts[j].up)
      return max(1e-9, down * fraction) * max(1e-9, up * (1 - fraction))
    }
    return columns.max { score($0) < score($1) }
  }
}

/// Open nodes, least bound first.
struct Heap {
  private var nodes: [BranchAndBound.Node] = []

  mutating func push(_ node: BranchAndBound.Node) {
    nodes.append(node)
    var child = nodes.count - 1
    while child > 0, precedes(nodes[child], nodes[(child - 1) / 2]) {
      nodes.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func pop() -> BranchAndBound.Node? {
    guard let first = nodes.first else { return nil }
    let last = nodes.removeLast()
    if nodes.isEmpty { return first }
    nodes[0] = last
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < nodes.count && precedes(nodes[child], nodes[least]) { least = child }
      if least == parent { return first }
      nodes.swapAt(parent, least)
      parent = least
    }
  }

  private func precedes(_ a: BranchAndBound.Node, _ b: BranchAndBound.Node) -> Bool {
    a.bound != b.bound ? a.bound < b.bound : a.age > b.age
  }
}
