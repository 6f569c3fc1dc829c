import CaseFiles
import Fleet
import Foundation
import LinearProgramming
import PlanFiles
import Planning
import Verification

/// One stress: a case is planned, or a plan is verified; every notice is put to it; the report is shown and written.
struct StressRun {
  let command: StressCommand
  let console: Console
  let monitor = Monitor()
  let interrupts: Interrupts
  let progress: ProgressLine
  private let started = ContinuousClock.now

  init(_ command: StressCommand) {
    self.command = command
    console = command.output.console
    interrupts = Interrupts(monitor: monitor, console: console)
    progress = ProgressLine(monitor: monitor, console: console)
  }

  func make() throws {
    let folder = try progress.during("reading") {
      try command.source.read(command.path, more: command.solve.settings)
    }
    console.show(folder.warnings)
    try checkPast(folder.planningCase)
    _ = try AssertionResult.all(try command.assertions, of: StressReport.figureNames(of: folder.planningCase))
    if let file = command.file { try checkTarget(file) }
    let held = try held(folder)
    let threads = command.solve.threads ?? ProcessInfo.processInfo.activeProcessorCount
    let request = StressRequest(
      together: command.together, gap: command.solve.gap?.fraction, timeLimit: command.solve.timeLimit?.duration,
      threads: threads)
    var report = try progress.during("calling notices", isOne: false) {
      try stress(folder.planningCase, held, request: request, monitor: monitor)
    }
    if command.clauses {
      report.clauses = try progress.during("moving clauses", isOne: false) {
        try clauseValues(folder.planningCase, request: command.solve.request, threads: threads, monitor: monitor)
      }
    }
    if command.frontier {
      report.frontier = try progress.during("weighing risk", isOne: false) {
        try frontier(folder.planningCase, request: command.solve.request, threads: threads, monitor: monitor)
      }
    }
    progress.stop()
    if let ending = interrupts.ending { throw ending }
    try show(report, of: folder)
  }

  /// A stress asks for notices of the base path: it cannot be put to a plan that a notice has left behind.
  private func checkPast(_ planningCase: PlanningCase) throws {
    guard planningCase.incumbent != nil else { return }
    let called = planningCase.reclaimPools.indices.filter { pool in
      planningCase.periods.indices.contains { planningCase.hasCome(pool, in: $0) }
    }
    guard !called.isEmpty || planningCase.options.changeLimit != nil else { return }
    let why =
      called.isEmpty
      ? "change_limit binds it to another plan" : "\(planningCase.reclaimPools[called[0]].id) has been called"
    throw Failure(
      .usage, "no notice can be put to \(command.path): \(why). Put it to the case as it is now, without --incumbent.")
  }

  /// The plan to put notices to: the folder's own, once it has been verified, or one made now.
  private func held(_ folder: CaseFolder) throws -> HeldPlan {
    guard isPlan(command.path) else { return try planned(folder) }
    guard command.source.settings.isEmpty else {
      throw Failure(
        .usage, "--set changes a case, and \(command.path) is a plan of one. Plan it anew with --set first.")
    }
    let url = URL(filePath: command.path, directoryHint: .isDirectory)
    let verdict = try progress.during("verifying") { try verify(planAt: url) }
    guard verdict.passed else {
      throw Failure(
        .failed, "\(command.path) does not pass its check, so that no notice is put to it.\n" + verdict.text(most: 10))
    }
    return try HeldPlan(planAt: url)
  }

  private func planned(_ folder: CaseFolder) throws -> HeldPlan {
    let outcome = try progress.during("planning") {
      try makePlan(folder.planningCase, request: command.solve.request, monitor: monitor, warn: console.show)
    }
    switch outcome {
    case .planned(let plan): return HeldPlan(plan)
    case .refused(let refusal):
      progress.stop()
      throw refusal.failure(interrupts.ending, of: command.path)
    }
  }

  /// Refuses what the report would destroy, before any work is done: only an older report is written over.
  private func checkTarget(_ file: String) throws {
    try tryToWrite(file)
    guard let old = FileManager.default.contents(atPath: file), !old.isEmpty else { return }
    guard String(decoding: old.prefix(200), as: UTF8.self).contains(stressSchemaName) else {
      throw Failure(.usage, "\(file) is there and is no report of stress. Name another file, or delete it first.")
    }
  }

  private func show(_ report: StressReport, of folder: CaseFolder) throws {
    let results =
      report.isComplete
      ? try AssertionResult.all(try command.assertions, of: report.figures(of: folder.planningCase)) : []
    let elapsed = ContinuousClock.now - started
    let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
    let document = report.document(seconds: seconds, assertions: results)
    if command.output.json {
      try console.result(document)
    } else {
      try console.result(
        StressSummary(report: report, planningCase: folder.planningCase, colour: console.resultColor).text)
    }
    if let file = command.file { try writeFile(document.printed() + "\n", at: file) }
    for result in results {
      if result.holds { console.note(result.sentence) } else { console.problem(result.sentence) }
    }
    guard report.isComplete else {
      console.problem(
        "some notices were not decided anew in time (shown as ?)"
          + (command.statements.isEmpty ? "." : ", so that no assertion was judged."))
      throw Ending.limit
    }
    if !results.allSatisfy(\.holds) { throw Ending.failed }
  }
}
