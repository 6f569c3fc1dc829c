import CaseFiles
import Fleet
import Foundation
import Testing

@Suite("extends, tables, set, remove and --set")
struct VariantTests {
  /// Reads a variant of the small case that stands beside it.
  private func variant(_ files: [String: String], _ settings: [String] = []) throws -> CaseFolder {
    try Fixture().use("base") { base in
      let folder = base.deletingLastPathComponent().appendingPathComponent("variant")
      try Fixture(files: files).write(to: folder)
      return try readCase(at: folder, settings: settings)
    }
  }

  @Test func aVariantKeepsWhatItDoesNotSay() throws {
    let read = try variant(["case.yaml": "extends: ../base\nname: other\noptions:\n  gap: 1 %\n"])
    let planningCase = read.planningCase
    #expect(planningCase.name == "other")
    #expect(planningCase.periods.count == 3)
    #expect(planningCase.options.gap == 0.01)
    #expect(planningCase.options.riskWeight == 0.25)
    #expect(planningCase.sites.count == 2)
    #expect(planningCase.sites[0].origin == Origin(file: "../base/sites.csv", line: 3))
    #expect(read.sources.map(\.path).contains("../base/sites.csv"))
  }

  @Test func aTableOfTheVariantReplacesTheBases() throws {
    let yaml = "extends: ../base\ntables:\n  models: others.csv\n"
    let read = try variant([
      "case.yaml": yaml, "tenants.csv": "tenant,cap_gpus\nchat,7\nlab,\n",
      "others.csv": "model,parameters_b,active_parameters_b,cache_bytes_per_token\nllama3.1-405b,9,9,9\n",
    ])
    #expect(read.planningCase.tenants.map { $0.capGPUs?.base } == [7, nil])
    #expect(read.planningCase.models.map(\.parameters) == [9])
  }

  @Test func twoFilesForOneTableAreAFinding() throws {
    let yaml = Fixture.sound["case.yaml"]! + "tables:\n  models: others.csv\n"
    var fixture = Fixture.with("case.yaml", text: yaml)
    fixture.files["others.csv"] = fixture.files["models.csv"]
    #expect(try fixture.findings().map(\.message) == ["models.csv stands in this folder too"])
  }

  @Test func circlesOfExtendsAreFound() throws {
    try Fixture.folder { root in
      for (name, base) in [("a", "b"), ("b", "c"), ("c", "b")] {
        try Fixture(files: ["case.yaml": "extends: ../\(base)\n"]).write(to: root.appendingPathComponent(name))
      }
      let found = Fixture.findings(root.appendingPathComponent("a"))
      #expect(found.map(\.message) == ["cases extend each other in a circle: b -> c -> b"])
      #expect(found.map(\.place) == ["../c/case.yaml:1:10"])
    }
  }

  @Test func settingsMergeAndTheVariantWins() throws {
    let base = Fixture.sound["case.yaml"]! + "set:\n  site.south.power: 100 MW\n  lease.spot.price: 9 USD/GPUh\n"
    try Fixture.with("case.yaml", text: base).use("base") { folder in
      let variant = folder.deletingLastPathComponent().appendingPathComponent("variant")
      try Fixture(files: ["case.yaml": "extends: ../base\nset:\n  site.south.power: 200 MW\n"]).write(to: variant)
      let read = try readCase(at: variant).planningCase
      #expect(read.sites[1].power == PeriodValue(200_000))
      #expect(read.leases[1].price == PeriodValue(9))
    }
  }

  @Test func removedRowsAreGoneWithWhatIsAboutThem() throws {
    let yaml = "extends: ../base\nremove:\n  - tranche.north-gb200\n  - lease.spot\n  - workload.batch\n"
    let read = try variant(["case.yaml": yaml])
    #expect(read.planningCase.tranches.map(\.id) == ["north-own", "south-h100", "market", "reserve"])
    #expect(read.planningCase.leases.map(\.id) == ["colossus"])
    #expect(read.planningCase.workloads.map(\.id) == ["answers", "training"])
  }

