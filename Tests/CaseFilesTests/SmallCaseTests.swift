import CaseFiles
import Fleet
import Foundation
import Testing

@Suite("A small case is read whole")
struct SmallCaseTests {
  let planningCase: PlanningCase
  let folder: CaseFolder

  init() throws {
    folder = try Fixture().read()
    planningCase = folder.planningCase
  }

  @Test func scalarsAndOptions() {
    #expect(planningCase.name == "small")
    #expect(planningCase.periods.map(\.id) == ["2026-07", "2026-08", "2026-09"])
    #expect(planningCase.periods.last?.end.description == "2026-10-01")
    #expect(planningCase.fiscalYearStart == 7)
    #expect(planningCase.discountRate == 0.08)
    #expect(planningCase.planOn == .quantile(0.1))
    #expect(planningCase.options.gap == 0.001)
    #expect(planningCase.options.riskWeight == 0.25)
    #expect(planningCase.options.riskLevel == 0.9)
    #expect(planningCase.options.yearlyBudget == 18e9)
    #expect(planningCase.options.floorPenalty == 25)
    #expect(planningCase.options.serviceFloorPenalty == 3)
    #expect(planningCase.options.tailValueFloor == nil)
    #expect(planningCase.options.mostNotices == 1)
  }

  @Test func nounsStandInOrderOfID() {
    #expect(planningCase.sites.map(\.id) == ["north", "south"])
    #expect(planningCase.gpuClasses.map(\.id) == ["gb200", "h100"])
    #expect(planningCase.leases.map(\.id) == ["colossus", "spot"])
    #expect(planningCase.tranches.map(\.id) == ["north-gb200", "north-own", "south-h100", "market", "reserve"])
    #expect(planningCase.fallbacks.map(\.id) == ["market", "reserve"])
    #expect(planningCase.workloads.map(\.id) == ["answers", "batch", "training"])
    #expect(planningCase.measurements.map { planningCase[$0.gpuClass].id } == ["gb200", "h100"])
  }

  @Test func sitesAreInKilowatts() {
    let south = planningCase.sites[1], north = planningCase.sites[0]
    #expect(south.power == PeriodValue(300_000, overrides: [1: 250_000]))
    #expect(south.powerBasis == .it)
    #expect(south.timeZone.identifier == "America/Chicago")
    #expect(south.airLimit == nil)
    #expect(north.airLimit == PeriodValue(2000))
    #expect(north.energyPrice == PeriodValue(62.5))
    #expect(south.origin == Origin(file: "sites.csv", line: 2))
  }

  @Test func contracts() {
    let colossus = planningCase.leases[0]
    #expect(colossus.noticeDays == 90)
    #expect(colossus.reclaimHolder == .both)
    #expect(planningCase.leases[1].price == PeriodValue(3, overrides: [2: 3.5]))
    let tranche = planningCase.tranches[0]
    #expect(tranche.size == .optional(minUnits: 0, maxUnits: 5))
    #expect(tranche.leadDays == 30)
    #expect(planningCase[tranche.lease!].id == "spot")
    #expect(planningCase.tranches[1].lease == nil)
    #expect(planningCase.tranches[2].size == .fixed(gpus: 8000))
    #expect(planningCase.reclaimPools[0].likelihood == .hazardPerMonth(0.05))
    #expect(planningCase.reclaimPools[0].leases == [Ref(0)])
  }

  @Test func work() throws {
    let answers = try #require(planningCase.workloads[0].service)
    #expect(answers.demand == [10000, 12000, 15000.5])
    #expect(answers.loadCurve.mean == 0.25 * 0.3 + 0.25 * 0.6 + 0.5)
    #expect(answers.minShare == PeriodValue(0.9))
    #expect(answers.coverShare == PeriodValue(0.5))
    #expect(answers.cover == Cover(.allocation, calls: 1))
    let training = planningCase.workloads[2]
    #expect(training.gang == Gang(minGPUs: 64, maxGPUs: 2048, classRule: .single))
    #expect(training.job?.work == 1e12)
    #expect(training.job?.release?.description == "2026-07-15")
    #expect(training.wholeUnits)
    #expect(training.gpuClasses == [Ref(0), Ref(1)])
    #expect(planningCase.workloads[1].gang == nil)
    #expect(planningCase.tenants[0].sites == [Ref(0), Ref(1)])
    #expect(planningCase.tenants[1].capGPUs == PeriodValue(4000))
  }

