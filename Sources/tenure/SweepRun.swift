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
    try writing { try makeFolders() }
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
      try write(plan, of: folder, to: target)
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

  private func makeFolders() throws {
    let points = URL(filePath: command.directory, directoryHint: .isDirectory).appending(path: "points")
    do {
      try FileManager.default.createDirectory(at: points, withIntermediateDirectories: true)
    } catch {
      throw Failure(.unwritable, "\(command.directory) cannot be made: \(error.localizedDescription)")
    }
  }

  /// The plan of a point, verified from its files as every plan is.
  private func write(_ plan: Plan, of folder: CaseFolder, to target: URL) throws {
    try writing {
      try writePlan(
        plan, of: folder.planningCase, version: Tenure.version, runJSON: PhaseClock().document, to: target,
        inputs: { try folder.inputFiles(writtenTo: $0) },
        check: { staged in
          let verdict = try verify(planAt: staged)
          guard verdict.passed else {
            throw Failure(
              .numerical,
              "the plan of point \(target.lastPathComponent) does not pass its own check.\n"
                + verdict.text(most: 10))
          }
          return CertificateFacts(verdict)
        })
    }
  }

  private func write(_ report: SweepReport) throws {
    try writeFile(report.csv, at: command.directory + "/results.csv")
    try writeFile(report.document.printed() + "\n", at: command.directory + "/sweep.json")
  }
}
