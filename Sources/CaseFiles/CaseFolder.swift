import Fleet
import Foundation

/// A case that was read without an error: its nouns, what is doubtful about it, and the texts that it was made from.
public struct CaseFolder: Sendable {
  /// The case, its nouns in order of id: the order of rows in the files changes nothing.
  public let planningCase: PlanningCase
  /// What is doubtful but forbids nothing, in order of file, line and column.
  public let warnings: [Finding]
  /// Every file that was read, by its path from the case folder (`../catalogue/gpu-classes.csv`), with its SHA-256.
  public let sources: [(path: String, sha256: String)]
  /// What is left of the plan that this one follows; nil for a first plan.
  public let incumbent: IncumbentFiles?
  let raw: RawCase
}

/// Everything that is wrong or doubtful about a case with at least one error, in order of file, line and column.
public struct CaseFindings: Error, Sendable {
  public let findings: [Finding]

  public init(findings: [Finding]) { self.findings = findings }
}

/// Reads a case: `case.yaml`, those that it extends, the tables; then `remove`, `set` and the settings.
///
/// - Parameters:
///   - folder: the case folder.
///   - root: the folder out of which no path may lead; the parent of the case folder if nil.
///   - settings: `name=value` as `--set` takes them, applied in this order after `set:` of the case.
///   - incumbent: the plan to follow; the one in the case's own folder `incumbent/` if nil.
///   - notices: calls that came, `spacex@2026-09`.
/// - Throws: all findings at once; there is no case with any error.
public func readCase(
  at folder: URL, root: URL? = nil, settings: [String] = [], incumbent: IncumbentFiles? = nil, notices: [String] = []
) throws(CaseFindings) -> CaseFolder {
  let log = FindingLog()
  guard let files = inputFiles(folder, root: root, log: log) else { throw CaseFindings(findings: log.sorted) }
  let layers = LayerReader(files: files, log: log).read(files.folder)
  var raw = RawCase(scalars: layers.description.scalars, options: layers.description.options)
  let unread = readTables(layers, from: files, into: &raw, log: log)
  raw.unread = unread
  raw.goals = layers.description.goals
  _ = raw.readGoals(log: log)
  let own = layers.description.settings
  let given = settings.compactMap { Setting(argument: $0, log: log) }
  raw.applyKeys(own + given, log: log)
  if layers.isComplete { raw.checkRequired(except: layers.description.unusable, log: log) }
  let periods = raw.periods(log: log)
  for removal in layers.description.removals { raw.remove(removal, log: log) }
  // A value for all periods comes before those for single ones, whatever their order in the file.
  let dated = own.filter { isDated($0.name) }
  raw.applyCells(own.filter { !isDated($0.name) } + dated + given, periods: periods, log: log)
  raw.call(notices, periods: periods, log: log)
  let incumbent = incumbent ?? IncumbentFiles.read(files, log: log)
  var planningCase = build(raw, unread: unread, periods: periods, log: log)
  planningCase.incumbent = incumbent?.incumbent
  planningCase.checkToday(log)
  planningCase.checkPast(log)
  let findings = log.sorted
  guard !log.hasErrors else { throw CaseFindings(findings: findings) }
  let sources = files.hashes.sorted { $0.key < $1.key }.map { (path: $0.key, sha256: $0.value) }
  return CaseFolder(planningCase: planningCase, warnings: findings, sources: sources, incumbent: incumbent, raw: raw)
}

private func isDated(_ name: String) -> Bool {
  name.split(separator: ".").last.map { PeriodName(String($0)) != nil } ?? false
}

private func inputFiles(_ folder: URL, root: URL?, log: FindingLog) -> InputFiles? {
  let place = Place(file: folder.relativePath)
  var status = stat()
  guard let path = InputFiles.resolved(folder.path), stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
    let isFile = stat(folder.path, &status) == 0
    log.add(
      at: place, isFile ? "this is not a folder" : "there is no such folder",
      "A case is a folder with a case.yaml and tables; check the path, or copy models/quickstart to start one.")
    return nil
  }
  let parent = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
  let top = root.map { InputFiles.resolved($0.path) } ?? (parent.isEmpty ? "/" : parent)
  guard let top else {
    log.add(at: place, name: "--root", value: root?.path, "there is no such folder", "Name the folder of the models.")
    return nil
  }
  let files = InputFiles(root: top, folder: path, log: log)
  guard files.isInside(path) else {
    log.add(
      at: place, name: "--root", value: root?.path, "the case lies outside of it", "Name a folder that holds the case.")
    return nil
  }
  return files
}

