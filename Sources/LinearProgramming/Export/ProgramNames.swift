/// Names of rows and columns for a written programme, asked for one by one.
///
/// A name that is empty, longer than 255 bytes, or holds a space or a control
/// character would not survive a reader; it is replaced by the default.
public struct ProgramNames: Sendable {
  public var row: @Sendable (Int) -> String
  public var column: @Sendable (Int) -> String

  public init(
    row: @escaping @Sendable (Int) -> String = ProgramNames.defaultRow,
    column: @escaping @Sendable (Int) -> String = ProgramNames.defaultColumn
  ) {
    self.row = row
    self.column = column
  }

  /// `R1` for row 0, and so on.
  public static let defaultRow: @Sendable (Int) -> String = { "R\($0 + 1)" }
  public static let defaultColumn: @Sendable (Int) -> String = { "C\($0 + 1)" }

  /// All names, each usable and unlike every other.
  func all(
    _ count: Int, _ name: (Int) -> String, default fallback: (Int) -> String,
    isUsable: (String) -> Bool
  ) -> [String] {
    var seen = Set<String>()
    return (0..<count).map { index in
      var candidate = name(index)
      if !isUsable(candidate) { candidate = fallback(index) }
      while !seen.insert(candidate).inserted { candidate = "\(fallback(index))_\(candidate.count)" }
      return candidate
    }
  }
}

/// The shortest decimal text that reads back as the same double.
func shortest(_ value: Double) -> String {
  if value == value.rounded() && abs(value) < 1e15 { return String(Int(value)) }
  return String(value)
}