  @Test func removingALeaseLeavesItsTrancheDangling() throws {
    let found = try Fixture.with("case.yaml", "plan_on: p10", "remove: [lease.spot]").findings()
    #expect(found.map(\.place) == ["tranches.csv:4:25"])
  }

  @Test(arguments: [
    ("site.south.power=250MW", 250_000.0), ("site.south.power=250000 kW", 250_000),
    ("site.south.power=0.25 GW", 250_000),
    ("site.south.power=1.5e8 W", 150_000),
  ])
  func powerTakesItsUnits(_ setting: String, _ kilowatts: Double) throws {
    // Without a period a setting holds in every period, also where prices.csv said otherwise.
    #expect(try Fixture().read([setting]).planningCase.sites[1].power == PeriodValue(kilowatts))
  }

  @Test func settingsReachEveryKindOfParameter() throws {
    let read = try Fixture().read([
      "site.south.power.2026-09=1 MW", "lease.colossus.notice=30 days", "lease.colossus.end=2026-12-01",
      "lease.colossus.reclaim_holder=owner", "tenant.chat.floor_gpus=none", "tenant.lab.floor_gpus.2026-08=50",
      "demand.answers=7", "demand.answers.2026-09=8", "reclaim.lessor.hazard=0.5", "gpu-class.h100.power=700 W",
      "workload.answers.value=3 USD/Mtoken", "workload.answers.min_share=95 %", "tranche.south-h100.gpus=4000",
      "tranche.north-gb200.max_units=1 units", "option.yearly_budget=none", "option.risk_level=95 %", "case.periods=3",
      "site.south.carbon=400 g/kWh", "case.plan_on=mean",
    ]).planningCase
    #expect(read.sites[1].power == PeriodValue(300_000, overrides: [1: 250_000, 2: 1000]))
    #expect(read.sites[1].carbonIntensity == PeriodValue(400))
    #expect(read.leases[0].noticeDays == 30)
    #expect(read.leases[0].end.description == "2026-12-01")
    #expect(read.leases[0].reclaimHolder == .owner)
    #expect(read.tenants[0].floorGPUs == nil)
    #expect(read.tenants[1].floorGPUs == PeriodValue(0, overrides: [1: 50]))
    #expect(read.workloads[0].service?.demand == [7, 7, 8])
    #expect(read.workloads[0].value == PeriodValue(0.000003))
    #expect(read.workloads[0].service?.minShare == PeriodValue(0.95))
    #expect(read.reclaimPools[0].likelihood == .hazardPerMonth(0.5))
    #expect(read.gpuClasses[1].power == 0.7)
    #expect(read.tranches[2].size == .fixed(gpus: 4000))
    #expect(read.tranches[0].size == .optional(minUnits: 0, maxUnits: 1))
    #expect(read.options.yearlyBudget == nil)
    #expect(read.options.riskLevel == 0.95)
    #expect(read.planOn == .mean)
  }

  @Test func moreOrFewerPeriods() throws {
    let fewer = try Fixture().read(["case.periods=2"])
    #expect(fewer.planningCase.periods.count == 2)
    #expect(fewer.warnings.map(\.place) == ["demand.csv:4:9", "prices.csv:3:18", "workloads.csv:3:62"])
    #expect(try Fixture().findings(["case.periods=4"]).map(\.place) == ["workloads.csv:2:1"])
  }

