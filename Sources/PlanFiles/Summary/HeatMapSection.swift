import Fleet
import Planning

extension StressSummary {
  /// Mean served of mean asked from the notice on, by service and date of notice.
  func heatMap(_ page: inout Page) {
    let services = report.scenarios.first?.replanned.map { ($0.services + $0.jobs).map(\.workload) } ?? []
    guard !services.isEmpty else { return }
    for pool in pools {
      let scenarios = singles.filter { $0.pools == [pool] }
      for first in stride(from: 0, to: scenarios.count, by: 11) {
        let part = Array(scenarios[first..<min(first + 11, scenarios.count)])
        if first == 0 {
          page.heading(
            "Served after \(isEvent(pool) ? "" : "a notice by ")\(pool)",
            remark: "of what is asked; by notice, decided anew")
        }
        heat(services, part, &page)
      }
    }
  }

  private func heat(_ services: [String], _ scenarios: [StressScenario], _ page: inout Page) {
    let titles = scenarios.map { Calendar.short($0.period).leftPadded(to: 4) }
    var table = TextTable(titles: ["notice in \(Calendar.year(scenarios[0].period))".padded(to: 22)] + titles, gap: 1)
    table.shrinksTo = 22
    for service in services {
      let shares = scenarios.map { scenario in
        scenario.replanned.flatMap { ($0.services + $0.jobs).first { $0.workload == service } }
      }
      table.rows.append(
        [.init(service)]
          + shares.map { share in
            guard let share else { return TextTable.Entry("?".leftPadded(to: 4)) }
            let drop = share.planned - share.share
            return .init(
              Figures.shortPercent(share.share).leftPadded(to: 4), drop < 0.01 ? .good : drop < 0.1 ? .doubtful : .bad)
          })
      table.rows.append(
        [.init("  as planned", .dim)]
          + shares.map { .init($0.map { Figures.shortPercent($0.planned) } ?? "?", .dim) })
    }
    page.table(table)
  }
}
