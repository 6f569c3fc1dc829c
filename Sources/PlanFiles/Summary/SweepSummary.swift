import Planning

/// A sweep on one terminal page: a row for each point, and where each figure turns.
///
/// At most 80 columns; results.csv has the figures in full.
public struct SweepSummary {
  let report: SweepReport
  let colour: Bool

  public init(report: SweepReport, colour: Bool = false) {
    self.report = report
    self.colour = colour
  }

  public var text: String {
    var page = Page(colour: colour)
    page.line([(report.sweep.name.shortened(to: 60), .bold)], right: "\(report.answers.count) points")
    page.line(String(repeating: "─", count: Page.width), .dim)
    var table = TextTable(titles: report.sweep.axes.map(\.name) + ["plan", "value, USD"] + columns.map(\.title))
    table.left = Set(report.sweep.axes.indices).union([report.sweep.axes.count])
    table.rows = report.answers.map(row)
    page.table(table)
    for column in columns where column.title.count < column.name.count {
      page.paragraph("\(column.title)  \(column.name)", hanging: 4, .dim)
    }
    turns(&page)
    return page.lines.map { $0 + "\n" }.joined()
  }

  private struct ResultColumn {
    let index: Int
    let name, title: String
  }

  /// Long names stand below the table under a letter.
  private var columns: [ResultColumn] {
    let names = report.sweep.results
    let isWide = names.reduce(30) { $0 + $1.count + 2 } > Page.width
    return names.enumerated().map { index, name in
      let letter = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(index % 26)))
      return ResultColumn(index: index, name: name, title: isWide ? letter : name)
    }
  }

  private func row(_ answer: SweepReport.Answer) -> [TextTable.Entry] {
    let ink: Ink = answer.status == .optimal ? .good : answer.objective == nil ? .bad : .doubtful
    let figures = columns.map { column in
      TextTable.Entry(answer.results[column.index].map { SweepSummary.figure($0, of: column.name) } ?? "-")
    }
    return answer.values.map { .init($0) } + [.init(answer.status.rawValue, ink)]
      + [.init(answer.objective.map(Figures.short) ?? "-")] + figures
  }

  private static func figure(_ value: Double, of name: String) -> String {
    if name.hasSuffix(".served") { return Figures.percent(value) }
    return value == value.rounded() && abs(value) < 1e5 ? Figures.count(value) : Figures.short(value)
  }

  /// With one axis, where each figure first is another than at the start: `whole up to *5, 61.2 % at *10`.
  private func turns(_ page: inout Page) {
    guard report.sweep.axes.count == 1, report.answers.count > 1 else { return }
    let lines = columns.compactMap { column -> String? in
      let values = report.answers.map { $0.results[column.index] }
      guard let first = values[0],
        let turn = values.firstIndex(where: { $0.map { abs($0 - first) > 1e-6 * max(1, abs(first)) } ?? false }),
        let then = values[turn]
      else { return nil }
      let last = report.answers[turn - 1].values[0], now = report.answers[turn].values[0]
      func shown(_ value: Double) -> String { SweepSummary.figure(value, of: column.name) }
      return "\(column.name) is \(shown(first)) up to \(report.sweep.axes[0].name) \(last), \(shown(then)) at \(now)"
    }
    guard !lines.isEmpty else { return }
    page.heading("Where it first changes")
    for line in lines { page.paragraph(line, hanging: 2) }
  }
}
