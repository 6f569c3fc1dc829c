import Fleet
import Foundation
import LinearProgramming
import Planning
import Throughput

/// The same programme all at once and block by block, as horizon and pools grow.
struct DecompositionBenchmark {
  /// Of each size; one is enough where the whole programme takes longer than `long` seconds.
  static let rounds = 3
  static let long = 8.0

  private let shipped: PlanningCase

  init(_ shipped: PlanningCase) { self.shipped = shipped }

  func run() throws {
    say("## Block by block against all at once\n")
    say(
      """
      A service of growing demand on own GPUs and on those of several lessors (pools), each of whom may call at the start
      of any month; firm orders and a standby for each. One block is what follows a first notice. Medians of rounds that
      take turns; \(shipped.name) without its integers.

      """)
    say(
      "| case | pools | blocks | rows x columns | rounds | whole, s (processor) | blocks, s (processor) "
        + "| on 2 threads, s | ratio | on 2 threads | difference |")
    say("|---|---|---|---|---|---|---|---|---|---|---|")
    try row(shipped.name, shipped)
    for (periods, pools) in [(6, 1), (12, 1), (18, 1), (24, 1), (30, 1), (6, 2), (12, 2), (6, 4), (12, 3)] {
      try row("\(periods) months", Self.planningCase(periods: periods, pools: pools))
    }
    say(
      """

      Ratio: blocks over whole, of processor seconds on one thread, and on the wall on 2 threads; above 1 the blocks are
      slower. Difference: of the largest and the smallest optimum found, relative.
      """)
  }

  private func row(_ name: String, _ planningCase: PlanningCase) throws {
    let formulation = Formulation(planningCase, Timeline(planningCase), try RateTable(planningCase))
    let program = formulation.programme.relaxed
    let structure = try BlockStructure(formulation.blocks, of: program)
    var whole: [Effort] = [], one: [Effort] = [], two: [Effort] = []
    var optima: [Double] = []
    repeat {
      whole.append(try Effort.of { optima.append(try solve(program).objective ?? .nan) })
      for threads in [1, 2] {
        let effort = try Effort.of {
          let found = try solveByDecomposition(program, blocks: structure, threads: threads)
          optima.append(found.solution.objective ?? .nan)
        }
        if threads == 1 { one.append(effort) } else { two.append(effort) }
      }
    } while whole.count < Self.rounds && whole[0].processor < Self.long
    func seconds(_ effort: Effort) -> String { "\(format(effort.wall)) (\(format(effort.processor)))" }
    say(
      "| \(name) | \(planningCase.reclaimPools.count) | \(Set(formulation.blocks.compactMap { $0 }).count) | "
        + "\(program.rowCount) x \(program.columnCount) | \(whole.count) | \(seconds(whole.median)) | "
        + "\(seconds(one.median)) | \(format(two.median.wall)) | "
        + "\(format(one.median.processor / whole.median.processor)) | \(format(two.median.wall / whole.median.wall)) | "
        + "\(scientific((optima.max()! - optima.min()!) / max(1, abs(optima[0])))) |")
  }

  static func planningCase(periods count: Int, pools: Int) -> PlanningCase {
    let origin = Origin(file: "benchmark", line: 1)
    let first = Day("2026-07-01")!
    let periods = (0..<count).map { index in
      Period(
        id: "p\(index)", start: first.firstOfMonth(adding: index), end: first.firstOfMonth(adding: index + 1))
    }
    let sites = (0...pools).map { index in
      Site(
        id: "site-\(index)", power: .init(1e5), powerBasis: .it, puePeak: .init(1.2), pueMean: .init(1.1),
        energyPrice: .init(60), origin: origin)
    }
    let leases = (0..<pools).map { index in
      Lease(
        id: "lease-\(index)", lessor: "lessor-\(index)", start: first, end: periods.last!.end + 90,
        price: .init(2 + 0.2 * Double(index)), takeOrPayShare: 0.9, reclaimHolder: .owner, noticeDays: 60 + 15 * index,
        origin: origin)
    }
    let fallbacks = (0..<pools).flatMap { index in
      [Fallback.Kind.firm, .standby].map { kind in
        Fallback(
          id: "\(kind.rawValue)-\(index)", supplier: "cloud", site: Ref(index), gpuClass: Ref(0), kind: kind,
          leadDays: kind == .firm ? 90 : 14, minMonths: kind == .firm ? 3 : nil, price: .init(kind == .firm ? 3 : 4.5),
          premium: .init(kind == .firm ? 0 : 0.3), capGPUs: 400, origin: origin)
      }
    }
    let workloads = (0..<3).map { index in
      let demand = (0..<count).map { Double(300 + 100 * index) * (1 + 0.03 * Double($0)) }
      return Workload(
        id: "service-\(index)", tenant: Ref(0),
        kind: .service(
          Service(
            demand: demand, loadCurve: LoadCurve(id: "day", quantiles: [(0.5, 0.6), (0.9, 0.8), (1, 1)]),
            minShare: .init(0.2))),
        model: "model", value: .init((6 + 2 * Double(index)) / 3600), shortfallCost: .init(1.0 / 3600),
        migrationCost: 3, origin: origin)
    }
    return PlanningCase(
      name: "benchmark", periods: periods, discountRate: 0.08, sites: sites,
      gpuClasses: [
        GPUClass(
          id: "gpu", unitGPUs: 1, power: 1.2, idlePower: 0.3, liquidShare: 0, peakTFLOPS: ["bf16": 1000], origin: origin
        )
      ], leases: leases,
      tranches: [
        Tranche(id: "own", site: Ref(pools), gpuClass: Ref(0), lease: nil, size: .fixed(gpus: 300), origin: origin)
      ]
        + (0..<pools).map {
          Tranche(
            id: "leased-\($0)", site: Ref($0), gpuClass: Ref(0), lease: Ref($0), size: .fixed(gpus: 600),
            origin: origin)
        },
      tenants: [Tenant(id: "lab", origin: origin)], workloads: workloads,
      reclaimPools: (0..<pools).map {
        ReclaimPool(id: "pool-\($0)", leases: [Ref($0)], likelihood: .hazardPerMonth(0.03), origin: origin)
      }, fallbacks: fallbacks,
      measurements: [
        Measurement(
          gpuClass: Ref(0), model: "model", precision: "bf16", gpus: 1, inputTokens: nil, outputTokens: nil,
          unitsPerSecond: 1, source: "benchmark", origin: origin)
      ])
  }
}
