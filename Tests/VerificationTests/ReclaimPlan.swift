import Fleet
import Foundation

@testable import Verification

/// Writes the plan of ``reclaimPaths()``: every GPU that is there works at its full rate of 100 units per second.
struct ReclaimPlan {
  struct SliceKey: Hashable { let path: String, start: String, tranche: String }
  struct SiteKey: Hashable { let path: String, start: String, column: String }

  var planningCase = reclaimCase()
  var paths = reclaimPaths()
  /// GPUs of firm orders that work although they are not held.
  var surplus = 0.0
  /// USD per GPU-hour of a lease's GPUs from a day on, where it is not 2; and for leaving one.
  var rents: [String: (from: String, usd: Double)] = [:]
  var fee = 0.0
  /// Up to when a lease's GPUs are paid for after the horizon, and at what price.
  var beyond = ["ta": (until: "2027-01-01", usd: 2.0), "tb": ("2027-01-01", 2)]
  /// What a contract changes of it: GPUs that do not work by tranche, what is paid for one in a slice of a path, and what
  /// else is booked.
  var idle: [String: Double] = [:]
  var paid: [SliceKey: Double] = [:]
  var booked: [(path: String, start: String, account: [String], usd: Double)] = []
  /// Further decisions, and own GPUs that the letting `lot` has on a path from a day to another.
  var told: [(path: String, cells: [String])] = []
  var lots: [(path: String, gpus: Double, from: String, until: String)] = []
  /// Work units per second asked on a path, where it is not 30,000, and the share of its hours in which a tranche works.
  var asked: [String: Double] = [:]
  var productive: [String: Double] = [:]
  /// What the site takes for each kW of its machines: of the grid at peak and in the mean, of water, and what it lets out.
  var takes = (peak: 1.3, mean: 1.2, water: 0.0, carbon: 0.0, air: 0.0)
  /// What stands in other columns of its rows, by path, start and column; and what its cooling modes take.
  var stated: [SiteKey: Double] = [:]
  var cooling: [(path: String, start: String, mode: String, loop: String, kilowatts: Double)] = []
  /// Probabilities of the paths where they are not those of two pools.
  var odds: (@Sendable (Double) -> [Double])?
  /// Hazard per month of the second pool.
  var hazard = 0.2
  var files = ["inputs/case.yaml": "name: reclaim\n"]
  private(set) var tables: [String: [[String]]] = [:]
  private(set) var money: [String: [[String]: Double]] = [:]

  /// Probabilities of the paths in their order, for every hazard so many times what it is.
  func chances(_ factor: Double = 1) -> [Double] {
    if let odds { return odds(factor) }
    let months = 31 / (365.0 / 12)
    let a = 1 - pow(1 - 0.1 * factor, months), b = 1 - pow(1 - hazard * factor, months)
    let later = 1 - pow(1 - 0.3 * factor, months), quiet = (1 - a) * (1 - b)
    return [
      quiet * quiet, a * (1 - b) * (1 - b), b * (1 - a) * (1 - later), a * b, quiet * a * (1 - b), quiet * b * (1 - a),
      quiet * a * b, a * (1 - b) * b, b * (1 - a) * later,
    ]
  }

  /// The folder's files once its tables are written; `change` alters them.
  mutating func folder(_ change: (inout ReclaimPlan) -> Void = { _ in }) throws -> PlanFolder {
    for path in paths { write(path) }
    for path in paths {
      for (account, usd) in money[path.id]!.sorted(by: { $0.key.joined() < $1.key.joined() }) where usd != 0 {
        add("money", path, account + ["\(usd)"])
      }
    }
    writeRecourse()
    for (name, columns) in PlanFolder.pathTables {
      for table in [name, "recourse/" + name] { write(table, columns) }
    }
    for (name, columns) in PlanFolder.wholeTables { write(name, columns) }
    writeDocuments()
    change(&self)
    return try PlanFolder(files.mapValues { Array($0.utf8) })
  }

  private mutating func write(_ table: String, _ columns: String) {
    let names = (table.hasPrefix("recourse/") ? ["path"] : []) + Layout(columns).columns.map(\.name)
    files[table + ".csv"] = ([names] + (tables[table] ?? [])).map { $0.joined(separator: ",") + "\n" }.joined()
  }

  private mutating func add(_ table: String, _ path: ReclaimPath, _ cells: [String]) {
    let isBase = path.id == "base"
    tables[isBase ? table : "recourse/" + table, default: []].append(isBase ? cells : [path.id] + cells)
  }

