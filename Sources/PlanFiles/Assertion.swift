import CaseFiles
import Fleet

/// A statement about named figures of an answer that a run must keep: `worst.served.claude-inference >= 0.9`.
public struct Assertion: Sendable, Hashable {
  public enum Comparison: String, Sendable, CaseIterable {
    // Longer signs first: `<=` begins with `<`.
    case atLeast = ">="
    case atMost = "<="
    case above = ">"
    case below = "<"

    func holds(_ a: Double, _ b: Double) -> Bool {
      switch self {
      case .atLeast: a >= b
      case .atMost: a <= b
      case .above: a > b
      case .below: a < b
      }
    }
  }

  public let figure: String
  public let comparison: Comparison
  /// In the figure's own unit: a share, or USD.
  public let threshold: Double
  /// As it was written.
  public let text: String

  /// Reads `NAME >= NUMBER`, with `>=`, `<=`, `>` or `<`, and a share, a percentage or an amount of money.
  public init?(_ text: String) {
    let found = Comparison.allCases.compactMap { comparison in
      text.range(of: comparison.rawValue).map { (comparison, $0) }
    }.first
    guard let (comparison, range) = found else { return nil }
    let name = text[..<range.lowerBound].trimmingCharacters(in: .whitespaces)
    let value = text[range.upperBound...].trimmingCharacters(in: .whitespaces)
    guard !name.isEmpty, !name.contains(" "),
      let threshold = quantity(value, in: .share) ?? quantity(value, in: .dollars)
    else { return nil }
    self.figure = name
    self.comparison = comparison
    self.threshold = threshold
    self.text = text
  }
}

/// An assertion with what it was held against.
public struct AssertionResult: Sendable, Hashable {
  public let assertion: Assertion
  public let value: Double
  public var holds: Bool { assertion.comparison.holds(value, assertion.threshold) }

  /// Holds assertions against figures by name.
  ///
  /// - Throws: one finding for each name that no figure has, with the nearest one.
  public static func all(
    _ assertions: [Assertion], of figures: [(name: String, value: Double)]
  ) throws(CaseFindings) -> [AssertionResult] {
    let values = Dictionary(figures.map { ($0.name, $0.value) }) { first, _ in first }
    let unknown = assertions.filter { values[$0.figure] == nil }.map { assertion in
      let near = nearest(assertion.figure, among: figures.map(\.name)).map { "Did you mean \($0)? " } ?? ""
      return Finding(
        file: "--assert", name: assertion.figure, value: assertion.text, message: "there is no such figure here",
        remedy: near + "The figures are \(figures.map(\.name).joined(separator: ", ")).")
    }
    guard unknown.isEmpty else { throw CaseFindings(findings: unknown) }
    return assertions.map { AssertionResult(assertion: $0, value: values[$0.figure]!) }
  }
}
