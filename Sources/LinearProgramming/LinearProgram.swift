/// A linear programme, some of whose columns may be integers.
///
///     minimise    objective · x + objectiveConstant
///     subject to  rowLower    <= A x <= rowUpper
///                 columnLower <=  x  <= columnUpper
///                 x_j whole where isInteger[j]
///
/// `A` is held by columns: the entries of column `j` are
/// `values[columnStarts[j] ..< columnStarts[j + 1]]`, in the rows of the same
/// range of `rowIndices`. A missing bound is `-Double.infinity` below or
/// `Double.infinity` above; equal bounds make an equation or a fixed column.
/// Programmes without rows, or without columns, are legal.
///
/// The programme is a value in the caller's own units. It knows no names:
/// what prints rows and columns supplies them.
public struct LinearProgram: Sendable, Equatable {
  public var columnLower: [Double]
  public var columnUpper: [Double]
  public var objective: [Double]
  public var isInteger: [Bool]
  public var rowLower: [Double]
  public var rowUpper: [Double]
  /// `columnCount + 1` offsets into `rowIndices` and `values`.
  public var columnStarts: [Int]
  public var rowIndices: [Int32]
  public var values: [Double]
  public var objectiveConstant: Double

  /// The programme without rows and columns, whose optimum is 0.
  public init() {
    self.init(
      columnLower: [], columnUpper: [], objective: [], isInteger: [], rowLower: [], rowUpper: [],
      columnStarts: [0], rowIndices: [], values: [])
  }

  public init(
    columnLower: [Double], columnUpper: [Double], objective: [Double], isInteger: [Bool],
    rowLower: [Double], rowUpper: [Double],
    columnStarts: [Int], rowIndices: [Int32], values: [Double], objectiveConstant: Double = 0
  ) {
    self.columnLower = columnLower
    self.columnUpper = columnUpper
    self.objective = objective
    self.isInteger = isInteger
    self.rowLower = rowLower
    self.rowUpper = rowUpper
    self.columnStarts = columnStarts
    self.rowIndices = rowIndices
    self.values = values
    self.objectiveConstant = objectiveConstant
  }

  public var columnCount: Int { objective.count }
  public var rowCount: Int { rowLower.count }
  public var nonzeroCount: Int { values.count }
  public var integerCount: Int { isInteger.count { $0 } }

  /// The positions of column `j` in `rowIndices` and `values`.
  public func entries(ofColumn j: Int) -> Range<Int> { columnStarts[j]..<columnStarts[j + 1] }

  /// The programme without the demand that any column be whole.
  public var relaxed: LinearProgram {
    var program = self
    program.isInteger = [Bool](repeating: false, count: columnCount)
    return program
  }
}

extension LinearProgram {
  /// The programme with the bounds of its integer columns rounded inwards.
  ///
  /// `0.2...3.9` becomes `1...3`. A bound within 1e-9 of a whole number, relative
  /// to its size, counts as that number, so that 2.9999999999 does not lose the 3.
  func withWholeIntegerBounds() -> LinearProgram {
    var program = self
    for j in 0..<columnCount where isInteger[j] {
      program.columnLower[j] = wholeCeiling(columnLower[j])
      program.columnUpper[j] = wholeFloor(columnUpper[j])
    }
    return program
  }
}

/// The least whole number not below `value`, up to a relative slip of 1e-9.
func wholeCeiling(_ value: Double) -> Double {
  guard value.isFinite else { return value }
  let near = value.rounded()
  return abs(value - near) <= 1e-9 * max(1, abs(value)) ? near : value.rounded(.up)
}

/// The greatest whole number not above `value`, up to a relative slip of 1e-9.
func wholeFloor(_ value: Double) -> Double { -wholeCeiling(-value) }
