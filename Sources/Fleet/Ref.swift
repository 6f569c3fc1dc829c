/// The place of a noun in its table of a ``PlanningCase``: an index that cannot be used on another table.
public struct Ref<Noun>: Hashable, Comparable, Sendable {
  public let index: Int
  public init(_ index: Int) { self.index = index }
  public static func < (a: Ref, b: Ref) -> Bool { a.index < b.index }
}

/// Where in the input a noun was written, so that a conflict can name its file and line.
public struct Origin: Hashable, Sendable {
  /// The file's path inside the case.
  public let file: String
  /// The line, from 1.
  public let line: Int

  public init(file: String, line: Int) {
    self.file = file
    self.line = line
  }
}

/// A number that may differ by period: a base value and the periods in which another one holds.
public struct PeriodValue: Hashable, Sendable {
  public var base: Double
  /// Values by index of the period.
  public var overrides: [Int: Double]

  public init(_ base: Double, overrides: [Int: Double] = [:]) {
    self.base = base
    self.overrides = overrides
  }

  public subscript(period: Int) -> Double { overrides[period] ?? base }
}
