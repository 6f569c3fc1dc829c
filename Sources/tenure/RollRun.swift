import CaseFiles
import Fleet
import Foundation
import LinearProgramming
import PlanFiles
import Planning
import Verification

/// One roll: a plan for the start of each period, each following the one before, and each verified from its files.
struct RollRun {
  let command: Roll
  let console: Console
  let monitor = Monitor()
  let interrupts: Interrupts
  let progress: ProgressLine

  private var target: URL { URL(filePath: command.directory, directoryHint: .isDirectory) }

  init(_ command: Roll) {
    self.command = command
    console = command.output.console
    interrupts = Interrupts(monitor: monitor, console: console)
    progress = ProgressLine(monitor: monitor, console: console)
  }

  func make() throws {
    let whole = try command.source.read(command.path, more: command.solve.settings)
    // Every notice must name a pool and a period, before any work is done.
    _ = try command.source.read(command.path, more: command.solve.settings, notices: command.notice)
    console.show(whole.warnings)
    try makeResultFolder(target, shownAs: command.directory)
    var steps: [RollStep] = [], last: Plan?, commitments: [Incumbent.Choice] = []
    for index in whole.planningCase.periods.indices {
      let (plan, folder) = try step(index, of: whole.planningCase)
      try keep(&commitments, folder)
      let period = whole.planningCase.periods[index].id
      steps.append(RollStep(plan, period: period, notices: command.notice.filter { $0.hasSuffix("@" + period) }))
      last = plan
      if let ending = interrupts.ending { throw ending }
    }
    try end(steps, realised: last.flatMap { $0.incumbent?.value ?? $0.paths[0].value } ?? 0, whole)
  }

  /// The plan made at the start of a period, from the one before.
  private func step(_ index: Int, of whole: PlanningCase) throws -> (Plan, CaseFolder) {
    let period = whole.periods[index], folder = try read(index, of: whole)
    var request = command.solve.request
    request.compares = false
    let outcome = try progress.during(period.id, isOne: false) {
      try makePlan(folder.planningCase, request: request, monitor: monitor)
    }
    guard case .planned(var plan) = outcome else {
      progress.stop()
      guard case .refused(let refusal) = outcome else { throw Ending.internalError }
      throw refusal.failure(interrupts.ending, of: "\(command.path) from \(period.start) on")
    }
    plan.incumbent?.inputs = folder.inputChanges
    try writeVerified(
      plan, of: folder, runJSON: .object([]), to: target.appending(path: period.id),
      refusal: "the plan from \(period.id) on does not pass its own check.")
    return (plan, folder)
  }

  private func read(_ index: Int, of whole: PlanningCase) throws -> CaseFolder {
    let ahead = command.periods.map { min(index + $0, whole.periods.count) } ?? whole.periods.count
    let settings = command.solve.settings + (ahead < whole.periods.count ? ["case.periods=\(ahead)"] : [])
    let come = command.notice.filter { notice in
      whole.periods[...index].contains { notice.hasSuffix("@" + $0.id) }
    }
    guard index > 0 else { return try command.source.read(command.path, more: settings, notices: come) }
    let files = try IncumbentFiles(
      planAt: target.appending(path: whole.periods[index - 1].id), today: whole.periods[index].start,
      calls: Set(come))
    return try command.source.read(command.path, more: settings, incumbent: files, notices: come)
  }

  /// What was decided before a plan's day joins the commitments, of which none may have gone.
  private func keep(_ commitments: inout [Incumbent.Choice], _ folder: CaseFolder) throws {
    guard let incumbent = folder.planningCase.incumbent else { return }
    let decided = incumbent.choices.filter { $0.lastDate < incumbent.today && $0.amount != 0 }
    for made in commitments {
      let isKept = decided.contains {
        $0.decision == made.decision && $0.subject == made.subject && $0.takesEffect == made.takesEffect
          && $0.period == made.period && abs($0.amount - made.amount) <= 1e-6 * max(1, abs(made.amount))
      }
      guard isKept else {
        throw Failure(
          .failed, "\(made.decision) \(made.subject) of \(made.amount) \(made.unit) by \(made.lastDate) was not kept.")
      }
    }
    commitments = decided
  }

  private func end(_ steps: [RollStep], realised: Double, _ whole: CaseFolder) throws {
    try writing { try writeFile(rollTable(steps), at: target.appending(path: "roll.csv").path(percentEncoded: false)) }
    let foresight = try foresight(whole.planningCase)
    progress.stop()
    if command.output.json {
      try console.result([
        "steps": .array(steps.map(\.json)), "realised_usd": .number(realised), "foresight_usd": .init(foresight),
      ])
    } else {
      try console.result(rollSummary(steps, realised: realised, foresight: foresight))
    }
    console.note("\(command.directory): \(steps.count) plans and roll.csv are written")
  }

  /// The value of the best plan that knows from the start what comes; nil where none was found.
  private func foresight(_ planningCase: PlanningCase) throws -> Double? {
    var request = command.solve.request
    request.compares = false
    let outcome = try progress.during("foresight", isOne: false) {
      try makePlan(planningCase.foreseeing(command.notice), request: request, monitor: monitor)
    }
    guard case .planned(let plan) = outcome else { return nil }
    return plan.paths.max { $0.probability < $1.probability }?.value
  }
}
