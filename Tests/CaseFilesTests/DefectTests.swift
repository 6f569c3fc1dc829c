import CaseFiles
import Fleet
import Foundation
import Testing

/// One change to the sound case and the one finding that it must give.
struct Defect: CustomTestStringConvertible {
  let file: String
  let old: String
  let new: String
  let place: String
  let name: String?
  let value: String?
  let message: String
  var severity = Finding.Severity.error

  init(
    _ file: String, _ old: String, _ new: String, at place: String, _ name: String?, _ value: String?, _ message: String
  ) {
    (self.file, self.old, self.new, self.place) = (file, old, new, place)
    (self.name, self.value, self.message) = (name, value, message)
  }

  static func doubt(
    _ file: String, _ old: String, _ new: String, at place: String, _ name: String?, _ value: String?, _ message: String
  ) -> Defect {
    var defect = Defect(file, old, new, at: place, name, value, message)
    defect.severity = .warning
    return defect
  }

  var testDescription: String { "\(file) \(place) \(new.prefix(30))" }
}

extension Finding {
  var place: String { [file, line.map(String.init), column.map(String.init)].compactMap { $0 }.joined(separator: ":") }
}

@Suite("One defect gives one finding, with its place, name, value, rule and remedy")
struct DefectTests {
  @Test(arguments: [numbers, cells, tableShape, references, relations, dates, doubts, yaml].flatMap { $0 })
  func found(_ defect: Defect) throws {
    let findings = try Fixture.with(defect.file, defect.old, defect.new).findings()
    let finding = try #require(findings.first)
    #expect(findings.count == 1, "\(findings.map(\.description).joined(separator: "\n"))")
    #expect(finding.severity == defect.severity)
    #expect(finding.place == defect.place)
    #expect(finding.name == defect.name)
    #expect(finding.value == defect.value)
    #expect(finding.message.contains(defect.message), "\(finding)")
    #expect(finding.remedy.hasSuffix(".") || finding.remedy.hasSuffix("?"))
    #expect(!finding.message.hasSuffix("."))
  }

  static let power: (String, String) = ("Chicago,300,it", "sites.csv:2:29")

  static let numbers: [Defect] = [
    ("-3", "-3", "0 or more"), ("nan", "nan", "no such number"), ("inf", "inf", "no such number"),
    ("1e999", "1e999", "too large"), ("1e-999", "1e-999", "too small"), ("0x10", "0x10", "decimal"),
    ("010", "010", "does not start with 0"), ("1_000", "1_000", "underscores"), ("\"1,5\"", "1,5", "comma"),
    ("\"1,000\"", "1,000", "comma"), ("yes", "yes", "switch"), ("NO", "NO", "switch"), ("+3", "+3", "plus sign"),
    (".5", ".5", "between digits"), ("5.", "5.", "between digits"), (" 5", " 5", "spaces"),
    ("n/a", "n/a", "not a number"),
    ("5 MW", "5 MW", "number alone"), ("€5", "€5", "USD only, not in EUR"), ("5 GBP", "5 GBP", "USD only, not in GBP"),
    ("lots", "lots", "not a number"), ("", "", "missing"), ("٣", "٣", "not a number"),
    ("11111111111111111111111111111111111111111", "11111111111111111111111111111111111111111", "at most 40"),
  ].map { Defect("sites.csv", power.0, "Chicago,\($0.0),it", at: power.1, "power_mw", $0.1, $0.2) }

