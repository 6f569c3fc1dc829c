import Fleet
import Foundation

@testable import Verification

/// Writes the plan of ``smallPaths()`` for a case, figure by figure in plain double arithmetic and the simplest loops.
struct SmallPlan {
  var planningCase: PlanningCase
  var paths = smallPaths()
  /// Share of the gang's curve that it runs at; above 1 it outruns it.
  var pace = 1.0
  /// Mean served as a share of what the load curve allows.
  var served = 1.0
  /// Work units per second of one GPU at full power; and power caps by workload and tranche: draw, and rate.
  var rates = smallRates
  var caps: [String: (point: String, draw: Double, throughput: Double)] = [:]
  /// IT kW in the north in August.
  var drawn = 592.0
  /// What else is booked.
  var booked: [(path: String, start: String, workload: String, term: String, usd: Double)] = []
  var files: [String: String] = [:]
  /// The case's files, which only ``FolderTests`` reads.
  var inputs = ["case.yaml": "name: small\n", "catalogue/gpu-classes.csv": "gpu_class\nh100\n"]
  /// Hours after the horizon for which the GPUs in the south are still paid: to 1 January in Chicago, which is 06:00 UTC.
  var hoursBeyond = 122 * 24.0 + 6
  /// What the case turns out to be once the plan is written.
  var afterwards: (@Sendable (inout PlanningCase) -> Void)?
  private var tables: [String: [[String]]] = [:]
  private var money: [String: [[String]: Double]] = [:]
  private var jobUnits: [String: [String: Double]] = [:]
  private var chatRows: [String: [String]] = [:]

  init(_ planningCase: PlanningCase) { self.planningCase = planningCase }

  static let chances = chances(hazard: 0.1)

  /// Probabilities of the paths for a hazard per month.
  static func chances(hazard: Double) -> [Double] {
    let h = 1 - pow(1 - hazard, 31 / (365.0 / 12))
    return [(1 - h) * (1 - h), h, (1 - h) * h]
  }

  func bytes() -> [String: [UInt8]] { files.mapValues { Array($0.utf8) } }

  mutating func write() {
    for path in paths { write(path) }
    for path in paths { writeWork(path) }
    for path in paths { writeBeyond(path) }
    for entry in booked {
      let workload = planningCase.workloads.first { $0.id == entry.workload }
      book(paths.first { $0.id == entry.path }!, entry.start, workload, "", entry.term, entry.usd)
    }
    for path in paths {
      for (account, usd) in money[path.id]!.sorted(by: { $0.key.joined() < $1.key.joined() }) where usd != 0 {
        add("money", path, account + ["\(usd)"])
      }
    }
    writeAnswers()
    for name in PlanFolder.pathTables.keys {
      for table in [name, "recourse/" + name] { write(table, PlanFolder.pathTables[name]!) }
    }
    for name in PlanFolder.wholeTables.keys { write(name, PlanFolder.wholeTables[name]!) }
    writeDocuments()
  }

  private mutating func write(_ table: String, _ columns: String) {
    let names = (table.hasPrefix("recourse/") ? ["path"] : []) + Layout(columns).columns.map(\.name)
    files[table + ".csv"] = ([names] + (tables[table] ?? [])).map { $0.joined(separator: ",") + "\n" }.joined()
  }

  private mutating func add(_ table: String, _ path: SmallPath, _ cells: [String]) {
    if path.id == "base" {
      tables[table, default: []].append(cells)
    } else {
      tables["recourse/" + table, default: []].append([path.id] + cells)
    }
  }

  private func seconds(_ text: String) -> Double {
    let parts = text.split(separator: "T")
    return Double(Day(parts[0])!.number) * 86_400 + (parts.count > 1 ? 5 * 3600 : 0)
  }