  @Test func nothingIsDoubtful() { #expect(folder.warnings.map(\.description) == []) }

  @Test func everyFileIsASourceWithItsHash() {
    #expect(folder.sources.map(\.path) == Fixture.sound.keys.sorted())
    let models = folder.sources.first { $0.path == "models.csv" }
    #expect(models?.sha256 == SHA256.hex(Fixture.sound["models.csv"]!.utf8))
  }

  @Test func shuffledRowsGiveTheSameCaseAndTheSameInputs() throws {
    var shuffled = Fixture()
    for (name, text) in shuffled.files where name.hasSuffix(".csv") {
      let lines = text.split(separator: "\n")
      shuffled.files[name] = ([lines[0]] + lines.dropFirst().reversed()).joined(separator: "\r\n") + "\r\n"
    }
    let other = try shuffled.read()
    #expect(comparable(other.planningCase) == comparable(planningCase))
    #expect(try written(other) == written(folder))
  }

  @Test func writtenAndReadAgainItIsTheSame() throws {
    let settings = [
      "site.south.power=260 MW", "lease.spot.price.2026-08=4 USD/GPUh", "option.gap=1 %", "demand.answers=9",
    ]
    let patched = try Fixture().read(settings)
    try Fixture.folder { root in
      let inputs = root.appendingPathComponent("inputs")
      try patched.write(to: inputs)
      let again = try readCase(at: inputs)
      #expect(comparable(again.planningCase) == comparable(patched.planningCase))
      #expect(comparable(again.planningCase) != comparable(planningCase))
      #expect(try written(again) == written(patched))
    }
  }

  @Test(arguments: ["a: b # c", "\\ \" '", "no", "- x", "ünïcode \u{2028} \u{7}x", "1_000"])
  func anyNameIsWrittenSoThatItReadsBack(_ name: String) throws {
    var json = ""
    for scalar in name.unicodeScalars {
      json +=
        scalar.value > 0x2000 || scalar.value < 32 ? "\\u" + (scalar.value < 32 ? "0007" : "2028") : String(scalar)
    }
    let quoted = json.replacingOccurrences(of: "\\ \"", with: "\\\\ \\\"")
    let read = try Fixture.with("case.yaml", "name: small", "name: \"\(quoted)\"").read()
    #expect(read.planningCase.name == name)
    try Fixture.folder { root in
      try read.write(to: root.appendingPathComponent("inputs"))
      #expect(try readCase(at: root.appendingPathComponent("inputs")).planningCase.name == name)
    }
  }

  @Test func parametersAreListedWithUnitAndValue() throws {
    let parameters = folder.parameters
    let power = try #require(parameters.first { $0.name == "site.south.power" })
    #expect(power.unit == "MW")
    #expect(power.value == "300")
    #expect(power.variesByPeriod)
    #expect(parameters.contains { $0.name == "demand.answers" })
    #expect(parameters.contains { $0.name == "reclaim.lessor.hazard" && $0.value == "0.05" })
    #expect(parameters.contains { $0.name == "gpu-class.h100.power" && $0.unit == "kW" })
    #expect(parameters.map(\.name) == parameters.map(\.name).sorted())
  }

  private func written(_ folder: CaseFolder) throws -> [String: String] {
    try Fixture.folder { root in
      try folder.write(to: root)
      let names = try FileManager.default.contentsOfDirectory(atPath: root.path)
      return Dictionary(
        uniqueKeysWithValues: try names.map {
          ($0, try String(contentsOf: root.appendingPathComponent($0), encoding: .utf8))
        })
    }
  }
}
