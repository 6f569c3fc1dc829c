import CaseFiles
import Fleet
import Foundation
import PlanFiles
import Planning
import Verification

/// Plans that follow each other, in a folder that goes with the value.
final class Replanning {
  let folder = FileManager.default.temporaryDirectory.appending(path: "replanning-\(UUID().uuidString)")

  init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Plans a shipped case, after another plan where one is named, writes it, and has it verified.
  func plan(
    _ name: String, of model: String, settings: [String] = [], after: String? = nil, today: String? = nil,
    notices: [String] = []
  ) throws -> Plan {
    let model = ShippedCase.models.appending(path: model)
    let incumbent = try after.map { earlier in
      let today = try today.map { Day($0)! } ?? readCase(at: model).planningCase.periods[0].start
      return try IncumbentFiles(planAt: folder.appending(path: earlier), today: today, calls: Set(notices))
    }
    let read = try readCase(at: model, settings: settings, incumbent: incumbent, notices: notices)
    var request = PlanRequest()
    request.compares = false
    guard case .planned(var plan) = try makePlan(read.planningCase, request: request) else {
      throw ShippedCase.NoPlan(description: name)
    }
    plan.incumbent?.inputs = read.inputChanges
    try write(plan, read, to: folder.appending(path: name))
    return plan
  }

  private func write(_ plan: Plan, _ read: CaseFolder, to target: URL) throws {
    try writePlan(
      plan, of: read.planningCase, version: "test", runJSON: .object([]), to: target,
      inputs: { staged in
        try read.write(to: staged)
        return try files(staged).map { InputFile(path: $0, sha256: SHA256.hex(try self.bytes(staged, $0))) }
      },
      check: { staged in
        let verdict = try verify(planAt: staged)
        if let first = verdict.violations.first { throw ShippedCase.NoPlan(description: "\(first)") }
        return .unchecked
      })
  }

  func files(_ folder: URL) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted().filter {
      try folder.appending(path: $0).resourceValues(forKeys: [.isDirectoryKey]).isDirectory == false
    }
  }

  private func bytes(_ folder: URL, _ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appending(path: name)))
  }

  /// The rules that a plan breaks once a line of one of its files is altered, the first that holds a text.
  func broken(_ name: String, _ file: String, _ old: String, _ new: String) throws -> Set<String> {
    let copy = folder.appending(path: "altered")
    try? FileManager.default.removeItem(at: copy)
    try FileManager.default.copyItem(at: folder.appending(path: name), to: copy)
    let url = copy.appending(path: file)
    let text = try String(contentsOf: url, encoding: .utf8)
    guard let range = text.range(of: old) else { throw ShippedCase.NoPlan(description: "no \(old) in \(file)") }
    try text.replacingCharacters(in: range, with: new).write(to: url, atomically: true, encoding: .utf8)
    return Set(try verify(planAt: copy).violations.map(\.rule))
  }
}
