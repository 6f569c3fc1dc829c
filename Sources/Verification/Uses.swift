import Fleet

/// A row of an allocation with the nouns that it names.
struct Use {
  let row: Row
  let workload: Workload
  let tenant: Tenant
  let tranche: Tranche
  let site: Site
  let gpuClass: GPUClass
  /// nil for GPUs that are owned, or ordered.
  let lease: Lease?
  /// Whom the GPUs are from; nil for owned ones.
  let lessor: String?
  /// Work units per second of one GPU, 1 where it is let; nil where `rates.csv` has none.
  let rate: Double?
  let point: String
  /// Peak draw at the operating point as a share of the full one.
  let drawFactor: Double

  var gpus: Double { row["gpus"] }

  var productiveShare: Double { lease?.productiveShare ?? 1 }

  /// IT kW at mean load: idle power, and the rest of the power for the share of the capacity that is used.
  var meanKW: Sum {
    let share = workload.gang != nil ? 1 : row["units_per_s"] > 0 ? row["mean_units_per_s"] / row["units_per_s"] : 0
    var sum = Sum(gpuClass.idlePower, gpus)
    sum.add(gpuClass.power, drawFactor, share, gpus)
    sum.add(-gpuClass.idlePower, share, gpus)
    return sum
  }
}

extension Lease {
  /// The share of the hours in which a spot GPU works: 730 / (730 + interruptions in 730 h * restart hours).
  var productiveShare: Double { interruptions.map { 730 / (730 + $0.perMonth * $0.restartHours) } ?? 1 }
}