  static let cells: [Defect] = [
    Defect("sites.csv", "300,it,", "300,IT,", at: "sites.csv:2:33", "power_basis", "IT", "it or utility"),
    Defect("sites.csv", "1.3,1.2", "0.9,1.2", at: "sites.csv:2:36", "pue_peak", "0.9", "1 or more"),
    Defect(
      "sites.csv", "America/Chicago", "America/Chicgo", at: "sites.csv:2:13", "time_zone", "America/Chicgo", "time zone"
    ),
    Defect("gpu-classes.csv", "h100,8,", "h100,8.5,", at: "gpu-classes.csv:2:6", "unit_gpus", "8.5", "whole number"),
    Defect("gpu-classes.csv", "h100,8,", "h100,0,", at: "gpu-classes.csv:2:6", "unit_gpus", "0", "1 to 100000"),
    Defect("gpu-classes.csv", "1.275", "0", at: "gpu-classes.csv:2:8", "kw_per_gpu", "0", "more than 0"),
    Defect("gpu-classes.csv", "0.4,0.85", "0.4,85", at: "gpu-classes.csv:3:21", "liquid_share", "85", "0 to 1"),
    Defect("leases.csv", "2.35,1,both", "2.35,1.5,both", at: "leases.csv:2:44", "take_or_pay_share", "1.5", "0 to 1"),
    Defect("leases.csv", "both,90", "both,9999", at: "leases.csv:2:51", "notice_days", "9999", "0 to 3660"),
    Defect("leases.csv", "both,90", "both,", at: "leases.csv:2:51", "notice_days", "", "notice period"),
    Defect("leases.csv", "both,90", "anyone,90", at: "leases.csv:2:46", "reclaim_holder", "anyone", "owner, lessee"),
    Defect("workloads.csv", ",true", ",yes", at: "workloads.csv:3:99", "whole_units", "yes", "true or false"),
    Defect(
      "workloads.csv", "h100 gb200", "h100  gb200", at: "workloads.csv:3:88", "gpu_classes", "h100  gb200",
      "single spaces"),
    Defect("workloads.csv", "h100 gb200", "h100 h100", at: "workloads.csv:3:88", "gpu_classes", "h100 h100", "twice"),
    Defect("workloads.csv", "405b,fp8", "405b,fp6", at: "workloads.csv:2:36", "precision", "fp6", "bf16, fp8 or fp4"),
    Defect(
      "measurements.csv", "512,2500,outside report", "512,2500,", at: "measurements.csv:2:40", "source", "", "missing"),
    Defect(
      "models.csv", "405,405,516096", "400,405,516096", at: "models.csv:2:19", "active_parameters_b", "405", "no more"),
  ]

  static let tableShape: [Defect] = [
    Defect("sites.csv", "air_mw,", "air_mv,", at: "sites.csv:1:61", "air_mv", nil, "no such column"),
    Defect(
      "tenants.csv", "lab,2,,4000,,", "lab,2,,4000", at: "tenants.csv:3:1", "supplier_share", nil,
      "4 cells and the header 6"),
    Defect(
      "tenants.csv", "lab,2,,4000,,", "lab,2,,4000,,,", at: "tenants.csv:3:1", nil, nil, "7 cells and the header 6"),
    Defect(
      "tenants.csv", "lab,2,,4000,,", "lab,2,,4000,,\nlab,2,,4000,,", at: "tenants.csv:4:1", nil, "lab",
      "same as line 3"),
    Defect(
      "tenants.csv", "lab,2,,4000,,", "lab,2,,4000,,\nlab,2,,5000,,", at: "tenants.csv:4:1", "tenant", "lab",
      "line 3 too"),
    Defect("tenants.csv", "lab,2,,4000,,", "\nlab,2,,4000,,", at: "tenants.csv:3:1", nil, nil, "empty"),
    Defect(
      "tenants.csv", "lab,2,,4000,,", "tenant,priority,floor_gpus,cap_gpus,supplier_share,sites\nlab,2,,4000,,",
      at: "tenants.csv:3:1", nil, "tenant", "second time"),
    Defect("sites.csv", "2,62.5,", "2,62.5,\"open", at: "sites.csv:3:45", nil, "open", "never closed"),
    Defect("sites.csv", "2,62.5,", "2,62.5,\"x\"y", at: "sites.csv:3:48", nil, nil, "follows a closing"),
    Defect("sites.csv", "2,62.5,", "2,62.5,a\"b", at: "sites.csv:3:46", nil, nil, "inside a cell"),
    Defect("sites.csv", "2,62.5,", "2,62.5,a\u{0}b", at: "sites.csv:3:45", nil, "a\\0b", "NUL"),
    Defect("sites.csv", "2,62.5,", "2,62.5,a\u{7}b", at: "sites.csv:3:45", nil, "a\\u{07}b", "control"),
    Defect(
      "prices.csv", "parameter,period,value", "parameter;period;value", at: "prices.csv:1:1", nil,
      "parameter;period;value", "commas"),
    Defect(
      "prices.csv", "parameter,period,value", "\u{FEFF}parameter,period,value", at: "prices.csv:1:1", nil, nil,
      "byte order mark"),
  ]

