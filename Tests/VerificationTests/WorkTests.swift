import Fleet
import Foundation
import Testing

@testable import Verification

/// What operating points, lateness, pauses and GPU-hours change in a plan, and what tenants are held to.
@Suite struct WorkTests {
  struct Defect: Sendable, CustomStringConvertible {
    let rule: String
    let description: String
    var says = ""
    let plan: @Sendable () -> SmallPlan
    /// What the case turns out to be once the plan is written.
    var afterwards: @Sendable (inout SmallPlan) -> Void = { _ in }
    var make: @Sendable (inout SmallPlan) -> Void = { _ in }
  }

  static let sound: [(String, @Sendable () -> SmallPlan)] = [
    ("operating points", cappedPlan), ("lateness", latePlan), ("pauses", pausePlan), ("GPU-hours", hoursPlan),
    ("shares", sharedPlan),
  ]

  @Test(arguments: sound.indices) func `a plan that follows the terms of its work passes`(index: Int) throws {
    var plan = WorkTests.sound[index].1()
    plan.write()
    let verdict = verdict(on: try PlanFolder(plan.bytes()), of: plan.planningCase)
    #expect(verdict.passed, "\(WorkTests.sound[index].0): \(verdict.violations.prefix(9).map(\.sentence))")
  }

  static let points: [Defect] = [
    Defect(rule: "allocation-power", description: "a point draws more", plan: cappedPlan) {
      $0.planningCase.operatingPoints[0].drawFactor = 0.51
    },
    Defect(rule: "rates", description: "a point does more", plan: cappedPlan) {
      $0.planningCase.operatingPoints[0].throughputFactor = 0.76
    },
    Defect(rule: "rates", description: "a point of another class", says: "a point of it", plan: cappedPlan) {
      $0.planningCase.operatingPoints[1].gpuClass = Ref(1)
    },
    Defect(rule: "rates", description: "no such point", says: "a point of it", plan: cappedPlan) {
      $0.planningCase.operatingPoints[0].id = "dim"
    },
    Defect(
      rule: "gang-uniformity", description: "a gang tells of another point", says: "at eco", plan: cappedPlan,
      afterwards: { $0.files["jobs.csv"]!.replace(",low", with: ",eco") }),
    Defect(
      rule: "gang-uniformity", description: "a faster class of a gang runs capped", says: "and nowhere else",
      plan: cappedPlan, make: { $0.caps["train|own-gb"] = ("gb-low", 0.5, 1) }),
    Defect(
      rule: "job-sums", description: "a free job has a point", says: "no one operating point", plan: cappedPlan,
      afterwards: { plan in
        plan.files["jobs.csv"] = plan.files["jobs.csv"]!.split(separator: "\n").map {
          $0 + ($0.contains("batch") ? "full\n" : "\n")
        }.joined()
      }),
  ]

  static let time: [Defect] = [
    Defect(rule: "money-sums", description: "it costs more to be late", says: "lateness", plan: latePlan) {
      $0.edit("batch") { (job: inout Job) in job.lateness?.cost = 1.01e-7 }
    },
    Defect(rule: "money-sums", description: "it is later", says: "lateness", plan: latePlan) {
      $0.edit("batch") { (job: inout Job) in job.deadline = Day("2026-07-08") }
    },
    Defect(rule: "slices", description: "it is late within a slice", says: "batch changes", plan: latePlan) {
      $0.edit("batch") { (job: inout Job) in job.deadline = Day("2026-07-31") }
    },
    Defect(rule: "job-work", description: "it is later than it may be", says: "its last day", plan: latePlan) {
      $0.edit("batch") { (job: inout Job) in job.lateness?.latest = Day("2026-08-20") }
    },
    Defect(rule: "job-work", description: "it may not be late", says: "its last day", plan: latePlan) {
      $0.edit("batch") { (job: inout Job) in job.lateness = nil }
    },
    Defect(rule: "money-sums", description: "a pause costs more", says: "pauses", plan: pausePlan) {
      $0.edit("train") { (job: inout Job) in job.gang?.pauseCost = 1001 }
    },
    Defect(
      rule: "money-sums", description: "a pause that ends with a notice is not paid", says: "notice-2026-08",
      plan: pausePlan, make: { $0.booked.removeLast() }),
    Defect(
      rule: "money-sums", description: "a pause is paid twice", says: "pauses", plan: pausePlan,
      make: { $0.booked.append($0.booked[0]) }),
    Defect(
      rule: "rates", description: "an hour is more than one", plan: hoursPlan,
      make: { $0.rates["batch"] = ["h100": 1.001 / 3600] }),
  ]

  @Test(
    arguments: points + time + [
      Defect(
        rule: "site-share", description: "fewer may be at a site", says: "GPUs of alpha at south", plan: sharedPlan
      ) {
        $0.planningCase.tenants[0].siteShare = .init(1, overrides: [1: 0.79])
      }
    ])
  func `a plan that breaks a term of its work is rejected`(defect: Defect) throws {
    var plan = defect.plan()
    defect.make(&plan)
    plan.write()
    defect.afterwards(&plan)
    let found = verdict(on: try PlanFolder(plan.bytes()), of: plan.planningCase).violations
    #expect(
      found.contains {
        $0.rule == defect.rule && (defect.says.isEmpty || ($0.key + $0.sentence).contains(defect.says))
      },
      "\(found.prefix(9).map(\.sentence))")
  }

  /// USD per GPU-hour of what alpha uses: of the lots at beta, 40 GPUs at 5 USD and, from 15 July, up to 240 at 3.
  static let tariffs = ["north-h100": 2, "own-gb": 0, "south-ramp": 0, "south-h100": (240.0 * 3 + 40 * 5) / 280]

  @Test(arguments: [(0.1, true), (-10, false)])
  func `a tenant's budget is held against tariffs and energy`(spare: Double, passes: Bool) throws {
    var plan = sharedPlan()
    plan.write()
    var spent: [String: Double] = [:]
    for path in plan.paths.map(\.id) {
      for row in rows("allocation", path, plan) where row[3] == "alpha" {
        let hours = Double(Instant(row[2])!.seconds - Instant(row[1])!.seconds) / 3600
        spent[path, default: 0] += hours * WorkTests.tariffs[row[7]]! * Double(row[9])!
      }
      for row in rows("money", path, plan) where row[1] == "alpha" && row[3] == "energy" {
        spent[path, default: 0] -= Double(row[4])!
      }
    }
    plan.planningCase.tenants[0].budget = spent.values.max()! + spare
    let found = verdict(on: try PlanFolder(plan.bytes()), of: plan.planningCase).violations
    #expect(found.map(\.rule) == (passes ? [] : ["tenant-budget"]), "\(found)")
  }

  /// The rows of a path, those of July that August's notice shares with the base path included.
  private func rows(_ table: String, _ path: String, _ plan: SmallPlan) -> [[String]] {
    func read(_ file: String) -> [[String]] {
      plan.files[file]!.split(separator: "\n").dropFirst().map {
        $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      }
    }
    let base = read(table + ".csv"),
      own = read("recourse/\(table).csv").filter { $0[0] == path }.map { Array($0.dropFirst()) }
    let shared = path == "notice-2026-08" ? base.filter { $0[0] == "2026-07" } : path == "base" ? base : []
    return shared + own
  }
}
