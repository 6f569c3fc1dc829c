import Fleet

/// What a promise broken after a notice costs, so that every state has a recourse.
///
///     service: multiple * (value + shortfall cost) * 3600 * H * (least share * demand - capacity)+      (USD; per service, per slice)
///     tenant:  penalty * H * (floor - GPUs)+                                                            (USD; per tenant, per slice)
///
/// It is written by ``ServiceFloor`` and ``TenantFloor``, which own the shortage; on the base path floors are hard, and so
/// they are after calls that took nothing: GPUs never signed, left before, or not kept for a second term. After an event
/// in own demand they can be missed too.
enum FloorPenalty: CostTerm {
  static let name = CostTermName.floorPenalty
  static let statement = "after a notice, the stated penalty on what is missing of a floor (USD)"

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {}

  /// Nothing is short where nothing was taken.
  static func bind(
    _ short: Column, most: Double, _ rule: any Rule.Type, _ key: Key, at node: Node, into draft: inout Draft,
    _ decisions: Decisions, _ model: Model
  ) {
    // A demand that changes is nobody's choice.
    if model.case.hasEvent(on: model.timeline.paths[node.path]) { return }
    let taken = decisions.taken.parts[node.path]
    guard taken.allSatisfy({ !$0.terms.isEmpty || $0.gpus == 0 }) else { return }
    var key = key
    key.second = .part(.held)
    draft.row(
      rule.name, key,
      [(short, 1)], upper: most * taken.reduce(0) { $0 + $1.gpus / $1.least },
      limitTerms: taken.flatMap { part in part.terms.map { ($0, most * $1 / part.least) } }, isLimit: false)
  }

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