  static let references: [Defect] = [
    Defect(
      "tranches.csv", "south,h100,colossus", "sout,h100,colossus", at: "tranches.csv:2:12", "site", "sout",
      "no site sout"),
    Defect(
      "tranches.csv", "south,h100,colossus", "south,h10,colossus", at: "tranches.csv:2:18", "gpu_class", "h10",
      "no gpu-class h10"),
    Defect(
      "workloads.csv", "0.5,day", "0.5,night", at: "workloads.csv:2:66", "load_curve", "night", "no load-curve night"),
    Defect(
      "workloads.csv", "h100 gb200", "h100 b200", at: "workloads.csv:3:88", "gpu_classes", "h100 b200",
      "no gpu-class b200"),
    Defect(
      "tenants.csv", "north south", "north souht", at: "tenants.csv:2:17", "sites", "north souht", "no site souht"),
    Defect(
      "reclaim.csv", "lessor,colossus", "lessor,colossos", at: "reclaim.csv:2:8", "lease", "colossos",
      "no lease colossos"),
    Defect(
      "measurements.csv", "gb200,llama", "gb20,llama", at: "measurements.csv:3:1", "gpu_class", "gb20",
      "no gpu-class gb20"),
    Defect(
      "workloads.csv", "batch,lab,job,llama3.1-405b", "batch,lab,job,llama3.1-450b", at: "workloads.csv:4:15", "model",
      "llama3.1-450b", "has this model"),
    Defect(
      "prices.csv", "site.south.power", "site.south.powr", at: "prices.csv:2:1", "parameter", "site.south.powr",
      "no parameter"),
    Defect(
      "prices.csv", "site.south.power,", "site.south.power_mw,", at: "prices.csv:2:1", "parameter",
      "site.south.power_mw", "without its unit"),
    Defect(
      "prices.csv", "site.south.power,", "site.south.power_basis,", at: "prices.csv:2:1", "parameter",
      "site.south.power_basis", "one value"),
    Defect(
      "prices.csv", "site.south.power,", "demand.answers,", at: "prices.csv:2:1", "parameter", "demand.answers",
      "demand.csv"),
    Defect("prices.csv", "2026-08,250", "2026-08,-250", at: "prices.csv:2:26", "value", "-250", "0 or more"),
  ]

  static let relations: [Defect] = [
    Defect("tranches.csv", "8000", "8001", at: "tranches.csv:2:32", "gpus", "8001", "whole units"),
    Defect("tranches.csv", "8000,,,,28", "8000,1,,,28", at: "tranches.csv:2:37", "min_units", "1", "either gpus"),
    Defect("tranches.csv", "8000,,,,28", ",,,,28", at: "tranches.csv:2:32", "gpus", "", "either gpus"),
    Defect("tranches.csv", ",,0,5,", ",,0,,", at: "tranches.csv:4:33", "max_units", "", "both"),
    Defect("tranches.csv", ",,0,5,", ",,9,5,", at: "tranches.csv:4:33", "max_units", "5", "or more"),
    Defect("tranches.csv", "2026-08-01,,30", "2026-08-01,7,30", at: "tranches.csv:4:46", "ramp_days", "7", "at once"),
    Defect(
      "gpu-classes.csv", "1.275,0.3", "1.275,1.3", at: "gpu-classes.csv:2:14", "idle_kw_per_gpu", "1.3",
      "no more when idle"),
    Defect(
      "tenants.csv", "chat,1,100,,", "chat,1,100,50,", at: "tenants.csv:2:12", "cap_gpus", "50", "less than the floor"),
    Defect("workloads.csv", "0.5,day,,", "0.5,day,5,", at: "workloads.csv:2:70", "work_units", "5", "column of a job"),
    Defect(
      "workloads.csv", "5e11,,,,,,,", "5e11,,,8,,,,", at: "workloads.csv:4:50", "min_gpus", "8", "column of a gang"),
    Defect("workloads.csv", "64,2048,single", "64,,single", at: "workloads.csv:3:76", "max_gpus", "", "greatest size"),
    Defect(
      "workloads.csv", "64,2048,single", "64,32,single", at: "workloads.csv:3:76", "max_gpus", "32", "min_gpus (64)"),
    Defect("workloads.csv", ",5e11,", ",,", at: "workloads.csv:4:43", "work_units", "", "amount of work"),
    Defect("demand.csv", "answers,2026-08,12000\n", "", at: "workloads.csv:2:1", "workload", "answers", "2026-08"),
    Defect(
      "demand.csv", "answers,2026-09,15000.5\n", "answers,2026-09,15000.5\nbatch,2026-09,1\n", at: "demand.csv:5:1",
      "workload", "batch", "no demand"),
    Defect("load-curves.csv", "0.5,0.6", "0.5,0.2", at: "load-curves.csv:3:9", "share_of_peak", "0.2", "does not fall"),
    Defect("load-curves.csv", "day,0.5,0.6", "day,0.25,0.6", at: "load-curves.csv:3:1", "curve", "day", "line 2 too"),
    Defect(
      "reclaim.csv", "colossus,0.05,,", "colossus,0.05,2026-08,", at: "reclaim.csv:2:22", "period", "2026-08",
      "either a hazard"),
    Defect("reclaim.csv", "colossus,0.05,,", "spot,0.05,,", at: "reclaim.csv:2:8", "lease", "spot", "may not end it"),
    Defect(
      "reclaim.csv", "lessor,colossus,0.05,,\n", "lessor,colossus,0.05,,\nother,colossus,0.05,,\n",
      at: "reclaim.csv:3:1", "pool", "other", "one reclaim pool"),
    Defect(
      "reclaim.csv", "colossus,0.05,,", "colossus,,2026-08,0.7\nlessor,colossus,,2026-09,0.7", at: "reclaim.csv:3:26",
      "probability", "0.7", "sum to 1"),
    Defect(
      "prices.csv", "site.south.power,2026-08,250", "tenant.chat.cap_gpus,2026-08,250", at: "tenants.csv:2:12",
      "cap_gpus", "", "some periods"),
  ]

