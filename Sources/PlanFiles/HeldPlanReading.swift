import CaseFiles
import Fleet
import Foundation
import Planning

extension HeldPlan {
  /// What a plan folder's tables say of its base path.
  ///
  /// Reads `allocation.csv`, `jobs.csv` and `decisions.csv`; it does not check them: `verify` does.
  /// - Throws: all findings at once.
  public init(planAt folder: URL) throws(CaseFindings) {
    self.init(
      uses: try rows("allocation", of: folder, Use.init), gangs: try rows("jobs", of: folder, Gang.init),
      choices: try rows("decisions", of: folder, Choice.init), uncertainty: uncertainty(of: folder))
  }
}

/// Gap times objective of a plan's `plan.json`; nil where it has none.
private func uncertainty(of folder: URL) -> Double? {
  struct Document: Decodable {
    let objective: Double
    let gap: Double?
  }
  guard let data = try? Data(contentsOf: folder.appending(path: "plan.json")),
    let document = try? JSONDecoder().decode(Document.self, from: data)
  else { return nil }
  return document.gap.map { $0 * abs(document.objective) }
}

/// The rows of a table of a plan folder; a row that does not say what it should is a finding.
private func rows<Row>(_ name: String, of folder: URL, _ make: (PlanCells) -> Row?) throws(CaseFindings) -> [Row] {
  let file = name + ".csv"
  guard let data = try? Data(contentsOf: folder.appending(path: file)) else {
    throw CaseFindings(findings: [unreadable(file, nil)])
  }
  let table = try PlainTable(Array(data), file: file)
  var rows: [Row] = [], findings: [Finding] = []
  for (line, cells) in table.rows {
    if let row = make(PlanCells(cells: cells)) { rows.append(row) } else { findings.append(unreadable(file, line)) }
  }
  guard findings.isEmpty else { throw CaseFindings(findings: findings) }
  return rows
}

private func unreadable(_ file: String, _ line: Int?) -> Finding {
  Finding(
    file: file, line: line, message: "this is not a plan's table as this version writes it", remedy: "Plan again.")
}

/// The cells of a row of a plan's table.
private struct PlanCells {
  let cells: [String: String]

  func text(_ column: String) -> String? { cells[column] }
  func number(_ column: String) -> Double? { cells[column].flatMap(Double.init).flatMap { $0.isFinite ? $0 : nil } }
  func instant(_ column: String) -> Instant? { cells[column].flatMap { Instant($0) } }
}

extension HeldPlan.Use {
  fileprivate init?(_ cells: PlanCells) {
    guard let starts = cells.instant("starts"), let workload = cells.text("workload"), let site = cells.text("site"),
      let gpuClass = cells.text("gpu_class"), let tranche = cells.text("tranche"),
      let point = cells.text("operating_point"), let gpus = cells.number("gpus"),
      let mean = cells.number("mean_units_per_s")
    else { return nil }
    self.init(
      starts: starts, workload: workload, site: site, gpuClass: gpuClass, tranche: tranche, operatingPoint: point,
      gpus: gpus,
      meanUnitsPerS: mean)
  }
}

extension HeldPlan.Gang {
  fileprivate init?(_ cells: PlanCells) {
    guard let starts = cells.instant("starts"), let workload = cells.text("workload"), let site = cells.text("site"),
      let slowest = cells.text("slowest_class"), let point = cells.text("operating_point"),
      let pace = cells.number("units_per_s")
    else { return nil }
    self.init(
      starts: starts, workload: workload, site: site, slowestClass: slowest, operatingPoint: point, unitsPerS: pace)
  }
}

extension HeldPlan.Choice {
  fileprivate init?(_ cells: PlanCells) {
    guard let decision = cells.text("decision"), let subject = cells.text("subject"),
      let period = cells.text("period"), let amount = cells.number("amount"), let effect = cells.text("takes_effect"),
      effect.isEmpty || Instant(effect) != nil
    else { return nil }
    self.init(decision: decision, subject: subject, period: period, amount: amount, takesEffect: Instant(effect))
  }
}
