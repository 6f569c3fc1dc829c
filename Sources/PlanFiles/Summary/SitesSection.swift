import Fleet
import Planning

extension PlanSummary {
  /// Every site in the slice of its highest IT load: GPUs, power against its limit, cooling.
  func sites(_ page: inout Page) {
    page.heading("Sites, each at its peak", remark: "MW; use/limit where there is one")
    var table = TextTable(titles: ["site", "peak", "GPUs", "IT", "facility", "air", "liquid", "est.†"])
    table.left = [0, 1]
    for site in planningCase.sites {
      let rows = (base?.sites ?? []).filter { $0.site == site.id }
      guard let peak = rows.max(by: { $0.itKW < $1.itKW }), peak.itKW > 0 else {
        table.rows.append([.init(site.id, .dim), .init("unused", .dim)])
        continue
      }
      table.rows.append(row(site, peak))
    }
    page.table(table)
    page.paragraph("† what an outside estimate would provision at the utility; not a limit", .dim)
  }

  private func row(_ site: Site, _ peak: SiteRow) -> [TextTable.Entry] {
    let gpus = (base?.allocation ?? []).filter { $0.site == site.id && $0.span == peak.span }
      .reduce(0) { $0 + $1.gpus }
    return [
      .init(site.id), .init(Calendar.long(peak.span.period)), .init(Figures.count(gpus)),
      against(peak.itKW, site.powerBasis == .it ? peak.limitKW : nil),
      against(peak.facilityKW, site.powerBasis == .utility ? peak.limitKW : nil),
      against(peak.airKW, peak.airLimitKW), against(peak.liquidKW, peak.liquidLimitKW),
      .init(peak.provisionedKW > 0 ? Figures.megawatts(peak.provisionedKW) : "-", .dim),
    ]
  }

  /// `291.6/300`; marked where the limit is reached.
  private func against(_ use: Double, _ limit: Double?) -> TextTable.Entry {
    guard let limit else { return .init(Figures.megawatts(use)) }
    let isFull = use >= limit * (1 - 1e-6)
    return .init("\(Figures.megawatts(use))/\(Figures.megawatts(limit))", isFull ? .doubtful : .plain)
  }
}
