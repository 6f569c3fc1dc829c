import Testing

@testable import LinearProgramming

/// A programme from the literature and what is known of it.
struct TextbookProgram: Sendable, CustomTestStringConvertible {
  enum Known: Sendable {
    case optimum(Int, over: Int = 1)
    /// No end along this direction of the columns.
    case ray([Int])
    /// No point; these multipliers of the rows prove it.
    case conflict([Int])
    case noWholePoint
  }

  let name: String
  let source: String
  let program: LinearProgram
  let known: Known

  init(_ name: String, _ source: String, _ program: LinearProgram, _ known: Known) {
    (self.name, self.source, self.program, self.known) = (name, source, program, known)
  }

  var testDescription: String { "\(name) (\(source))" }

  static let all = firstCourse + degenerate + networks + fits + endless + contradictory + whole
}

typealias Row = (Double, [Double], Double)

func atMost(_ a: [Double], _ side: Double) -> Row { (-none, a, side) }
func atLeast(_ a: [Double], _ side: Double) -> Row { (side, a, none) }
func equal(_ a: [Double], _ side: Double) -> Row { (side, a, side) }

enum Sense { case minimise, maximise }

/// A programme of columns from 0 to `upTo`, or without end. A maximum is the least of the opposite.
func textbook(
  _ sense: Sense, _ costs: [Double], _ rows: [Row], upTo: [Double]? = nil, free: Set<Int> = [], whole: Set<Int> = []
) -> LinearProgram {
  let columns = costs.indices.map { j in
    (free.contains(j) ? -none : 0, sense == .minimise ? costs[j] : -costs[j], upTo?[j] ?? none)
  }
  return LinearProgram(columns: columns, rows: rows, integers: whole)
}
