import Fleet
import Foundation
import Testing

@testable import PlanFiles
@testable import Planning

/// A folder of its own for a test, removed at its end.
private final class Scratch {
  let folder: URL
  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "plan-files-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }
  deinit { try? FileManager.default.removeItem(at: folder) }

  var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }
  }
}

@Suite struct PlanFolderTests {
  private static let planningCase = SampleCase.make()
  private static let plan = SamplePlan.make(planningCase)
  private let scratch: Scratch
  private var target: URL { scratch.folder.appending(path: "plan") }

  init() throws { scratch = try Scratch() }

  private func write(
    to folder: URL? = nil, seconds: JSONValue = 1.5, version: String = "0.1.0",
    disturb: (URL) throws -> Void = { _ in },
    check: (URL) throws -> CertificateFacts = { _ in PlanDocumentTests.certificate }
  ) throws {
    try writePlan(
      Self.plan, of: Self.planningCase, version: version, runJSON: ["seconds": seconds], to: folder ?? target,
      inputs: { inputs in
        try Data("name: colossus-1\n".utf8).write(to: inputs.appending(path: "case.yaml"))
        let sites = Self.planningCase.sites.map { "\($0.id),\($0.powerBasis.rawValue)\n" }.joined()
        try Data(("site,power_basis\n" + sites).utf8).write(to: inputs.appending(path: "sites.csv"))
        try disturb(inputs.deletingLastPathComponent())
        return [InputFile(path: "case.yaml", sha256: String(repeating: "0f", count: 32))]
      }, check: check)
  }

  /// Every file under a folder with what is in it.
  private func contents(_ folder: URL) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
      let file = folder.appending(path: path)
      if !file.hasDirectoryPath, let data = try? Data(contentsOf: file) { files[path] = data }
    }
    return files
  }

  @Test func holdsEveryFile() throws {
    try write()
    let expected =
      planTables.map(\.path) + ["plan.json", "run.json", "datapackage.json", "inputs/case.yaml", "inputs/sites.csv"]
    #expect(try contents(target).keys.sorted() == expected.sorted())
    #expect(try scratch.names == ["plan"])
    let document = try String(contentsOf: target.appending(path: "plan.json"), encoding: .utf8)
    #expect(document.contains("\"verdict\": \"pass\""))
  }

  @Test func sameInputSameBytesSaveForTheRun() throws {
    let other = scratch.folder.appending(path: "elsewhere/deeper/plan")
    try write()
    try write(to: other, seconds: 2.5)
    var (first, second) = (try contents(target), try contents(other))
    #expect(first.removeValue(forKey: "run.json") != second.removeValue(forKey: "run.json"))
    #expect(first == second)
    let names = [NSUserName(), ProcessInfo.processInfo.hostName, scratch.folder.path].filter { $0.count > 4 }
    for (path, data) in first {
      let text = String(decoding: data, as: UTF8.self)
      for name in names { #expect(!text.contains(name), "\(path) holds \(name)") }
    }
  }

  @Test func checkSeesTheWholeFolderBeforeItIsInPlace() throws {
    try write(check: { staged in
      #expect(!FileManager.default.fileExists(atPath: target.path))
      #expect(try contents(staged).keys.contains("recourse/money.csv"))
      let document = try String(contentsOf: staged.appending(path: "plan.json"), encoding: .utf8)
      #expect(document.contains("\"verdict\": \"unchecked\""))
      return .init(verdict: .fail, objectiveRecomputed: nil, worst: [])
    })
    #expect(try String(contentsOf: target.appending(path: "plan.json"), encoding: .utf8).contains("\"fail\""))
  }

  @Test func replacesAnOlderPlanWhole() throws {
    try write()
    try Data("old".utf8).write(to: target.appending(path: "report.html"))
    try write(version: "0.2.0")
    #expect(try scratch.names == ["plan"])
    let files = try contents(target)
    #expect(files["report.html"] == nil)
    #expect(String(decoding: files["plan.json"]!, as: UTF8.self).contains("0.2.0"))
  }

  @Test func replacesWhereTheFileSystemExchangesNothing() throws {
    try write()
    var replacement = FolderReplacement(target)
    replacement.exchange = { _, _ in
      errno = EINVAL
      return -1
    }
    try replacement.write { try Data("new".utf8).write(to: $0.appending(path: "plan.json")) }
    #expect(try scratch.names == ["plan"])
    #expect(try contents(target) == ["plan.json": Data("new".utf8)])
  }

  @Test func anEmptyFolderIsFilled() throws {
    try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
    try write()
    #expect(try contents(target).keys.contains("plan.json"))
  }

  @Test func followsALink() throws {
    let link = scratch.folder.appending(path: "latest")
    try write()
    try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: "plan")
    try write(to: link, version: "0.2.0")
    #expect(try scratch.names == ["latest", "plan"])
    #expect(try String(contentsOf: target.appending(path: "plan.json"), encoding: .utf8).contains("0.2.0"))
  }
}

