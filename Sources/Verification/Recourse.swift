import Fleet

extension Audit {
  /// notices, recourse-value: every path once, with what is called along it, how probable it is and what it is worth.
  ///
  ///     loss = value without reclaim - value
  mutating func checkRecourse() {
    let rows = Dictionary(grouping: folder["recourse"]) { $0.text("path") }
    let ids = Set(courses.map(\.id))
    for row in folder["recourse"] {
      ledger.require("notices", ids.contains(row.text("path")), key: row.key) {
        "\(row.place): by leases.csv and reclaim.csv no notice of the case is called \(row.text("path"))."
      }
    }
    for (course, value) in zip(courses, values) {
      let own = rows[course.id] ?? []
      ledger.require("notices", own.count == 1, key: course.id) {
        "recourse.csv: by leases.csv and reclaim.csv there is one path \(course.id); \(own.count) rows tell of it."
      }
      guard let row = own.first else { continue }
      checkCalls(row, course)
      ledger.equal("notices", row, "probability", Sum(course.probability), unit: "")
      ledger.equal("recourse-value", row, "value_usd", value, unit: "USD")
      checkLoss(row)
    }
  }

  private func checkCalls(_ row: Row, _ course: Course) {
    let called = course.calls.flatMap { call in
      call.pools.map { planningCase.reclaimPools[$0].id + "@" + planningCase.periods[call.period].id }
    }
    let noticed = course.notice.map { planningCase.periods[$0].start.description } ?? ""
    let gone = course.gone.values.min()?.description ?? ""
    ledger.require("notices", [row.text("notice_date"), row.text("reclaim_date")] == [noticed, gone], key: row.key) {
      "\(row.place): notice on \(noticed) ends the first lease on \(gone), the day after its last day of notice."
    }
    ledger.require("notices", row.text("called") == called.joined(separator: " "), key: row.key) {
      "\(row.place): on \(course.id) is called \(called.isEmpty ? "nothing" : called.joined(separator: " "))."
    }
    let parent = course.parent.map { courses[$0].id } ?? ""
    ledger.require("notices", row.text("parent") == parent, key: row.key) {
      "\(row.place): \(course.id) leaves \(parent.isEmpty ? "no path" : parent) at its last notice."
    }
    let mayBeImpossible = planningCase.coversEveryNotice || course.parent == nil
    ledger.require("notices", mayBeImpossible || row["probability"] != 0, key: row.key) {
      "\(row.place): nobody plans for \(course.id), which cannot come: no service is to outlast it by recourse."
    }
  }

  private func checkLoss(_ row: Row) {
    guard let ideal = folder.document["risk"]["value_without_reclaim"].number else {
      ledger.require("recourse-value", row.optional("loss_usd") == nil, key: row.key) {
        "\(row.place): a loss is told, but plan.json has no risk.value_without_reclaim to tell it against."
      }
      return
    }
    var loss = Sum(ideal)
    loss.add(-row["value_usd"])
    ledger.equal(
      "recourse-value", row.optional("loss_usd") ?? .nan, loss, unit: "USD", key: row.key, "\(row.place): loss_usd")
  }
}
