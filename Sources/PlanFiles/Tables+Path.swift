import Fleet
import Planning

/// The tables that every path has: those of the base path at the top of the folder, the others in `recourse/`.
enum PathTable {
  static let allocation = Table<AllocationRow>(
    name: "allocation",
    meaning: "GPUs of a tranche at work for a workload throughout a slice; only where there are any.",
    key: ["starts", "workload", "tranche", "operating_point"],
    columns: spanColumns(\.span) + [
      .text("tenant", "Tenant of the workload.") { $0.tenant },
      .text("workload", "What the GPUs work for.") { $0.workload },
      .text("site", "Where they stand.") { $0.site },
      .text("gpu_class", "What they are.") { $0.gpuClass },
      .text("tranche", "The lot that they are of.") { $0.tranche },
      .text("operating_point", "The power cap at which they run.", optional: true) { $0.operatingPoint },
      .number("gpus", "GPU", "GPUs at work.") { $0.gpus },
      .number("units_per_s", "work units/s", "Capacity; for a gang its pace, shared out by effective GPUs.") {
        $0.unitsPerS
      },
      .number("mean_units_per_s", "work units/s", "Mean work done; equal to units_per_s for a gang.") {
        $0.meanUnitsPerS
      },
      .number("it_kw", "kW", "Peak IT power of these GPUs.") { $0.itKW },
    ])

  static let service = Table<ServiceRow>(
    name: "service", meaning: "A service throughout a slice.", key: ["starts", "workload"],
    columns: spanColumns(\.span) + [
      .text("tenant", "Tenant of the service.") { $0.tenant },
      .text("workload", "The service.") { $0.workload },
      .number("asked", "work units/s", "Demand at the planning quantile.") { $0.asked },
      .number("mean_asked", "work units/s", "Mean demand.") { $0.meanAsked },
      .number("capacity", "work units/s", "Sum of units_per_s in allocation.") { $0.capacity },
      .number("served", "work units/s", "Mean served.") { $0.served },
      .number("short", "work units/s", "Mean demand not served: mean_asked - served.") { $0.short },
    ])

  static let jobs = Table<JobRow>(
    name: "jobs", meaning: "A job throughout a slice in which it runs.", key: ["starts", "workload"],
    columns: spanColumns(\.span) + [
      .text("tenant", "Tenant of the job.") { $0.tenant },
      .text("workload", "The job.") { $0.workload },
      .text("site", "Where a gang runs; empty for a job that is no gang.", optional: true) { $0.site },
      .text(
        "slowest_class", "Slowest class that the gang may run on there; empty for a job that is no gang.",
        optional: true
      ) {
        $0.slowestClass
      },
      .number("gpus", "GPU", "GPUs at work.") { $0.gpus },
      .number("effective_gpus", "GPU", "n in the pace r * n^b; equal to gpus for a job that is no gang.") {
        $0.effectiveGPUs
      },
      .number("units_per_s", "work units/s", "Pace of the job.") { $0.unitsPerS },
      .number("units", "work units", "Work done in the slice: 3600 * hours * units_per_s.") { $0.units },
      .text("operating_point", "The power cap at which that class runs; empty likewise.", optional: true) {
        $0.operatingPoint
      },
    ])

  static let work = Table<WorkRow>(
    name: "work", meaning: "A job over the whole path, shared slices included.", key: ["workload"],
    columns: [
      .text("tenant", "Tenant of the job.") { $0.tenant },
      .text("workload", "The job.") { $0.workload },
      .number("work_units", "work units", "Work asked.") { $0.workUnits },
      .number("done_units", "work units", "Work done.") { $0.doneUnits },
      .number("missing_units", "work units", "Work asked and not done.") { $0.missingUnits },
    ])

