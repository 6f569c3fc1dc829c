import CaseFiles
import Foundation
import Testing

@testable import Verification

/// The small case as files, and its plan read from a folder.
@Suite struct FolderTests {
  static let inputs = [
    "case.yaml": """
    name: small
    starts: 2026-07-01
    step: month
    periods: 2
    discount_rate: 8 %
    options:
      gap: 0.1 %
      risk_weight: 0.25
      risk_level: 0.8
      yearly_budget: 5 MUSD

    """,
    "sites.csv": """
    site,time_zone,power_mw,power_basis,pue_peak,pue_mean,wue_l_per_kwh,air_mw,liquid_mw,energy_usd_per_mwh,carbon_kg_per_mwh,local_air_kg_per_mwh
    north,UTC,1,it,1.3,1.2,0.5,0.9,0.4,50,300,0.5
    south,America/Chicago,0.8,utility,1.25,1.1,,,,40,,

    """,
    "gpu-classes.csv": """
    gpu_class,unit_gpus,kw_per_gpu,idle_kw_per_gpu,liquid_share,allin_utility_kw_per_gpu,gpus_per_rack,rack_m2
    h100,8,1,0.25,0,1.7,32,3
    gb,4,2,0.5,0.75,,,

    """,
    "leases.csv": """
    lease,lessor,start,end,usd_per_gpu_h,take_or_pay_share,reclaim_holder,notice_days
    north-lease,acme,2026-06-01,2026-08-21,2,0.5,owner,10
    south-lease,beta,2026-01-01,2027-01-01,3,1,none,

    """,
    "tranches.csv": """
    tranche,site,gpu_class,lease,gpus,min_units,max_units,available_from,ramp_days,lead_days
    north-h100,north,h100,north-lease,400,,,,,
    own-gb,north,gb,,100,,,,,
    south-h100,south,h100,south-lease,,0,30,,,14
    south-ramp,south,h100,,80,,,2026-07-08,14,

    """,
    "tenants.csv": """
    tenant,floor_gpus,cap_gpus,supplier_share,sites
    alpha,100,500,0.9,
    omega,,,,north

    """,
    "workloads.csv": """
    workload,tenant,kind,model,unit,gpu_classes,sites,value_usd_per_unit,shortfall_usd_per_unit,min_share,cover_share,load_curve,work_units,release,deadline,min_gpus,max_gpus,class_rule,mixed_penalty,scaling_exponent,migration_usd_per_gpu,whole_units
    chat,alpha,service,large,token,,,1e-5,2e-6,0.8,0.3,day,,,,,,,,,5,true
    train,omega,job,large,sample,,,1e-4,1e-5,,,,6e9,,2026-08-21,40,200,mixed,0.5,0.9,7,
    batch,alpha,job,small,token,h100,south,2e-4,,,,,1.5e9,2026-07-08,,,,,,,,

    """,
    "demand.csv": "workload,period,units_per_s\nchat,2026-07,30000\nchat,2026-08,32000\n",
    "load-curves.csv": "curve,quantile,share_of_peak\nday,0.5,0.5\nday,1,1\n",
    "prices.csv": "parameter,period,value\nsite.south.energy,2026-08,60\n",
    "reclaim.csv": "pool,lease,hazard_per_month,period,probability\nacme,north-lease,0.1,,\n",
    "measurements.csv": """
    gpu_class,model,precision,gpus,input_tokens,output_tokens,units_per_s,source
    h100,large,,8,,,800,a bench
    h100,small,,8,,,32,a bench

    """,
    "models.csv":
      "model,parameters_b,active_parameters_b,cache_bytes_per_token\nlarge,400,40,100000\nsmall,8,8,100000\n",
  ]

  /// Makes the plan's folder under a name of its own and takes it away afterwards.
  private func inFolder(_ body: (URL) throws -> Void) throws {
    var plan = SmallPlan(smallCase())
    plan.inputs = FolderTests.inputs
    plan.write()
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (path, text) in plan.files {
      let url = folder.appendingPathComponent(path)
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
    }
    try body(folder)
  }

  @Test func `a folder anywhere is verified from its files alone`() throws {
    try inFolder { folder in
      let verdict = try verify(planAt: folder)
      #expect(verdict.passed, "\(verdict.violations.prefix(5).map(\.sentence))")
    }
  }

  @Test func `an altered input is rejected by its hash and by what it changes`() throws {
    try inFolder { folder in
      let sites = folder.appendingPathComponent("inputs/sites.csv")
      try Data(FolderTests.inputs["sites.csv"]!.replacing("north,UTC,1,", with: "north,UTC,0.5,").utf8).write(to: sites)
      let rules = Set(try verify(planAt: folder).violations.map(\.rule))
      #expect(rules.isSuperset(of: ["inputs", "site-power", "site-sums"]))
    }
  }

  @Test func `a folder without a plan, or with a broken case, is a failure with findings`() throws {
    #expect(throws: VerificationFailure.self) { try verify(planAt: URL(fileURLWithPath: "/nowhere/at/all")) }
    try inFolder { folder in
      try Data("site\n".utf8).write(to: folder.appendingPathComponent("inputs/sites.csv"))
      let failure = #expect(throws: VerificationFailure.self) { try verify(planAt: folder) }
      #expect(failure?.findings.contains { $0.file.hasSuffix("sites.csv") } ?? false)
    }
  }
}
