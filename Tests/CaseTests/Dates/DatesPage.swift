import Fleet
import Foundation

/// The tables of docs/dates.md by their headings, an example to a row.
enum DatesPage: String, CaseIterable {
  case days = "The moment at which a day begins"
  case hours = "Hours from day to day"
  case periods = "Weeks, quarters and months"
  case fiscalYears = "Fiscal years"
  case discount = "Discount factors"
  case hazards = "The chance of a call in a period"
  case months = "Months added"
  case lessorNotice = "Notice by the lessor"
  case calls = "Calls on the calendar"
  case lesseeNotice = "Notice by the lessee"
  case exits = "Exits on the calendar"
  case terms = "Terms inside periods"
  case jobs = "A job's days"
  case deliveries = "Deliveries"
  case leadTimes = "Lead times"
  case orders = "Orders of fallbacks"

  var rows: [DatesRow] { DatesPage.tables.first { $0.title == rawValue }?.rows ?? [] }

  static let tables: [(title: String, rows: [DatesRow])] = {
    let root = (0..<4).reduce(URL(filePath: #filePath)) { url, _ in url.deletingLastPathComponent() }
    return read((try? String(contentsOf: root.appending(path: "docs/dates.md"), encoding: .utf8)) ?? "")
  }()

  private static func read(_ text: String) -> [(title: String, rows: [DatesRow])] {
    var tables: [(title: String, rows: [DatesRow])] = [], header: [String] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if line.hasPrefix("## ") { (tables, header) = (tables + [(String(line.dropFirst(3)), [])], []) }
      guard line.hasPrefix("|"), !line.hasPrefix("|---"), !tables.isEmpty else { continue }
      let cells = line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast()
        .map { $0.trimmingCharacters(in: .whitespaces) }
      if header.isEmpty {
        header = cells
      } else {
        tables[tables.count - 1].rows.append(DatesRow(line: index + 1, header: header, cells: cells))
      }
    }
    return tables
  }
}

/// An example: cells of a case, what is asked of it, the answers, and how they are found by hand.
struct DatesRow: Sendable, CustomStringConvertible {
  let description: String
  /// By column of the case format.
  private(set) var given: [String: String] = [:]
  private var asked: [String: String] = [:]
  private(set) var answers: [String: String] = [:]

  var working: String { asked["by hand"] ?? "" }

  init(line: Int, header: [String], cells: [String]) {
    description = "line \(line): " + cells.dropLast().filter { !$0.isEmpty }.joined(separator: ", ")
    for (name, cell) in zip(header, cells) {
      let bare = name.trimmingCharacters(in: ["`", "*"]), value = cell.trimmingCharacters(in: ["*"])
      switch name.first {
      case "`": given[bare] = value
      case "*": answers[bare] = value
      default: asked[bare] = value
      }
    }
  }

  struct NotUnderstood: Error { let column: String }

  func text(_ column: String) throws -> String { try value(column) { $0 } }
  func number(_ column: String) throws -> Int { try value(column) { Int($0) } }
  func day(_ column: String) throws -> Day { try value(column) { Day($0) } }
  func instant(_ column: String) throws -> Instant { try value(column) { Instant($0) } }

  private func value<Value>(_ column: String, _ read: (String) -> Value?) throws -> Value {
    guard let value = asked[column].flatMap(read) else { throw NotUnderstood(column: column) }
    return value
  }

  func planningCase() throws -> PlanningCase { try DatedCase(given).read() }

  /// The case, and the period that is asked about.
  func planningCase(at column: String) throws -> (PlanningCase, period: Int) {
    let planningCase = try planningCase(), name = try text(column)
    guard let period = planningCase.periods.firstIndex(where: { $0.id == name }) else {
      throw NotUnderstood(column: column)
    }
    return (planningCase, period)
  }
}
