import CaseFiles
import Fleet
import Foundation
import Testing

@Suite("Files that are no plain text inside the models root")
struct FileTests {
  /// Findings of the small case with the bytes of one file replaced.
  private func findings(_ file: String, _ bytes: [UInt8]) throws -> [Finding] {
    try Fixture().use { folder in
      try Data(bytes).write(to: folder.appendingPathComponent(file))
      return Fixture.findings(folder)
    }
  }

  @Test(arguments: [
    ("UTF-16", [0xFF, 0xFE, 0x61, 0]), ("UTF-16", [0xFE, 0xFF, 0, 0x61]), ("UTF-16", [0x61, 0, 0x62, 0]),
  ])
  func wideCharacters(_ word: String, _ bytes: [UInt8]) throws {
    for file in ["case.yaml", "prices.csv"] {
      let found = try findings(file, bytes)
      #expect(found.first { $0.place == "\(file):1:1" }?.message.contains(word) == true)
    }
  }

  @Test func badUTF8HasItsPlace() throws {
    let text = Array("parameter,period,value\nsite.south.power,2026-08,2".utf8) + [0xC3, 0x28, 10]
    let found = try findings("prices.csv", text)
    #expect(found.first?.place == "prices.csv:2:26")
    #expect(found.contains { $0.message.contains("not UTF-8") })
    let yaml = Array(Fixture.sound["case.yaml"]!.utf8) + Array("# ".utf8) + [0xFF, 10]
    #expect(try findings("case.yaml", yaml).map(\.place) == ["case.yaml:13:3"])
  }

  @Test func aByteOrderMarkInYAMLIsTheOnlyFinding() throws {
    let found = try findings("case.yaml", [0xEF, 0xBB, 0xBF] + Array(Fixture.sound["case.yaml"]!.utf8))
    #expect(found.map(\.place) == ["case.yaml:1:1"])
    #expect(found[0].message.contains("byte order mark"))
  }

  @Test func linesThatEndInCRLFAreTheSameCase() throws {
    var fixture = Fixture()
    for (name, text) in fixture.files { fixture.files[name] = text.replacingOccurrences(of: "\n", with: "\r\n") }
    #expect(try comparable(fixture.read().planningCase) == comparable(Fixture().read().planningCase))
  }

  @Test func loneCarriageReturnsAreOneFinding() throws {
    let text = Fixture.sound["tenants.csv"]!.replacingOccurrences(of: "\n", with: "\r")
    let found = try Fixture.with("tenants.csv", text: text).findings()
    #expect(found.map(\.place) == ["tenants.csv:1:57"])
  }

  @Test func aLineOfTenMegabytesIsAFindingInTime() throws {
    // Unoptimised code is some fifty times slower.
    #if DEBUG
      let length = 500_000
    #else
      let length = 10_000_000
    #endif
    let start = ContinuousClock.now
    for filler in ["x", ","] {
      let found = try findings(
        "tenants.csv", Array("tenant,priority\n".utf8) + Array(repeating: filler.utf8.first!, count: length))
      #expect(found.contains { $0.place == "tenants.csv:2:1" && $0.severity == .error })
    }
    #expect(ContinuousClock.now - start < .seconds(5))
  }

  @Test func theYAMLSizeIsLimited() throws {
    let found = try findings("case.yaml", Array(repeating: 35, count: 1_000_001))
    #expect(found.map(\.place) == ["case.yaml"])
    #expect(found[0].message.contains("1000001 bytes"))
  }

  @Test func theNumberOfValuesInYAMLIsLimited() throws {
    for text in [
      String(repeating: "a: 1\n", count: 10_001), "set: {" + String(repeating: "a: 1, ", count: 10_001) + "}",
    ] {
      let found = try Fixture.with("case.yaml", text: text).findings()
      #expect(found.map(\.message) == ["the file holds more than 10000 values"])
    }
  }

