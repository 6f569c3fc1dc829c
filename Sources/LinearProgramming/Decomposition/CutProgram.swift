/// A programme over the shared columns and one column theta for each block, to which cuts are added as rows.
struct CutProgram {
  /// Without the cuts. Its rows' bounds may change between solves.
  var base: LinearProgram
  /// Where the last solve ended; a cut added since is basic.
  var basis: Basis?
  /// The column theta of the first block.
  private let firstCost: Int
  private var constants: [Double] = []
  /// By column, the entries of the cuts.
  private var entries: [[(row: Int, value: Double)]]

  init(_ base: LinearProgram, firstCost: Int) {
    (self.base, self.firstCost) = (base, firstCost)
    entries = base.objective.map { _ in [] }
  }

  mutating func add(_ cut: Cut) {
    let row = base.rowCount + constants.count
    for (column, slope) in cut.slopes { entries[column].append((row, -slope)) }
    if cut.isOptimality { entries[firstCost + cut.block].append((row, 1)) }
    constants.append(cut.constant)
    basis?.rows.append(.basic)
  }

  /// With the cuts, `theta - slopes·x >= constant`, after the other rows.
  var program: LinearProgram {
    var program = base
    program.rowLower += constants
    program.rowUpper += constants.map { _ in .infinity }
    (program.columnStarts, program.rowIndices, program.values) = ([0], [], [])
    program.rowIndices.reserveCapacity(base.nonzeroCount + entries.reduce(0) { $0 + $1.count })
    for j in entries.indices {
      let own = base.entries(ofColumn: j)
      program.rowIndices += base.rowIndices[own] + entries[j].map { Int32($0.row) }
      program.values += base.values[own] + entries[j].map(\.value)
      program.columnStarts.append(program.values.count)
    }
    return program
  }
}