  private mutating func book(_ path: ReclaimPath, _ start: String, _ account: [String], _ usd: Double) {
    money[path.id, default: [:]][["2026-" + start.prefix(2)] + account, default: 0] += usd
  }

  private func gpus(_ tranche: String, _ path: ReclaimPath, _ start: String) -> Double {
    if let held = path.held[tranche] { return held.last { $0.from <= start }?.gpus ?? 0 }
    return ending(tranche, path, start) == nil ? ["own": 60, "ta": 100, "tb": 50][tranche] ?? 0 : 0
  }

  /// GPUs of a tranche that serve on a path from a day on.
  private func working(_ tranche: String, _ path: ReclaimPath, _ start: String) -> Double {
    let held = gpus(tranche, path, start)
    return held == 0 ? 0 : held - (idle[tranche] ?? 0) - (tranche == "own" ? lot(path, start) : 0)
  }

  private func lot(_ path: ReclaimPath, _ start: String) -> Double {
    lots.first { $0.path == path.id && $0.from <= start && start < $0.until }?.gpus ?? 0
  }

  /// What has ended a lease by a day.
  private func ending(_ tranche: String, _ path: ReclaimPath, _ start: String) -> String? {
    let ends = [("left", path.left), ("reclaimed", path.gone), ("ended", path.ended)].compactMap { state, days in
      days[tranche].map { (state, day: $0) }
    }
    return ends.filter { $0.day <= start }.min { $0.day < $1.day }?.0
  }

  private mutating func write(_ path: ReclaimPath) {
    let parent = paths.first { $0.id == path.parent }
    let ends = path.starts.dropFirst() + ["09-01"]
    // A notice on the first day finds nothing at work before it.
    var before = path.starts[0] > "07-01" ? ("07-31", parent) : nil
    // A slice ends where the month does.
    for (start, end) in zip(path.starts, ends) {
      write(path, start, end)
      for tranche in planningCase.tranches.map(\.id) {
        guard let (earlier, other) = before else { break }
        let arrived = working(tranche, path, start) - working(tranche, other ?? path, earlier)
        book(path, start, ["alpha", "north", "migration"], -5 * max(0, arrived))
      }
      before = (start, path)
    }
    for row in path.decisions where !["exit", "renew"].contains(row.decision) {
      write(row.decision, row.subject, row.gpus, row.from, path)
    }
    for row in path.decisions where ["exit", "renew"].contains(row.decision) {
      write(row.decision, lease: row.subject, row.gpus, row.from, path)
    }
    for (tranche, (until, price)) in beyond {
      let owed = price * Double(24 * (Day(until)! - Day("2026-09-01")!)) * gpus(tranche, path, "08-31")
      book(path, "08-31", ["", "north", "commitments"], -owed)
      book(path, "08-31", ["", "north", "end-value"], 0.75 * owed)
    }
    for entry in booked where entry.path == path.id { book(path, entry.start, entry.account, entry.usd) }
    for row in told where row.path == path.id { add("decisions", path, row.cells) }
    for day in path.left.values where path.starts.contains(day) { book(path, day, ["", "", "exit-fees"], -fee) }
  }

  private mutating func write(
    _ decision: String, _ subject: String, _ gpus: Double, _ from: String, _ path: ReclaimPath
  ) {
    let there = Day("2026-" + from)!
    let lead = planningCase.fallbacks.first { $0.id == subject }!.leadDays
    let decided = decision == "hold" ? there : Day(number: there.number - lead)
    add(
      "decisions", path,
      [decision, subject, String(decided.description.prefix(7)), "\(gpus)", "GPU", "\(decided)", "\(there)"])
    guard decision == "hold" else { return }
    book(path, from, ["", "north", "fallback"], -0.5 * 31 * 24 * gpus)
  }

  private mutating func write(
    _ decision: String, lease: String, _ amount: Double, _ from: String, _ path: ReclaimPath
  ) {
    let lease = planningCase.leases.first { $0.id == lease }!, there = Day("2026-" + from)!
    let decided = decision == "renew" ? lease.renewal?.decideBy : lease.exit.map { there + (-1 - $0.noticeDays) }
    add(
      "decisions", path,
      [
        decision, lease.id, String((decided ?? there).description.prefix(7)), "\(amount)",
        decision == "renew" ? "months" : "lease", "\(decided ?? there)", "\(there)",
      ])
  }