  @Test func aTableThatCannotBeReadIsReportedOnce() throws {
    for name in Fixture.sound.keys.sorted() where name != "case.yaml" {
      let found = try findings(name, [0xFF, 0xFE, 0x61, 0])
      #expect(found.map(\.place) == ["\(name):1:1"], "\(found.map(\.description).joined(separator: "\n"))")
    }
  }

  @Test func yamlBombsAndDepthAreRefused() throws {
    var bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n"
    for (last, next) in zip("abcdefgh", "bcdefghi") {
      bomb += "\(next): &\(next) [\(Array(repeating: "*\(last)", count: 9).joined(separator: ", "))]\n"
    }
    #expect(
      try Fixture.with("case.yaml", text: bomb).findings().filter { $0.line != nil }.allSatisfy {
        $0.message.contains("anchors")
      })
    let nests = [
      String(repeating: "[", count: 10_000), "a: " + String(repeating: "{a: ", count: 10_000),
      String(repeating: "- ", count: 10_000) + "x",
      (0..<10_000).map { String(repeating: " ", count: $0) + "a:" }.prefix(1000).joined(separator: "\n"),
    ]
    for nest in nests {
      let found = try Fixture.with("case.yaml", text: nest).findings()
      #expect(found.map(\.message).contains { $0.contains("nested") }, "\(found)")
    }
  }

  @Test func pipesAndFoldersAreNeverOpened() throws {
    try Fixture().use { folder in
      let file = folder.appendingPathComponent("prices.csv")
      try FileManager.default.removeItem(at: file)
      #expect(mkfifo(file.path, 0o600) == 0)
      #expect(Fixture.findings(folder).map(\.message) == ["this is a pipe, not a plain file"])
      try FileManager.default.removeItem(at: file)
      try FileManager.default.createDirectory(at: file, withIntermediateDirectories: false)
      #expect(Fixture.findings(folder).map(\.message) == ["this is a folder, not a plain file"])
      try FileManager.default.removeItem(at: file)
      try FileManager.default.createSymbolicLink(atPath: file.path, withDestinationPath: "/dev/zero")
      #expect(Fixture.findings(folder).map(\.message) == ["the path leads out of the models root"])
      try FileManager.default.removeItem(at: file)
      try FileManager.default.createSymbolicLink(atPath: file.path, withDestinationPath: "prices.csv")
      #expect(Fixture.findings(folder).map(\.message) == ["the path runs in a loop of links"])
    }
  }

  @Test(.enabled(if: getuid() != 0, "everything can be read by root")) func unreadableFilesAreFound() throws {
    try Fixture().use { folder in
      #expect(chmod(folder.appendingPathComponent("prices.csv").path, 0) == 0)
      #expect(Fixture.findings(folder).map(\.place) == ["prices.csv"])
    }
  }

  @Test func linksInsideTheRootAreFollowed() throws {
    try Fixture().use { folder in
      let shared = folder.deletingLastPathComponent().appendingPathComponent("shared.csv")
      try FileManager.default.moveItem(at: folder.appendingPathComponent("prices.csv"), to: shared)
      try FileManager.default.createSymbolicLink(
        atPath: folder.appendingPathComponent("prices.csv").path, withDestinationPath: "../shared.csv")
      let read = try readCase(at: folder)
      #expect(read.sources.map(\.path).contains("../shared.csv"))
      #expect(Fixture.findings(folder, root: folder).map(\.message) == ["the path leads out of the models root"])
    }
  }

  @Test func aMissingCaseIsFound() throws {
    try Fixture.folder { root in
      #expect(Fixture.findings(root.appendingPathComponent("none")).map(\.message) == ["there is no such folder"])
      #expect(Fixture.findings(root).map(\.place) == ["case.yaml"])
      try Data("name: x\n".utf8).write(to: root.appendingPathComponent("case.yml"))
      #expect(Fixture.findings(root).map(\.remedy) == ["Rename case.yml to case.yaml."])
      #expect(Fixture.findings(root, root: root.appendingPathComponent("none")).map(\.name) == ["--root"])
    }
  }
}