  private mutating func write(_ path: SmallPath) {
    money[path.id] = [:]
    var before: [String: Double] = [:]
    if path.id == "notice-2026-08" {
      for use in paths[0].uses where use.from <= "2026-07-31" && use.to > "2026-07-31" {
        before["\(use.workload)|\(use.tranche)"] = use.gpus
      }
    }
    for (index, (start, end)) in zip(path.edges, path.edges.dropFirst()).enumerated() {
      let now = path.uses.filter { $0.from <= start && $0.to > start }
      write(path, start, end, now.map { ($0.workload, $0.tranche, $0.gpus) })
      for use in now where index > 0 || path.id == "notice-2026-08" {
        let arrived = max(0, use.gpus - (before["\(use.workload)|\(use.tranche)"] ?? 0))
        let tranche = planningCase.tranches.first { $0.id == use.tranche }!
        let workload = planningCase.workloads.first { $0.id == use.workload }!
        book(path, start, workload, planningCase[tranche.site].id, "migration", -arrived * workload.migrationCost)
      }
      before = Dictionary(uniqueKeysWithValues: now.map { ("\($0.workload)|\($0.tranche)", $0.gpus) })
    }
  }

  private mutating func book(
    _ path: SmallPath, _ start: String, _ workload: Workload?, _ site: String, _ term: String, _ usd: Double
  ) {
    let tenant = workload.map { planningCase[$0.tenant].id } ?? ""
    money[path.id]![[String(start.prefix(7)), tenant, site, term], default: 0] += usd
  }

