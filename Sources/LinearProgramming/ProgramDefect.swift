/// Why a linear programme cannot be handed to a solver.
///
/// The defect tells the place by index and the offending value; who knows what
/// the rows and columns stand for supplies names when printing.
public enum ProgramDefect: Error, Sendable, Equatable {
  /// An array has a length that does not fit the others.
  case arrayLength(array: String, count: Int, expected: Int)
  /// `columnStarts` does not start at 0, falls, or does not end at the last entry.
  case columnStarts(column: Int, start: Int)
  case rowIndex(column: Int, row: Int)
  case duplicateEntry(row: Int, column: Int)
  /// A coefficient is not finite, or its size is neither 0 nor in `1e-9...1e9`.
  case coefficient(row: Int, column: Int, value: Double)
  case objectiveCoefficient(column: Int, value: Double)
  case objectiveConstant(value: Double)
  /// The bounds are NaN, crossed, or infinite on the wrong side.
  case columnBounds(column: Int, lower: Double, upper: Double)
  case rowBounds(row: Int, lower: Double, upper: Double)
  /// No whole number lies between the bounds of an integer column.
  case integerBounds(column: Int, lower: Double, upper: Double)
  /// The programme exceeds what 32-bit counts, or the stated memory, can hold.
  case tooLarge(rows: Int, columns: Int, nonzeros: Int, estimatedBytes: Int)
  case basisLength(rows: Int, columns: Int)
  /// A basis has exactly as many basic members as the programme has rows.
  case basisCount(basic: Int, rows: Int)
  /// A row or column outside the programme was named.
  case noSuchRow(Int)
  case noSuchColumn(Int)
  /// A row holds columns of two blocks of a decomposition.
  case joinedBlocks(row: Int, first: Int, second: Int)
  /// An option that means nothing: negative, NaN, or too small to begin with.
  case option(String, value: String)
  /// A session was changed after `close()`.
  case sessionClosed
}

extension ProgramDefect: CustomStringConvertible {
  public var description: String {
    switch self {
    case .arrayLength(let array, let count, let expected):
      "\(array) has \(count) elements; expected \(expected)"
    case .columnStarts(let column, let start):
      "column \(column) starts at entry \(start), which does not follow the column before"
    case .rowIndex(let column, let row):
      "column \(column) has an entry in row \(row), which does not exist"
    case .duplicateEntry(let row, let column):
      "row \(row), column \(column) is given twice; add the two coefficients"
    case .coefficient(let row, let column, let value):
      "coefficient \(value) in row \(row), column \(column); its size must be 0 or within 1e-9...1e9"
    case .objectiveCoefficient(let column, let value):
      "objective coefficient \(value) of column \(column); its size must be 0 or within 1e-9...1e9"
    case .objectiveConstant(let value):
      "objective constant \(value); it must be finite and at most 1e15 in size"
    case .columnBounds(let column, let lower, let upper):
      "column \(column) has the bounds \(lower)...\(upper)"
    case .rowBounds(let row, let lower, let upper):
      "row \(row) has the bounds \(lower)...\(upper)"
    case .integerBounds(let column, let lower, let upper):
      "no whole number lies within \(lower)...\(upper), the bounds of integer column \(column)"
    case .tooLarge(let rows, let columns, let nonzeros, let bytes):
      "\(rows) rows, \(columns) columns and \(nonzeros) nonzeros need about \(bytes >> 20) MiB"
    case .basisLength(let rows, let columns):
      "the basis has \(rows) rows and \(columns) columns, unlike the programme"
    case .basisCount(let basic, let rows):
      "the basis has \(basic) basic members; expected \(rows), one for each row"
    case .noSuchRow(let row): "there is no row \(row)"
    case .noSuchColumn(let column): "there is no column \(column)"
    case .joinedBlocks(let row, let first, let second):
      "row \(row) joins the blocks \(first) and \(second); a row may hold columns of one block only"
    case .option(let name, let value): "the option \(name) is \(value), which means nothing"
    case .sessionClosed: "the session is closed"
    }
  }
}
