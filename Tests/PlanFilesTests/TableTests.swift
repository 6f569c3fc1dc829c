import Fleet
import Foundation
import Testing

@testable import PlanFiles
@testable import Planning

@Suite struct TableTests {
  /// The columns that other programs hold on to, in their order.
  private static let promised = [
    "allocation":
      "period,starts,ends,tenant,workload,site,gpu_class,tranche,operating_point,"
      + "gpus,units_per_s,mean_units_per_s,it_kw",
    "service": "period,starts,ends,tenant,workload,asked,mean_asked,capacity,served,short",
    "jobs": "period,starts,ends,tenant,workload,site,slowest_class,gpus,effective_gpus,units_per_s,units,"
      + "operating_point",
    "work": "tenant,workload,work_units,done_units,missing_units",
    "sites":
      "period,starts,ends,site,it_kw,facility_kw,limit_kw,air_kw,liquid_kw,"
      + "water_m3,energy_mwh,carbon_kg,provisioned_kw,local_air_kg,racks,floor_m2",
    "cooling": "period,starts,ends,site,mode,loop,peak_kw,mean_kw",
    "changes": "period,starts,tenant,workload,site,gpu_class,operating_point,before,after",
    "leases": "period,starts,ends,lease,tranche,held,used,paid_usd,state",
    "money": "period,tenant,site,term,usd",
    "rules": "rule,key,path,unit,limit,use,slack,dual,price_total,price_up,price_down,up_until,down_until,kind,meaning",
    "decisions": "decision,subject,period,amount,unit,last_date,takes_effect",
    "rates": "workload,gpu_class,operating_point,units_per_s_per_gpu,low,high,origin,source",
    "recourse": "path,parent,called,notice_date,reclaim_date,probability,value_usd,loss_usd",
  ]

  @Test func columnsAreThosePromised() {
    var columns = Self.promised
    for name in ["allocation", "service", "jobs", "work", "sites", "cooling", "leases", "money", "decisions"] {
      columns["recourse/" + name] = "path," + columns[name]!
    }
    #expect(planTables.map(\.name).sorted() == columns.keys.sorted())
    for table in planTables {
      #expect(table.fields.map(\.name).joined(separator: ",") == columns[table.name], "\(table.name)")
    }
  }

  @Test func filesComeInTheOrderOfTheDescriptions() throws {
    #expect(try SamplePlan.make().tableFiles().map(\.path) == planTables.map(\.path))
  }

  @Test(arguments: [
    ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"so\"", "\"say \"\"so\"\"\""), ("two\nlines", "\"two\nlines\""),
    ("two\r\nlines", "\"two\r\nlines\""), (" spaced ", " spaced "),
  ])
  func quoting(text: String, cell: String) { #expect(quoted(text) == cell) }

  @Test func numbersAreUnroundedAndNeverMinusZero() throws {
    let rows = [0.1 + 0.2, -0.0, 150_000, 1e16].map {
      WorkRow(tenant: "t", workload: "w", workUnits: $0, doneUnits: 0, missingUnits: 0)
    }
    let text = try PathTable.work.csv(rows)
    #expect(
      text == """
        tenant,workload,work_units,done_units,missing_units
        t,w,0.30000000000000004,0,0
        t,w,0,0,0
        t,w,150000,0,0
        t,w,1e+16,0,0

        """)
  }

  @Test func aNumberThatIsNoneIsRefused() {
    let row = WorkRow(tenant: "t", workload: "w", workUnits: 1, doneUnits: .nan, missingUnits: 0)
    #expect(throws: WriteFailure.notFinite(table: "work", column: "done_units", row: 1)) {
      try PathTable.work.csv([row])
    }
  }

  @Test func anUnknownPriceIsEmptyAndSoIsAnEndlessRange() throws {
    let row = RuleRow(
      rule: "site-power", key: "a,2026-07", path: "base", unit: "MW", limit: 300, use: 300, slack: 0, dual: 2,
      priceTotal: 3, priceUp: nil, priceDown: 2, upUntil: nil, downUntil: -.infinity, kind: "one_sided", meaning: "m",
      row: 0)
    #expect(
      try AnswerTable.rules.csv([row]).hasSuffix("site-power,\"a,2026-07\",base,MW,300,300,0,2,3,,2,,,one_sided,m\n"))
  }

  @Test func keysNameEveryRowOnce() throws {
    let tables = Dictionary(uniqueKeysWithValues: try SamplePlan.make().tableFiles().map { ($0.path, $0.text) })
    for table in planTables where !table.key.isEmpty {
      let places = table.key.map { name in table.fields.firstIndex { $0.name == name }! }
      // No key column of the sample holds a comma, so that a plain split reads it.
      let keys = tables[table.path]!.split(separator: "\n").dropFirst().map { line in
        places.map { line.split(separator: ",", omittingEmptySubsequences: false)[$0] }
      }
      #expect(Set(keys).count == keys.count, "\(table.name)")
    }
  }

  @Test func docsPageIsUpToDate() throws { try expectStored(tablesPage(), "docs/plan-tables.md") }

  @Test func everyColumnSaysWhatItMeans() {
    for table in planTables {
      for field in table.fields {
        #expect(field.meaning.hasSuffix(".") && field.meaning.count > 5, "\(table.name).\(field.name)")
      }
    }
  }
}