  private mutating func write(
    _ path: SmallPath, _ start: String, _ end: String, _ uses: [(workload: String, tranche: String, gpus: Double)]
  ) {
    let p = start < "2026-08-01" ? 0 : 1, S = seconds(end) - seconds(start), H = S / 3600
    let span = [String(start.prefix(7)), start, end]
    var capacity: [String: Double] = [:], units: [Double] = []
    let mixed = uses.contains { $0.workload == "train" && $0.tranche == "north-h100" }
    let gang = caps["train|north-h100"], r = mixed ? 10 * (gang?.throughput ?? 1) : 30
    let best = mixed ? (0.5 * 30 + 0.5 * r) / r : 1, n = mixed ? 96 + best * 60 : 60
    let gangPace = pace * r * pow(n, 0.9)
    for use in uses {
      let tranche = planningCase.tranches.first { $0.id == use.tranche }!
      let worth = use.tranche == "own-gb" ? best : 1, cap = caps["\(use.workload)|\(use.tranche)"]
      let rate = rates[use.workload]![planningCase[tranche.gpuClass].id]! * (cap?.throughput ?? 1)
      units.append(use.workload == "train" ? gangPace * worth * use.gpus / n : rate * use.gpus)
      capacity[use.workload, default: 0] += units.last!
    }
    let demand = [30_000.0, 32_000][p], chat = capacity["chat"] ?? 0
    let done = served * (0.5 * min(0.5 * demand, chat) + 0.5 * min(demand, chat))
    var kw: [String: Double] = [:], mean: [String: Double] = [:], liquid: [String: Double] = [:]
    var allIn: [String: Double] = [:], used: [String: Double] = [:], alpha = 0.0
    for (use, capacityHere) in zip(uses, units) {
      let workload = planningCase.workloads.first { $0.id == use.workload }!
      let tranche = planningCase.tranches.first { $0.id == use.tranche }!
      let site = planningCase[tranche.site], gpuClass = planningCase[tranche.gpuClass]
      let cap = caps["\(use.workload)|\(use.tranche)"], peak = gpuClass.power * (cap?.draw ?? 1)
      let meanHere = use.workload == "chat" ? done * capacityHere / chat : capacityHere
      let draw =
        gpuClass.idlePower * use.gpus + (peak - gpuClass.idlePower) * meanHere / capacityHere * use.gpus
      kw[site.id, default: 0] += peak * use.gpus
      liquid[site.id, default: 0] += peak * use.gpus * gpuClass.liquidShare
      allIn[site.id, default: 0] += use.gpus * (gpuClass.allInPower ?? 0)
      mean[site.id, default: 0] += draw
      used[tranche.id, default: 0] += use.gpus
      if workload.tenant.index == 0 { alpha += use.gpus }
      add(
        "allocation", path,
        span + [
          planningCase[workload.tenant].id, use.workload, site.id, gpuClass.id, use.tranche, cap?.point ?? "full",
          "\(use.gpus)",
          "\(capacityHere)", "\(meanHere)", "\(peak * use.gpus)",
        ])
      book(path, start, workload, site.id, "value", workload.value[p] * S * meanHere)
      if let job = workload.job, let late = job.lateness, start >= job.deadline!.description {
        let due = seconds(job.deadline!.description), days = ((seconds(start) + seconds(end)) / 2 - due) / 86_400
        book(path, start, workload, site.id, "lateness", -late.cost * S * meanHere * days)
      }
      book(path, start, workload, site.id, "energy", -site.energyPrice[p] * H * site.pueMean[p] * draw / 1000)
    }
    let short = 0.75 * demand - done, chatWork = planningCase.workloads[0]
    add("service", path, span + ["alpha", "chat", "\(demand)", "\(0.75 * demand)", "\(chat)", "\(done)", "\(short)"])
    book(path, start, chatWork, "", "shortfall", -2e-6 * S * short)
    if path.id != "base" {
      book(path, start, chatWork, "", "floor-penalty", -3 * (1e-5 + 2e-6) * S * max(0, 0.8 * demand - chat))
      book(path, start, chatWork, "", "floor-penalty", -20 * H * max(0, 100 - alpha))
    }
    for (job, place) in [("train", ["north", mixed ? "h100" : "gb"]), ("batch", ["", ""])] where capacity[job] != nil {
      let gpus = uses.filter { $0.workload == job }.reduce(0) { $0 + $1.gpus }
      add(
        "jobs", path,
        span + [job == "train" ? "omega" : "alpha", job] + place
          + [
            "\(gpus)", "\(job == "train" ? n : gpus)", "\(capacity[job]!)", "\(S * capacity[job]!)",
            job == "batch" ? "" : mixed ? gang?.point ?? "full" : "full",
          ])
      jobUnits[path.id, default: [:]][job, default: 0] += S * capacity[job]!
      if path.id == "base", start < "2026-08-01" {
        jobUnits["july", default: [:]][job, default: 0] += S * capacity[job]!
      }
    }
    for site in planningCase.sites {
      let it = kw[site.id] ?? 0, energy = H * site.pueMean[p] * (mean[site.id] ?? 0) / 1000
      let figures = [
        it, site.puePeak[p] * it, site.power[p], it - (liquid[site.id] ?? 0), liquid[site.id] ?? 0,
        site.wue[p] * H * (mean[site.id] ?? 0) / 1000, energy, site.carbonIntensity[p] * energy, allIn[site.id] ?? 0,
        site.localAir.intensity[p] * energy,
      ]
      var room = [0.0, 0]
      for tranche in planningCase.tranches where planningCase[tranche.site].id == site.id {
        let held = path.held.last { $0.tranche == tranche.id && $0.from <= start }!.gpus
        let gpuClass = planningCase[tranche.gpuClass]
        room[0] += held / Double(gpuClass.gpusPerRack)
        room[1] += held / Double(gpuClass.gpusPerRack) * gpuClass.rackArea
      }
      add("sites", path, span + [site.id] + (figures + room).map { "\($0)" })
    }
    for tranche in planningCase.tranches {
      let now = path.held.last { $0.tranche == tranche.id && $0.from <= start }!
      let lease = tranche.lease.map { planningCase[$0] }, busy = used[tranche.id] ?? 0
      let paid = (lease?.price[p] ?? 0) * H * max(busy, (lease?.takeOrPayShare ?? 0) * now.gpus)
      add("leases", path, span + [lease?.id ?? "", tranche.id, "\(now.gpus)", "\(busy)", "\(paid)", now.state])
      book(path, start, nil, planningCase[tranche.site].id, "lease-payments", -paid)
    }
  }

  private mutating func writeWork(_ path: SmallPath) {
    for (tenant, job, work) in [("omega", "train", 6e9), ("alpha", "batch", 1.5e9)] {
      let shared = path.id == "notice-2026-08" ? jobUnits["july"]![job] ?? 0 : 0
      let done = shared + (jobUnits[path.id]![job] ?? 0)
      add("work", path, [tenant, job, "\(work)", "\(done)", "\(work - done)"])
      let workload = planningCase.workloads.first { $0.id == job }!
      book(path, "2026-08-01", workload, "", "shortfall", -workload.shortfallCost[1] * (work - done))
    }
  }

