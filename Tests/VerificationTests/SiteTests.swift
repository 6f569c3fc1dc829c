import Fleet
import Testing

@testable import Verification

/// What the limits, the meters and the modules of a site let through, in plans worked out by hand.
@Suite struct SiteTests {
  typealias Defect = ContractTests.Defect

  static let sound: [(String, @Sendable () -> ReclaimPlan)] = [
    ("redundancy, a step and outages", limitsPlan), ("modules", modulesPlan), ("meters and room", metersPlan),
    ("cooling modes", towerPlan), ("cooling modes by loop", loopsPlan),
  ]

  @Test(arguments: sound.indices) func `a plan that keeps the limits of its sites passes`(index: Int) throws {
    var plan = SiteTests.sound[index].1()
    let verdict = verdict(on: try plan.folder(), of: plan.planningCase)
    #expect(verdict.passed, "\(SiteTests.sound[index].0): \(verdict.violations.prefix(9).map(\.sentence))")
  }

  static let limits: [Defect] = [
    Defect(rule: "site-power", description: "more is held back", says: "IT power of north", plan: limitsPlan) {
      $0.sites[0].redundancyShare = .init(0.8)
    },
    Defect(rule: "site-power", description: "the step takes more", plan: limitsPlan) { $0.powerSteps[0].power = -800 },
    Defect(rule: "site-cooling", description: "the step takes air", plan: limitsPlan) { $0.powerSteps[0].air = -500 },
    Defect(rule: "site-outage", description: "two outages leave too little", says: "2026-08-20", plan: limitsPlan) {
      $0.outages[0].power = 0.4
    },
    Defect(rule: "site-outage", description: "too little air is left", says: "air loop", plan: limitsPlan) {
      $0.outages[0].air = 0.4
    },
    Defect(rule: "site-sums", description: "the limit is another", says: "limit_kw", plan: limitsPlan) {
      $0.outages[1].power = 0.901
    },
    Defect(rule: "slices", description: "an outage ends inside a slice", says: "feed", plan: limitsPlan) {
      $0.outages[0].end = Day("2026-08-24")!
    },
    Defect(rule: "slices", description: "a step lies inside a slice", says: "less", plan: limitsPlan) {
      $0.powerSteps[0].from = Day("2026-08-06")!
    },
  ]

  static let modules: [Defect] = [
    Defect(rule: "site-expansion", description: "fewer modules may be built", says: "notice", plan: modulesPlan) {
      $0.expansions[0].maxModules = 2
    },
    Defect(rule: "site-sums", description: "a module brings less", says: "limit_kw", plan: modulesPlan) {
      $0.expansions[0].module.power = 99
    },
    Defect(rule: "money-sums", description: "a module is dearer", says: "capital", plan: modulesPlan) {
      $0.expansions[0].capital = 100_001
    },
    Defect(rule: "money-sums", description: "a module lasts longer", says: "end-value", plan: modulesPlan) {
      $0.expansions[0].lifeMonths = 13
    },
    Defect(rule: "decisions", description: "a module takes longer", says: "2026-07-12", plan: modulesPlan) {
      $0.expansions[0].leadDays = 11
    },
    Defect(
      rule: "whole-units", description: "half a module", plan: modulesPlan, make: { $0.told[0].cells[3] = "1.5" }),
    Defect(
      rule: "decisions", description: "a module by the dozen", plan: modulesPlan,
      make: { $0.told[0].cells[4] = "units" }),
    Defect(
      rule: "decisions", description: "ordered before the notice", says: "another path", plan: modulesPlan,
      make: { $0.told[1].cells.replaceSubrange(2..., with: ["2026-07", "1.0", "module", "2026-07-01", "2026-07-11"]) }
    ),
    Defect(
      rule: "decisions", description: "modules of nothing", says: "no module", plan: modulesPlan,
      make: { $0.told[0].cells[1] = "wing" }),
    Defect(rule: "slices", description: "no slice begins with the service", says: "hall", plan: modulesPlan) {
      $0.sites[0].timeZone = .init(identifier: "America/Chicago")!
    },
  ]

