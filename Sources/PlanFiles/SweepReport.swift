import CaseFiles
import Fleet
import Planning

/// What a sweep found, point by point, as far as it has come.
public struct SweepReport: Sendable {
  /// A point that was planned, or refused.
  public struct Answer: Sendable {
    public let values: [String]
    public let status: PlanStatus
    /// nil where there is no plan.
    public let objective, gap: Double?
    /// What was asked, in order; nil where there is no plan.
    public let results: [Double?]

    public init(_ point: SweepFile.Point, _ plan: Plan, _ figures: PlanFigures, _ results: [String]) {
      values = point.values
      status = plan.status
      objective = plan.objective
      gap = plan.gap
      self.results = results.map { figures[$0] }
    }

    /// A point for which there is no plan.
    public init(_ point: SweepFile.Point, refused status: PlanStatus, _ results: [String]) {
      values = point.values
      self.status = status
      (objective, gap) = (nil, nil)
      self.results = results.map { _ in nil }
    }
  }

  public let sweep: SweepFile
  public var answers: [Answer] = []

  public init(_ sweep: SweepFile) { self.sweep = sweep }

  /// `results.csv`.
  public var csv: String {
    let columns = ["point"] + sweep.axes.map(\.name) + ["status", "objective", "gap"] + sweep.results
    var text = columns.map(quoted).joined(separator: ",") + "\n"
    for (index, answer) in answers.enumerated() {
      func number(_ value: Double?) -> String { value.map(numeral) ?? "" }
      let cells =
        [String(index + 1)] + answer.values + [answer.status.rawValue, number(answer.objective), number(answer.gap)]
        + answer.results.map(number)
      text += cells.map(quoted).joined(separator: ",") + "\n"
    }
    return text
  }

  /// `sweep.json`.
  public var document: JSONValue {
    [
      "schema": "tenure-sweep-1", "name": .string(sweep.name), "points": .integer(sweep.points.count),
      "done": .integer(answers.count { $0.objective != nil }),
      "failed": .integer(answers.count { $0.objective == nil }),
      "parameters": .array(
        sweep.axes.map { axis in
          [
            "name": .string(axis.name), "of": .array(axis.parameters.map { .string($0) }),
            "values": .array(axis.values.map { .string($0) }),
          ]
        }),
      "results": .array(sweep.results.map { .string($0) }),
      "assertions": .array([]),
    ]
  }
}
