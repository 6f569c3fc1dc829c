import Fleet
import Foundation
import LinearProgramming

/// Why a case cannot be solved as it stands: figures so large or small that no solver can be trusted with them.
public struct CoefficientDefects: Error, Hashable, Sendable {
  public let findings: [Finding]
}

extension Formulation {
  /// What no solver can be trusted with, in the planner's names; empty for a sound programme.
  ///
  /// One for each line of input and kind of row or column: one wrong unit spoils hundreds in the same way.
  var numberFindings: [Finding] {
    var seen: Set<String> = []
    return programme.numberDefects(atMost: 10_000).map(finding).filter { finding in
      seen.insert("\(finding.file):\(finding.line ?? 0) \(finding.name!.prefix { $0 != "[" })").inserted
    }
  }

  /// A doubt where coefficients lie further apart than `CoefficientSpread.trusted`, with the two that do; nil elsewhere.
  var spreadFinding: Finding? {
    let spread = CoefficientSpread(programme)
    guard spread.ratio > CoefficientSpread.trusted, let low = spread.smallest, let high = spread.largest else {
      return nil
    }
    let origin = origin(ofColumn: low.column)
    return Finding(
      .warning, file: origin.file, line: origin.line, column: 1, name: place(low.row, low.column),
      value: digits(low.value),
      message: """
        coefficients lie \(digits(spread.ratio)) apart whatever the units, and above \
        \(digits(CoefficientSpread.trusted)) an answer deserves doubt; the largest is \(digits(high.value)), \
        \(place(high.row, high.column))
        """,
      remedy: "Check the figures behind both: is one written in another unit?")
  }

  private func finding(_ defect: ProgramDefect) -> Finding {
    func found(_ origin: Origin, _ name: String, _ value: String, _ rule: String) -> Finding {
      Finding(
        file: origin.file, line: origin.line, column: 1, name: name, value: value, message: rule,
        remedy: "Check the units of the figures that make it up.")
    }
    let (sizes, greatest) = ("within 1e-9 to 1e9", "at most 1e15")
    switch defect {
    case .coefficient(let row, let column, let value):
      return found(
        origin(ofColumn: column), place(row, column), digits(value),
        "no solver can be trusted with this size; it is 0 or \(sizes)")
    case .objectiveCoefficient(let column, let value):
      return found(
        origin(ofColumn: column), "USD of objective per \(columnName(column))", digits(-value),
        "no solver can be trusted with this size; it is 0 or \(sizes)")
    case .columnBounds(let column, let lower, let upper):
      return found(
        origin(ofColumn: column), columnName(column), limits(lower, upper),
        "no solver can be trusted with these limits; they are \(greatest)")
    case .rowBounds(let row, let lower, let upper):
      return found(
        origin(draft.rowLabels[row].key), rowName(row), limits(lower, upper),
        "no solver can be trusted with these limits; they are \(greatest)")
    default:
      return found(
        originOfConstant, "USD of objective whatever is decided",
        digits(-programme.objectiveConstant), "no solver can be trusted with this amount; it is \(greatest)")
    }
  }

  /// Where the greatest of the amounts that no decision changes comes from.
  private var originOfConstant: Origin {
    let greatest = draft.money.filter { $0.column == nil }.max { abs($0.usd) < abs($1.usd) }
    return greatest?.tenant.map { model.case[$0].origin } ?? greatest?.site.map { model.case[$0].origin }
      ?? Origin(file: "case.yaml", line: 1)
  }

  private func place(_ row: Int, _ column: Int) -> String { "\(columnName(column)) in \(rowName(row))" }
  private func origin(ofColumn column: Int) -> Origin { origin(draft.columnLabels[column].key) }

  private func origin(_ key: Key) -> Origin {
    [key.first, key.second, key.third].lazy.compactMap(names.origin).first ?? Origin(file: "case.yaml", line: 1)
  }
}

private func limits(_ lower: Double, _ upper: Double) -> String {
  if lower == -.infinity { return "at most \(digits(upper))" }
  return upper == .infinity ? "at least \(digits(lower))" : "\(digits(lower)) to \(digits(upper))"
}

/// Three digits, and a power of ten where there are many.
private func digits(_ value: Double) -> String {
  guard value.isFinite else { return "\(value)" }
  return String(format: "%.3g", value)
}
