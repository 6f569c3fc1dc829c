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
    if let today, Day(today) == nil { throw ValidationError("--today is \(today); it is a date, 2026-09-01.") }
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
    let first = try source.read(path, more: more).planningCase.periods[0].start
    let calls = try calls(incumbent)
    let files = try IncumbentFiles(planAt: url, today: today.flatMap { Day($0) } ?? first, calls: calls)
    return try source.read(path, more: more, incumbent: files, notices: calls.sorted())
  }

  /// What has come: what the incumbent knew to have come, and what is new.
  private func calls(_ incumbent: String) throws -> Set<String> {
    let known = try readCase(at: URL(filePath: incumbent + "/inputs")).planningCase
    let come = known.reclaimPools.indices.flatMap { pool in
      known.periods.indices.filter { known.hasCome(pool, in: $0) }.map {
        known.reclaimPools[pool].id + "@" + known.periods[$0].id
      }
    }
    return Set(come + notice)
  }
}
