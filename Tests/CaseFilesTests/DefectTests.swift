import CaseFiles
import Fleet
import Foundation
import Testing

/// A case of `Tests/broken`: files that stand in for those of the sound one, and what must be found.
///
/// `Tests/peers/test_broken_cases.py` runs the same ones through the program, with those besides that are made and not
/// kept: pipes, links, files of many megabytes.
struct BrokenCase: CustomTestStringConvertible {
  /// What stands beside the files of a broken case.
  private struct Expected: Decodable {
    var absent: [String]?
    var `case`: String?
    var count: Int?
    var programme: Bool?
    var findings: [Wanted]
  }

  struct Wanted: Decodable, Equatable {
    var severity, file: String
    var line, column: Int?
    var name, value: String?
    var message, remedy: String
  }

  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "broken")
  private static let own: Set<String> = ["expected.json", "make.py"]

  let folder: URL
  private let expected: Expected

  var testDescription: String { folder.lastPathComponent }
  var wanted: [Wanted] { expected.findings }

  /// Every broken case whose defect is in its text, and that the reader alone can find.
  static let all: [BrokenCase] = ["cases", "several"].flatMap { group in
    let folders = try? FileManager.default.contentsOfDirectory(
      at: root.appending(path: group), includingPropertiesForKeys: nil)
    return (folders ?? []).sorted { $0.path < $1.path }.compactMap { try? BrokenCase($0) }
  }

  private init?(_ folder: URL) throws {
    let text = try Data(contentsOf: folder.appending(path: "expected.json"))
    self.folder = folder
    expected = try JSONDecoder().decode(Expected.self, from: text)
    let isMade = FileManager.default.fileExists(atPath: folder.appending(path: "make.py").path)
    let isRate = expected.findings.contains { $0.message.contains("no rate") }
    if isMade || isRate || expected.programme == true || expected.case != nil { return nil }
  }

  /// What is found in the case, laid over the sound one in a folder of its own.
  func findings() throws -> [Wanted] {
    try Fixture.folder { models in
      let place = models.appending(path: "case")
      try FileManager.default.copyItem(at: BrokenCase.root.appending(path: "sound"), to: place)
      for name in expected.absent ?? [] { try FileManager.default.removeItem(at: place.appending(path: name)) }
      for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) where !BrokenCase.own.contains(name)
      {
        guard let bytes = FileManager.default.contents(atPath: folder.appending(path: name).path) else { continue }
        try bytes.write(to: place.appending(path: name))
      }
      return Fixture.findings(place).map(Wanted.init)
    }
  }
}

extension BrokenCase.Wanted {
  init(_ finding: Finding) {
    self.init(
      severity: finding.severity.rawValue, file: finding.file, line: finding.line, column: finding.column,
      name: finding.name, value: finding.value, message: finding.message, remedy: finding.remedy)
  }
}

extension Finding {
  var place: String { [file, line.map(String.init), column.map(String.init)].compactMap { $0 }.joined(separator: ":") }
}

@Suite("Broken cases as files: all that is wrong, with its place, name, value, rule and remedy")
struct DefectTests {
  @Test func thereAreHundreds() { #expect(BrokenCase.all.count > 300) }

  @Test(arguments: BrokenCase.all) func found(_ broken: BrokenCase) throws {
    let findings = try broken.findings()
    // Of more findings than twenty the first are kept beside a case.
    #expect(Array(findings.prefix(20)) == broken.wanted)
  }
}
