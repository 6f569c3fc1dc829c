import Fleet

/// What it costs to leave leases before their end.
///
///     fee * leave[l,t]          (USD; per lease with an exit, in the slice at whose start the GPUs go)
///
/// Rent runs until then. A lease that its lessor has called back before is not left, and costs no fee.
enum ExitFees: CostTerm {
  static let name = CostTermName.exitFees
  static let statement = "exit fee of every lease that is left (USD)"

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    for node in model.timeline.nodes {
      for (index, lease) in model.case.leases.enumerated() {
        guard let leaving = decisions.leases.leaving(Ref(index), at: node) else { continue }
        draft.earn(name, at: node, leaving, usd: -(lease.exit?.fee ?? 0))
      }
    }
  }
}
