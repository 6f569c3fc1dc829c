import CaseFiles
import Fleet
import Foundation

/// A case of one lease, one tranche and one job, read from files that hold the cells given.
struct DatedCase {
  private var keys = ["name": "dated", "starts": "2026-07-01", "step": "month", "periods": "60"]
  private var tables: [String: [String: String]] = [
    "sites": [
      "site": "s", "time_zone": "UTC", "power_mw": "1", "power_basis": "it", "pue_peak": "1", "pue_mean": "1",
      "energy_usd_per_mwh": "50",
    ],
    "gpu-classes": [
      "gpu_class": "g", "unit_gpus": "8", "kw_per_gpu": "1", "idle_kw_per_gpu": "0", "liquid_share": "0",
    ],
    "leases": [
      "lease": "l", "lessor": "x", "start": "2026-01-01", "end": "2031-01-01", "usd_per_gpu_h": "2",
      "take_or_pay_share": "1", "reclaim_holder": "owner", "notice_days": "90",
    ],
    "tranches": ["tranche": "t", "site": "s", "gpu_class": "g", "lease": "l", "gpus": "160"],
    "tenants": ["tenant": "k"],
    "workloads": [
      "workload": "w", "tenant": "k", "kind": "job", "model": "m", "value_usd_per_unit": "0", "work_units": "1",
    ],
    "reclaim": ["pool": "p", "lease": "l", "hazard_per_month": "0.04"],
    "fallback": [
      "fallback": "f", "supplier": "y", "site": "s", "gpu_class": "g", "kind": "firm", "lead_days": "0",
      "usd_per_gpu_h": "3", "cap_gpus": "8",
    ],
    "measurements": ["gpu_class": "g", "model": "m", "gpus": "8", "units_per_s": "1", "source": "none"],
  ]

  /// What may be given, by table; all else is a key of case.yaml.
  private static let columns = [
    "sites": ["time_zone"],
    "leases": [
      "start", "end", "reclaim_holder", "notice_days", "notice_from", "exit_notice_days", "exit_from", "renewal_months",
    ],
    "tranches": ["available_from", "gpus", "ramp_days", "lead_days"],
    "workloads": ["release", "deadline"],
    "reclaim": ["hazard_per_month", "hazard_per_year"],
    "fallback": ["fallback.lead_days", "fallback.min_months"],
  ]

  /// What the cells ask for comes along: a pool only where the lessor may call, a tranche to sign for a lead time, and the
  /// price of a renewal.
  init(_ given: [String: String]) {
    for (name, cell) in given {
      let table = DatedCase.columns.first { $0.value.contains(name) }?.key
      let column = name.replacing("fallback.", with: "")
      if let table { tables[table]![column] = cell } else { keys[name] = cell }
    }
    if given["reclaim_holder"] == "lessee" { tables["reclaim"] = nil }
    if given["lead_days"] != nil {
      tables["tranches"]!.merge(["gpus": "", "min_units": "0", "max_units": "5"]) { $1 }
    }
    if given["renewal_months"]?.isEmpty == false {
      tables["leases"]!.merge(["renewal_usd_per_gpu_h": "2", "decide_by": keys["starts"]!]) { $1 }
    }
  }

  func read() throws -> PlanningCase {
    let root = FileManager.default.temporaryDirectory.appending(path: "tenure-\(UUID().uuidString)")
    let folder = root.appending(path: "dated")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: root) }
    func write(_ lines: [String], _ name: String) throws {
      try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: folder.appending(path: name))
    }
    try write(keys.map { "\($0.key): \($0.value)" }, "case.yaml")
    for (name, row) in tables {
      let cells = row.sorted { $0.key < $1.key }
      try write([cells.map(\.key), cells.map(\.value)].map { $0.joined(separator: ",") }, "\(name).csv")
    }
    return try readCase(at: folder).planningCase
  }
}
