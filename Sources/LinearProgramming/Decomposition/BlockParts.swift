/// Some rows and columns of a programme, as a programme.
struct Part: Sendable {
  var rows: [Int] = []
  var columns: [Int] = []
  var program = LinearProgram()
}

/// A programme taken apart along its blocks.
///
/// Every part lists shared columns before its own. A block's part holds the shared columns that its rows meet, so that
/// a choice of theirs is a matter of column bounds, and their reduced costs are the slopes of the block's cost.
struct BlockParts: Sendable {
  /// The shared columns and the rows of no block.
  private(set) var shared = Part()
  private(set) var blocks: [Part]
  /// How many columns of each block's part are shared.
  private(set) var links: [Int]

  init(_ program: LinearProgram, _ structure: BlockStructure) {
    blocks = [Part](repeating: Part(), count: structure.numbers.count)
    links = [Int](repeating: 0, count: blocks.count)
    let place = Dictionary(uniqueKeysWithValues: zip(structure.numbers, structure.numbers.indices))
    let rowPlace = placeRows(of: program, structure)
    for (j, number) in structure.blockOfColumn.enumerated() where number == nil {
      shared.open(j, of: program)
      for entry in program.entries(ofColumn: j) {
        let row = Int(program.rowIndices[entry])
        guard let block = structure.blockOfRow[row] else {
          shared.append(program.values[entry], inRow: rowPlace[row])
          continue
        }
        if blocks[block].columns.last != j {
          blocks[block].open(j, of: program, isFree: true)
          links[block] += 1
        }
        blocks[block].append(program.values[entry], inRow: rowPlace[row])
      }
    }
    for (j, number) in structure.blockOfColumn.enumerated() {
      guard let block = number.flatMap({ place[$0] }) else { continue }
      blocks[block].open(j, of: program)
      for entry in program.entries(ofColumn: j) {
        blocks[block].append(program.values[entry], inRow: rowPlace[Int(program.rowIndices[entry])])
      }
    }
    shared.program.objectiveConstant = program.objectiveConstant
  }

  /// Hands every row to its part; where each lies in it.
  private mutating func placeRows(of program: LinearProgram, _ structure: BlockStructure) -> [Int] {
    structure.blockOfRow.enumerated().map { row, block in
      if let block { return blocks[block].addRow(row, of: program) }
      return shared.addRow(row, of: program)
    }
  }
}

extension Part {
  fileprivate mutating func addRow(_ row: Int, of whole: LinearProgram) -> Int {
    rows.append(row)
    program.rowLower.append(whole.rowLower[row])
    program.rowUpper.append(whole.rowUpper[row])
    return rows.count - 1
  }

  /// - Parameter isFree: a column that is paid for elsewhere.
  fileprivate mutating func open(_ column: Int, of whole: LinearProgram, isFree: Bool = false) {
    columns.append(column)
    program.columnLower.append(whole.columnLower[column])
    program.columnUpper.append(whole.columnUpper[column])
    program.objective.append(isFree ? 0 : whole.objective[column])
    program.isInteger.append(whole.isInteger[column])
    program.columnStarts.append(program.values.count)
  }

  fileprivate mutating func append(_ value: Double, inRow row: Int) {
    program.rowIndices.append(Int32(row))
    program.values.append(value)
    program.columnStarts[program.columnStarts.count - 1] = program.values.count
  }
}