  /// What is owed for the GPUs in the south after the horizon, and what they are worth: a quarter less.
  private mutating func writeBeyond(_ path: SmallPath) {
    let owed = 3 * hoursBeyond * path.held.last { $0.tranche == "south-h100" }!.gpus
    book(path, "2026-08-01", nil, "south", "commitments", -owed)
    book(path, "2026-08-01", nil, "south", "end-value", 0.75 * owed)
  }

  private func usd(_ path: SmallPath, _ period: String) -> Double {
    money[path.id]!.filter { $0.key[0] == period }.values.reduce(0, +)
  }

  /// Value of the whole path, discounted: August lies 31 days after the start.
  func value(_ index: Int) -> Double {
    let july = usd(paths[index == 2 ? 0 : index], "2026-07")
    return july + usd(paths[index], "2026-08") * pow(1.08, -31 / 365.0)
  }

  var expected: Double { expected(SmallPlan.chances) }
  var risk: Double { risk(SmallPlan.chances) }

  func expected(_ chances: [Double]) -> Double { (0...2).reduce(0) { $0 + chances[$1] * value($1) } }

  /// Mean cost of the worst fifth.
  func risk(_ chances: [Double]) -> Double {
    var left = 0.2, cost = 0.0
    for index in (0...2).sorted(by: { value($0) < value($1) }) {
      cost -= min(left, chances[index]) * value(index)
      left -= min(left, chances[index])
    }
    return cost / 0.2
  }

  var objective: Double { 0.75 * expected - 0.25 * risk }

  private mutating func write(_ rate: Double, _ workload: String, _ gpuClass: String, _ point: String) {
    tables["rates", default: []].append([
      workload, gpuClass, point, "\(rate)", "\(max(0, rate - 0.5))", "\(rate + 0.5)", "measured", "a bench",
    ])
  }

  private mutating func writeAnswers() {
    let ideal = value(0) + 1000
    for (index, path) in paths.enumerated() {
      tables["recourse", default: []].append([
        path.id, index == 0 ? "" : "base", index == 0 ? "" : "acme@" + path.notice.prefix(7), path.notice, path.reclaim,
        "\(SmallPlan.chances[index])", "\(value(index))",
        "\(ideal - value(index))",
      ])
    }
    for (workload, classes) in rates.sorted(by: { $0.key < $1.key }) {
      for (gpuClass, rate) in classes.sorted(by: { $0.key < $1.key }) { write(rate, workload, gpuClass, "full") }
    }
    for (place, cap) in caps.sorted(by: { $0.key < $1.key }) {
      let (workload, tranche) = (place.split(separator: "|")[0], place.split(separator: "|")[1])
      let gpuClass = planningCase[planningCase.tranches.first { $0.id == tranche }!.gpuClass].id
      write(rates[String(workload)]![gpuClass]! * cap.throughput, String(workload), gpuClass, cap.point)
    }
    let limit = planningCase.sites[0].power.base
    tables["rules"] = [
      [
        "site-power", "\"north,2026-08\"", "base", "kW", "\(limit)", "\(drawn)", "\(limit - drawn)", "", "", "0.0", "",
        "",
        "",
        "slack", "",
      ],
      [
        "service-floor", "\"chat,2026-07\"", "base", "token/s", "24000.0", "30000.0", "6000.0", "", "", "", "", "", "",
        "slack",
        "",
      ],
      [
        "tranche-stock", "\"own-gb,2026-07\"", "base", "GPUs", "100.0", "100.0", "0.0", "12.5", "12.5", "12.5", "12.5",
        "120.0",
        "80.0",
        "fixed_integers",
        "so",
      ],
    ]
    tables["decisions"] = [["sign", "south-h100", "2026-07", "10.0", "units", "2026-07-01", ""]]
  }
}
