import ArgumentParser
import CaseFiles
import Fleet
import Foundation
import Verification

/// Which plan a new one follows, and what has come since.
struct FollowOptions: ParsableArguments {
  @Option(
    help: .init(
      "The folder of an earlier plan: its past stays as it was, what it signed stays signed, and moves against it are few.",
      valueName: "plan"))
  var incumbent: String?

  @Option(
    help: .init(
      "The first day that may be planned anew, the first of a period; the case's first day unless given.",
      valueName: "date"))
  var today: String?

  @Option(
    help: .init(
      "Notice that came: a pool of reclaim.csv at the start of a period, spacex@2026-09. May be repeated.",
      valueName: "pool@period"))
  var notice: [String] = []

  func validate() throws {
    if let today, Day(today) == nil { throw ValidationError("--today \(today) is no date; write it as 2026-09-01.") }
    if incumbent == nil, today != nil { throw ValidationError("--today asks for --incumbent, the plan until then.") }
  }

  /// The case at a path with the plan that it follows.
  ///
  /// - Throws: `CaseFindings`; ``Failure`` where that plan does not pass its check.
  func read(_ path: String, _ source: CaseOptions, more: [String]) throws -> CaseFolder {
    guard let incumbent else { return try source.read(path, more: more, notices: notice) }
    let url = URL(filePath: incumbent, directoryHint: .isDirectory)
    let verdict = try verify(planAt: url)
    guard verdict.passed else {
      throw Failure(
        .failed, "\(incumbent) does not pass its check, so that nothing can follow it.\n" + verdict.text(most: 10))
    }
    let now = try source.read(path, more: more).planningCase
    let calls = try calls(incumbent), today = today.flatMap { Day($0) } ?? now.periods[0].start
    try checkNotices(in: now, today: today)
    let files = try IncumbentFiles(planAt: url, today: today, calls: calls)
    return try source.read(path, more: more, incumbent: files, notices: calls.sorted())
  }

  /// A pool is called once.
  static func checkOneCallEach(_ notices: [String]) throws {
    let pools = Dictionary(grouping: notices) { String($0.prefix { $0 != "@" }) }
    for (pool, calls) in pools.sorted(by: { $0.key < $1.key }) where calls.count > 1 {
      throw ValidationError("\(pool) is called once: \(calls.joined(separator: " or ")), not both.")
    }
  }

  /// A notice that lies ahead has not come.
  private func checkNotices(in planningCase: PlanningCase, today: Day) throws {
    for notice in notice {
      guard let period = planningCase.periods.first(where: { notice.hasSuffix("@" + $0.id) }), period.start > today
      else { continue }
      throw ValidationError(
        "--notice \(notice) lies after today, \(today). Write --today \(period.start), or state in reclaim.csv how "
          + "likely it is.")
    }
  }

  /// What has come: what the incumbent knew to have come, and what is new.
  private func calls(_ incumbent: String) throws -> Set<String> {
    let known = try readCase(at: URL(filePath: incumbent + "/inputs")).planningCase
    let come = known.reclaimPools.indices.flatMap { pool in
      known.periods.indices.filter { known.hasCome(pool, in: $0) }.map {
        known.reclaimPools[pool].id + "@" + known.periods[$0].id
      }
    }
    try FollowOptions.checkOneCallEach(Set(come + notice).sorted())
    return Set(come + notice)
  }
}