  static let meters: [Defect] = [
    Defect(rule: "site-water", description: "less water in a month", says: "2026-07", plan: metersPlan) {
      $0.sites[0].water.limit = .init(78)
    },
    Defect(rule: "site-water", description: "as much in a year", says: "FY2026", plan: metersPlan) {
      ($0.sites[0].water.window, $0.sites[0].water.limit) = (.year, .init(156, overrides: [1: 999]))
    },
    Defect(rule: "site-water", description: "as much in all", says: "in all", plan: metersPlan) {
      ($0.sites[0].water.window, $0.sites[0].water.limit) = (.horizon, .init(156))
    },
    Defect(rule: "site-water", description: "water before the permit", says: "before it may", plan: metersPlan) {
      $0.sites[0].water.from = Day("2026-08-01")!
    },
    Defect(rule: "slices", description: "the permit begins inside a slice", plan: metersPlan) {
      $0.sites[0].water.from = Day("2026-07-02")!
    },
    Defect(rule: "money-sums", description: "water is dearer", says: "water", plan: metersPlan) {
      $0.sites[0].water.price = .init(2.01)
    },
    Defect(rule: "carbon-cap", description: "less CO2", says: "CO2 of all sites in FY2026", plan: metersPlan) {
      $0.options.carbonCap = 112
    },
    Defect(rule: "carbon-cap", description: "less beside the site", says: "beside it", plan: metersPlan) {
      $0.sites[0].localAir.cap = 0.187
    },
    Defect(rule: "site-sums", description: "more is let out", says: "local_air_kg", plan: metersPlan) {
      $0.sites[0].localAir.intensity = .init(0.51)
    },
    Defect(rule: "money-sums", description: "CO2 is dearer", says: "carbon", plan: metersPlan) {
      $0.options.carbonPrice = 50.01
    },
    Defect(rule: "money-sums", description: "peaks are dearer", says: "demand-charge", plan: metersPlan) {
      $0.sites[0].demandCharge = .init(10.01)
    },
    Defect(rule: "site-space", description: "fewer racks", says: "racks", plan: metersPlan) {
      $0.sites[0].space.racks = .init(26)
    },
    Defect(rule: "site-space", description: "less floor", says: "floor", plan: metersPlan) {
      $0.sites[0].space.floor = .init(78)
    },
    Defect(rule: "site-sums", description: "racks hold more", says: "racks", plan: metersPlan) {
      $0.gpuClasses[0].gpusPerRack = 9
    },
    Defect(rule: "budget-cap", description: "what meters cost passes the budget", plan: metersPlan) {
      // 446,400 USD for leases, 18,749 for energy; 5,460 for peaks, 312 for water and 5,625 for CO2.
      $0.options.yearlyBudget = 470_000
    },
  ]

  static let cooling: [Defect] = [
    Defect(rule: "site-cooling", description: "the tower takes less", says: "tower", plan: towerPlan) {
      $0.coolingModes[0].heatLimit = .init(149)
    },
    Defect(
      rule: "site-water", description: "a tower at the peak alone before the permit", says: "before it may",
      plan: towerPlan, afterwards: { $0.sites[0].water.from = Day("2026-08-01")! },
      make: { $0.state("water_m3", "base", ["07-01": 0]) }),
    Defect(
      rule: "cooling-balance", description: "heat is left over", says: "peak heat", plan: towerPlan,
      make: { $0.cooling[1].kilowatts = 59 }),
    Defect(
      rule: "cooling-balance", description: "heat is left in the liquid", says: "liquid", plan: loopsPlan,
      make: { $0.cooling[2].kilowatts += 1 }),
    Defect(rule: "site-sums", description: "a mode draws more at peak", says: "facility_kw", plan: towerPlan) {
      $0.coolingModes[1].puePeak = .init(1.41)
    },
    Defect(rule: "site-sums", description: "a mode draws more", says: "energy_mwh", plan: towerPlan) {
      $0.coolingModes[1].pueMean = .init(1.31)
    },
    Defect(rule: "site-sums", description: "a mode takes more water", says: "water_m3", plan: towerPlan) {
      $0.coolingModes[0].wue = .init(1.01)
    },
    Defect(rule: "money-sums", description: "a tenant pays at another PUE", says: "alpha", plan: towerPlan) {
      $0.coolingModes[0].pueMean = .init(1.09)
    },
    Defect(rule: "money-sums", description: "a mode's power is dearer", says: "2026-07,north,energy", plan: loopsPlan) {
      $0.coolingModes[0].pueMean = .init(1.41)
    },
    Defect(
      rule: "rows", description: "a mode has no row", says: "lacks a row for dry", plan: towerPlan,
      make: { $0.cooling.remove(at: 1) }),
    Defect(
      rule: "rows", description: "a mode has two rows", says: "such a row already", plan: towerPlan,
      make: { $0.cooling.append($0.cooling[0]) }),
  ]

