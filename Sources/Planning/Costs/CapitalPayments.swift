import Fleet

/// What is bought costs: GPUs and the building of the first of them, and modules of a site.
///
///     capital * GPUs signed + building * bought[l]          (USD; per tranche, in the slice of its delivery)
///     capital * build[e,k]                                  (USD; per expansion, in the slice that begins with its service)
enum CapitalPayments: CostTerm {
  static let name = CostTermName.capital
  static let statement = "capital * GPUs bought + building, if any is bought + capital * modules built (USD)"

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    for (index, tranche) in model.case.tranches.enumerated() {
      guard let capital = tranche.capital, let delivery = model.case.deliveries(tranche).first?.start else { continue }
      for (number, path) in model.timeline.paths.enumerated() {
        guard let node = model.firstOwnNode(of: path, from: delivery),
          let price = decisions.price(of: Ref(index), capital, on: number, model)
        else { continue }
        draft.earn(name, at: node, site: tranche.site, price, usd: -1)
      }
    }
    for (index, expansion) in model.case.expansions.enumerated() where expansion.capital > 0 {
      for (number, path) in model.timeline.paths.enumerated() {
        for build in decisions.expansions.builds(of: Ref(index), on: number, model) {
          guard let node = model.firstOwnNode(of: path, from: build.service) else { continue }
          draft.earn(name, at: node, site: expansion.site, build.column, usd: -expansion.capital)
        }
      }
    }
  }
}

extension Decisions {
  /// USD paid for what is bought of a tranche.
  func price(of ref: Ref<Tranche>, _ capital: Capital, on path: Int, _ model: Model) -> Amount? {
    signings.signing(ref, on: path).map { signing in
      let unit = Double(model.case[model.case[ref].gpuClass].unitGPUs)
      return Amount(
        terms: [(signing.column, capital.perGPU * unit)] + (signing.building.map { [($0, 1e6)] } ?? []))
    }
  }
}
