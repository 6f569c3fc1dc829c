import Fleet

extension Reading {
  /// Heat that modes take meets the heat there is exactly: what the solver's rounding leaves goes to the greatest.
  mutating func settleCooling() {
    for node in model.timeline.nodes {
      for index in model.case.sites.indices {
        let ways = decisions.cooling.ways(at: Ref(index), node)
        guard !ways.isEmpty else { continue }
        for loop in model.case.loops(of: Ref(index)) {
          let own = ways.filter { $0.loop == loop }
          let peak = model.draw(Ref(index), at: node, decisions) { $0.share(of: loop) }
          settle(own.map(\.peak), to: peak.reduce(0) { $0 + $1.coefficient * self[$1.column] })
          settle(own.map(\.mean), to: meanHeat(of: loop, at: Ref(index), node))
        }
      }
    }
  }

  private func meanHeat(of loop: CoolingLoop?, at site: Ref<Site>, _ node: Node) -> Double {
    decisions.draws(at: node).reduce(0) { sum, draw in
      guard draw.place.site == site else { return sum }
      return sum + draw.kilowatts * model.case[draw.place.gpuClass].share(of: loop) * self[draw.column]
    }
  }

  /// Whether a gang has run by a node, and runs there again, follows from when it runs.
  mutating func settlePauses() {
    for (index, workload) in model.case.workloads.enumerated() {
      guard let gang = workload.gang, gang.pauseCost > 0 else { continue }
      var begun: [Bool] = []
      for node in model.timeline.nodes {
        let runs = isRunning(Ref(index), at: node), before = model.timeline.previous(node)
        let hadBegun = before.map { begun[$0.index] } ?? false
        begun.append(runs || hadBegun)
        let isAgain = runs && hadBegun && !(before.map { isRunning(Ref(index), at: $0) } ?? true)
        set(decisions.pauses.begun[index][node.index], to: begun.last! ? 1 : 0)
        set(decisions.pauses.again[index][node.index], to: isAgain ? 1 : 0)
      }
    }
  }

  private func isRunning(_ gang: Ref<Workload>, at node: Node) -> Bool {
    decisions.gangRuns(at: node, of: gang).contains { self[$0.run] == 1 }
  }
}

extension PathReading {
  /// How a site's modes share its heat; none of it where no GPU can be there.
  func cooling(_ node: Node) -> [CoolingRow] {
    model.case.sites.indices.flatMap { index in
      let ways = decisions.cooling.ways(at: Ref(index), node)
      return model.case.cooling(of: Ref(index)).map { mode, loop in
        let way = ways.first { $0.mode == mode && $0.loop == loop }
        return CoolingRow(
          span: span(node), site: model.case.sites[index].id, mode: model.case[mode].id, loop: loop?.rawValue ?? "",
          peakKW: way.map { reading[$0.peak] } ?? 0, meanKW: way.map { reading[$0.mean] } ?? 0)
      }
    }
  }

  func sites(_ node: Node) -> [SiteRow] {
    model.case.sites.enumerated().map { index, site in
      let ref = Ref<Site>(index)
      func sum(_ terms: Terms) -> Double { terms.reduce(0) { $0 + $1.coefficient * reading[$1.column] } }
      func count(_ meter: Meter) -> Double {
        model.parts(of: meter, at: ref, node, decisions).reduce(0) { $0 + $1.amount * reading[$1.column] }
      }
      let energy = count(.energy)
      return SiteRow(
        span: span(node), site: site.id, itKW: sum(model.draw(ref, at: node, decisions)),
        facilityKW: sum(model.facilityDraw(of: ref, at: node, decisions)),
        limitKW: reading[model.limit(.power, of: ref, at: node, decisions)!],
        airKW: sum(model.use(of: .air, at: ref, node, decisions)),
        liquidKW: sum(model.use(of: .liquid, at: ref, node, decisions)),
        airLimitKW: model.limit(.air, of: ref, at: node, decisions).map { reading[$0] },
        liquidLimitKW: model.limit(.liquid, of: ref, at: node, decisions).map { reading[$0] }, waterM3: count(.water),
        energyMWh: energy,
        carbonKg: site.carbonIntensity[node.period] * energy,
        localAirKg: site.localAir.intensity[node.period] * energy, racks: reading[model.room(at: ref, node, decisions)],
        floorM2: reading[model.room(at: ref, node, decisions) { $0.rackArea }], provisionedKW: provisioned(ref, node))
    }
  }

  private func provisioned(_ site: Ref<Site>, _ node: Node) -> Double {
    decisions.assignments(at: node) { $0.place.site == site }.reduce(0) {
      $0 + (model.case[$1.place.gpuClass].allInPower ?? 0) * reading.gpus($1)
    }
  }
}
