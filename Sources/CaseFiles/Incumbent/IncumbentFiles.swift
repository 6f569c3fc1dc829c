import Fleet
import Foundation

/// The folder `incumbent/` of a case: what an earlier plan did, or was to do, on the path that came about, and the inputs
/// that it was made from.
public struct IncumbentFiles: Sendable {
  static let folder = "incumbent"

  /// The bytes of every file by its path in the folder.
  let files: [String: [UInt8]]
  public let incumbent: Incumbent

  /// The inputs that the incumbent was made from, by file.
  var inputs: [String: [UInt8]] {
    Dictionary(
      uniqueKeysWithValues: files.compactMap { path, bytes in
        path.hasPrefix("inputs/") ? (String(path.dropFirst("inputs/".count)), bytes) : nil
      })
  }

  /// - Throws: all findings of a table at once.
  init(_ files: [String: [UInt8]]) throws(CaseFindings) {
    self.files = files
    func rows<Row>(_ name: String, _ make: (IncumbentCells) -> Row?) throws(CaseFindings) -> [Row] {
      let file = IncumbentFiles.folder + "/" + name + ".csv"
      guard let bytes = files[name + ".csv"] else { throw IncumbentFiles.unreadable(file) }
      var made: [Row] = []
      for row in try PlainTable(bytes, file: file).rows {
        guard let noun = make(IncumbentCells(cells: row.cells)) else {
          throw IncumbentFiles.unreadable(file, line: row.line)
        }
        made.append(noun)
      }
      return made
    }
    guard let bytes = files["incumbent.json"],
      let facts = try? JSONDecoder().decode(IncumbentDocument.self, from: Data(bytes)), let today = Day(facts.today)
    else { throw IncumbentFiles.unreadable(IncumbentFiles.folder + "/incumbent.json") }
    incumbent = Incumbent(
      caseName: facts.case, objective: facts.objective, money: facts.money, today: today,
      slices: try rows("slices") { $0.span }, uses: try rows("allocation", Incumbent.Use.init),
      jobs: try rows("jobs", Incumbent.Job.init), choices: try rows("decisions", Incumbent.Choice.init))
  }

  static func unreadable(_ file: String, line: Int? = nil) -> CaseFindings {
    CaseFindings(findings: [
      Finding(
        file: file, line: line, message: "this is not what a plan leaves of the one before it",
        remedy: "Take the folder \(folder) out, and name the earlier plan with --incumbent.")
    ])
  }

  /// The folder of a case; nil where it has none.
  static func read(_ files: InputFiles, log: FindingLog) -> IncumbentFiles? {
    let top = files.folder + "/" + folder
    guard FileManager.default.fileExists(atPath: top) else { return nil }
    let place = Place(file: folder)
    guard let resolved = files.resolve(folder, from: files.folder, at: place, as: .folder) else { return nil }
    var found: [String: [UInt8]] = [:]
    for path in ((try? FileManager.default.subpathsOfDirectory(atPath: resolved)) ?? []).sorted()
    where path.hasSuffix(".csv") || path.hasSuffix(".json") || path.hasSuffix(".yaml") {
      let place = Place(file: folder + "/" + path)
      guard let file = files.resolve(path, from: resolved, at: place, as: .file) else { return nil }
      found[path] = files.read(file, limit: 64_000_000, at: place)
    }
    do {
      return try IncumbentFiles(found)
    } catch {
      for finding in error.findings {
        log.add(
          at: Place(file: finding.file, line: finding.line), finding.message, finding.remedy)
      }
      return nil
    }
  }

  func write(to directory: URL) throws {
    for (path, bytes) in files.sorted(by: { $0.key < $1.key }) {
      let file = directory.appendingPathComponent(path)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: file)
    }
  }
}

/// `incumbent.json`.
struct IncumbentDocument: Codable {
  let `case`: String
  let objective: Double
  let today: String
  let money: [String: Double]
}

/// The cells of a row of an incumbent's table.
struct IncumbentCells {
  let cells: [String: String]

  func text(_ column: String) -> String? { cells[column] }
  func number(_ column: String) -> Double? { cells[column].flatMap(Double.init).flatMap { $0.isFinite ? $0 : nil } }
  func instant(_ column: String) -> Instant? { cells[column].flatMap { Instant($0) } }

  var span: Range<Instant>? {
    guard let starts = instant("starts"), let ends = instant("ends"), starts < ends else { return nil }
    return starts..<ends
  }
}

extension Incumbent.Use {
  init?(_ cells: IncumbentCells) {
    guard let span = cells.span, let workload = cells.text("workload"), let site = cells.text("site"),
      let gpuClass = cells.text("gpu_class"), let tranche = cells.text("tranche"),
      let point = cells.text("operating_point"), let gpus = cells.number("gpus"),
      let mean = cells.number("mean_units_per_s")
    else { return nil }
    self.init(
      starts: span.lowerBound, ends: span.upperBound, workload: workload, site: site, gpuClass: gpuClass,
      tranche: tranche, operatingPoint: point, gpus: gpus, meanUnitsPerS: mean)
  }
}

extension Incumbent.Job {
  init?(_ cells: IncumbentCells) {
    guard let span = cells.span, let workload = cells.text("workload"), let site = cells.text("site"),
      let slowest = cells.text("slowest_class"), let point = cells.text("operating_point"),
      let pace = cells.number("units_per_s")
    else { return nil }
    self.init(
      starts: span.lowerBound, ends: span.upperBound, workload: workload, site: site, slowestClass: slowest,
      operatingPoint: point, unitsPerS: pace)
  }
}

extension Incumbent.Choice {
  init?(_ cells: IncumbentCells) {
    guard let decision = cells.text("decision"), let subject = cells.text("subject"),
      let period = cells.text("period"), let unit = cells.text("unit"), let amount = cells.number("amount"),
      let last = cells.text("last_date").flatMap({ Day($0) }), let effect = cells.text("takes_effect"),
      effect.isEmpty || Instant(effect) != nil
    else { return nil }
    self.init(
      decision: decision, subject: subject, period: period, unit: unit, amount: amount, lastDate: last,
      takesEffect: Instant(effect))
  }
}
