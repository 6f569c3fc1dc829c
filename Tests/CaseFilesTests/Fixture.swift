import CaseFiles
import Fleet
import Foundation
import Testing

/// A small sound case, held as texts that a test changes before it is written to a folder of its own.
struct Fixture {
  var files: [String: String] = Fixture.sound

  static let sound: [String: String] = [
    "case.yaml": """
    name: small
    starts: 2026-07-01
    step: month
    periods: 3
    fiscal_year_start: 7
    discount_rate: 8 %
    plan_on: p10
    options:
      gap: 0.1 %
      risk_weight: 0.25
      yearly_budget: 18 BUSD
      floor_penalty: 25 USD/GPUh

    """,
    "sites.csv": """
    site,owner,time_zone,power_mw,power_basis,pue_peak,pue_mean,air_mw,energy_usd_per_mwh,note
    south,Owner,America/Chicago,300,it,1.3,1.2,,50,"a ""quoted"", note"
    north,Owner,UTC,2.5,utility,1.4,1.25,2,62.5,

    """,
    "gpu-classes.csv": """
    gpu_class,unit_gpus,kw_per_gpu,idle_kw_per_gpu,liquid_share,bf16_dense_tflops,fp8_dense_tflops,hbm_gb
    h100,8,1.275,0.3,0,989,1979,80
    gb200,72,1.8333,0.4,0.85,2500,5000,186

    """,
    "leases.csv": """
    lease,lessor,start,end,usd_per_gpu_h,take_or_pay_share,reclaim_holder,notice_days
    colossus,Lessor,2026-07-01,2027-01-01,2.35,1,both,90
    spot,Cloud,2026-07-01,2026-10-01,3,0,none,

    """,
    "tranches.csv": """
    tranche,site,gpu_class,lease,gpus,min_units,max_units,available_from,ramp_days,lead_days
    south-h100,south,h100,colossus,8000,,,,28,
    north-own,north,h100,,800,,,,,
    north-gb200,north,gb200,spot,,0,5,2026-08-01,,30

    """,
    "tenants.csv": """
    tenant,priority,floor_gpus,cap_gpus,supplier_share,sites
    chat,1,100,,0.9,north south
    lab,2,,4000,,

    """,
    "workloads.csv": """
    workload,tenant,kind,model,precision,value_usd_per_unit,shortfall_usd_per_unit,min_share,cover_share,load_curve,work_units,release,deadline,min_gpus,max_gpus,class_rule,gpu_classes,whole_units,cover,cover_calls
    answers,chat,service,llama3.1-405b,fp8,0.000002,0.000001,0.9,0.5,day,,,,,,,,,,
    training,lab,job,llama3.1-405b,,0.000003,,,,,1e12,2026-07-15,2026-09-20,64,2048,single,h100 gb200,true,,
    batch,lab,job,llama3.1-405b,,0.000001,,,,,5e11,,,,,,,,,

    """,
    "demand.csv": """
    workload,period,units_per_s
    answers,2026-07,10000
    answers,2026-08,12000
    answers,2026-09,15000.5

    """,
    "load-curves.csv": """
    curve,quantile,share_of_peak
    day,0.25,0.3
    day,0.5,0.6
    day,1,1

    """,
    "prices.csv": """
    parameter,period,value
    site.south.power,2026-08,250
    lease.spot.price,2026-09,3.5

    """,
    "reclaim.csv": """
    pool,lease,hazard_per_month,period,probability
    lessor,colossus,0.05,,

    """,
    "fallback.csv": """
    fallback,supplier,site,gpu_class,kind,lead_days,min_months,usd_per_gpu_h,premium_usd_per_gpu_h,cap_gpus
    reserve,Reserve,south,h100,standby,14,,5,0.25,1000
    market,Cloud,north,gb200,firm,30,6,4.5,,720

    """,
    "measurements.csv": """
    gpu_class,model,precision,gpus,input_tokens,output_tokens,units_per_s,source
    h100,llama3.1-405b,fp8,8,1024,512,2500,outside report
    gb200,llama3.1-405b,fp8,72,1024,512,60000,outside report

    """,
    "models.csv": """
    model,parameters_b,active_parameters_b,cache_bytes_per_token
    llama3.1-405b,405,405,516096

    """,
  ]

  /// The case with a text in one file replaced, which must be there once.
  static func with(_ file: String, _ old: String, _ new: String) -> Fixture {
    var fixture = Fixture()
    precondition((fixture.files[file] ?? "").components(separatedBy: old).count == 2, "\(old) is not once in \(file)")
    fixture.files[file] = fixture.files[file]!.replacingOccurrences(of: old, with: new)
    return fixture
  }

  /// The case with one file replaced whole.
  static func with(_ file: String, text: String) -> Fixture {
    var fixture = Fixture()
    fixture.files[file] = text
    return fixture
  }

  /// Writes the case into `models/NAME` of a folder of its own and hands that over; the folder is gone afterwards.
  func use<Result>(_ name: String = "small", _ body: (URL) throws -> Result) throws -> Result {
    try Fixture.folder { root in
      try write(to: root.appendingPathComponent(name))
      return try body(root.appendingPathComponent(name))
    }
  }

  func write(to folder: URL) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, text) in files { try Data(text.utf8).write(to: folder.appendingPathComponent(name)) }
  }

  static func folder<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let root = FileManager.default.temporaryDirectory.appendingPathComponent("tenure-\(UUID().uuidString)/models")
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: root.deletingLastPathComponent()) }
    return try body(root)
  }

  func read(_ settings: [String] = []) throws -> CaseFolder { try use { try readCase(at: $0, settings: settings) } }

  /// Everything found in the case, errors and warnings.
  func findings(_ settings: [String] = []) throws -> [Finding] {
    try use { folder in Fixture.findings(folder, settings) }
  }

  static func findings(_ folder: URL, _ settings: [String] = [], root: URL? = nil) -> [Finding] {
    do { return try readCase(at: folder, root: root, settings: settings).warnings } catch { return error.findings }
  }
}

/// A case without the places of its rows, as text: equal for equal cases, with sets and dictionaries in order.
func comparable(_ value: Any) -> String {
  let mirror = Mirror(reflecting: value)
  if value is Origin { return "" }
  let parts = mirror.children.map { "\($0.label ?? ""):" + comparable($0.value) }
  switch mirror.displayStyle {
  case .set, .dictionary: return "{" + parts.sorted().joined(separator: ",") + "}"
  case nil: return "\(value)"
  default: return parts.isEmpty ? "\(value)" : "(" + parts.joined(separator: ",") + ")"
  }
}
