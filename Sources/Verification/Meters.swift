import Fleet

/// What a site pays for each kWh that its machines draw: a price, and how much of what is priced a kWh takes.
private struct Toll {
  let term: String
  /// USD for 1000 of what a kWh takes.
  let price: Double
  /// What a kWh takes without modes, and in one.
  let own: Double
  let inMode: (CoolingMode) -> Double
}

extension Audit {
  /// energy, carbon, water: what runs through the meters of a slice, USD, by tenant and site.
  ///
  ///     energy = -price H PUE_mean (mean IT kW) / 1000
  ///     carbon = -carbon_price carbon_kg_per_mwh / 1000 H PUE_mean (mean IT kW) / 1000
  ///     water  = -price H WUE (mean IT kW) / 1000
  ///
  /// Where a site has modes, tenants pay at the least PUE_mean and WUE of those that take the heat of their GPUs, loop by
  /// loop; what these take beyond that is nobody's.
  func meter(_ slice: Slice, into accounts: inout [Account: Sum]) {
    for index in planningCase.sites.indices {
      let uses = slice.uses.filter { $0.tranche.site.index == index }
      for toll in tolls(Ref(index), slice.period) { charge(toll, Ref(index), uses, slice, into: &accounts) }
    }
  }

  private func tolls(_ reference: Ref<Site>, _ period: Int) -> [Toll] {
    let site = planningCase.sites[reference.index]
    let carbon = planningCase.options.carbonPrice * site.carbonIntensity[period] / 1000
    func toll(_ term: String, _ price: Double, _ own: PeriodValue, _ inMode: KeyPath<CoolingMode, PeriodValue>) -> Toll
    {
      Toll(term: term, price: price, own: own[period], inMode: { $0[keyPath: inMode][period] })
    }
    return [
      toll("energy", site.energyPrice[period], site.pueMean, \.pueMean),
      toll("carbon", carbon, site.pueMean, \.pueMean),
      toll("water", site.water.price[period], site.wue, \.wue),
    ]
  }

  private func charge(
    _ toll: Toll, _ site: Ref<Site>, _ uses: [Use], _ slice: Slice, into accounts: inout [Account: Sum]
  ) {
    let modes = modes(of: site), id = planningCase.sites[site.index].id, hours = slice.hours / 1000
    var rest = Sum()
    for use in uses {
      let least = modes.isEmpty ? toll.own : self.least(toll, modes, for: use.gpuClass)
      accounts[account(slice, use.tenant.id, id, toll.term), default: Sum()]
        .add(-toll.price, hours, least, use.meanKW.value)
      rest.add(toll.price, hours, least, use.meanKW.value)
    }
    guard !modes.isEmpty else { return }
    rest.subtract(scaled(cooled(site, slice, "mean_kw", times: toll.inMode), toll.price * hours))
    accounts[account(slice, "", id, toll.term), default: Sum()].add(rest)
  }

  private func least(_ toll: Toll, _ modes: [CoolingMode], for gpuClass: GPUClass) -> Double {
    Set(modes.flatMap(loops)).sorted().reduce(0) { sum, loop in
      let share = loop.isEmpty ? 1 : loop == "liquid" ? gpuClass.liquidShare : 1 - gpuClass.liquidShare
      return sum + share * (modes.filter { loops(of: $0).contains(loop) }.map(toll.inMode).min() ?? 0)
    }
  }
}
