/// Which block each column of a programme belongs to: none for a shared column.
///
///     shared columns x, blocks b with columns z_b:   A x = a,   T_b x + W_b z_b = h_b
///
/// A row may hold shared columns and columns of one block, never of two. In a programme of scenarios the shared columns
/// are what is decided before it is known which scenario it will be, and a block is what follows in one of them.
public struct BlockStructure: Sendable, Equatable {
  public let blockOfColumn: [Int?]
  /// The numbers of the blocks, ascending; any whole numbers will do.
  let numbers: [Int]
  /// Positions in `numbers`.
  let blockOfRow: [Int?]

  /// - Throws: what `LinearProgram.validate()` throws, `arrayLength` unless there is one entry for each column, and
  ///   `joinedBlocks` for a row that holds columns of two blocks.
  public init(_ blockOfColumn: [Int?], of program: LinearProgram) throws(ProgramDefect) {
    try program.validate()
    guard blockOfColumn.count == program.columnCount else {
      throw .arrayLength(array: "blockOfColumn", count: blockOfColumn.count, expected: program.columnCount)
    }
    self.blockOfColumn = blockOfColumn
    numbers = Set(blockOfColumn.compactMap(\.self)).sorted()
    let place = Dictionary(uniqueKeysWithValues: zip(numbers, numbers.indices))
    var blockOfRow = [Int?](repeating: nil, count: program.rowCount)
    for (j, number) in blockOfColumn.enumerated() {
      guard let block = number.flatMap({ place[$0] }) else { continue }
      for entry in program.entries(ofColumn: j) {
        let row = Int(program.rowIndices[entry])
        if let other = blockOfRow[row], other != block {
          throw .joinedBlocks(row: row, first: numbers[other], second: numbers[block])
        }
        blockOfRow[row] = block
      }
    }
    self.blockOfRow = blockOfRow
  }
}
