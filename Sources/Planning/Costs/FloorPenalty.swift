import Fleet

/// What a promise broken after a notice costs, so that every state has a recourse.
///
///     service: multiple * (value + shortfall cost) * 3600 * H * (least share * demand - capacity)+      (USD; per service, per slice)
///     tenant:  penalty * H * (floor - GPUs)+                                                            (USD; per tenant, per slice)
///
/// It is written by ``ServiceFloor`` and ``TenantFloor``, which own the shortage; on the base path floors are hard.
enum FloorPenalty: CostTerm {
  static let name = CostTermName.floorPenalty
  static let statement = "after a notice, the stated penalty on what is missing of a floor (USD)"

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {}

  static func charge(_ short: Column, for ref: Ref<Workload>, at node: Node, into draft: inout Draft, _ model: Model) {
    let workload = model.case[ref]
    let usd = workload.value[node.period] + workload.shortfallCost[node.period]
    draft.earn(
      name, at: node, tenant: workload.tenant, short, usd: -model.case.options.serviceFloorPenalty * usd * node.seconds)
  }

  static func charge(_ short: Column, for tenant: Ref<Tenant>, at node: Node, into draft: inout Draft, _ model: Model) {
    draft.earn(name, at: node, tenant: tenant, short, usd: -model.case.options.floorPenalty * node.hours)
  }
}