  private mutating func write(_ path: ReclaimPath, _ start: String, _ end: String) {
    let hours = Double(24 * (Day("2026-" + end)! - Day("2026-" + start)!)), seconds = 3600 * hours
    let span = ["2026-" + start.prefix(2), "2026-" + start, "2026-" + end]
    var all = 0.0, capacity = 0.0, standing = 0.0
    let lot = lot(path, start)
    for tranche in planningCase.tranches.map(\.id) {
      let held = gpus(tranche, path, start)
      let used = working(tranche, path, start) + (tranche == "firm" ? surplus : 0)
      let isFallback = ["firm", "ready"].contains(tranche)
      let later = rents[tranche].flatMap { start >= $0.from ? $0.usd : nil }
      let lease = ["ta": "la", "tb": "lb", "tc": "lb"][tranche] ?? ""
      let price = isFallback ? (start < "08" ? 3.0 : 4) : lease.isEmpty ? 0 : later ?? 2
      let isAhead = !isFallback && held == 0
      let state =
        isFallback
        ? (held > 0 ? "ordered" : "open")
        : ending(tranche, path, start) ?? (isAhead ? "ahead" : path.gone[tranche] == nil ? "held" : "notice")
      let usd = paid[SliceKey(path: path.id, start: start, tranche: tranche)] ?? price * hours * held
      let busy = used + (tranche == "own" ? lot : 0)
      add("leases", path, span + [lease, tranche, "\(held)", "\(busy)", "\(usd)", state])
      book(path, start, ["", "north", isFallback ? "fallback" : "lease-payments"], -usd)
      let units = 100 * used * (productive[tranche] ?? 1)
      (all, capacity, standing) = (all + used, capacity + units, standing + held)
      guard used > 0 else { continue }
      let place = ["alpha", "chat", "north", "h100", tranche, "full"]
      add("allocation", path, span + place + ["\(used)", "\(units)", "\(units)", "\(used)"])
    }
    if lot > 0 {
      let place = ["bob", "lot", "north", "h100", "own", "full"]
      add("allocation", path, span + place + Array(repeating: "\(lot)", count: 4))
      book(path, start, ["bob", "north", "energy"], -50 * hours * 1.2 * lot / 1000)
    }
    let asked = asked[path.id] ?? 30_000, short = asked - capacity
    add("service", path, span + ["alpha", "chat"] + [asked, asked, capacity, capacity, short].map { "\($0)" })
    let energy = hours * takes.mean * all / 1000
    writeSite(path, span, hours, drawn: all + lot, standing)
    book(path, start, ["alpha", "north", "value"], 1e-5 * seconds * capacity)
    book(path, start, ["alpha", "north", "energy"], -50 * energy)
    book(path, start, ["alpha", "", "shortfall"], -2e-6 * seconds * short)
  }

  private mutating func writeSite(
    _ path: ReclaimPath, _ span: [String], _ hours: Double, drawn: Double, _ standing: Double
  ) {
    let start = String(span[1].dropFirst(5)), mwh = hours * takes.mean * drawn / 1000
    let columns = Layout(PlanFolder.pathTables["sites"]!).columns.map(\.name).dropFirst(4)
    let figures = [
      "it_kw": drawn, "facility_kw": takes.peak * drawn, "limit_kw": 1000, "air_kw": drawn, "energy_mwh": mwh,
      "water_m3": hours * takes.water * drawn / 1000, "carbon_kg": takes.carbon * mwh, "local_air_kg": takes.air * mwh,
      "racks": standing,
    ]
    let cells = columns.map { column in
      stated[SiteKey(path: path.id, start: start, column: column)] ?? figures[column] ?? 0
    }
    add("sites", path, span + ["north"] + cells.map { "\($0)" })
    for row in cooling where row.path == path.id && row.start == start {
      add("cooling", path, span + ["north", row.mode, row.loop, "\(row.kilowatts)", "\(row.kilowatts)"])
    }
  }

  private mutating func writeRecourse() {
    for (path, chance) in zip(paths, chances()) {
      let notice = path.parent.isEmpty ? "" : "2026-\(path.starts[0])"
      let gone = path.gone.values.min().map { "2026-" + $0 } ?? ""
      tables["recourse", default: []].append(
        [path.id, path.parent, path.called, notice, gone, "\(chance)", "\(value(path))", ""])
    }
    tables["rates"] = [["chat", "h100", "full", "100", "99", "101", "measured", "a bench"]]
  }

  /// Value of the whole path; there is no discount.
  func value(_ path: ReclaimPath) -> Double {
    let own = money[path.id]!.values.reduce(0, +)
    guard path.starts[0] > "07-01" else { return own }
    return own + money[path.parent]!.filter { $0.key[0] == "2026-07" }.values.reduce(0, +)
  }
}
