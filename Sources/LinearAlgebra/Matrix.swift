/// A dense matrix of doubles, kept column by column as LAPACK wants it.
///
/// Element (i, j) of m rows stands at `i + m * j`. Either side may be 0.
public struct Matrix: Hashable, Sendable {
  public let rows: Int
  public let columns: Int
  /// All elements, the first column first.
  public internal(set) var elements: [Double]

  /// A matrix filled with one value.
  ///
  /// - Precondition: neither side is negative.
  public init(rows: Int, columns: Int, repeating value: Double = 0) {
    precondition(rows >= 0 && columns >= 0, "a matrix has no negative side")
    self.rows = rows
    self.columns = columns
    self.elements = Array(repeating: value, count: rows * columns)
  }

  /// A matrix of the elements given, the first column first.
  ///
  /// - Precondition: neither side is negative, and there are as many elements as the sides ask for.
  public init(rows: Int, columns: Int, elements: [Double]) {
    precondition(rows >= 0 && columns >= 0, "a matrix has no negative side")
    precondition(elements.count == rows * columns, "\(elements.count) elements for \(rows) x \(columns)")
    self.rows = rows
    self.columns = columns
    self.elements = elements
  }

  /// A matrix given row by row, as it is written on paper; no rows give a matrix of 0 by 0.
  ///
  /// - Precondition: all rows have the same length.
  public init(_ lines: [[Double]]) {
    self.init(rows: lines.count, columns: lines.first?.count ?? 0)
    for (i, line) in lines.enumerated() {
      precondition(line.count == columns, "row \(i) has \(line.count) elements, the first one \(columns)")
      for (j, value) in line.enumerated() { self[i, j] = value }
    }
  }

  /// Element in row i and column j, both from 0.
  ///
  /// - Precondition: both lie inside the matrix.
  public subscript(i: Int, j: Int) -> Double {
    get {
      precondition(i >= 0 && i < rows && j >= 0 && j < columns, "(\(i), \(j)) lies outside \(rows) x \(columns)")
      return elements[i + rows * j]
    }
    set {
      precondition(i >= 0 && i < rows && j >= 0 && j < columns, "(\(i), \(j)) lies outside \(rows) x \(columns)")
      elements[i + rows * j] = newValue
    }
  }

  /// The elements of column j, from 0.
  public func column(_ j: Int) -> ArraySlice<Double> {
    precondition(j >= 0 && j < columns, "column \(j) lies outside \(rows) x \(columns)")
    return elements[rows * j..<rows * (j + 1)]
  }

  /// The rows and columns named, in that order: what a solve over an active set sees of a Gram matrix.
  public func submatrix(_ indices: [Int]) -> Matrix {
    var part = Matrix(rows: indices.count, columns: indices.count)
    for (i, row) in indices.enumerated() {
      for (j, column) in indices.enumerated() { part[i, j] = self[row, column] }
    }
    return part
  }

  /// Every element anew, from its row, its column and what it was.
  public mutating func update(_ element: (Int, Int, Double) throws -> Double) rethrows {
    for j in 0..<columns {
      for i in 0..<rows { elements[i + rows * j] = try element(i, j, elements[i + rows * j]) }
    }
  }

  /// Copies the upper triangle into the lower one.
  mutating func mirrorUpper() {
    for j in 0..<columns {
      for i in 0..<j { self[j, i] = self[i, j] }
    }
  }
}
