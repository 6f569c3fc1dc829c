import Fleet
import Foundation
import Testing

@testable import CaseFiles

@Suite("Numbers, units, periods, hashes and near names")
struct GrammarTests {
  @Test(arguments: [
    ("0", 0), ("-0", 0), ("12", 12), ("-3.5", -3.5), ("1e3", 1000), ("1E+3", 1000), ("2.5e-3", 0.0025), ("0.1", 0.1),
    ("1e-05", 0.00001), ("9007199254740993", 9_007_199_254_740_992),
  ])
  func numbers(_ text: String, _ value: Double) throws { #expect(try NumberGrammar.number(text).get() == value) }

  @Test(arguments: [
    "", "-", "1e", "1e+", "1.", ".1", "01", "-01", "1 2", "١", "1.2.3", "1e1.5", "0b1", "1f", "Infinity", "１",
  ])
  func noNumbers(_ text: String) { #expect((try? NumberGrammar.number(text).get()) == nil) }

  static let quantities: [(text: String, unit: QuantityUnit, value: Double?)] = [
    ("300 MW", .megawatts, 300), ("250 kW", .megawatts, 0.25), ("250kW", .megawatts, 0.25), ("1e6 W", .megawatts, 1),
    ("250  kW", .megawatts, nil), ("250", .megawatts, nil), ("250 ", .megawatts, nil), ("MW", .megawatts, nil),
    ("90 days", .days, 90), ("1 day", .days, 1), ("2 weeks", .days, 14), ("90", .days, nil),
    ("2.35 USD/GPUh", .dollarsPerGPUHour, 2.35), ("50 USD/MWh", .dollarsPerMegawattHour, 50),
    ("0.05 USD/kWh", .dollarsPerMegawattHour, 50), ("18 BUSD", .dollars, 18e9), ("3 kUSD", .dollars, 3000),
    ("3 MUSD", .dollars, 3e6), ("8 %", .share, 0.08), ("8%", .share, 0.08), ("0.08", .share, 0.08), ("1.3", .none, 1.3),
    ("1.3 MW", .none, nil), ("1e308 GW", .megawatts, nil), ("3 e MW", .megawatts, nil), ("100 GPUs", .gpus, 100),
    ("2 USD/Mtoken", .dollarsPerWorkUnit, 2e-6), ("$3", .dollars, nil),
  ]

  @Test(arguments: quantities.indices)
  func quantityParses(_ index: Int) {
    let (text, unit, value) = GrammarTests.quantities[index]
    #expect((try? unit.parse(text).get()) == value)
  }

  @Test(arguments: [
    ("2026-07", "2026-07-01", "2026-08-01"), ("2026-Q4", "2026-10-01", "2027-01-01"),
    ("2026-W01", "2025-12-29", "2026-01-05"), ("2026-W53", "2026-12-28", "2027-01-04"),
    ("2027-W01", "2027-01-04", "2027-01-11"),
  ])
  func periodNames(_ text: String, _ start: String, _ end: String) throws {
    let name = try #require(PeriodName(text))
    #expect(name.start.description == start)
    #expect(name.end.description == end)
  }

  @Test(arguments: [
    "2026-13", "2026-00", "2026-W00", "2026-W54", "2027-W53", "2026-Q5", "2026-Q0", "2026-7", "26-07", "2026-07-01", "",
    "2026-WW1",
  ])
  func noPeriodNames(_ text: String) { #expect(PeriodName(text) == nil) }

  @Test(arguments: PeriodName.Step.allCases)
  func periodsAreNamedAsTheyAreRead(_ step: PeriodName.Step) throws {
    let start = step == .week ? "2025-12-29" : "2026-01-01"
    let periods = try #require(Period.sequence(from: Day(start)!, step: step, count: 110))
    for (period, next) in zip(periods, periods.dropFirst()) {
      #expect(period.end == next.start)
      let name = try #require(PeriodName(period.id))
      #expect(name.step == step)
      #expect(name.start == period.start)
      #expect(name.end == period.end)
    }
  }

  @Test func periodsStartOnTheirFirstDay() {
    #expect(Period.sequence(from: Day("2026-07-02")!, step: .month, count: 1) == nil)
    #expect(Period.sequence(from: Day("2026-08-01")!, step: .quarter, count: 1) == nil)
    #expect(Period.sequence(from: Day("2026-07-07")!, step: .week, count: 1) == nil)
  }

  @Test func hashesMatchTheStandard() {
    #expect(SHA256.hex("".utf8) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(SHA256.hex("abc".utf8) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      SHA256.hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8)
        == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
    #expect(
      SHA256.hex(repeatElement(UInt8(ascii: "a"), count: 1_000_000))
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test func nearNamesAreOffered() {
    let names = ["power", "pue_peak", "pue_mean", "price"]
    #expect(nearest("powr", among: names) == "power")
    #expect(nearest("opwer", among: names) == "power")
    #expect(nearest("POWER", among: names) == "power")
    #expect(nearest("pue_maen", among: names) == "pue_mean")
    #expect(nearest("cooling", among: names) == nil)
    #expect(nearest("", among: names) == nil)
  }

  @Test(arguments: [1.0, 0.1, 1e-5, 250, 1e21, 123456.789, 1e15, 4e-300, 2.0 / 3])
  func shortestReadsBack(_ number: Double) throws {
    #expect(try NumberGrammar.number(number.shortest).get() == number)
  }
}

@Suite("The tables' descriptions")
struct SpecificationTests {
  @Test func namesAreUnique() {
    #expect(Set(TableSpecification.all.map(\.name)).count == TableSpecification.all.count)
    #expect(Set(TableSpecification.all.map(\.singular)).count == TableSpecification.all.count)
    for table in TableSpecification.all {
      #expect(Set(table.columns.map(\.name)).count == table.columns.count)
      let parameters = table.columns.compactMap(\.parameter)
      #expect(Set(parameters).count == parameters.count)
      // A row of reclaim.csv is of a lease or of a service, and may be of a period.
      let mayBeBlank: Set = table.name == "reclaim" ? ["period", "lease", "workload"] : ["period"]
      for key in table.key {
        #expect(table.columns.contains { $0.name == key && $0.isRequired } || mayBeBlank.contains(key))
      }
    }
  }

  @Test func standardsAreValuesOfTheirColumns() {
    for column in TableSpecification.all.flatMap(\.columns) {
      if case .standard = column.presence { #expect(column.standardValue != nil, "\(column.name)") }
    }
    for column in CaseKeys.scalars + CaseKeys.options {
      guard case .standard(let text) = column.presence else { continue }
      #expect((try? column.decode(text, measured: true).get()) != nil, "\(column.name)")
    }
  }

  /// The page is written anew with RECORD_GOLDEN=1, and the run fails once.
  @Test func thePageIsWhatTheReaderUses() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let page = root.appending(path: "docs/case-format.md")
    if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
      try Data(TableSpecification.markdown().utf8).write(to: page)
      Issue.record("docs/case-format.md is written; run again without RECORD_GOLDEN")
    }
    let text = try String(contentsOf: page, encoding: .utf8)
    #expect(
      (text == TableSpecification.markdown()) as Bool, "docs/case-format.md differs; write it with RECORD_GOLDEN=1")
  }

  @Test func thePageNamesEveryColumnAndParameter() {
    let page = TableSpecification.markdown()
    for table in TableSpecification.all {
      #expect(page.contains("## \(table.fileName)\n"))
      for column in table.columns { #expect((page.contains("`\(column.name)`") as Bool), "\(column.name)") }
    }
    for key in CaseKeys.names + CaseKeys.options.map(\.name) { #expect(page.contains("`\(key)`")) }
  }
}
