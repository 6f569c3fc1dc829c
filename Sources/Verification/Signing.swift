import Fleet

extension Audit {
  /// decisions: what is signed of each tranche is what is held of it, and can still be signed in time.
  mutating func checkDecisions() {
    let tranches = planningCase.tranches.filter { if case .optional = $0.size { true } else { false } }
    for tranche in tranches {
      let rows = folder["decisions"].filter { ["sign", tranche.id] == ["decision", "subject"].map($0.text) }
      let units = signed[tranche.id] ?? 0, first = planningCase.firstDay(of: tranche)!
      ledger.require("decisions", rows.count == 1 || rows.isEmpty && units == 0, key: tranche.id) {
        "decisions.csv: the \(units) units of \(tranche.id) are signed by one decision, not by \(rows.count)."
      }
      for row in rows {
        let size =
          row.text("unit").lowercased() == "gpus" ? planningCase.gpuClasses[tranche.gpuClass.index].unitGPUs : 1
        ledger.equal("decisions", row, "amount", Sum(units, Double(size)), unit: row.text("unit"))
        let last = first + -tranche.leadDays
        ledger.require("decisions", row.text("last_date") == last.description, key: row.key) {
          "\(row.place): to be there on \(first), \(tranche.id) must be signed by \(last)."
        }
        let periods = [first, last].compactMap { day in
          (planningCase.periods.first { day < $0.end } ?? planningCase.periods.last)?.id
        }
        ledger.require("decisions", periods.contains(row.text("period")), key: row.key) {
          "\(row.place): \(tranche.id) is signed or delivered in \(periods.joined(separator: " or "))."
        }
      }
    }
  }
}