  @Test(arguments: limits + modules + meters + cooling)
  func `a plan that breaks a limit of a site is rejected`(defect: Defect) throws { try defect.expectFound() }

  static let rows: [(String, @Sendable () -> ReclaimPlan)] = [
    ("site-outage,north power 2026-08-20,base,MW,0.441,0.21,0.231", limitsPlan),
    ("site-outage,north air 2026-08-20,base,kW,250,210,40", limitsPlan),
    ("site-expansion,hall,notice-2026-08,module,3,3,0", modulesPlan),
    ("site-water,north 2026-07,base,m3,79,78.12,0.88", metersPlan),
    ("carbon-cap,FY2026,base,t,113,112.4928,0.5072", metersPlan),
    ("carbon-cap,north FY2026,base,kg,200,187.488,12.512", metersPlan),
    ("site-space,north racks 2026-07,base,rack,26.5,26.25,0.25", metersPlan),
    ("site-space,north floor 2026-08,base,m2,79,78.75,0.25", metersPlan),
  ]

  @Test(arguments: rows.indices) func `a row of rules.csv is held against what was found`(index: Int) throws {
    let (row, make) = SiteTests.rows[index]
    var cells = row.split(separator: ",").map(String.init)
    func breaks(_ change: Double) throws -> Bool {
      var plan = make()
      let limit = Double(cells[4])! + change, slack = Double(cells[6])!, binds = slack == 0
      var told = Dictionary(uniqueKeysWithValues: zip(["rule", "key", "path", "unit"], cells))
      told.merge(["limit": "\(limit)", "use": "\(limit - slack)", "slack": "\(slack)"]) { $1 }
      told["kind"] = binds ? "exact" : "slack"
      for price in ["dual", "price_up", "price_down"] where binds { told[price] = "1" }
      let folder = try plan.folder { plan in
        let columns = Layout(PlanFolder.wholeTables["rules"]!).columns.map(\.name)
        plan.files["rules.csv"]! += columns.map { told[$0] ?? "" }.joined(separator: ",") + "\n"
      }
      return verdict(on: folder, of: plan.planningCase).violations.contains { $0.rule == "rules-use" }
    }
    #expect(try !breaks(0))
    #expect(try breaks(0.01))
    cells[1] = "north 2026-06"
    #expect(try breaks(0))
  }

  @Test func `a plan of before these tables and columns still passes`() throws {
    var plan = contractPlan()
    let folder = try plan.folder { plan in
      (plan.files["cooling.csv"], plan.files["recourse/cooling.csv"]) = (nil, nil)
      for (table, newer) in [("sites", 3), ("recourse/sites", 3), ("jobs", 1), ("recourse/jobs", 1)] {
        plan.files[table + ".csv"] = plan.files[table + ".csv"]!.split(separator: "\n").map {
          $0.split(separator: ",", omittingEmptySubsequences: false).dropLast(newer).joined(separator: ",") + "\n"
        }.joined()
      }
      let columns = Layout(PlanFolder.wholeTables["rules"]!).columns.map(\.name).filter { $0 != "price_total" }
      let told = [
        "rule": "tranche-stock", "key": "own 2026-07", "path": "base", "unit": "GPU", "limit": "60", "use": "60",
        "slack": "0", "dual": "9", "price_up": "9", "price_down": "9", "kind": "exact",
      ]
      let rules = [columns, columns.map { told[$0] ?? "" }].map { $0.joined(separator: ",") + "\n" }
      plan.files["rules.csv"] = rules.joined()
      plan.writeDocuments()
      plan.files["plan.json"]!.replace(",\"local_air_t\":0", with: "")
      plan.files["plan.json"]!.replace(/"goals":\[[^\]]*\],/, with: "")
    }
    #expect(verdict(on: folder, of: plan.planningCase).violations == [])
  }
}