  static let sites = Table<SiteRow>(
    name: "sites", meaning: "A site throughout a slice.", key: ["starts", "site"],
    columns: spanColumns(\.span) + [
      .text("site", "The site.") { $0.site },
      .number("it_kw", "kW", "Peak IT power.") { $0.itKW },
      .number("facility_kw", "kW", "Peak facility power: peak PUE * it_kw, or of each cooling mode its own.") {
        $0.facilityKW
      },
      .number(
        "limit_kw", "kW",
        "The site's power limit, on its own basis: with steps and modules, less what is held back or out."
      ) { $0.limitKW },
      .number("air_kw", "kW", "Peak heat into the air loop.") { $0.airKW },
      .number("liquid_kw", "kW", "Peak heat into the liquid loop.") { $0.liquidKW },
      .number("water_m3", "m3", "Water over the slice, at mean load.") { $0.waterM3 },
      .number("energy_mwh", "MWh", "Energy at the meter over the slice, at mean load and mean PUE.") { $0.energyMWh },
      .number("carbon_kg", "kg", "CO2 of that energy.") { $0.carbonKg },
      .number("provisioned_kw", "kW", "What an outside estimate would provision for these GPUs; never a limit.") {
        $0.provisionedKW
      },
      .number("local_air_kg", "kg", "What is let out into the site's own air.") { $0.localAirKg },
      .number("racks", "rack", "Racks of the GPUs that are there, at work or not.") { $0.racks },
      .number("floor_m2", "m2", "Floor that they take.") { $0.floorM2 },
    ])

  static let cooling = Table<CoolingRow>(
    name: "cooling", meaning: "A cooling mode throughout a slice, of sites that have modes.",
    key: ["starts", "mode", "loop"],
    columns: spanColumns(\.span) + [
      .text("site", "The site.") { $0.site },
      .text("mode", "The cooling mode.") { $0.mode },
      .text("loop", "The loop; empty where heat is not told apart by loop.", optional: true) { $0.loop },
      .number("peak_kw", "kW", "IT heat that it takes at peak load.") { $0.peakKW },
      .number("mean_kw", "kW", "IT heat that it takes at mean load.") { $0.meanKW },
    ])

  static let leases = Table<LeaseRow>(
    name: "leases", meaning: "A tranche throughout a slice: what is there, what of it works, what it costs.",
    key: ["starts", "tranche"],
    columns: spanColumns(\.span) + [
      .text("lease", "The lease; empty for owned GPUs.", optional: true) { $0.lease },
      .text("tranche", "The tranche.") { $0.tranche },
      .number("held", "GPU", "GPUs that are there.") { $0.held },
      .number("used", "GPU", "GPUs at work.") { $0.used },
      .number("paid_usd", "USD", "Paid to the lessor, or for a fallback its price, for the slice.") { $0.paidUSD },
      .text(
        "state", "How the tranche stands.",
        words: ["ahead", "ramp", "held", "notice", "reclaimed", "left", "ended", "ordered", "open"]
      ) {
        $0.state
      },
    ])

  static let money = Table<MoneyRow>(
    name: "money",
    meaning: "Money in a period by cost term, as paid, not discounted: earnings positive, costs negative.",
    key: ["period", "tenant", "site", "term"],
    columns: [
      .text("period", "The period.") { $0.period },
      .text("tenant", "The tenant; empty where a term belongs to no one tenant.", optional: true) { $0.tenant },
      .text("site", "The site; empty where a term belongs to no one site.", optional: true) { $0.site },
      .text("term", "The cost term.") { $0.term },
      .number("usd", "USD", "The amount.") { $0.usd },
    ])

  private static func spanColumns<Row>(_ span: @escaping @Sendable (Row) -> Span) -> [Column<Row>] {
    [
      .text("period", "Period that holds the slice.") { span($0).period },
      .time("starts", .instant, "First moment of the slice.") { span($0).starts },
      .time("ends", .instant, "First moment after the slice.") { span($0).ends },
    ]
  }
}

/// A row of a notice path's table, with the path that it is of.
struct OnPath<Row: Sendable>: Sendable {
  let path: String
  let row: Row
}

extension Table where Row: Sendable {
  /// The same table for all notice paths: in `recourse/`, with the path in front.
  var recourse: Table<OnPath<Row>> {
    let path = Column<OnPath<Row>>.text("path", "The notice path.") { $0.path }
    return Table<OnPath<Row>>(
      name: "recourse/" + name, meaning: meaning + " On the notice paths, from the notice on.",
      key: key.isEmpty ? [] : ["path"] + key,
      columns: [path] + columns.map { column in column.on { $0.row } })
  }
}