  static let dates: [Defect] = [
    Defect(
      "leases.csv", "spot,Cloud,2026-07-01", "spot,Cloud,2026-02-30", at: "leases.csv:3:12", "start", "2026-02-30",
      "no such day"),
    Defect(
      "leases.csv", "spot,Cloud,2026-07-01", "spot,Cloud,1/7/2026", at: "leases.csv:3:12", "start", "1/7/2026",
      "YYYY-MM-DD"),
    Defect(
      "leases.csv", "spot,Cloud,2026-07-01", "spot,Cloud,2026-7-1", at: "leases.csv:3:12", "start", "2026-7-1",
      "YYYY-MM-DD"),
    Defect(
      "leases.csv", "spot,Cloud,2026-07-01", "spot,Cloud,0026-07-01", at: "leases.csv:3:12", "start", "0026-07-01",
      "1900"),
    Defect(
      "leases.csv", "spot,Cloud,2026-07-01", "spot,Cloud,2027-07-01", at: "leases.csv:3:23", "end", "2026-10-01",
      "after it starts"),
    Defect(
      "workloads.csv", "2026-07-15,2026-09-20", "2026-07-15,2026-07-10", at: "workloads.csv:3:62", "deadline",
      "2026-07-10", "after its release"),
    Defect(
      "workloads.csv", "2026-07-15,2026-09-20", ",2026-06-10", at: "workloads.csv:3:52", "deadline", "2026-06-10",
      "start of the case"),
    Defect(
      "workloads.csv", "2026-07-15,2026-09-20", "2027-07-15,", at: "workloads.csv:3:51", "release", "2027-07-15",
      "after the last period"),
    Defect(
      "tranches.csv", "2026-08-01", "2026-10-01", at: "tranches.csv:4:35", "available_from", "2026-10-01",
      "lease has ended"),
    Defect(
      "demand.csv", "answers,2026-07,10000\n", "answers,2026-07,10000\nanswers,2026-06,1\n", at: "demand.csv:3:9",
      "period", "2026-06", "before the first"),
    Defect(
      "demand.csv", "answers,2026-07,10000\n", "answers,2026-07,10000\nanswers,2026-13,1\n", at: "demand.csv:3:9",
      "period", "2026-13", "not a period"),
    Defect(
      "demand.csv", "answers,2026-07,10000\n", "answers,2026-07,10000\nanswers,2026-W31,1\n", at: "demand.csv:3:9",
      "period", "2026-W31", "named as 2026-07"),
    Defect.doubt(
      "demand.csv", "answers,2026-09,15000.5\n", "answers,2026-09,15000.5\nanswers,2026-10,1\nanswers,2026-11,1\n",
      at: "demand.csv:5:9", "period", "2026-10", "not used"),
  ]

