import Fleet
import Foundation

extension Audit {
  /// allocation-rate, allocation-power, allocation-places, demand-cover: each row by itself.
  ///
  ///     units_per_s = rate * productive share * gpus (gangs: see ``checkGangs()``; of a letting gpus)
  ///     0 <= mean_units_per_s <= units_per_s
  ///     it_kw = kw_per_gpu * draw_factor * gpus
  mutating func checkAllocation() {
    for (course, slice) in everySlice {
      for use in slice.uses {
        let row = use.row
        checkPlace(use)
        ledger.require("allocation-rate", use.gpus > 0, key: row.key) {
          "\(row.place): a row stands for GPUs at work, not for \(use.gpus)."
        }
        ledger.equal("allocation-power", row, "it_kw", Sum(use.gpuClass.power, use.drawFactor, use.gpus), unit: "kW")
        let unit = use.workload.unit + "/s"
        ledger.require("allocation-rate", use.rate != nil, key: row.key) {
          "\(row.place): rates.csv has no rate of \(use.workload.id) on \(use.gpuClass.id) at \(use.point)."
        }
        if let rate = use.rate, use.workload.gang == nil {
          ledger.equal("allocation-rate", row, "units_per_s", Sum(rate, use.productiveShare, use.gpus), unit: unit)
        }
        let subjects = occasion(course, slice, use.workload.id, use.tranche.id)
        ledger.atMost(
          "demand-cover", subjects, use: row["mean_units_per_s"], limit: row["units_per_s"], unit: unit, at: row,
          "mean work of \(use.workload.id) on \(use.tranche.id)")
        ledger.atLeast(
          "demand-cover", subjects, use: row["mean_units_per_s"], limit: 0, unit: unit, at: row,
          "mean work of \(use.workload.id) on \(use.tranche.id)")
        if use.workload.gang != nil {
          ledger.equal("job-sums", row, "mean_units_per_s", Sum(row["units_per_s"]), unit: unit)
        }
      }
    }
  }

  /// The row names the tenant, site and class that the case gives, and the workload may run there then.
  private mutating func checkPlace(_ use: Use) {
    let row = use.row, workload = use.workload
    let named = [row.text("tenant"), row.text("site"), row.text("gpu_class")]
    ledger.require("allocation-places", named == [use.tenant.id, use.site.id, use.gpuClass.id], key: row.key) {
      "\(row.place): \(workload.id) is of \(use.tenant.id), \(use.tranche.id) is \(use.gpuClass.id) at \(use.site.id)."
    }
    ledger.require("gang-uniformity", workload.gang == nil || use.lease?.interruptions == nil, key: row.key) {
      "\(row.place): \(workload.id) is a gang, and GPUs of \(use.tranche.id) are taken away one by one."
    }
    ledger.require("allocation-places", allows(workload, on: use.tranche), key: row.key) {
      "\(row.place): \(workload.id) of \(use.tenant.id) may not run on \(use.gpuClass.id) at \(use.site.id)."
    }
  }

  /// gang-uniformity: one site, one slowest class and one point of it at a time, the true curve, and a size within its
  /// bounds. All other classes run at full power.
  ///
  ///     e_g = ((1 - q) r_g + q r_slow) / r_slow,  n = sum e_g gpus,  units_per_s <= r_slow n^b
  ///     min_gpus <= gpus <= max_gpus,  allocation units_per_s = pace e_g gpus / n
  mutating func checkGangs() {
    for (course, slice) in everySlice {
      for workload in planningCase.workloads {
        guard let gang = workload.gang, let row = slice.jobs[workload.id] else { continue }
        let uses = slice.uses.filter { $0.workload.id == workload.id }
        check(gang, of: workload, row, uses, occasion(course, slice, workload.id))
      }
    }
  }

