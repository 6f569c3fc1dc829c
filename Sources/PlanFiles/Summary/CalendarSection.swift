import Fleet
import Planning

extension PlanSummary {
  /// One row of a calendar: a name, and a value for every period.
  private struct Line {
    let name: String
    let cells: [TextTable.Entry]
  }

  /// Served share by service and GPUs by site through the periods, so that the month in which a lease ends shows.
  ///
  /// Up to 36 periods stand as numbers, twelve to a line; more of them as one stroke each.
  func calendar(_ page: inout Page) {
    let periods = planningCase.periods
    let noun = Calendar.noun(periods, 1)
    page.heading(
      "\(noun.prefix(1).uppercased() + noun.dropFirst()) by \(noun)",
      remark: "services: mean served of mean asked; sites: GPUs at work, mean")
    let services = planningCase.workloads.filter { $0.service != nil }.map(\.id)
    let shares = services.map { id in (id, periods.map { servedShare(id, in: $0.id) }) }
    let gpus = planningCase.sites.map { site in (site.id, periods.map { meanGPUs(site.id, in: $0) }) }
    guard periods.count <= 36 else { return strokes(shares, gpus, &page) }
    let lines =
      shares.map { Line(name: $0.0, cells: $0.1.map { shareEntry($0) }) }
      + gpus.map { Line(name: $0.0, cells: $0.1.map { .init(Figures.shortCount($0), $0 == 0 ? .dim : .plain) }) }
    for first in stride(from: 0, to: periods.count, by: 12) {
      block(lines, first..<min(first + 12, periods.count), &page)
    }
  }

  private func block(_ lines: [Line], _ range: Range<Int>, _ page: inout Page) {
    let ids = planningCase.periods[range].map(\.id)
    var table = TextTable(titles: [years(ids)] + ids.map(Calendar.short), gap: 1, shrinksTo: 18)
    for line in lines { table.rows.append([.init(line.name.shortened(to: 18))] + line.cells[range]) }
    // Cells are four wide whatever they hold, so that blocks stand under each other.
    table.titles = table.titles.enumerated().map { $0 == 0 ? $1.padded(to: 18) : $1.leftPadded(to: 4) }
    page.table(table)
  }

  /// `2026`, or `2026-2027` for a line that crosses a new year.
  private func years(_ ids: [String]) -> String {
    let first = Calendar.year(ids.first ?? ""), last = Calendar.year(ids.last ?? "")
    return first == last ? first : "\(first)–\(last.suffix(2))"
  }

  private func shareEntry(_ share: Double?) -> TextTable.Entry {
    guard let share else { return .init("-", .dim) }
    return .init(Figures.shortPercent(share), share >= 1 - 1e-9 ? .plain : share >= 0.9 ? .doubtful : .bad)
  }

  private func strokes(_ shares: [(String, [Double?])], _ gpus: [(String, [Double])], _ page: inout Page) {
    let most = gpus.flatMap(\.1).max() ?? 0
    var table = TextTable(titles: ["", ""], gap: 1, shrinksTo: 17)
    table.left = [0, 1]
    let room = 60
    for (name, values) in shares.map({ ($0.0, $0.1.map { $0 ?? 0 }) })
      + gpus.map({ ($0.0, $0.1.map { most > 0 ? $0 / most : 0 }) })
    {
      for first in stride(from: 0, to: values.count, by: room) {
        let part = values[first..<min(first + room, values.count)]
        table.rows.append([.init(first == 0 ? name.shortened(to: 17) : ""), .init(String(part.map(stroke)))])
      }
    }
    page.table(table)
    page.paragraph("a full stroke is 100 % served, or \(Figures.count(most)) GPUs; one stroke per period", .dim)
  }

  private func stroke(_ share: Double) -> Character {
    let strokes = Array("·▁▂▃▄▅▆▇█")
    return strokes[share <= 0 ? 0 : max(1, min(8, Int((share * 8 + 1e-9).rounded(.down))))]
  }

  /// Mean served of mean asked in a period; nil where nothing is asked.
  private func servedShare(_ service: String, in period: String) -> Double? {
    PlanSummary.servedShare((base?.service ?? []).filter { $0.workload == service && $0.span.period == period })
  }

  /// Work served of work asked over rows; nil where nothing is asked.
  static func servedShare(_ rows: [ServiceRow]) -> Double? {
    let asked = rows.reduce(0) { $0 + $1.meanAsked * $1.span.seconds }
    return asked > 0 ? rows.reduce(0) { $0 + $1.served * $1.span.seconds } / asked : nil
  }

  private func meanGPUs(_ site: String, in period: Period) -> Double {
    let seconds = Double(period.end - period.start) * 86_400
    return (base?.allocation ?? []).filter { $0.site == site && $0.span.period == period.id }
      .reduce(0) { $0 + $1.gpus * $1.span.seconds } / seconds
  }
}

extension String {
  func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
  func leftPadded(to width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }
}
