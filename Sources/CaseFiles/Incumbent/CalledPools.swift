import Fleet

extension RawCase {
  /// Writes calls that came, each as `POOL@PERIOD`, into the table of reclaim: certain in its period, and at no other time.
  ///
  /// The case prepares for as many calls more as it did before.
  mutating func call(_ notices: [String], periods: [Period], log: FindingLog) {
    let notices = notices.filter { !isCertain($0) }
    guard !notices.isEmpty else { return }
    for notice in notices { call(notice, periods: periods, log) }
    let most = planOptions.mostNotices + notices.count
    options["most_notices"] = Scalar(text: String(most), place: Place(file: "--notice"))
  }

  /// Whether the table says already that a call came.
  private func isCertain(_ notice: String) -> Bool {
    guard let table = tables["reclaim"] else { return false }
    let places = ["pool", "period", "probability"].compactMap { table.index(of: $0) }
    guard places.count == 3 else { return false }
    return table.rows.contains { row in
      row.cells[places[0]].text + "@" + row.cells[places[1]].text == notice && row.cells[places[2]].text == "1"
    }
  }

  private mutating func call(_ notice: String, periods: [Period], _ log: FindingLog) {
    let place = Place(file: "--notice")
    let parts = notice.split(separator: "@", omittingEmptySubsequences: false).map(String.init)
    let pools = Set(tables["reclaim"]?.texts(of: "pool") ?? []).sorted()
    guard parts.count == 2 else {
      return log.add(at: place, value: notice, "a call is written pool@period", "Write --notice spacex@2026-09.")
    }
    guard pools.contains(parts[0]) else {
      return log.add(
        at: place, value: notice, "reclaim.csv has no pool \(parts[0])",
        suggestion(parts[0], among: pools) + (pools.isEmpty ? "No lessor may call." : "Pools are \(listed(pools))."))
    }
    guard periods.contains(where: { $0.id == parts[1] }) else {
      return log.add(
        at: place, value: notice, "the case has no period \(parts[1])",
        suggestion(parts[1], among: periods.map(\.id)) + "Name the period at whose start notice is given.")
    }
    makeCertain(parts[0], in: parts[1], CSVTable.Patch(place: place, written: notice))
  }

  private mutating func makeCertain(_ pool: String, in period: String, _ patch: CSVTable.Patch) {
    guard var table = tables.removeValue(forKey: "reclaim") else { return }
    let id = table.place(ofColumn: "pool")
    var seen: Set<[String]> = []
    let members = ["lease", "workload"].map { table.place(ofColumn: $0) }
    // A list has a row for each period; one of each lease and service is left.
    table.rows.removeAll { row in
      row.cells[id].text == pool && !seen.insert(members.map { row.cells[$0].text }).inserted
    }
    let texts = [
      ("hazard_per_month", ""), ("hazard_per_year", ""), ("hazard_per_month_after", ""), ("period", period),
      ("probability", "1"),
    ]
    for (column, text) in texts where !text.isEmpty || table.index(of: column) != nil {
      _ = table.set(column, to: text, patch: patch) { $0.cells[id].text == pool }
    }
    tables["reclaim"] = table
  }
}
