import Fleet
import Planning

extension PlanSummary {
  /// What differs from the plan before, and why.
  func incumbent(_ page: inout Page) {
    guard let facts = plan.incumbent else { return }
    page.heading("Since the plan before", remark: "from \(facts.today) on; \(Figures.money(facts.realised)) before it")
    page.paragraph(
      facts.isKept
        ? "It goes on as it was: nothing moves, and nothing is decided otherwise."
        : moved(facts) + ". Value \(Figures.money(facts.objective)) before, \(Figures.money(plan.objective)) now.")
    if !facts.called.isEmpty {
      page.paragraph(
        "Notice came: \(facts.called.joined(separator: ", ")). This page tells of what came about. Of the tables those "
          + "beside plan.json tell of a future without it, and recourse/ of what follows it.", .doubtful)
    }
    changes(facts, &page)
    decided(facts, &page)
    money(facts, &page)
    inputs(facts, &page)
  }

  private func moved(_ facts: IncumbentFacts) -> String {
    let one = Figures.count(facts.moves) == "1"
    let moves = (one ? "1 GPU moves" : "\(Figures.count(facts.moves)) GPUs move") + ", counted once for each period"
    guard let bound = facts.movesBound else { return moves }
    if facts.isProved { return moves + ", and no plan as good has fewer" }
    return moves + "; whether fewer would do is not proved, but at least \(Figures.count(bound))"
  }

  private func changes(_ facts: IncumbentFacts, _ page: inout Page) {
    guard !facts.changes.isEmpty else { return }
    let sums = mostChanged(facts)
    if sums.isEmpty { page.paragraph("Only operating points are others; slice by slice in changes.csv.") }
    guard !sums.isEmpty else { return }
    var table = TextTable(titles: ["at work", "GPUs", "most", "from"])
    table.left = [0, 1, 3]
    table.shrinks = 1
    let sorted = sums.sorted {
      (-abs($0.value.most), $0.key.workload, $0.key.place) < (-abs($1.value.most), $1.key.workload, $1.key.place)
    }
    for (place, change) in sorted.prefix(6) {
      let sign = change.most > 0 ? "+" : ""
      table.rows.append([
        .init(place.workload), .init(place.place), .init(sign + Figures.count(change.most)),
        .init(change.from.day.description),
      ])
    }
    page.table(table)
    page.line("  \(sorted.count > 6 ? "\(sorted.count - 6) more, " : "")slice by slice in changes.csv", .dim)
  }

  private struct Place: Hashable { let workload, place: String }

  /// By how many GPUs a workload has more or fewer of a class at a site, at most, and since when. What runs on at another
  /// operating point is no change.
  private func mostChanged(_ facts: IncumbentFacts) -> [Place: (most: Double, from: Instant)] {
    var changes: [Instant: [Place: Double]] = [:]
    for row in facts.changes {
      let place = Place(workload: row.workload, place: "\(row.gpuClass) at \(row.site)")
      changes[row.span.starts, default: [:]][place, default: 0] += row.after - row.before
    }
    var sums: [Place: (most: Double, from: Instant)] = [:]
    for (start, slice) in changes.sorted(by: { $0.key < $1.key }) {
      for (place, change) in slice where abs(change) >= 0.5 && abs(change) > abs(sums[place]?.most ?? 0) {
        sums[place] = (change, sums[place]?.from ?? start)
      }
    }
    return sums
  }

  private func decided(_ facts: IncumbentFacts, _ page: inout Page) {
    guard !facts.decisions.isEmpty else { return }
    var table = TextTable(titles: ["decided otherwise", "", "before", "now", "unit", "by"])
    table.left = [0, 1, 4, 5]
    table.shrinks = 1
    for row in facts.decisions.prefix(6) {
      table.rows.append([
        .init(row.decision), .init(row.subject), .init(Figures.count(row.planned)), .init(Figures.count(row.other)),
        .init(row.unit), .init(row.lastDate.description),
      ])
    }
    page.table(table)
    if facts.decisions.count > 6 { page.line("  \(facts.decisions.count - 6) more in plan.json", .dim) }
  }

  private func money(_ facts: IncumbentFacts, _ page: inout Page) {
    let rows = MoneyChange.all(facts, totals).filter { abs($0.after - $0.before) > 0.5 }
    guard !rows.isEmpty else { return }
    var table = TextTable(titles: ["expected USD", "before", "now", "change"])
    for row in rows {
      table.rows.append([
        .init(row.term), .init(Figures.short(row.before)), .init(Figures.short(row.after)),
        .init(Figures.change(row.after - row.before)),
      ])
    }
    page.table(table)
  }

  private func inputs(_ facts: IncumbentFacts, _ page: inout Page) {
    guard !facts.inputs.isEmpty else { return }
    var table = TextTable(titles: ["input", "before", "now"])
    for row in facts.inputs.prefix(6) {
      table.rows.append([
        .init(row.input), .init((row.before ?? "not stated").shortened(to: 20)),
        .init((row.after ?? "not stated").shortened(to: 20)),
      ])
    }
    page.table(table)
    if facts.inputs.count > 6 { page.line("  \(facts.inputs.count - 6) more in plan.json", .dim) }
  }
}
