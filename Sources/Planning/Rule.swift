import Fleet

/// A limit in the planner's unit: `MW` for a row in kW.
struct Measure: Sendable {
  /// The unit in which planners state the limit.
  let unit: String
  /// Row units to one of it: 1000 for a row in kW and a limit in MW.
  let rowUnits: Double

  init(_ unit: String, rowUnits: Double = 1) {
    self.unit = unit
    self.rowUnits = rowUnits
  }
}

/// A rule of the plan: its rows, what a price on it means, and what it means that it cannot be kept.
///
/// A rule writes natural units and every row that its case can bind; scaling belongs to `LinearProgramming`.
protocol Rule: Sendable {
  /// As in rows, tables and reports: `site-power`.
  static var name: String { get }
  /// The inequality in words and symbols, with units.
  static var statement: String { get }
  /// The unit of its limits for a key.
  static func measure(_ key: Key, _ model: Model) -> Measure
  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model)
  /// Whether it asks nothing of slices that cannot come about: one that only keeps a plan from being more than there is
  /// always holds, so that every table stays one of GPUs, but no budget, floor or room binds for a future that will not be.
  static var isMootOnceLeft: Bool { get }
  /// What one more unit of the limit buys, as the object of "is worth": `one more MW at colossus-1 in 2026-07`.
  static func priced(_ key: Key, _ names: Names) -> String
  /// What is short, as a sentence that a planner can act on.
  static func unmet(_ key: Key, _ names: Names) -> String
}

extension Rule {
  static var isMootOnceLeft: Bool { false }
}

/// The rules, in the order in which a planner reads them: hardware, sites, work, tenants, money, risk.
let rules: [any Rule.Type] = [
  TrancheStock.self,
  LeaseTerm.self,
  NoticeWindow.self,
  FallbackTerm.self,
  StandbyRight.self,
  FirstUnit.self,
  LettingTerm.self,
  WholeUnits.self,
  SitePower.self,
  SiteCooling.self,
  SiteOutage.self,
  SiteWater.self,
  SiteSpace.self,
  SiteExpansion.self,
  CarbonCap.self,
  DemandCover.self,
  ServiceFloor.self,
  JobWork.self,
  GangUniformity.self,
  TenantFloor.self,
  TenantCap.self,
  TenantBudget.self,
  TakeOrPay.self,
  BudgetCap.self,
  SupplierShare.self,
  SiteShare.self,
  ChangeLimit.self,
  ReclaimCover.self,
  ReclaimRisk.self,
]

/// A rule as documentation shows it.
public struct RuleDescription: Sendable {
  public let name: String
  public let statement: String
}

/// Every rule that a plan keeps, in the order of the catalogue.
public let ruleCatalogue: [RuleDescription] = rules.map { RuleDescription(name: $0.name, statement: $0.statement) }
