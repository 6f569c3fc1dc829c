import CaseFiles
import Fleet
import Foundation

@testable import Verification

extension ReclaimPlan {
  /// Mean value and the mean cost of the worst fifth.
  func outlook(_ chances: [Double]) -> (expected: Double, cvar: Double) {
    let outcomes = zip(chances, paths.map(value)).sorted { $0.1 < $1.1 }
    var left = 0.2, cost = 0.0
    for (chance, value) in outcomes {
      cost -= min(left, chance) * value
      left -= min(left, chance)
    }
    return (outcomes.reduce(0) { $0 + $1.0 * $1.1 }, cost / 0.2)
  }

  mutating func writeDocuments() {
    let options = planningCase.options
    let (expected, cvar) = outlook(chances())
    let objective = 0.75 * expected - 0.25 * cvar
    let worst = zip(paths, chances()).filter { $0.1 > 0 }.map(\.0).min { value($0) < value($1) }!
    func other(_ factor: Double) -> [String: Double] {
      let other = outlook(chances(factor))
      return ["expected_value": other.expected, "cvar": other.cvar]
    }
    let document: [String: Any] = [
      "case": "reclaim", "status": "feasible", "objective": objective, "asked_gap": 0.001,
      "certificate": ["verdict": "unchecked"],
      "inputs": [["path": "case.yaml", "sha256": SHA256.hex(Array(files["inputs/case.yaml"]!.utf8))]],
      "risk": [
        "risk_weight": 0.25, "risk_level": 0.8, "expected_value": expected, "cvar": cvar, "uncovered": 0,
        "hazard_half": other(0.5), "hazard_double": other(2),
        "worst": [
          "path": worst.id, "value": value(worst), "notice_date": worst.parent.isEmpty ? "" : "2026-" + worst.starts[0],
        ],
      ],
      "run": [
        "options": [
          "gap": options.gap, "risk_weight": 0.25, "risk_level": 0.8, "yearly_budget": 5e6,
          "floor_penalty": options.floorPenalty, "service_floor_penalty": options.serviceFloorPenalty,
          "discount_rate": 0,
        ]
      ],
      "totals": totals(),
      "goals": [["goal": "value", "unit": "USD", "best": objective, "slack": 0, "final": objective]],
    ]
    files["plan.json"] = text(document)
    let resources = files.keys.filter { $0.hasSuffix(".csv") }.sorted().map { path -> [String: Any] in
      let names = files[path]!.prefix { $0 != "\n" }.split(separator: ",").map { ["name": String($0)] }
      return ["path": path, "schema": ["fields": names]]
    }
    files["datapackage.json"] = text(["resources": resources])
  }

  private func text(_ object: [String: Any]) -> String {
    String(decoding: try! JSONSerialization.data(withJSONObject: object, options: [.sortedKeys]), as: UTF8.self)
  }

  private func totals() -> [String: Any] {
    func column(_ table: String, _ at: Int) -> [Double] { tables[table]!.map { Double($0[at])! } }
    var sums: [String: Double] = [:], means: [String: Double] = [:]
    for (account, usd) in money["base"]! where usd != 0 {
      for term in [account[3], "sum"] { sums[term, default: 0] += usd }
    }
    for (path, chance) in zip(paths, chances()) {
      let shared = path.starts[0] > "07-01" ? money[path.parent]!.filter { $0.key[0] == "2026-07" } : [:]
      for (account, usd) in Array(money[path.id]!) + Array(shared) where usd != 0 {
        for term in [account[3], "sum"] { means[term, default: 0] += chance * usd }
      }
    }
    let seconds = tables["service"]!.map { Double(86_400 * (Day($0[2])! - Day($0[1])!)) }
    let asked = zip(seconds, column("service", 5)).reduce(0) { $0 + $1.0 * $1.1 }
    let served = zip(seconds, column("service", 8)).reduce(0) { $0 + $1.0 * $1.1 }
    let peak = column("sites", 4).max()!
    func most(of tenant: String) -> Double {
      let own = tables["allocation"]!.filter { $0[3] == tenant }
      return Dictionary(grouping: own) { $0[1] }.values.map { $0.reduce(0) { $0 + Double($1[9])! } }.max() ?? 0
    }
    let lot: [String: Any] = [
      "workload": "lot", "asked_units": 0, "served_units": 0, "short_units": 0, "served_share": 1,
    ]
    let bob: [[String: Any]] =
      lots.isEmpty ? [] : [["tenant": "bob", "gpus_peak": most(of: "bob"), "workloads": [lot]]]
    let chat: [String: Any] = [
      "workload": "chat", "asked_units": asked, "served_units": served, "short_units": asked - served,
      "served_share": served / asked,
    ]
    return [
      "money": sums, "expected": means, "gpus_peak": peak,
      "tenants": [
        ["tenant": "alpha", "served_share": served / asked, "gpus_peak": most(of: "alpha"), "workloads": [chat]]
      ] + bob,
      "sites": [
        [
          "site": "north", "gpus_peak": peak, "it_mw_peak": peak / 1000,
          "facility_mw_peak": column("sites", 5).max()! / 1000,
          "provisioned_mw_peak": 0, "energy_mwh": column("sites", 10).reduce(0, +),
          "water_m3": column("sites", 9).reduce(0, +), "carbon_t": column("sites", 11).reduce(0, +) / 1000,
          "local_air_t": column("sites", 13).reduce(0, +) / 1000,
        ]
      ],
    ]
  }
}
