import CaseFiles
import Fleet
import Foundation
import Testing

@Suite("What is wrong is reported all at once")
struct SeveralFindingsTests {
  /// A change and the places and messages of everything that must be found, in order.
  static let changes: [(file: String, old: String, new: String, found: [String])] = [
    ("leases.csv", "usd_per_gpu_h", "eur_per_gpu_h", ["leases.csv:1 column is missing", "leases.csv:1:24 not in EUR"]),
    ("demand.csv", "2026-09,15000.5", "2026-08,15000.5", ["demand.csv:4:1 line 3 too", "workloads.csv:2:1 2026-09"]),
    (
      "tranches.csv", "h100,colossus", "h100,colosus",
      ["leases.csv:2:1 no tranche", "tranches.csv:2:23 no lease colosus"]
    ),
    (
      "workloads.csv", "answers,chat", "answers,chta",
      ["tenants.csv:2:1 no workload", "workloads.csv:2:9 no tenant chta"]
    ),
    (
      "demand.csv", "answers,2026-07", "answer,2026-07",
      ["demand.csv:2:1 no workload answer", "workloads.csv:2:1 2026-07"]
    ),
    (
      "reclaim.csv", "colossus,0.05,,", "colossus,,,",
      ["reclaim.csv:2:18 has a period", "reclaim.csv:2:19 has a period"]
    ),
    ("case.yaml", "periods: 3", "period: 3", ["case.yaml is missing", "case.yaml:4:1 no such key"]),
    ("case.yaml", "plan_on: p10", "plan_on: \"p10", ["case.yaml:7:10 not YAML"]),
    (
      "case.yaml", "plan_on: p10", "plan_on: p0\nplan_on: p5\ndiscount: 3\nname: x",
      [
        "case.yaml:7:10 quantile", "case.yaml:8:1 twice", "case.yaml:9:1 no such key", "case.yaml:10:1 twice",
      ]
    ),
    (
      "sites.csv", "south,Owner,America/Chicago,300,it,1.3,1.2,,50", "south,Owner,Mars,-1,IT,0.5,nan,-,",
      [
        "sites.csv:2:13 time zone", "sites.csv:2:18 0 or more", "sites.csv:2:21 it or utility",
        "sites.csv:2:24 1 or more",
        "sites.csv:2:28 no such number", "sites.csv:2:32 not a number", "sites.csv:2:34 missing",
      ]
    ),
  ]

  @Test(arguments: changes.indices)
  func found(_ index: Int) throws {
    let change = SeveralFindingsTests.changes[index]
    let findings = try Fixture.with(change.file, change.old, change.new).findings()
    #expect(findings.count == change.found.count, "\(findings.map(\.description).joined(separator: "\n"))")
    for (finding, wanted) in zip(findings, change.found) {
      let place = wanted.prefix { $0 != " " }
      #expect(finding.place == place, "\(finding)")
      #expect(finding.message.contains(wanted.dropFirst(place.count + 1)), "\(finding)")
    }
  }

  @Test func everyRepeatedKeyIsFoundInItsMap() throws {
    let yaml = Fixture.sound["case.yaml"]! + "starts: 2026-08-01\nperiods: 3\nset:\n  option.gap: 1\n  option.gap: 2\n"
    let findings = try Fixture.with("case.yaml", text: yaml + "# end\nperiods: 4\n").findings()
    #expect(findings.map(\.place) == ["case.yaml:13:1", "case.yaml:14:1", "case.yaml:17:3", "case.yaml:19:1"])
    #expect(findings.map(\.name) == ["starts", "periods", "option.gap", "periods"])
  }

  @Test func aRepeatedKeyInBracesIsFound() throws {
    let findings = try Fixture.with("case.yaml", "plan_on: p10", "set: {option.gap: 1 %, option.gap: 2 %}").findings()
    #expect(findings.map(\.message) == ["the key stands twice"])
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

  @Test func aDuplicateHeaderIsFound() throws {
    let text =
      "model,parameters_b,parameters_b,active_parameters_b,cache_bytes_per_token\nllama3.1-405b,405,405,405,1\n"
    let findings = try Fixture.with("models.csv", text: text).findings()
    #expect(findings.map(\.place) == ["models.csv:1:20"])
    #expect(findings[0].name == "parameters_b")
  }

  @Test func missingTablesAreNamed() throws {
    var fixture = Fixture()
    fixture.files["sites.csv"] = nil
    fixture.files["measurements.csv"] = nil
    let findings = try fixture.findings()
    #expect(findings.map(\.place) == ["measurements.csv", "sites.csv"])
    #expect(findings.allSatisfy { $0.message == "the case has no such table" })
  }

  @Test func aTableWithoutRowsOrBytesIsFound() throws {
    #expect(try Fixture.with("tenants.csv", text: "").findings().map(\.message) == ["the file is empty"])
    let blank = try Fixture.with("tenants.csv", text: "\n\n\n").findings()
    #expect(blank.map(\.message) == ["the first line is empty, and it is the header"])
    let findings = try Fixture.with("measurements.csv", text: "gpu_class,model,gpus,units_per_s,source\n").findings()
    #expect(findings.map(\.message) == ["the table has no rows"])
  }

  @Test func aMistypedFileIsNotPassedOverInSilence() throws {
    var fixture = Fixture()
    fixture.files["price.csv"] = "parameter,period,value\n"
    let findings = try fixture.findings()
    #expect(findings.map(\.severity) == [.warning])
    #expect(findings[0].remedy.contains("prices.csv"))
  }

  @Test func manyBrokenRowsGiveABoundedNumberOfFindings() throws {
    let rows = String(repeating: "x\n", count: 20_000)
    let findings = try Fixture.with("demand.csv", text: "workload,period,units_per_s\n" + rows).findings()
    #expect(findings.count == 1001)
    #expect(
      findings.contains { $0.message.hasPrefix("there are more than 1000 findings") })
  }

  @Test func longValuesAreShownByTheirBeginning() throws {
    let long = String(repeating: "9", count: 9000)
    let findings = try Fixture.with("sites.csv", "Chicago,300,it", "Chicago,\(long),it").findings()
    #expect(findings.map { $0.value?.count } == [63])
  }
}
