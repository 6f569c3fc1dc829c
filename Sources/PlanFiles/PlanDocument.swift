import Fleet
import Planning

/// The value of `schema` in a `plan.json`: changes whenever a key changes its name or its meaning.
public let planSchemaName = "tenure/plan-1"

/// A file that the case was read from, and what it held.
public struct InputFile: Sendable, Hashable {
  /// The path in the case: `sites.csv`, `../catalogue/gpu-classes.csv`.
  public var path: String
  /// 64 hexadecimal digits.
  public var sha256: String

  public init(path: String, sha256: String) {
    self.path = path
    self.sha256 = sha256
  }
}

/// What an independent check of the plan found.
public struct CertificateFacts: Sendable, Hashable {
  public enum Verdict: String, Sendable, CaseIterable {
    case pass, fail
    /// Nobody has looked yet.
    case unchecked
  }

  /// The worst that a rule is broken by, rounding included.
  public struct Violation: Sendable, Hashable {
    public var rule: String
    public var key: String
    /// 0 where the rule holds exactly.
    public var amount: Double
    public var unit: String

    public init(rule: String, key: String, amount: Double, unit: String) {
      self.rule = rule
      self.key = key
      self.amount = amount
      self.unit = unit
    }
  }

  public var verdict: Verdict
  /// USD, from the tables alone.
  public var objectiveRecomputed: Double?
  /// One for each rule.
  public var worst: [Violation]

  public init(verdict: Verdict, objectiveRecomputed: Double?, worst: [Violation]) {
    self.verdict = verdict
    self.objectiveRecomputed = objectiveRecomputed
    self.worst = worst
  }

  /// The facts before anyone has looked.
  public static let unchecked = CertificateFacts(verdict: .unchecked, objectiveRecomputed: nil, worst: [])
}

/// `plan.json`, which `tenure plan --json` prints too: what a plan is worth, how far that is proved, what it comes to.
///
/// Holds no time, host, user or absolute path: the same input and build give the same bytes.
/// - Throws: ``WriteFailure/notFiniteValue(key:)`` for a number that JSON cannot hold.
public func planDocument(
  _ plan: Plan, of planningCase: PlanningCase, version: String, certificate: CertificateFacts, inputs: [InputFile]
) throws(WriteFailure) -> JSONValue {
  let document: JSONValue = [
    "schema": .string(planSchemaName),
    "case": .string(plan.caseName),
    "status": .string(plan.status.rawValue),
    "objective": .number(plan.objective),
    "bound": .init(plan.boundCertified ?? plan.boundClaimed),
    "bound_claimed": .init(plan.boundClaimed),
    "bound_certified": .init(plan.boundCertified),
    "gap": .init(plan.gap),
    "asked_gap": .number(plan.askedGap),
    "certificate": certificate.json,
    "inputs": .array(inputs.map { ["path": .string($0.path), "sha256": .string($0.sha256)] }),
    "program": plan.program.json,
    "run": run(plan.run, version: version, planningCase),
    "risk": plan.risk.json,
    "horizon": plan.horizon.json,
    "goals": .array(plan.goals.map(\.json)),
    "incumbent": plan.incumbent?.json(PlanTotals(plan: plan, planningCase: planningCase)) ?? .null,
    "totals": PlanTotals(plan: plan, planningCase: planningCase).json,
  ]
  if let key = document.firstNotFinite() { throw .notFiniteValue(key: key) }
  return document
}

private func run(_ run: RunFacts, version: String, _ planningCase: PlanningCase) -> JSONValue {
  let options = planningCase.options
  let planOn: JSONValue =
    switch planningCase.planOn {
    case .mean: "mean"
    case .quantile(let share): .number(share)
    }
  return [
    "version": .string(version),
    "glpk": .string(run.glpk),
    "openblas": .string(run.openblas),
    "seed": .integer(run.seed),
    "rung": .string(run.rung),
    "iterations": .integer(run.iterations),
    "nodes": .integer(run.nodes),
    "options": [
      "gap": .number(options.gap),
      "risk_weight": .number(options.riskWeight),
      "risk_level": .number(options.riskLevel),
      "tail_value_floor": .init(options.tailValueFloor),
      "end_value_haircut": .number(options.endValueHaircut),
      "most_notices": .integer(options.mostNotices),
      "yearly_budget": .init(options.yearlyBudget),
      "change_limit": .init(options.changeLimit),
      "change_usd_per_gpu": .number(options.changePrice),
      "floor_penalty": .number(options.floorPenalty),
      "service_floor_penalty": .number(options.serviceFloorPenalty),
      "plan_on": planOn,
      "discount_rate": .number(planningCase.discountRate),
    ],
  ]
}

extension CertificateFacts {
  /// `verdict`, `objective_recomputed` and `worst`.
  public var json: JSONValue {
    [
      "verdict": .string(verdict.rawValue),
      "objective_recomputed": .init(objectiveRecomputed),
      "worst": .array(
        worst.map {
          ["rule": .string($0.rule), "key": .string($0.key), "amount": .number($0.amount), "unit": .string($0.unit)]
        }),
    ]
  }
}

