import Fleet
import Planning

/// The value of `schema` in a `stress.json`.
public let stressSchemaName = "tenure/stress-1"

extension StressReport {
  /// `stress.json`, which `tenure stress --json` prints too.
  public func document(seconds: Double, assertions: [AssertionResult] = []) -> JSONValue {
    [
      "schema": .string(stressSchemaName),
      "case": .string(caseName),
      "complete": .bool(isComplete),
      "without_notice_usd": .number(withoutNotice),
      "expected_loss_usd": isComplete ? .number(expectedLoss) : .null,
      "cvar_usd": isComplete ? .number(lossCVaR) : .null,
      "risk_level": .number(riskLevel),
      "uncovered": .number(uncovered),
      "worst": isComplete ? worst?.document ?? .null : .null,
      "scenarios": .array(scenarios.map(\.document)),
      "harmless": .array(
        harmless.map {
          [
            "pool": .string($0.pool), "from": .string($0.from.description),
            "lease_end": .string($0.leaseEnd.description),
          ]
        }),
      "unpooled": .array(unpooled.map { .string($0) }),
      "standby": .array(
        standbys.map {
          [
            "fallback": .string($0.fallback), "gpus": .number($0.gpus),
            "periods": .array($0.periods.map { .string($0) }),
          ]
        }),
      "break_even": .array(breakEvens.map(\.document)),
      "uncertainty_usd": .init(uncertainty),
      "clauses": .array(clauses.map(\.document)),
      "frontier": .array(
        frontier.map {
          [
            "risk_weight": .number($0.riskWeight), "expected_value_usd": .number($0.expectedValue),
            "tail_value_usd": .number($0.tailValue), "status": .string($0.status.rawValue),
          ]
        }),
      "assertions": .array(
        assertions.map {
          ["assertion": .string($0.assertion.text), "value": .init($0.value), "holds": .bool($0.holds)]
        }),
      "solves": .integer(solves),
      "seconds": .number(seconds),
    ]
  }

  /// The figures that an assertion may name: of all notices the worst, decided anew and with the plan held.
  ///
  /// Where no notice would end any lease early there is no share to fall, and no loss.
  public func figures(of planningCase: PlanningCase) -> [Figure] {
    let kinds: [(String, (StressScenario) -> StressOutcome?)] = [
      ("worst", { $0.replanned }), ("held.worst", { $0.held }),
    ]
    return [
      Figure("value.without_notice", .usd, withoutNotice), Figure("expected.loss", .usd, expectedLoss),
      Figure("cvar.loss", .usd, lossCVaR),
    ]
      + kinds.flatMap { name, outcome in
        let outcomes = scenarios.compactMap(outcome)
        return [Figure(name + ".loss", .usd, outcomes.map(\.loss).max() ?? 0)]
          + planningCase.workloads.map { workload in
            Figure(name + ".served." + workload.id, .share, outcomes.compactMap { $0.share(workload.id) }.min())
          }
      }
  }

  /// The names of all figures, before anything is solved.
  public static func figureNames(of planningCase: PlanningCase) -> [Figure] {
    StressReport.empty.figures(of: planningCase)
  }
}

extension StressScenario {
  fileprivate var document: JSONValue {
    [
      "pool": .string(pools.joined(separator: " ")),
      "notice_date": .string(noticeDay.description),
      "reclaim_date": reclaimDay.map { .string($0.description) } ?? .null,
      "probability": .init(probability),
      "loss_usd": .init(replanned?.loss),
      "regret_usd": .init(regret),
      "served_share": replanned.map { .shares($0.services + $0.jobs) } ?? .null,
      "planned_share": replanned.map { outcome in
        .object((outcome.services + outcome.jobs).map { .init($0.workload, .number($0.planned)) })
      } ?? .null,
      "held": held?.document ?? .null,
      "replanned": replanned?.document ?? .null,
      "actions": .array(
        actions.map {
          [
            "action": .string($0.kind.rawValue), "subject": .string($0.subject), "gpus": .number($0.gpus),
            "by": .init($0.by?.description), "from": .string($0.from.description),
          ]
        }),
    ]
  }
}

extension StressOutcome {
  fileprivate var document: JSONValue {
    [
      "loss_usd": .number(loss), "floor_penalty_usd": .number(penalty), "served_share": .shares(services + jobs),
      "first_trouble": .init(firstTrouble?.description), "first_behind": .init(firstBehind),
      "recovered": .init(recovery?.description),
    ]
  }
}

extension ClauseValue {
  fileprivate var document: JSONValue {
    func side(_ side: Side?) -> JSONValue {
      side.map {
        [
          "change": .string($0.change), "value_usd": .init($0.worth?.value), "low_usd": .init($0.worth?.low),
          "high_usd": .init($0.worth?.high),
        ]
      } ?? .null
    }
    return [
      "lease": .string(lease), "clause": .string(clause), "change": .init(up?.change),
      "value_up_usd": .init(up?.worth?.value), "value_down_usd": .init(down?.worth?.value), "up": side(up),
      "down": side(down),
    ]
  }
}

extension BreakEven {
  fileprivate var document: JSONValue {
    [
      "fallback": .string(fallback), "pool": .string(pool), "notice_date": .string(noticeDay.description),
      "hazard": .init(hazard), "stated_hazard": .number(stated), "saving_usd_per_gpu": .number(saving),
    ]
  }
}

extension JSONValue {
  fileprivate static func shares(_ shares: [ServiceShare]) -> JSONValue {
    .object(shares.map { .init($0.workload, .number($0.share)) })
  }
}
