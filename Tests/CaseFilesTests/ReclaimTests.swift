import CaseFiles
import Fleet
import Foundation
import Testing

@Suite("Reclaim pools, what outlasts them, and options about them")
struct ReclaimTests {
  private static let header =
    "pool,lease,hazard_per_month,hazard_per_year,hazard_per_month_after,period,probability\n"

  /// The small case with a second lease that its lessor may end, and these rows of pools.
  private func fixture(_ rows: String) -> Fixture {
    var fixture = Fixture.with("leases.csv", "3,0,none,", "3,0,owner,30")
    fixture.files["reclaim.csv"] = ReclaimTests.header + rows
    return fixture
  }

  private func pools(_ rows: String, _ settings: [String] = []) throws -> [ReclaimPool] {
    try fixture(rows).read(settings).planningCase.reclaimPools
  }

  @Test func poolsAreManyAndShareLeases() throws {
    let pools = try pools("lessor,colossus,0.05,,,,\nstorm,spot,,0.5,,,\nstorm,colossus,,0.5,,,\n")
    #expect(pools.map(\.id) == ["lessor", "storm"])
    #expect(pools.map(\.leases) == [[Ref(0)], [Ref(0), Ref(1)]])
    #expect(pools[0].likelihood == .hazardPerMonth(0.05))
    #expect(pools.map(\.hazardAfter) == [nil, nil])
  }

  @Test(arguments: [(0, 0), (1, 1), (0.5, 1 - pow(0.5, 1.0 / 12))])
  func aHazardPerYearIsOfTwelveMonths(_ year: Double, _ month: Double) throws {
    #expect(try pools("lessor,colossus,,\(year),,,\n")[0].likelihood == .hazardPerMonth(month))
  }

  @Test(arguments: [0.0, 1]) func aHazardMayBeNoneOrCertain(_ hazard: Double) throws {
    #expect(try pools("lessor,colossus,\(hazard),,,,\n")[0].likelihood == .hazardPerMonth(hazard))
  }

  @Test func aHazardAfterAnotherCallStandsBesideAnyOther() throws {
    let pools = try pools("a,colossus,0.05,,0.2,,\nb,spot,,,0.3,2026-08,0.6\nb,spot,,,0.3,2026-09,0.4\n")
    #expect(pools.map(\.hazardAfter) == [0.2, 0.3])
    #expect(pools[1].likelihood == .listed([1: 0.6, 2: 0.4]))
  }

  /// Rows of pools that contradict each other, with the place and a part of the message of what must be found.
  private static let contradictions = [
    ("a,colossus,0.1,,,,\na,spot,0.2,,,,\n", "3:8", "one hazard_per_month, 0.1 in line 2"),
    ("a,colossus,,0.1,,,\na,spot,,0.2,,,\n", "3:9", "one hazard_per_year, 0.1 in line 2"),
    ("a,colossus,,0.1,,,\na,spot,,,,,\n", "3:9", "one hazard_per_year, 0.1 in line 2"),
    ("a,colossus,0.1,,0.2,,\na,spot,0.1,,0.3,,\n", "3:13", "one hazard_per_month_after, 0.2 in line 2"),
    ("a,colossus,0.1,,,,\na,spot,0.1,,0.3,,\n", "2:17", "one hazard_per_month_after, 0.3 in line 3"),
    ("a,colossus,0.1,,,,\na,spot,,0.1,,,\n", "3:9", "per month or per year, not both"),
    ("a,colossus,0.1,0.1,,,\n", "2:16", "per month or per year, not both"),
    ("a,colossus,,0.1,,2026-08,\n", "2:18", "either a hazard or probabilities by period"),
    ("a,colossus,,0.1,,,0.1\n", "2:19", "either a hazard or probabilities by period"),
    ("a,colossus,,,0.1,,\n", "2:12", "a row has a hazard, or a period and a probability"),
    ("a,colossus,,,,2026-08,0.1\na,spot,,,,2026-08,0.2\n", "3:19", "one probability in a period"),
    ("a,colossus,0.1,,,,\nb,spot,0.1,,,,\na,colossus,0.1,,,,\n", "4:1", "the row is the same as line 2"),
  ]

  @Test(arguments: contradictions) func contradictionsAreFound(_ rows: String, _ place: String, _ message: String)
    throws
  {
    let found = try fixture(rows).findings()
    try #require(found.count == 1, "\(found)")
    #expect(found[0].place == "reclaim.csv:\(place)")
    #expect(found[0].message.contains(message), "\(found[0])")
  }