  static let doubts: [Defect] = [
    Defect.doubt("sites.csv", "Chicago,300,", "Chicago,300000,", at: "sites.csv:2:29", "power_mw", "300000", "5000 MW"),
    Defect.doubt("sites.csv", "UTC,2.5,", "UTC,4000,", at: "sites.csv:3:17", "power_mw", "4000", "far less"),
    Defect.doubt("sites.csv", "Chicago,300,", "Chicago,0.03,", at: "sites.csv:2:29", "power_mw", "0.03", "10.2 MW"),
    Defect.doubt("gpu-classes.csv", "1.275,", "1275,", at: "gpu-classes.csv:2:8", "kw_per_gpu", "1275", "20 kW"),
    Defect.doubt(
      "gpu-classes.csv", "989,1979", "1979,3958", at: "gpu-classes.csv:2:20", "bf16_dense_tflops", "1979", "about 989"),
    Defect.doubt(
      "gpu-classes.csv", "2500,5000", "2500,10000", at: "gpu-classes.csv:3:31", "fp8_dense_tflops", "10000", "2.5 times"
    ),
    Defect.doubt("sites.csv", "1.3,1.2", "1.3,1.4", at: "sites.csv:2:40", "pue_mean", "1.4", "more than pue_peak"),
    Defect.doubt(
      "leases.csv", "2027-01-01", "2026-12-31", at: "leases.csv:2:28", "end", "2026-12-31", "last of a month"),
    Defect.doubt("leases.csv", ",2.35,", ",2350,", at: "leases.csv:2:39", "usd_per_gpu_h", "2350", "100 USD/GPUh"),
    Defect.doubt("workloads.csv", "0.5,day", "0.5,", at: "workloads.csv:2:66", "load_curve", "", "counts as flat"),
    Defect.doubt(
      "tenants.csv", "lab,2,,4000,,", "lab,2,,4000,,\nidle,3,,,,", at: "tenants.csv:4:1", "tenant", "idle",
      "no workload"),
    Defect.doubt(
      "leases.csv", "spot,Cloud", "more,Cloud,2026-07-01,2026-10-01,3,0,none,\nspot,Cloud", at: "leases.csv:3:1",
      "lease", "more", "no tranche"),
    Defect.doubt("case.yaml", "8 %", "8", at: "case.yaml:6:16", "discount_rate", "8", "seldom"),
  ]

