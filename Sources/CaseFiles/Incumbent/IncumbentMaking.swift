import Fleet
import Foundation

extension IncumbentFiles {
  /// What an earlier plan leaves for a new one: of its tables the path that came about, the day, and its inputs.
  ///
  /// Reads the plan folder; it does not check it: `verify` does.
  /// - Parameters:
  ///   - today: the first day of a period.
  ///   - calls: what has been called by that day, as `spacex@2026-09`; what the plan was not ready for counts as if it had
  ///     gone on.
  /// - Throws: all findings at once.
  public init(planAt folder: URL, today: Day, calls: Set<String>) throws(CaseFindings) {
    let plan = EarlierPlan(folder: folder)
    let document = try plan.document()
    let line = try plan.line(calls)
    var files: [String: [UInt8]] = [:]
    for table in ["allocation", "jobs", "decisions"] {
      files[table + ".csv"] = Array(try plan.along(line, table).utf8)
    }
    files["slices.csv"] = Array(try plan.slices(along: line).utf8)
    let facts = IncumbentDocument(
      case: document.case, objective: document.objective, today: today.description, money: document.totals.expected)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    files["incumbent.json"] = Array((try? encoder.encode(facts)) ?? Data()) + [10]
    for (path, bytes) in plan.inputs { files["inputs/" + path] = bytes }
    try self.init(files)
  }
}

/// A plan folder, read for what came about of it.
private struct EarlierPlan {
  struct Document: Decodable {
    struct Totals: Decodable { let expected: [String: Double] }
    let `case`: String
    let objective: Double
    let totals: Totals
  }

  /// A path, and the day of its last notice: nil on the base path.
  struct Stretch {
    let path: String
    let from: Day?
  }

  let folder: URL

  func document() throws(CaseFindings) -> Document {
    guard let data = try? Data(contentsOf: folder.appending(path: "plan.json")),
      let document = try? JSONDecoder().decode(Document.self, from: data)
    else { throw unreadable("plan.json") }
    return document
  }

  /// The base path, and each path that was taken with a call that has come.
  func line(_ calls: Set<String>) throws(CaseFindings) -> [Stretch] {
    var line = [Stretch(path: "base", from: nil)]
    var next = try table("recourse").rows.map(\.cells)
    while let path = next.first(where: { row in
      row["parent"] == line.last!.path
        && calls.isSuperset(of: (row["called"] ?? "").split(separator: " ").map(String.init))
    }) {
      guard let id = path["path"], let day = path["notice_date"].flatMap({ Day($0) }) else {
        throw unreadable("recourse")
      }
      line.append(Stretch(path: id, from: day))
      next.removeAll { $0["path"] == id }
    }
    return line
  }

  /// The rows of a table along the path that came about, without their paths.
  func along(_ line: [Stretch], _ name: String) throws(CaseFindings) -> String {
    let base = try table(name), columns = base.columns
    var text = CSVTable.line(columns)
    let later = line.count > 1 ? try table("recourse/" + name).rows.map(\.cells) : []
    for (place, stretch) in line.enumerated() {
      let rows = place == 0 ? base.rows.map(\.cells) : later.filter { $0["path"] == stretch.path }
      let until = place + 1 < line.count ? line[place + 1].from : nil
      let signedLater = Set(
        later.filter { row in line[(place + 1)...].contains { $0.path == row["path"] } && row["decision"] == "sign" }
          .compactMap { $0["subject"] })
      for row in rows where isWithin(row, until, signedLater) { text += CSVTable.line(columns.map { row[$0] ?? "" }) }
    }
    return text
  }

  /// Whether a row is of the time before a notice; what is signed or let without a day is the same on every path, and
  /// stands with none of them again.
  private func isWithin(_ row: [String: String], _ until: Day?, _ signedLater: Set<String>) -> Bool {
    guard let until else { return true }
    if let starts = row["starts"].flatMap({ Instant($0) }) { return starts < Instant(until) }
    if let last = row["last_date"].flatMap({ Day($0) }) {
      return last < until || ["sign", "let"].contains(row["decision"]) && !signedLater.contains(row["subject"] ?? "")
    }
    return true
  }

  func slices(along line: [Stretch]) throws(CaseFindings) -> String {
    var seen: Set<String> = [], text = "starts,ends\n"
    let rows = try along(line, "sites")
    for row in try PlainTable(Array(rows.utf8), file: "sites.csv").rows.map(\.cells) {
      let slice = CSVTable.line([row["starts"] ?? "", row["ends"] ?? ""])
      if seen.insert(slice).inserted { text += slice }
    }
    return text
  }

  /// The inputs by their paths, without those of the plan before it.
  var inputs: [String: [UInt8]] {
    let top = folder.appending(path: "inputs")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: top.path(percentEncoded: false))) ?? []
    return Dictionary(
      uniqueKeysWithValues: names.compactMap { name in
        name == IncumbentFiles.folder
          ? nil : (try? Data(contentsOf: top.appending(path: name))).map { (name, Array($0)) }
      })
  }

  private func table(_ name: String) throws(CaseFindings) -> PlainTable {
    guard let data = try? Data(contentsOf: folder.appending(path: name + ".csv")) else {
      throw unreadable(name + ".csv")
    }
    return try PlainTable(Array(data), file: name + ".csv")
  }

  private func unreadable(_ file: String) -> CaseFindings {
    CaseFindings(findings: [
      Finding(file: file, message: "this is not a plan's table as this version writes it", remedy: "Plan again.")
    ])
  }
}