  private mutating func check(_ gang: Gang, of workload: Workload, _ row: Row, _ uses: [Use], _ at: Occasion) {
    let slow = row.text("slowest_class"), point = row.has("operating_point") ? row.text("operating_point") : "full"
    let isOne = uses.allSatisfy {
      $0.site.id == row.text("site") && $0.point == ($0.gpuClass.id == slow ? point : "full")
    }
    ledger.require("gang-uniformity", isOne, key: row.key) {
      "\(row.place): \(workload.id) runs at \(row.text("site")), on \(slow) at \(point), and nowhere else meanwhile."
    }
    guard let pace = rates[[workload.id, slow, point]] else {
      ledger.require("gang-uniformity", false, key: row.key) {
        "\(row.place): \(workload.id) has no rate on \(slow) at \(point), its slowest class."
      }
      return
    }
    let single = gang.classRule == .single
    var effective = Sum(), parts: [(Row, Double)] = []
    for use in uses {
      guard let rate = use.rate else { continue }
      ledger.require("gang-uniformity", single ? use.gpuClass.id == slow : rate >= pace, key: use.row.key) {
        "\(use.row.place): \(use.gpuClass.id) may not work in \(workload.id) while \(slow) is its slowest class."
      }
      let worth = single ? 1 : ((1 - gang.mixedPenalty) * rate + gang.mixedPenalty * pace) / pace
      effective.add(worth, use.gpus)
      parts.append((use.row, worth * use.gpus))
    }
    ledger.equal("gang-uniformity", row, "effective_gpus", effective, unit: "GPUs")
    let unit = workload.unit + "/s"
    for (part, gpus) in parts {
      ledger.equal("gang-uniformity", part, "units_per_s", Sum(row["units_per_s"], gpus / effective.value), unit: unit)
    }
    ledger.atMost(
      "gang-uniformity", at, use: row["units_per_s"], limit: pace * pow(effective.value, gang.scalingExponent),
      unit: unit, at: row, "pace of \(workload.id)")
    ledger.atMost(
      "gang-uniformity", at, use: row["gpus"], limit: Double(gang.maxGPUs), unit: "GPUs", at: row,
      "size of \(workload.id)")
    ledger.atLeast(
      "gang-uniformity", at, use: row["gpus"], limit: Double(gang.minGPUs), unit: "GPUs", at: row,
      "size of \(workload.id)")
  }

  /// whole-units: a workload that wants whole units has a whole number of them in every pool, at each operating point.
  mutating func checkWholeUnits() {
    for (_, slice) in everySlice {
      let uses = slice.uses.filter(\.workload.wholeUnits)
      let amounts = uses.reduce(into: [[String]: Double]()) { $0[key($1) + [$1.point], default: 0] += $1.gpus }
      for (pool, gpus) in amounts.sorted(by: { $0.key.joined() < $1.key.joined() }) {
        let unit = planningCase.gpuClasses.first { $0.id == pool[2] }!.unitGPUs
        let units = gpus / Double(unit)
        let row = uses.first { key($0) + [$0.point] == pool }!.row
        ledger.require("whole-units", abs(units - units.rounded()) <= 1e-6, key: row.key) {
          "\(row.place): \(pool[0]) has \(gpus) \(pool[2]) at \(pool[1]), which is no whole number of \(unit)s."
        }
      }
    }
  }

  /// GPUs by workload and pool: the tranches of one site, class, lessor, fate and productive share; every fallback by
  /// itself.
  func pools(_ uses: [Use]) -> [[String]: Double] {
    uses.reduce(into: [:]) { $0[key($1), default: 0] += $1.gpus }
  }

  private func key(_ use: Use) -> [String] { [use.workload.id] + pool(of: use.tranche) }

  /// Site and class of a tranche, and what else sets its pool apart. Leases that a reclaim pool names share their fate with
  /// no other; of the rest it matters who may end them.
  func pool(of tranche: Tranche) -> [String] {
    let lease = tranche.lease.map { planningCase.leases[$0.index] }
    let isNamed =
      tranche.lease.map { lease in planningCase.reclaimPools.contains { $0.leases.contains(lease) } } ?? false
    let lessor = lease?.lessor ?? tranche.fallback.map { planningCase.fallbacks[$0.index].supplier }
    return [
      planningCase.sites[tranche.site.index].id, planningCase.gpuClasses[tranche.gpuClass.index].id,
      lessor.map { "=" + $0 } ?? "", lease.map { planningCase.mayReclaim($0) ? "called" : "kept" } ?? "",
      isNamed ? lease!.id : tranche.fallback != nil ? tranche.id : "", "\(lease?.productiveShare ?? 1)",
    ]
  }
}
