import Fleet

/// The cost terms by the names that `money.csv` uses.
public enum CostTermName: String, Sendable, CaseIterable {
  case value, rent
  case leasePayments = "lease-payments"
  case prepayments
  case reclaimSettlements = "reclaim-settlements"
  case exitFees = "exit-fees"
  case fallback
  case energy
  case demandCharge = "demand-charge"
  case water, carbon, shortfall, lateness, migration, changes, pauses
  case floorPenalty = "floor-penalty"
  case capital, commitments
  case endValue = "end-value"
}

/// A part of the objective: what decisions earn or cost, booked by node, tenant and site.
///
/// Terms sum to the objective exactly: each is paid at a node, and a node's money weighs its probability times its discount.
protocol CostTerm: Sendable {
  static var name: CostTermName { get }
  /// The amount in words and symbols, with units.
  static var statement: String { get }
  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model)
}

/// The cost terms, in the order in which a planner reads them. ``FloorPenalty`` is charged by the rules that it belongs to.
let costTerms: [any CostTerm.Type] = [
  Value.self, LettingRent.self, LeasePayments.self, Prepayments.self, ReclaimSettlements.self, ExitFees.self,
  FallbackPayments.self, Energy.self, DemandCharge.self, Water.self, Carbon.self, Shortfall.self, LatePenalty.self,
  Migration.self, Changes.self, Pauses.self, FloorPenalty.self, CapitalPayments.self, Commitments.self, EndValue.self,
]
