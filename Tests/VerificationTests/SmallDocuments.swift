import CaseFiles
import Fleet
import Foundation

@testable import Verification

extension SmallPlan {
  mutating func writeDocuments() {
    for (path, text) in self.inputs { files["inputs/" + path] = text }
    let inputs = files.keys.filter { $0.hasPrefix("inputs/") }.sorted().map { path -> [String: Any] in
      ["path": String(path.dropFirst(7)), "sha256": SHA256.hex(Array(files[path]!.utf8))]
    }
    let bound = objective + 100
    let options = planningCase.options
    let document: [String: Any] = [
      "schema": "tenure/plan-1", "case": "small", "status": "optimal", "objective": objective, "bound": bound,
      "bound_claimed": bound, "bound_certified": bound, "gap": (bound - objective) / max(1, abs(objective)),
      "asked_gap": 0.001, "certificate": ["verdict": "unchecked", "objective_recomputed": NSNull()], "inputs": inputs,
      "risk": [
        "risk_weight": options.riskWeight, "risk_level": options.riskLevel, "expected_value": expected, "cvar": risk,
        "value_without_reclaim": value(0) + 1000, "uncovered": 0.0, "hazard_half": outlook(0.05),
        "hazard_double": outlook(0.2), "worst": worst,
      ],
      "run": [
        "seed": 1,
        "options": [
          "gap": options.gap, "risk_weight": options.riskWeight, "risk_level": options.riskLevel,
          "yearly_budget": options.yearlyBudget as Any? ?? NSNull(), "floor_penalty": options.floorPenalty,
          "service_floor_penalty": options.serviceFloorPenalty, "plan_on": "mean",
          "discount_rate": planningCase.discountRate,
        ],
      ],
      "totals": totals(),
      "goals": [
        [
          "goal": "value", "unit": "USD", "best": objective, "bound": bound, "slack": 0.0, "final": objective,
          "gave_up": 0.0,
        ] as [String: Any]
      ],
    ]
    files["plan.json"] = text(document)
    let resources = files.keys.filter { $0.hasSuffix(".csv") && !$0.hasPrefix("inputs/") }.sorted().map { path in
      let names = files[path]!.prefix { $0 != "\n" }.split(separator: ",").map { ["name": String($0)] }
      return ["path": path, "schema": ["fields": names]] as [String: Any]
    }
    files["datapackage.json"] = text(["resources": resources])
  }

  private func outlook(_ hazard: Double) -> [String: Double] {
    let chances = SmallPlan.chances(hazard: hazard)
    return ["expected_value": expected(chances), "cvar": risk(chances)]
  }

  private var worst: [String: Any] {
    let worst = (0...2).min { value($0) < value($1) }!
    return ["path": paths[worst].id, "value": value(worst), "notice_date": paths[worst].notice]
  }

  private func text(_ object: [String: Any]) -> String {
    String(decoding: try! JSONSerialization.data(withJSONObject: object, options: [.sortedKeys]), as: UTF8.self)
  }

  /// Base path figures by the plainest loops over the written tables.
  private func totals() -> [String: Any] {
    func rows(_ table: String) -> [[String]] {
      files[table + ".csv"]!.split(separator: "\n").dropFirst().map {
        $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      }
    }
    func number(_ text: String) -> Double { Double(text)! }
    var money: [String: Double] = [:], expected: [String: Double] = [:]
    let discount = pow(1.08, -31 / 365.0), c = SmallPlan.chances
    for row in rows("money") {
      let later = row[0] == "2026-08"
      for term in [row[3], "sum"] {
        money[term, default: 0] += number(row[4])
        expected[term, default: 0] += number(row[4]) * (later ? c[0] * discount : 1 - c[1])
      }
    }
    for row in rows("recourse/money") {
      let chance = row[0] == "notice-2026-07" ? c[1] : c[2]
      for term in [row[4], "sum"] {
        expected[term, default: 0] += number(row[5]) * chance * (row[1] == "2026-08" ? discount : 1)
      }
    }
    func peak(_ matches: ([String]) -> Bool) -> Double {
      Dictionary(grouping: rows("allocation").filter(matches)) { $0[1] }.values.map {
        $0.reduce(0) { $0 + number($1[9]) }
      }
      .max() ?? 0
    }
    let sites = ["north", "south"].map { site -> [String: Any] in
      let own = rows("sites").filter { $0[3] == site }
      func most(_ column: Int) -> Double { own.map { number($0[column]) }.max()! / 1000 }
      func sum(_ column: Int) -> Double { own.reduce(0) { $0 + number($1[column]) } }
      return [
        "site": site, "gpus_peak": peak { $0[5] == site }, "it_mw_peak": most(4), "facility_mw_peak": most(5),
        "provisioned_mw_peak": most(12), "water_m3": sum(9), "energy_mwh": sum(10), "carbon_t": sum(11) / 1000,
        "local_air_t": sum(13) / 1000,
      ]
    }
    var asked = 0.0, served = 0.0, short = 0.0
    for row in rows("service") {
      let time = Double(instant(row[2]) - instant(row[1]))
      asked += time * number(row[6])
      served += time * number(row[8])
      short += time * number(row[9])
    }
    let work = Dictionary(uniqueKeysWithValues: rows("work").map { ($0[1], $0.dropFirst(2).map(number)) })
    func entry(_ id: String, _ kind: String, _ asked: Double, _ served: Double, _ short: Double) -> [String: Any] {
      [
        "workload": id, "kind": kind, "unit": "u", "asked_units": asked, "served_units": served, "short_units": short,
        "served_share": served / asked,
      ]
    }
    let (train, batch) = (work["train"]!, work["batch"]!)
    let share = (1e-5 * served + 2e-4 * batch[1]) / (1e-5 * asked + 2e-4 * batch[0])
    return [
      "money": money, "expected": expected, "gpus_peak": peak { _ in true }, "sites": sites,
      "tenants": [
        [
          "tenant": "alpha", "served_share": share, "gpus_peak": peak { $0[3] == "alpha" },
          "workloads": [
            entry("chat", "service", asked, served, short), entry("batch", "job", batch[0], batch[1], batch[2]),
          ],
        ],
        [
          "tenant": "omega", "served_share": train[1] / train[0], "gpus_peak": peak { $0[3] == "omega" },
          "workloads": [entry("train", "job", train[0], train[1], train[2])],
        ],
      ],
    ]
  }

  private func instant(_ text: String) -> Int {
    let parts = text.split(separator: "T")
    return Day(parts[0])!.number * 86_400 + (parts.count > 1 ? 18_000 : 0)
  }
}