/// What must not be lost is not lost.
extension PlanFolderTests {
  /// A new plan that fails leaves the old one as it is, and nothing beside it.
  private func expectOldPlanKept(_ matches: (WriteFailure) -> Bool, disturb: (URL) throws -> Void) throws {
    try write()
    let old = try contents(target)
    do {
      try write(version: "0.2.0", disturb: disturb)
      Issue.record("nothing failed")
    } catch let failure as WriteFailure {
      #expect(matches(failure), "\(failure)")
    }
    #expect(try contents(target) == old)
    #expect(try scratch.names == ["plan"])
  }

  @Test func fullDisk() throws {
    try expectOldPlanKept({ "\($0)".contains("money.csv failed: No space left on device") }) { staged in
      let full = staged.appending(path: "money.csv")
      try FileManager.default.createSymbolicLink(atPath: full.path, withDestinationPath: "/dev/full")
    }
  }

  @Test func aFileThatCannotBeWritten() throws {
    try expectOldPlanKept({ "\($0)".contains("rules.csv failed: Is a directory") }) { staged in
      try FileManager.default.createDirectory(
        at: staged.appending(path: "rules.csv"), withIntermediateDirectories: false)
    }
  }

  @Test func inputsThatCannotBeWritten() throws {
    try expectOldPlanKept({ if case .inputs = $0 { true } else { false } }) { _ in
      throw CocoaError(.fileWriteOutOfSpace)
    }
  }

  @Test func aCheckThatThrowsComesThrough() throws {
    struct Rejected: Error {}
    try write()
    let old = try contents(target)
    #expect(throws: Rejected.self) { try write(version: "0.2.0", check: { _ in throw Rejected() }) }
    #expect(try contents(target) == old)
    #expect(try scratch.names == ["plan"])
  }

  @Test func aParentThatCannotBeWritten() throws {
    // Root may write to any folder of a disk, but not to /proc; anyone else meets a read-only folder.
    let parent = geteuid() == 0 ? URL(filePath: "/proc") : scratch.folder
    if geteuid() != 0 { try write() }
    let old = try contents(scratch.folder)
    chmod(scratch.folder.path, 0o555)
    defer { chmod(scratch.folder.path, 0o755) }
    #expect(throws: WriteFailure.self) { try write(to: parent.appending(path: "plan"), version: "0.2.0") }
    #expect(try contents(scratch.folder) == old)
  }

  @Test func aParentThatIsAFile() throws {
    try Data("text".utf8).write(to: target)
    #expect(throws: WriteFailure.self) { try write(to: target.appending(path: "plan")) }
    #expect(try contents(scratch.folder) == ["plan": Data("text".utf8)])
  }

  @Test(arguments: ["a file", "a folder with other files in it", "a folder with another plan.json", "a lost link"])
  func whatIsNoPlanIsLeftAlone(what: String) throws {
    let inside = target.appending(path: what.contains("plan.json") ? "plan.json" : "thesis.txt")
    switch what {
    case "a file": try Data("dear".utf8).write(to: target)
    case "a lost link": try FileManager.default.createSymbolicLink(atPath: target.path, withDestinationPath: "gone")
    default:
      try FileManager.default.createDirectory(at: target, withIntermediateDirectories: false)
      try Data("{\"name\": \"dear\"}".utf8).write(to: inside)
    }
    let old = try contents(scratch.folder)
    let refused: (any Error) -> Bool = { if case WriteFailure.notAPlan = $0 { true } else { false } }
    #expect { try checkTarget(target) } throws: { refused($0) }
    #expect { try write() } throws: { refused($0) }
    #expect(try contents(scratch.folder) == old)
    #expect(try scratch.names == ["plan"])
  }

  @Test func aDeviceIsLeftAlone() {
    #expect(throws: WriteFailure.notAPlan(path: "/dev/null", found: "a device")) {
      try write(to: URL(filePath: "/dev/null"))
    }
  }

  @Test func whatDeadProcessesLeftIsClearedAndTheLivingAreNot() throws {
    let dead = try deadProcess()
    for name in [".plan.partial-\(dead)", ".plan.partial-1", ".plan.partial-x", ".other.partial-\(dead)"] {
      let folder = scratch.folder.appending(path: name)
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
      try Data("half".utf8).write(to: folder.appending(path: "plan.json"))
    }
    try write()
    #expect(try scratch.names == [".other.partial-\(dead)", ".plan.partial-1", ".plan.partial-x", "plan"])
  }

  @Test func aPlanSetAsideByADeadProcessComesBack() throws {
    try write()
    let old = try contents(target)
    let aside = scratch.folder.appending(path: ".plan.aside-\(try deadProcess())")
    try FileManager.default.moveItem(at: target, to: aside)
    #expect(throws: WriteFailure.self) { try write(disturb: { _ in throw CocoaError(.fileWriteOutOfSpace) }) }
    #expect(try contents(target) == old)
    #expect(try scratch.names == ["plan"])
  }

  /// The number of a process that has ended.
  private func deadProcess() throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/true")
    try process.run()
    process.waitUntilExit()
    return process.processIdentifier
  }
}

extension PlanFolderTests {
  /// Writes the sample plan to the folder that SAMPLE_PLAN names, for the tests in other languages.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["SAMPLE_PLAN"] != nil, "SAMPLE_PLAN names no folder"))
  func sample() throws {
    try write(to: URL(filePath: ProcessInfo.processInfo.environment["SAMPLE_PLAN"]!))
  }
}