  @Test func settingsChangeAllRowsOfOnePool() throws {
    let rows = "a,colossus,0.1,,,,\na,spot,0.1,,,,\nb,spot,,0.5,,,\n"
    let pools = try pools(rows, ["reclaim.a.hazard_after=20 %", "reclaim.a.yearly_hazard=1", "reclaim.b.hazard=0"])
    #expect(pools.map(\.likelihood) == [.hazardPerMonth(1), .hazardPerMonth(0)])
    #expect(pools.map(\.hazardAfter) == [0.2, nil])
    #expect(try self.pools(rows, ["reclaim.a.yearly_hazard=none"])[0].likelihood == .hazardPerMonth(0.1))
  }

  @Test func aSettingDoesNotReplaceProbabilitiesByPeriod() throws {
    let found = try fixture("a,colossus,,,,2026-08,0.1\n").findings(["reclaim.a.yearly_hazard=0.5"])
    #expect(found.map(\.message) == ["the pool has probabilities by period, not a hazard"])
    #expect(try pools("a,colossus,,,,2026-08,0.1\n", ["reclaim.a.hazard_after=0.5"])[0].hazardAfter == 0.5)
  }

  @Test func eachPoolsParametersAreListedOnce() throws {
    let parameters = try fixture("a,colossus,,0.1,,,\na,spot,,0.1,,,\n").read().parameters
    let own = parameters.filter { $0.name.hasPrefix("reclaim.") }
    #expect(own.map(\.name) == ["reclaim.a.hazard", "reclaim.a.hazard_after", "reclaim.a.yearly_hazard"])
    #expect(own.map(\.value) == ["", "", "0.1"])
    #expect(own.map(\.unit) == ["1/month", "1/month", "1/year"])
  }

  @Test func aRemovedPoolIsGoneAndTheOthersStay() throws {
    var fixture = fixture("a,colossus,0.1,,,,\na,spot,0.1,,,,\nb,spot,0.1,,,,\n")
    fixture.files["case.yaml"]! += "remove: [reclaim.a]\n"
    #expect(try fixture.read().planningCase.reclaimPools.map(\.id) == ["b"])
  }

  @Test func writtenAndReadAgainPoolsAreTheSame() throws {
    let read = try fixture("b,spot,,0.5,0.7,,\nb,colossus,,0.5,0.7,,\na,colossus,,,,2026-08,0.1\n").read()
    try Fixture.folder { root in
      try read.write(to: root.appending(path: "inputs"))
      let again = try readCase(at: root.appending(path: "inputs"))
      #expect(comparable(again.planningCase) == comparable(read.planningCase))
    }
  }

  @Test func aCoverSaysHowItIsShownAndWhatItOutlasts() throws {
    let fixture = Fixture.with("workloads.csv", "0.9,0.5,day,,,,,,,,,,", "0.9,0.5,day,,,,,,,,,recourse,2")
    #expect(try fixture.findings().map(\.name) == ["cover_calls"])
    #expect(
      try fixture.read(["option.most_notices=2"]).planningCase.workloads[0].service?.cover == Cover(.recourse, calls: 2)
    )
    let set = try Fixture().read([
      "workload.answers.cover=recourse", "workload.answers.cover_calls=3", "option.most_notices=3",
    ])
    #expect(set.planningCase.workloads[0].service?.cover == Cover(.recourse, calls: 3))
  }

  @Test func aCoverIsOfAShare() throws {
    let none = Fixture.with("workloads.csv", "0.9,0.5,day,,,,,,,,,,", "0.9,,day,,,,,,,,,recourse,1")
    #expect(try none.findings().map(\.name) == ["cover", "cover_calls"])
    var priced = none
    priced.files["prices.csv"]! += "workload.answers.cover_share,2026-08,0.5\n"
    #expect(try priced.findings() == [])
    let job = Fixture.with("workloads.csv", "single,h100 gb200,true,,", "single,h100 gb200,true,allocation,1")
    #expect(try job.findings().map(\.name) == ["cover", "cover_calls"])
  }

  @Test func optionsAboutNoticesAndTheWorstPaths() throws {
    let yaml = "  tail_value_floor: -2 BUSD\n  most_notices: 2\n  risk_level: 100 %\n"
    let fixture = Fixture.with("case.yaml", "  risk_weight: 0.25\n", yaml)
    let options = try fixture.read().planningCase.options
    #expect(options.tailValueFloor == -2e9)
    #expect(options.mostNotices == 2)
    #expect(options.riskLevel == 1)
    #expect(try fixture.read(["option.tail_value_floor=none"]).planningCase.options.tailValueFloor == nil)
  }
}