/// Reads every table that there is, and gives those that could not be read.
private func readTables(
  _ layers: CaseLayers, from files: InputFiles, into raw: inout RawCase, log: FindingLog
) -> Set<String> {
  let sizeLimit = 64_000_000
  var unread: Set<String> = []
  for table in TableSpecification.all {
    guard let path = layers.paths[table.name] else {
      if !layers.isComplete {
        unread.insert(table.name)
      } else if table.isRequired {
        unread.insert(table.name)
        log.add(
          at: Place(file: table.fileName), "the case has no such table",
          "Add the file, or name one under tables. \(table.meaning)")
      }
      continue
    }
    let shown = files.shown(path)
    if let bytes = files.read(path, limit: sizeLimit, at: Place(file: shown)),
      let csv = CSVTable(bytes: bytes, file: shown, log: log), csv.hasHeader(of: table, log: log)
    {
      raw.tables[table.name] = csv
    }
    if raw.tables[table.name]?.isCutOff ?? true { unread.insert(table.name) }
  }
  return unread
}

private func build(_ raw: RawCase, unread: Set<String>, periods: [Period], log: FindingLog) -> PlanningCase {
  let builder = CaseBuilder(raw, unread: unread, periods: periods, log: log)
  builder.checkReferences()
  builder.readPrices()
  builder.checkCoverCalls(mostNotices: raw.planOptions.mostNotices)
  var planningCase = PlanningCase(
    name: raw.name, periods: periods, fiscalYearStart: raw.fiscalYearStart, discountRate: raw.discountRate,
    planOn: raw.planOn, options: raw.planOptions, sites: builder.sites(), gpuClasses: builder.gpuClasses(),
    leases: builder.leases(), tranches: builder.tranches(), tenants: builder.tenants(),
    workloads: builder.workloads(), reclaimPools: builder.reclaimPools(), fallbacks: builder.fallbacks(),
    measurements: builder.measurements(), models: builder.models())
  planningCase.marketPrices = builder.marketPrices()
  planningCase.coolingModes = builder.coolingModes()
  planningCase.powerSteps = builder.powerSteps()
  planningCase.outages = builder.outages()
  planningCase.expansions = builder.expansions()
  planningCase.operatingPoints = builder.operatingPoints()
  return planningCase
}

extension PlanningCase {
  /// What is past ends with a period.
  fileprivate func checkToday(_ log: FindingLog) {
    guard let today = incumbent?.today, !periods.isEmpty, !periods.contains(where: { $0.start == today }) else {
      return
    }
    let near = periods.last { $0.start <= today } ?? periods[0]
    log.add(
      at: Place(file: "--today"), value: today.description, "today is the first day of a period of the case",
      "Write \(near.start), for \(near.id).")
  }

  /// What worked before today is still in the case: the past stays as it was.
  fileprivate func checkPast(_ log: FindingLog) {
    guard let incumbent, let first = periods.first?.start else { return }
    let past = incumbent.uses.filter { $0.ends > Instant(first) && $0.starts < Instant(incumbent.today) && $0.gpus > 0 }
    let wanted: [(name: String, used: [String], there: [String])] = [
      ("workload", past.map(\.workload), workloads.map(\.id)), ("tranche", past.map(\.tranche), tranches.map(\.id)),
      ("operating_point", past.map(\.operatingPoint), operatingPoints.map(\.id) + ["full"]),
    ]
    for (name, used, there) in wanted {
      for id in Set(used).subtracting(there).sorted() {
        log.add(
          at: Place(file: "incumbent/allocation.csv"), name: name, value: id,
          "it was at work before \(incumbent.today), and the case has none of this name",
          "Leave its row in the case: what is past stays as it was. It may end on today.")
      }
    }
  }
}
