import CaseFiles
import Fleet
import Foundation
import LinearProgramming
import PlanFiles
import Planning
import Verification

/// One sweep: every point is read, planned and written as a plan is, and the table of results grows with each.
struct SweepRun {
  let command: SweepRunCommand
  let console: Console
  let monitor = Monitor()
  let interrupts: Interrupts
  let progress: ProgressLine

  init(_ command: SweepRunCommand) {
    self.command = command
    console = command.output.console
    interrupts = Interrupts(monitor: monitor, console: console)
    progress = ProgressLine(monitor: monitor, console: console)
  }

  func make() throws {
    let sweep = try readSweep(at: URL(filePath: command.file))
    let points = sweep.points
    // Every point is read before any is planned: what is wrong with the last is known at once.
    let folders = try progress.during("reading", isOne: false) { try points.map { try read(sweep, $0) } }
    try makeResultFolder(place(of: 1).deletingLastPathComponent(), shownAs: command.directory)
    var report = SweepReport(sweep)
    for (number, point) in points.enumerated() where interrupts.ending == nil {
      let answer = try progress.during("point \(number + 1) of \(points.count)") {
        try self.answer(point, folders[number], to: place(of: number + 1), sweep)
      }
      report.answers.append(answer)
      try write(report)
    }
    progress.stop()
    if command.output.json {
      try console.result(report.document)
    } else {
      try console.result(SweepSummary(report: report, colour: console.resultColor).text)
    }
    if let ending = interrupts.ending { throw ending }
    console.note("\(command.directory): \(report.answers.count) points are written")
  }

  private func read(_ sweep: SweepFile, _ point: SweepFile.Point) throws -> CaseFolder {
    try command.source.read(
      sweep.folder.path(percentEncoded: false), more: command.solve.settings + point.settings)
  }

  private func answer(
    _ point: SweepFile.Point, _ folder: CaseFolder, to target: URL, _ sweep: SweepFile
  ) throws -> SweepReport.Answer {
    switch try makePlan(folder.planningCase, request: command.solve.request, monitor: monitor) {
    case .refused(let refusal): return .init(point, refused: refusal.status, sweep.results)
    case .planned(let plan):
      let figures = PlanFigures(plan, folder.planningCase)
      try checkNames(sweep.results, in: figures)
      try writeVerified(
        plan, of: folder, runJSON: PhaseClock().document, to: target,
        refusal: "the plan of point \(target.lastPathComponent) does not pass its own check.")
      return .init(point, plan, figures, sweep.results)
    }
  }

  private func checkNames(_ names: [String], in figures: PlanFigures) throws {
    let known = figures.all.map(\.name)
    let unknown = names.filter { !known.contains($0) }.map { name in
      Finding(
        file: URL(filePath: command.file).lastPathComponent, name: "results", value: name,
        message: "no figure has this name",
        remedy: (nearest(name, among: known).map { "Did you mean \($0)? " } ?? "")
          + "There are \(known.prefix(12).joined(separator: ", ")) and more.")
    }
    guard unknown.isEmpty else { throw CaseFindings(findings: unknown) }
  }

  // MARK: - Writing

  private func place(of number: Int) -> URL {
    URL(filePath: "\(command.directory)/points/\(number)", directoryHint: .isDirectory)
  }

  private func write(_ report: SweepReport) throws {
    try writeFile(report.csv, at: command.directory + "/results.csv")
    try writeFile(report.document.printed() + "\n", at: command.directory + "/sweep.json")
  }
}
