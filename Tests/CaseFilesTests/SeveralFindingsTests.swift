import CaseFiles
import Fleet
import Foundation
import Testing

@Suite("What is wrong is reported all at once")
struct SeveralFindingsTests {
  @Test func everyRepeatedKeyIsFoundInItsMap() throws {
    let yaml = Fixture.sound["case.yaml"]! + "starts: 2026-08-01\nperiods: 3\nset:\n  option.gap: 1\n  option.gap: 2\n"
    let findings = try Fixture.with("case.yaml", text: yaml + "# end\nperiods: 4\n").findings()
    #expect(findings.map(\.place) == ["case.yaml:13:1", "case.yaml:14:1", "case.yaml:17:3", "case.yaml:19:1"])
    #expect(findings.map(\.name) == ["starts", "periods", "option.gap", "periods"])
  }

  @Test func defectsInManyFilesComeTogetherInOrder() throws {
    var fixture = Fixture.with("case.yaml", "8 %", "no")
    fixture.files["sites.csv"] = fixture.files["sites.csv"]!.replacingOccurrences(
      of: "Chicago,300,it", with: "Chicago,-3,it")
    fixture.files["tenants.csv"] = fixture.files["tenants.csv"]!.replacingOccurrences(of: "lab,2", with: "lab,0")
    fixture.files["models.csv"] = ""
    let places = try fixture.findings(["site.south.pue=1.3", "nonsense"]).map(\.place)
    #expect(places == ["--set", "--set", "case.yaml:6:16", "models.csv", "sites.csv:2:29", "tenants.csv:3:5"])
  }

  @Test func manyBrokenRowsGiveABoundedNumberOfFindings() throws {
    let rows = String(repeating: "x\n", count: 20_000)
    let findings = try Fixture.with("demand.csv", text: "workload,period,units_per_s\n" + rows).findings()
    #expect(findings.count == 1001)
    #expect(
      findings.contains { $0.message.hasPrefix("there are more than 1000 findings") })
  }
}