  static let yaml: [Defect] = [
    Defect("case.yaml", "periods: 3", "periods: 03", at: "case.yaml:4:10", "periods", "03", "does not start with 0"),
    Defect("case.yaml", "periods: 3", "periods: 0", at: "case.yaml:4:10", "periods", "0", "1 to 1200"),
    Defect("case.yaml", "periods: 3", "periods: [3]", at: "case.yaml:4:10", "periods", nil, "one value"),
    Defect("case.yaml", "step: month", "step: year", at: "case.yaml:3:7", "step", "year", "month, week or quarter"),
    Defect(
      "case.yaml", "2026-07-01", "2026-07-02", at: "case.yaml:2:9", "starts", "2026-07-02", "first day of a month"),
    Defect("case.yaml", "8 %", "8 %%", at: "case.yaml:6:16", "discount_rate", "8 %%", "not a unit"),
    Defect("case.yaml", "8 %", "no", at: "case.yaml:6:16", "discount_rate", "no", "switch"),
    Defect("case.yaml", "8 %", ".inf", at: "case.yaml:6:16", "discount_rate", ".inf", "no such number"),
    Defect(
      "case.yaml", "18 BUSD", "18 BEUR", at: "case.yaml:11:18", "yearly_budget", "18 BEUR", "USD only, not in EUR"),
    Defect("case.yaml", "18 BUSD", "18", at: "case.yaml:11:18", "yearly_budget", "18", "unit is missing"),
    Defect("case.yaml", "18 BUSD", "18 MW", at: "case.yaml:11:18", "yearly_budget", "18 MW", "not a unit"),
    Defect("case.yaml", "risk_weight:", "risk_wieght:", at: "case.yaml:10:3", "risk_wieght", nil, "no such key"),
    Defect(
      "case.yaml", "risk_weight: 0.25", "risk_weight: 25 %%", at: "case.yaml:10:16", "risk_weight", "25 %%",
      "not a unit"),
    Defect(
      "case.yaml", "risk_weight: 0.25", "risk_weight: 1.25", at: "case.yaml:10:16", "risk_weight", "1.25", "0 to 1"),
    Defect("case.yaml", "plan_on: p10", "plan_on: p0", at: "case.yaml:7:10", "plan_on", "p0", "quantile"),
    Defect(
      "case.yaml", "plan_on: p10", "plan_on: p10\nplan_on: mean", at: "case.yaml:8:1", "plan_on", nil,
      "twice, in line 7"),
    Defect(
      "case.yaml", "  gap: 0.1 %", "  gap: 0.1 %\n  gap: 1 %", at: "case.yaml:10:3", "gap", nil, "twice, in line 9"),
    Defect("case.yaml", "plan_on: p10", "plan_on: &x p10", at: "case.yaml:7:10", nil, "&x", "anchors"),
    Defect("case.yaml", "plan_on: p10", "plan_on: *x", at: "case.yaml:7:10", nil, nil, "aliases"),
    Defect("case.yaml", "plan_on: p10", "plan_on: !!str p10", at: "case.yaml:7:10", nil, "!!str", "tags"),
    Defect("case.yaml", "plan_on: p10", "<<: {step: week}", at: "case.yaml:7:1", "<<", nil, "merge keys"),
    Defect(
      "case.yaml", "plan_on: p10", "set:\n  site.sout.power: 3 MW", at: "case.yaml:8:20", "site.sout.power", "3 MW",
      "no parameter site.sout"),
    Defect(
      "case.yaml", "plan_on: p10", "set:\n  site.south.power: 3 days", at: "case.yaml:8:21", "site.south.power",
      "3 days", "not a unit"),
    Defect("case.yaml", "plan_on: p10", "set: 3", at: "case.yaml:7:6", "set", nil, "is a map"),
    Defect("case.yaml", "plan_on: p10", "remove: tranche.north-own", at: "case.yaml:7:9", "remove", nil, "is a list"),
    Defect(
      "case.yaml", "plan_on: p10", "remove: [tranche.north-owm]", at: "case.yaml:7:10", "remove", "tranche.north-owm",
      "no north-owm"),
    Defect(
      "case.yaml", "plan_on: p10", "remove: [tranches.north-own]", at: "case.yaml:7:10", "remove", "tranches.north-own",
      "names no row"),
    Defect(
      "case.yaml", "plan_on: p10", "tables:\n  site: a.csv", at: "case.yaml:8:3", "site", nil, "tables has no such key"),
    Defect(
      "case.yaml", "plan_on: p10", "tables:\n  models: nowhere.csv", at: "case.yaml:8:11", "models", "nowhere.csv",
      "no such file"),
    Defect(
      "case.yaml", "plan_on: p10", "tables:\n  models: /etc/passwd", at: "case.yaml:8:11", "models", "/etc/passwd",
      "relative"),
    Defect(
      "case.yaml", "plan_on: p10", "tables:\n  models: ../../../../../../../../etc/passwd", at: "case.yaml:8:11",
      "models", "../../../../../../../../etc/passwd", "out of the models root"),
    Defect(
      "case.yaml", "plan_on: p10", "extends: ../nowhere", at: "case.yaml:7:10", "extends", "../nowhere",
      "no such folder"),
    Defect("case.yaml", "plan_on: p10", "extends: .", at: "case.yaml:7:10", "extends", ".", "circle"),
    Defect(
      "case.yaml", "plan_on: p10", "extends: sites.csv", at: "case.yaml:7:10", "extends", "sites.csv",
      "folder of another case"),
    Defect("case.yaml", "name: small", "name:", at: "case.yaml:1:6", "name", nil, "missing"),
    Defect("case.yaml", "name: small\n", "", at: "case.yaml", "name", nil, "missing"),
    Defect(
      "case.yaml", "plan_on: p10", "plan_on: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", at: "case.yaml:7:1", nil, nil,
      "nested"),
    Defect("case.yaml", "plan_on: p10", "plan_on: p10\n---\nname: two", at: "case.yaml:8:1", nil, nil, "one document"),
    Defect("case.yaml", "plan_on: p10", "? [a]\n: b", at: "case.yaml:1:1", nil, nil, "plain word"),
  ]
}
