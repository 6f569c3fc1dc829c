import Fleet
import Planning

extension PlanSummary {
  /// What each lease asks for a GPU-hour, beside what the market asks for the same classes.
  func market(_ page: inout Page) {
    let leases = planningCase.leases.indices.map { Ref<Lease>($0) }.filter {
      !planningCase.isLet($0) && !classes(of: $0).isEmpty
    }
    guard !leases.isEmpty else { return }
    page.heading("Leases beside the market", remark: "USD per GPU-hour; the market's lowest to its highest")
    var table = TextTable(titles: ["lease", "asks", "GPU class", "on demand", "reserved", "spot"])
    table.left = [0, 2]
    for ref in leases {
      for (place, gpuClass) in classes(of: ref).enumerated() {
        let ranges = ["on-demand", "reserved", "spot"].map { range(of: gpuClass, $0) }
        let lease = place == 0 ? [planningCase[ref].id, Figures.cents(price(of: planningCase[ref]))] : ["", ""]
        table.rows.append((lease + [planningCase[gpuClass].id] + ranges).map { .init($0) })
      }
    }
    page.table(table)
    for ref in leases { remark(on: ref, &page) }
  }

  /// The classes of a lease that the market has prices for.
  private func classes(of ref: Ref<Lease>) -> [Ref<GPUClass>] {
    let own = Set(planningCase.tranches.filter { $0.lease == ref }.map(\.gpuClass))
    return own.sorted().filter { gpuClass in planningCase.marketPrices.contains { $0.gpuClass == gpuClass } }
  }

  /// As the contract says: of a fee, over months of 730 h; else the mean over the periods of its first term.
  private func price(of lease: Lease) -> Double {
    if lease.monthlyFee != nil { return lease.price.base }
    let periods = planningCase.periods.indices.filter {
      planningCase.periods[$0].end > lease.start && planningCase.periods[$0].start < lease.end
    }
    return periods.isEmpty ? lease.price.base : periods.reduce(0) { $0 + lease.price[$1] } / Double(periods.count)
  }

  private func range(of gpuClass: Ref<GPUClass>, _ mode: String) -> String {
    let own = planningCase.marketPrices.filter { $0.gpuClass == gpuClass && $0.purchaseMode == mode }
    guard let low = own.map(\.low).min(), let high = own.map(\.high).max() else { return "" }
    return low == high ? Figures.cents(low) : "\(Figures.cents(low)) to \(Figures.cents(high))"
  }

  /// A fee, what it comes to, and what electricity costs where the GPUs stand.
  private func remark(on ref: Ref<Lease>, _ page: inout Page) {
    guard let fee = planningCase[ref].monthlyFee else { return }
    let tranches = planningCase.tranches.filter { $0.lease == ref }
    let gpus = tranches.reduce(0) { if case .fixed(let gpus) = $1.size { $0 + gpus } else { $0 } }
    let sites = Set(tranches.map { planningCase[$0.site].id }).sorted()
    let energy = (base?.money ?? []).filter { $0.term == CostTermName.energy.rawValue && sites.contains($0.site) }
    let most = Dictionary(grouping: energy, by: \.period).values.map { $0.reduce(0) { $0 - $1.usd } }.max() ?? 0
    let step = Calendar.noun(planningCase.periods, 1)
    page.paragraph(
      "\(planningCase[ref].id): \(Figures.money(fee)) a month for \(Figures.count(Double(gpus))) GPUs is "
        + "\(Figures.cents(price(of: planningCase[ref]))) USD/GPUh over 730 h; electricity at "
        + "\(sites.joined(separator: ", ")) costs up to \(Figures.money(most)) a \(step)", .dim)
  }
}