extension ProgramSize {
  fileprivate var json: JSONValue {
    [
      "rows": .integer(rows), "columns": .integer(columns), "integers": .integer(integers),
      "nonzeros": .integer(nonzeros),
    ]
  }
}

extension RiskFacts {
  fileprivate var json: JSONValue {
    [
      "risk_weight": .number(riskWeight), "risk_level": .number(riskLevel), "expected_value": .number(expectedValue),
      "cvar": .init(cvar), "value_without_reclaim": .init(valueWithoutReclaim), "uncovered": .number(uncovered),
      "worst": worst.map { worst in
        [
          "path": .string(worst.path), "notice_date": worst.noticeDay.map { .string($0.description) } ?? .null,
          "value": .number(worst.value),
        ]
      } ?? .null,
      "hazard_half": hazardHalf?.json ?? .null, "hazard_double": hazardDouble?.json ?? .null,
    ]
  }
}

extension HorizonFacts {
  fileprivate var json: JSONValue {
    [
      "end_value_haircut": .number(haircut),
      "holdings": .array(
        holdings.map {
          [
            "lease": .string($0.lease), "tranche": .string($0.tranche), "gpus": .number($0.gpus),
            "hours": .number($0.hours), "usd_per_gpu_h": .number($0.price),
            "end_value_usd_per_gpu_h": .number($0.value),
            "owed_usd": .number($0.owedUSD), "worth_usd": .number($0.worthUSD),
          ]
        }),
      "is_decisive": .bool(isDecisive), "half": half?.json ?? .null, "double": double?.json ?? .null,
    ]
  }
}

extension GoalFacts {
  fileprivate var json: JSONValue {
    [
      "goal": .string(goal), "unit": .string(unit), "best": .number(best), "bound": .init(bound),
      "slack": .number(slack), "final": .number(final), "gave_up": .init(gaveUp),
    ]
  }
}

extension EndValueAnswer {
  fileprivate var json: JSONValue {
    [
      "loss_usd": .number(lossUSD), "gap": .number(gap),
      "changes": .array(
        changes.map {
          [
            "decision": .string($0.decision), "subject": .string($0.subject),
            "last_date": .string($0.lastDate.description), "planned": .number($0.planned), "other": .number($0.other),
            "unit": .string($0.unit),
          ]
        }),
    ]
  }
}

extension RiskMeasures {
  fileprivate var json: JSONValue { ["expected_value": .number(expectedValue), "cvar": .number(cvar)] }
}

extension PlanTotals {
  /// The totals as `plan.json` holds them.
  public var json: JSONValue {
    [
      "money": amounts(money),
      "expected": amounts(expected),
      "gpus_peak": .number(peakGPUs),
      "tenants": .array(tenants.map(\.json)),
      "sites": .array(sites.map(\.json)),
    ]
  }

  /// Term by term, and their sum under `sum`.
  private func amounts(_ amounts: [Amount]) -> JSONValue {
    .object(
      amounts.map { .init($0.term, .number($0.usd)) } + [.init("sum", .number(amounts.reduce(0) { $0 + $1.usd }))])
  }
}

extension PlanTotals.TenantShare {
  fileprivate var json: JSONValue {
    [
      "tenant": .string(tenant), "served_share": .init(share), "gpus_peak": .number(peakGPUs),
      "workloads": .array(workloads.map(\.json)),
    ]
  }
}

extension PlanTotals.Served {
  fileprivate var json: JSONValue {
    [
      "workload": .string(workload), "kind": .string(kind), "unit": .string(unit),
      "asked_units": .number(asked), "served_units": .number(served), "short_units": .number(short),
      "served_share": .number(share),
    ]
  }
}

extension PlanTotals.SiteUse {
  fileprivate var json: JSONValue {
    [
      "site": .string(site), "gpus_peak": .number(peakGPUs), "it_mw_peak": .number(itMW),
      "facility_mw_peak": .number(facilityMW), "provisioned_mw_peak": .number(provisionedMW),
      "energy_mwh": .number(energyMWh), "water_m3": .number(waterM3), "carbon_t": .number(carbonTonnes),
      "local_air_t": .number(localAirTonnes),
    ]
  }
}

extension JSONValue {
  /// The dotted path of the first number that JSON cannot hold; nil if there is none.
  func firstNotFinite(_ path: String = "") -> String? {
    switch self {
    case .number(let value): value.isFinite ? nil : path
    case .array(let values):
      values.enumerated().lazy.compactMap { $1.firstNotFinite("\(path)[\($0)]") }.first
    case .object(let members):
      members.lazy.compactMap { $0.value.firstNotFinite(path.isEmpty ? $0.key : "\(path).\($0.key)") }.first
    default: nil
    }
  }
}
