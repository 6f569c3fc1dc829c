import Fleet
import Foundation

/// GPUs of ours that a tenant has under a lease of which we are the lessor.
struct Let {
  let workload: Workload
  let reference: Ref<Lease>
  let lease: Lease
  let site: Site
  /// GPUs, decided at the start of the case for all paths.
  let gpus: Double

  /// The term, from and to the site's midnight.
  var term: Range<Instant> { Instant(lease.start, in: site.timeZone)..<Instant(lease.end, in: site.timeZone) }

  /// When the GPUs are back on a path.
  func ends(on course: Course) -> Instant {
    [term.upperBound, course.calledBack[reference]?.leaves].compactMap { $0 }.min()!
  }

  /// The moments at which a slice has to begin: GPUs go to the tenant and come back, and the price changes.
  func changes(on course: Course) -> [Instant] {
    [term.lowerBound, ends(on: course)] + [lease.ramp].compactMap { $0 }.map { Instant($0.until, in: site.timeZone) }
  }
}

extension Audit {
  /// Every letting of the case, with the GPUs that are let by it.
  var lettings: [Let] {
    planningCase.workloads.compactMap { workload in
      guard let letting = workload.letting, let site = workload.sites?.first else { return nil }
      return Let(
        workload: workload, reference: letting.lease, lease: planningCase.leases[letting.lease.index],
        site: planningCase.sites[site.index], gpus: gpusLet[workload.id] ?? 0)
    }
  }

  /// decisions, letting-term: how many GPUs each letting has, decided once at the start of the case.
  ///
  ///     min_gpus <= let <= max_gpus, in whole units
  mutating func takeLettings() {
    for workload in planningCase.workloads {
      guard let letting = workload.letting else { continue }
      let rows = base(deciding: "let", workload.id)
      ledger.require("decisions", rows.count == 1, key: workload.id) {
        "decisions.csv: what is let of \(workload.id) is decided once, not \(rows.count) times."
      }
      guard let row = rows.first else { continue }
      gpusLet[workload.id] = row["amount"]
      let last =
        planningCase.incumbent?.dayOfThePast("let", workload.id)
        ?? max(planningCase.periods[0].start, planningCase.leases[letting.lease.index].start)
      ledger.require("decisions", row.text("unit") == "GPU" && isDated(row, last), key: row.key) {
        "\(row.place): GPUs of \(workload.id) are let by \(last), and told in the period that holds it."
      }
      let unit = workload.gpuClasses?.first.map { Double(planningCase.gpuClasses[$0.index].unitGPUs) } ?? 1
      let isWhole = (row["amount"] / unit).rounded() == row["amount"] / unit
      let isWithin = Double(letting.minGPUs) <= row["amount"] && row["amount"] <= Double(letting.maxGPUs)
      ledger.require("letting-term", isWhole && isWithin, key: row.key) {
        "\(row.place): \(row["amount"]) GPUs are let by \(workload.id); \(letting.minGPUs) to \(letting.maxGPUs) may be, "
          + "in whole units."
      }
    }
  }

  private func base(deciding decision: String, _ subject: String) -> [Row] {
    rows("decisions", of: base).filter { ["decision", "subject"].map($0.text) == [decision, subject] }
  }

  /// letting-term: what a letting has at work while its term runs and it is not called back, and nothing afterwards.
  ///
  ///     sum gpus = let, units_per_s = mean_units_per_s = gpus        (GPUs; of no spot lease and no fallback)
  mutating func checkLettings() {
    for (course, slice) in everySlice {
      for letting in lettings {
        let uses = slice.uses.filter { $0.workload.id == letting.workload.id }
        let isLet = letting.term.lowerBound <= slice.start && slice.start < letting.ends(on: course)
        let key = occasion(course, slice, letting.workload.id).key
        ledger.equal(
          "letting-term", gpus(uses), Sum(isLet ? letting.gpus : 0), unit: "GPUs", key: key,
          "\(course.id): what \(letting.workload.id) has from \(slice.start) on")
        for use in uses { check(use) }
      }
    }
  }

  private func check(_ use: Use) {
    let row = use.row
    ledger.equal("letting-term", row, "mean_units_per_s", Sum(use.gpus), unit: "GPU-s/s")
    ledger.require("letting-term", use.tranche.fallback == nil && use.lease?.interruptions == nil, key: row.key) {
      "\(row.place): GPUs that are let are neither interrupted nor of a fallback."
    }
  }
}
