import CaseFiles
import Fleet

/// A figure of an answer by the name that an assertion gives it.
public struct Figure: Sendable, Hashable {
  public enum Unit: Sendable, Hashable { case share, usd }

  public let name: String
  public let unit: Unit
  /// nil where there is nothing that could break an assertion.
  public let value: Double?

  public init(_ name: String, _ unit: Unit, _ value: Double?) {
    self.name = name
    self.unit = unit
    self.value = value
  }
}

/// A statement about a named figure that a run must keep: `worst.served.claude-inference >= 0.9`.
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
  public let unit: Figure.Unit
  /// A fraction, or USD.
  public let threshold: Double
  /// As it was written.
  public let text: String

  /// Why a text is no assertion, and what to write.
  public struct Refusal: Error, CustomStringConvertible { public let description: String }

  /// Reads `NAME >= NUMBER`: `>=`, `<=`, `>` or `<`, and a share (`0.9`, `90 %`) or an amount of money (`2 BUSD`).
  public init(_ text: String) throws(Refusal) {
    let signs = Comparison.allCases.compactMap { sign in text.range(of: sign.rawValue).map { (sign, $0) } }
    guard let (comparison, range) = signs.first else {
      throw Refusal(description: "\"\(text)\" has none of >=, <=, > and <. Write it as 'worst.loss <= 2 BUSD'.")
    }
    let name = text[..<range.lowerBound].trimmingCharacters(in: .whitespaces)
    let value = text[range.upperBound...].trimmingCharacters(in: .whitespaces)
    guard !name.isEmpty, !name.contains(" ") else {
      throw Refusal(description: "\"\(text)\" does not begin with the name of a figure, as in 'worst.loss <= 2 BUSD'.")
    }
    if let share = quantity(value, in: .share) {
      (unit, threshold) = (.share, share)
    } else if let usd = quantity(value, in: .dollars) {
      (unit, threshold) = (.usd, usd)
    } else {
      throw Refusal(
        description: "\"\(value)\" is neither a share (0.9 or 90 %) nor an amount of money (5 MUSD, 2 BUSD).")
    }
    figure = name
    self.comparison = comparison
    self.text = text
  }
}

/// An assertion with what it was held against.
public struct AssertionResult: Sendable, Hashable {
  public let assertion: Assertion
  /// nil where nothing could break it.
  public let value: Double?
  public var holds: Bool { value.map { assertion.comparison.holds($0, assertion.threshold) } ?? true }

  /// Holds assertions against figures by name.
  ///
  /// - Throws: one finding for each name that no figure has, and for each number in another unit than its figure's.
  public static func all(
    _ assertions: [Assertion], of figures: [Figure]
  ) throws(CaseFindings) -> [AssertionResult] {
    let byName = Dictionary(figures.map { ($0.name, $0) }) { first, _ in first }
    var findings: [Finding] = [], results: [AssertionResult] = []
    for assertion in assertions {
      guard let figure = byName[assertion.figure] else {
        let near = nearest(assertion.figure, among: figures.map(\.name)).map { "Did you mean \($0)? " } ?? ""
        findings.append(
          finding(
            assertion, "no figure has this name",
            near + "The figures are \(figures.map(\.name).joined(separator: ", "))."))
        continue
      }
      guard figure.unit == assertion.unit, figure.unit == .usd || (0...1).contains(assertion.threshold) else {
        findings.append(
          finding(
            assertion, "\(figure.name) is \(figure.unit == .share ? "a share, from 0 to 1" : "an amount of money")",
            figure.unit == .share ? "Write it as 0.9 or 90 %." : "Write it with its unit, as in 2 BUSD or 5 MUSD."))
        continue
      }
      results.append(AssertionResult(assertion: assertion, value: figure.value))
    }
    guard findings.isEmpty else { throw CaseFindings(findings: findings) }
    return results
  }

  /// `worst.loss <= 2 BUSD: does not hold, it is USD 10.6 B`
  public var sentence: String {
    let found = value.map { assertion.unit == .share ? Figures.percent($0) : Figures.money($0) }
    return "\(assertion.text): \(holds ? "holds" : "does not hold"), "
      + (found.map { "it is \($0)" } ?? "no notice would end any lease early")
  }

  private static func finding(_ assertion: Assertion, _ message: String, _ remedy: String) -> Finding {
    Finding(file: "--assert", name: assertion.figure, value: assertion.text, message: message, remedy: remedy)
  }
}
