import Fleet

/// Mean IT kW that one of a column draws: a GPU's idle draw while it is on, and what work adds to it.
///
///     mean kW = idle * x + (kW - idle) * load / rate
///
/// load / rate is the GPUs' worth of mean work: at full load a GPU draws its peak, without load its idle power. A gang
/// draws its peak while it runs, and so do GPUs that are let.
struct Draw: Sendable {
  let tenant: Ref<Tenant>
  let place: Place
  let column: Column
  let kilowatts: Double
}

/// What a site's meters count over a slice.
enum Meter {
  /// MWh from the grid: mean kW * PUE_mean * H / 1000.
  case energy
  /// m3: mean kW * WUE * H / 1000.
  case water
}

/// A part of a meter's count: so much for one of a column, for a tenant or for nobody in particular.
struct MeterPart: Sendable {
  let tenant: Ref<Tenant>?
  let column: Column
  let amount: Double
}

extension Meter {
  /// Per IT kWh, of a site without cooling modes.
  func figure(_ site: Site, _ period: Int) -> Double { self == .energy ? site.pueMean[period] : site.wue[period] }

  /// Per IT kWh that a mode cools.
  func figure(_ mode: CoolingMode, _ period: Int) -> Double {
    self == .energy ? mode.pueMean[period] : mode.wue[period]
  }
}

extension Model {
  /// What a meter of a site counts at a node.
  ///
  /// With cooling modes each tenant has what the heat of its GPUs takes, loop by loop, in the mode that takes least of those
  /// that serve the loop; what is more is nobody's.
  func parts(of meter: Meter, at ref: Ref<Site>, _ node: Node, _ decisions: Decisions) -> [MeterPart] {
    let perHour = node.hours / 1000
    let modes = self.case.modes(of: ref)
    let loops = self.case.loops(of: ref).map { loop in
      let figures = modes.filter { self.case[$0].serves(loop) }.map { meter.figure(self.case[$0], node.period) }
      return (loop: loop, least: figures.min() ?? meter.figure(self.case[ref], node.period))
    }
    let own = decisions.draws(at: node).filter { $0.place.site == ref }.map { draw in
      let gpuClass = self.case[draw.place.gpuClass]
      let figure = loops.reduce(0) { $0 + gpuClass.share(of: $1.loop) * $1.least }
      return MeterPart(tenant: draw.tenant, column: draw.column, amount: figure * draw.kilowatts * perHour)
    }
    let more = decisions.cooling.ways(at: ref, node).map { way in
      let least = loops.first { $0.loop == way.loop }!.least
      return MeterPart(
        tenant: nil, column: way.mean,
        amount: (meter.figure(self.case[way.mode], node.period) - least) * perHour)
    }
    return (own + more).filter { $0.amount != 0 }
  }

  /// Peak facility kW of a site at a node: IT kW times the PUE of the design day.
  func facilityDraw(of ref: Ref<Site>, at node: Node, _ decisions: Decisions) -> Terms {
    peak(of: ref, at: node, decisions, \.puePeak, \.puePeak)
  }

  /// m3 that a site would draw at a node if its peak held throughout: IT kW * WUE * H / 1000.
  func waterAtPeak(of ref: Ref<Site>, at node: Node, _ decisions: Decisions) -> Terms {
    peak(of: ref, at: node, decisions, \.wue, \.wue).filter { $0.coefficient != 0 }.map {
      ($0.column, $0.coefficient * node.hours / 1000)
    }
  }

  /// Peak IT kW times a figure of the site, or of the modes that cool it.
  private func peak(
    of ref: Ref<Site>, at node: Node, _ decisions: Decisions, _ own: KeyPath<Site, PeriodValue>,
    _ ofMode: KeyPath<CoolingMode, PeriodValue>
  ) -> Terms {
    guard self.case.modes(of: ref).isEmpty else {
      return decisions.cooling.ways(at: ref, node).map { ($0.peak, self.case[$0.mode][keyPath: ofMode][node.period]) }
    }
    let figure = self.case[ref][keyPath: own][node.period]
    return draw(ref, at: node, decisions) { _ in figure }
  }

  /// No more IT kW than this can be drawn at a site.
  func mostDraw(at site: Ref<Site>, _ node: Node) -> Double {
    pools.all.filter { $0.site == site }
      .reduce(0) { $0 + self.case[$1.gpuClass].power * stock.mostGPUs($1, at: node) }
  }

  /// Every assignment at a site with the peak kW that one column of it draws, times a figure of its class.
  func draw(
    _ site: Ref<Site>, at node: Node, _ decisions: Decisions, times factor: (GPUClass) -> Double = { _ in 1 }
  ) -> Terms {
    decisions.assignments(at: node) { $0.place.site == site }.map {
      ($0.gpus.column, power($0.place) * factor(self.case[$0.place.gpuClass]) * $0.gpus.perColumn)
    }
  }
}