  /// Settings that cannot be, with the name, a part of the message and a part of the remedy.
  static let refused: [(setting: String, name: String?, message: String, remedy: String)] = [
    ("nonsense", nil, "name=value", "--set"), ("=3", nil, "name=value", "--set"),
    ("site.colosus.power=3MW", "site.colosus.power", "no parameter site.colosus", "north, south"),
    ("site.suoth.power=3MW", "site.suoth.power", "no parameter", "site.south.power"),
    ("sites.south.power=3MW", "sites.south.power", "no parameter sites", "site.south.power"),
    ("site.south.powr=3MW", "site.south.powr", "no parameter", "site.south.power"),
    ("site.south.power_mw=3MW", "site.south.power_mw", "without its unit", "site.south.power"),
    ("site.south=3MW", "site.south", "no parameter", "site.id.name"),
    ("site.south.power.2026-09.x=3MW", "site.south.power.2026-09.x", "no parameter", "site.id.name"),
    ("site.south.power.2026-10=3MW", "site.south.power.2026-10", "no period", "2026-07 to 2026-09"),
    ("lease.spot.notice.2026-08=3 days", "lease.spot.notice.2026-08", "one value", "lease.spot.notice"),
    ("site.south.power=3", "site.south.power", "unit is missing", "MW, kW, W or GW"),
    ("site.south.power=3 days", "site.south.power", "not a unit", "MW, kW, W or GW"),
    ("site.south.power=3 mw", "site.south.power", "not a unit", "write MW"),
    ("site.south.power=-3 MW", "site.south.power", "0 or more", "0 or more, in MW"),
    ("site.south.power=1e999 MW", "site.south.power", "too large", "smaller"),
    ("site.south.power=0x10 MW", "site.south.power", "decimal", "16 MW"),
    ("site.south.power=010 MW", "site.south.power", "does not start with 0", ""),
    ("site.south.power=", "site.south.power", "not a number", ""),
    ("site.south.power=none", "site.south.power", "not a number", ""),
    ("lease.spot.price=3 EUR/GPUh", "lease.spot.price", "USD only, not in EUR", "Convert"),
    ("lease.spot.price=€3", "lease.spot.price", "USD only, not in EUR", "Convert"),
    ("lease.spot.price=3 USD", "lease.spot.price", "not a unit", "USD/GPUh"),
    ("tranche.south-h100.gpus=8.5", "tranche.south-h100.gpus", "whole number", "9"),
    ("demand.training=3", "demand.training", "no parameter", "answers"),
    ("demand.answer=3", "demand.answer", "no parameter", "demand.answers"),
    ("reclaim.lessor.hazrd=0.5", "reclaim.lessor.hazrd", "no parameter", "reclaim.lessor.hazard"),
    ("option.gapp=0.5", "option.gapp", "no parameter", "option.gap"),
    ("case.name=x", "case.name", "no parameter", ""),
    ("model.x.y=3", "model.x.y", "no parameter model", ""),
    ("lease.spot.start=2026-02-30", "lease.spot.start", "no such day", ""),
    ("lease.spot.reclaim_holder=nobody", "lease.spot.reclaim_holder", "owner, lessee, both or none", ""),
  ]

  @Test(arguments: refused.indices)
  func refusedSettings(_ index: Int) throws {
    let wanted = VariantTests.refused[index]
    let found = try Fixture().findings([wanted.setting])
    try #require(found.count == 1, "\(found)")
    #expect(found[0].place == "--set")
    #expect(found[0].name == wanted.name)
    #expect(wanted.message.split(separator: "|").contains { found[0].message.contains($0) }, "\(found[0])")
    #expect(wanted.remedy.isEmpty || found[0].remedy.contains(wanted.remedy), "\(found[0])")
  }

  @Test func aPatchedCellIsFoundWhereItWasWritten() throws {
    let found = try Fixture().findings(["tranche.south-h100.gpus=8001"])
    #expect(found.map(\.place) == ["--set"])
    #expect(found.first?.value == "8001")
    let yaml = try Fixture.with("case.yaml", "plan_on: p10", "set:\n  lease.colossus.end: 2026-01-01").findings()
    #expect(yaml.map(\.place) == ["case.yaml:8:23"])
  }
}
