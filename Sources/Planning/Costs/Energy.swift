import Fleet

/// What power costs at the meter.
///
///     price * PUE_mean * H * mean kW / 1000,  mean kW = idle * x + (kW - idle) * load / rate          (USD; per tenant and site, per slice)
///
/// load / rate is the GPUs' worth of mean work: at full load a GPU draws its peak, without load its idle power. A gang
/// draws its peak while it runs, and so do GPUs that are let.
enum Energy: CostTerm {
  static let name = CostTermName.energy
  static let statement =
    "energy price * mean PUE * H * (idle kW * GPUs + (kW - idle kW) * mean work / rate) / 1000 (USD)"

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    for assignment in decisions.assignments {
      let node = model.timeline.nodes[assignment.node], pool = model.pools.all[assignment.pool]
      let gpuClass = model.case[pool.gpuClass], workload = model.case[assignment.workload]
      let power = workload.drawsItsPeak ? gpuClass.power : gpuClass.idlePower
      draft.earn(
        name, at: node, tenant: workload.tenant, site: pool.site, assignment.gpus.column,
        usd: -usdPerKW(pool.site, node, model) * power * assignment.gpus.perColumn)
    }
    for load in decisions.loads {
      let node = model.timeline.nodes[load.node], gpuClass = model.case[load.place.gpuClass]
      draft.earn(
        name, at: node, tenant: model.case[load.workload].tenant, site: load.place.site, load.column,
        usd: -usdPerKW(load.place.site, node, model) * (gpuClass.power - gpuClass.idlePower) / load.rate)
    }
  }

  /// USD for one kW of IT load throughout a node.
  private static func usdPerKW(_ site: Ref<Site>, _ node: Node, _ model: Model) -> Double {
    model.case[site].energyPrice[node.period] * model.case[site].pueMean[node.period] * node.hours / 1000
  }
}
