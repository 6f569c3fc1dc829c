import Foundation
import Testing

@Suite struct TestFilesTests {
  static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

  /// Every rule and every cost term has a test file of its own name with a suite of its own name in it, and there is no
  /// test file of a rule that is gone. `CostTerm.swift` is what all terms have in common.
  @Test(arguments: ["Constraints", "Costs"]) func everyRuleAndCostTermHasATestFileOfItsName(folder: String) throws {
    let sources = Self.tests.deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Sources/Planning/\(folder)")
    let names = try swiftFiles(sources).filter { $0 != "CostTerm" }
    #expect(names.count >= 5)
    #expect(Set(try swiftFiles(Self.tests.appending(path: folder))) == Set(names.map { "\($0)Tests" }))
    for name in names {
      let file = Self.tests.appending(path: "\(folder)/\(name)Tests.swift")
      let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
      #expect(text.contains("@Suite struct \(name)Tests {"), "\(folder)/\(name)Tests.swift holds no suite of its name")
    }
  }

  private func swiftFiles(_ folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
      .map { String($0.dropLast(".swift".count)) }
  }
}
