import CaseFiles
import Fleet
import Foundation
import LinearProgramming
import PlanFiles
import Planning
import Verification

/// One making of a plan: files -> case -> rates, formulation, solution, plan -> files, checked -> summary.
struct PlanRun {
  let command: PlanCommand
  let console: Console
  let monitor = Monitor()
  let interrupts: Interrupts
  let progress: ProgressLine
  let clock = PhaseClock()

  private var target: URL { URL(filePath: command.directory, directoryHint: .isDirectory) }

  init(_ command: PlanCommand) {
    self.command = command
    console = command.output.console
    interrupts = Interrupts(monitor: monitor, console: console)
    progress = ProgressLine(monitor: monitor, console: console)
  }

  func make() throws {
    try writing { try checkTarget(target) }
    let folder = try step("reading") { try read() }
    console.show(folder.warnings)
    let request = command.solve.request
    let outcome = try step("solving") {
      try makePlan(folder.planningCase, request: request, monitor: monitor, warn: console.show)
    }
    switch outcome {
    case .planned(var plan):
      plan.incumbent?.inputs = folder.inputChanges
      let document = try write(plan, of: folder)
      progress.stop()
      try show(plan, of: folder, document: document)
      try end(plan)
    case .refused(let refusal):
      progress.stop()
      try refuse(refusal)
    }
  }

  /// The case, and with it the plan that it follows, once that has passed its check.
  private func read() throws -> CaseFolder {
    try command.follow.read(command.path, command.source, more: command.solve.settings)
  }

  private func write(_ plan: Plan, of folder: CaseFolder) throws -> JSONValue {
    let refusal = "the plan that was found does not pass its own check, so none is written; \(kept)"
    let written = try step("writing") {
      try writeVerified(plan, of: folder, runJSON: clock.document, to: target, refusal: refusal)
    }
    return try writing {
      try planDocument(
        plan, of: folder.planningCase, version: Tenure.version, certificate: written.certificate,
        inputs: written.inputs)
    }
  }

  private func show(_ plan: Plan, of folder: CaseFolder, document: JSONValue) throws {
    if command.output.json {
      try console.result(document)
    } else {
      let summary = PlanSummary(
        plan: plan, planningCase: folder.planningCase, findings: folder.warnings, colour: console.resultColor)
      try console.result(summary.text)
    }
    console.note("\(command.directory): the plan is written")
  }

  /// A signal decides the exit code before the status does.
  private func end(_ plan: Plan) throws {
    let ending = interrupts.ending ?? Ending(plan.status)
    guard ending != .done else { return }
    console.problem(ending.sentence + ".")
    throw ending
  }

  private func refuse(_ refusal: Refusal) throws -> Never {
    let ending = interrupts.ending ?? Ending(refusal.status)
    if command.output.json { try console.result(refusal.document(ending)) }
    console.problem("\(command.path): \(refusal.sentence)")
    for member in refusal.conflict {
      console.problem("  \(member.file):\(member.line): \(member.rule) [\(member.key)]: \(member.sentence)")
    }
    if let incumbent = command.follow.incumbent {
      console.problem(
        "What is before today stays as \(incumbent) has it: what that breaks must change from a later period on.")
    }
    console.problem("no plan written; \(kept)")
    throw ending
  }

  private var kept: String {
    FileManager.default.fileExists(atPath: command.directory + "/plan.json")
      ? "the old one in \(command.directory) is kept." : "\(command.directory) holds none."
  }

  private func step<Result>(_ name: String, _ work: () throws -> Result) rethrows -> Result {
    try progress.during(name) { try clock.measure(name, work) }
  }
}

/// Work that writes: what the disk refuses becomes the ending for it.
func writing<Result>(_ work: () throws -> Result) throws -> Result {
  do {
    return try work()
  } catch let error as WriteFailure {
    throw Failure(.unwritable, "\(error)")
  }
}

extension SolveOptions {
  var request: PlanRequest {
    PlanRequest(
      timeLimit: timeLimit?.duration, memoryLimit: memoryLimit?.bytes, seed: seed,
      threads: threads ?? ProcessInfo.processInfo.activeProcessorCount)
  }

  /// The gap is an option of the case, so that the plan's own inputs say what was asked.
  var settings: [String] { gap.map { ["option.gap=\($0.fraction)"] } ?? [] }
}

extension Refusal {
  /// The refusal as what ends a run that needed a plan: its words, and every member of the conflict as a finding.
  func failure(_ interrupted: Ending?, of path: String) -> Failure {
    Failure(
      interrupted ?? Ending(status), "\(path): \(sentence)",
      findings: conflict.map { member in
        Finding(
          file: member.file, line: member.line, name: member.rule, value: member.key, message: member.sentence,
          remedy: "Relax this limit, or another of those named here.")
      })
  }

  fileprivate var sentence: String {
    switch status {
    case .infeasible where conflict.isEmpty: "these limits cannot all be kept (\(detail))."
    case .infeasible: "these limits cannot all be kept; together they contradict each other:"
    case .unbounded: "the plan could earn without end; a price or a limit is missing (\(detail))."
    case .limit: "stopped before any plan was found (\(detail)). More time or memory may find one."
    default: "no plan could be certified (\(detail))."
    }
  }
}

extension CaseFolder {
  /// Writes the case as planned and returns what was written, so that planning it again gives the same plan.json.
  func inputFiles(writtenTo directory: URL) throws -> [InputFile] {
    try write(to: directory)
    let names = try FileManager.default.subpathsOfDirectory(atPath: directory.path(percentEncoded: false)).sorted()
    return try names.compactMap { name in
      let file = directory.appending(path: name)
      guard try file.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == false else { return nil }
      return InputFile(path: name, sha256: SHA256.hex(try Data(contentsOf: file)))
    }
  }
}

extension Refusal {
  /// What `plan --json` prints where there is no plan.
  fileprivate func document(_ ending: Ending) -> JSONValue {
    let members = conflict.map { member -> JSONValue in
      [
        "rule": .string(member.rule), "key": .string(member.key), "file": .string(member.file),
        "line": .integer(member.line), "sentence": .string(member.sentence), "amount": .init(member.amount),
        "unit": .string(member.unit),
      ]
    }
    return [
      "status": .string(status.rawValue), "exit_code": .integer(Int(ending.code)), "reason": .string(ending.sentence),
      "detail": .string(detail), "conflict": .array(members),
    ]
  }
}
