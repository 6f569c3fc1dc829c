import Fleet
import Testing

@testable import Verification

/// Tables of the small plan, with those of the notice paths.
private let tables = (PlanFolder.pathTables.keys.flatMap { [$0, "recourse/" + $0] } + PlanFolder.wholeTables.keys)
  .sorted()

/// Every number of every table, one more or one less: the check names what breaks.
@Suite struct MutationTests {
  let planningCase: PlanningCase
  let files: [String: String]
  let sound: PlanFolder

  init() throws {
    var plan = SmallPlan(smallCase())
    plan.write()
    (planningCase, files, sound) = (plan.planningCase, plan.files, try PlanFolder(plan.bytes()))
  }

  /// The rules and identities of which at least one must name an altered cell, by table and column.
  static let broken: [String: [String: Set<String>]] = [
    "allocation": [
      "gpus": ["allocation-rate", "gang-uniformity"], "units_per_s": ["allocation-rate", "gang-uniformity"],
      "mean_units_per_s": ["service-sums", "job-sums"], "it_kw": ["allocation-power"],
    ],
    "service": [
      "asked": ["service-sums"], "mean_asked": ["service-sums"], "capacity": ["service-sums"],
      "served": ["service-sums"], "short": ["service-sums"],
    ],
    "jobs": [
      "gpus": ["job-sums"], "effective_gpus": ["job-sums", "gang-uniformity"], "units_per_s": ["job-sums"],
      "units": ["job-sums"],
    ],
    "work": ["work_units": ["work-sums"], "done_units": ["work-sums"], "missing_units": ["work-sums"]],
    "sites": [
      "it_kw": ["site-sums"], "facility_kw": ["site-sums"], "limit_kw": ["site-sums"], "air_kw": ["site-sums"],
      "liquid_kw": ["site-sums"], "water_m3": ["site-sums"], "energy_mwh": ["site-sums"], "carbon_kg": ["site-sums"],
      "provisioned_kw": ["site-sums"], "local_air_kg": ["site-sums"], "racks": ["site-sums"], "floor_m2": ["site-sums"],
    ],
    "cooling": [:],
    "leases": ["held": ["lease-term"], "used": ["lease-sums"], "paid_usd": ["lease-payments"]],
    "money": ["usd": ["money-sums"]],
    "recourse": ["probability": ["notices"], "value_usd": ["recourse-value"], "loss_usd": ["recourse-value"]],
    "rules": [
      "limit": ["rules-slack"], "use": ["rules-slack"], "slack": ["rules-slack"], "dual": ["rules-price"],
      "price_total": ["rules-price"],
      "price_up": ["rules-price"], "price_down": ["rules-price"],
    ],
    "decisions": ["amount": ["decisions"]],
    "rates": ["units_per_s_per_gpu": ["rates", "allocation-rate"], "low": ["rates"], "high": ["rates"]],
  ]

  /// Cells that nothing else in a plan folder determines: an interval that gets wider.
  private func isFree(_ table: String, _ column: String, _ row: [String], by change: Double) -> Bool {
    switch (table, column) {
    case ("rates", "low"): change < 0
    case ("rates", "high"): change > 0
    default: false
    }
  }

  @Test(arguments: tables)
  func `one more or one less in any cell is rejected by the rule that breaks`(table: String) throws {
    let name = table.split(separator: "/").last.map(String.init)!
    let rows = rows(table)
    // The tables of the notice paths go through the same lines of the check: every third row will do.
    for line in stride(from: 1, to: rows.count, by: table.hasPrefix("recourse/") ? 3 : 1) {
      let row = rows[line]
      for (column, rules) in MutationTests.broken[name]!.sorted(by: { $0.key < $1.key }) {
        let at = rows[0].firstIndex(of: column)!
        guard let number = Double(row[at]) else { continue }
        // More in odd cells, less in even ones; both where there are few.
        for change in rows.count < 12 ? [1.0, -1] : [(line + at) % 2 == 0 ? 1.0 : -1] {
          if isFree(name, column, row, by: change) { continue }
          var altered = rows
          altered[line][at] = "\(number + change)"
          let named = Set(try check(table, altered).violations.map(\.rule))
          #expect(!rules.isDisjoint(with: named), "\(table).csv:\(line + 1) \(column): \(named)")
        }
      }
    }
  }

  @Test(arguments: tables.filter { $0 != "rules" })
  func `a row left out or written twice is rejected`(table: String) throws {
    let rows = rows(table)
    for line in stride(from: 1, to: rows.count, by: table.hasPrefix("recourse/") ? 7 : 2) {
      var altered = rows
      altered.remove(at: line)
      #expect(try !check(table, altered).passed, "without \(table):\(line + 1)")
      #expect(try !check(table, rows + [rows[line]]).passed, "twice \(table):\(line + 1)")
    }
  }

  /// Texts that no other text contradicts.
  static let free = [
    "rules meaning", "rules unit", "rules rule", "rates origin", "rates source", "decisions unit",
  ]

  @Test(arguments: tables)
  func `a text put in another's place is rejected`(table: String) throws {
    let rows = rows(table)
    for (at, name) in rows[0].enumerated() where !MutationTests.free.contains("\(table) \(name)") {
      for line in stride(from: 1, to: rows.count, by: table.hasPrefix("recourse/") ? 11 : 3) {
        let text = rows[line][at]
        // Rules that are not recomputed may be about anything.
        guard Double(text) == nil, rows[line][0] != "tranche-stock",
          let other = rows.dropFirst().map({ $0[at] }).first(where: { $0 != text && Double($0) == nil })
        else { continue }
        var altered = rows
        altered[line][at] = other
        let passed = (try? check(table, altered).passed) ?? false
        #expect(!passed, "\(table):\(line + 1) \(name): \(other) for \(text)")
      }
    }
  }

  /// The verdict with one table in other words.
  private func check(_ table: String, _ rows: [[String]]) throws -> Verdict {
    var folder = sound, findings: [Finding] = []
    let columns = PlanFolder.wholeTables[table] ?? PlanFolder.pathTables[table]
    let layout = Layout(columns ?? "path " + PlanFolder.pathTables[String(table.dropFirst("recourse/".count))]!)
    let text = rows.map { $0.map { $0.contains(",") ? "\"\($0)\"" : $0 }.joined(separator: ",") + "\n" }.joined()
    folder.tables[table] = layout.rows(Array(text.utf8), table: table + ".csv", findings: &findings)
    if !findings.isEmpty { throw VerificationFailure(findings: findings) }
    return verdict(on: folder, of: planningCase)
  }

  private func rows(_ table: String) -> [[String]] {
    files[table + ".csv"]!.split(separator: "\n").map { line in
      // Texts with a comma stand in quotes.
      line.split(separator: "\"", omittingEmptySubsequences: false).enumerated().reduce(into: [""]) { cells, part in
        let pieces =
          part.offset % 2 == 1 ? [part.element] : part.element.split(separator: ",", omittingEmptySubsequences: false)
        cells[cells.count - 1] += pieces[0]
        cells += pieces.dropFirst().map(String.init)
      }
    }
  }
}
