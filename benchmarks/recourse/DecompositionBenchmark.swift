import Fleet
import Foundation
import LinearProgramming
import Planning
import Throughput

/// The same programme all at once and block by block, as horizon and pools grow.
///
/// A service of growing demand on own GPUs and on those of several lessors, each of whom may call at the start of any
/// month; firm orders and a standby for each.
struct DecompositionBenchmark {
  static let rounds = 3

  func run() throws {
    print("## Block by block against all at once\n")
    print("Full recourse, one call at a time; medians of \(Self.rounds) rounds run in turn.\n")
    print("| periods | pools | paths | rows x columns | whole, s | by blocks, s (1 thread) | (2 threads) | ratio | difference |")
    print("|---|---|---|---|---|---|---|---|---|")
    for (periods, pools) in [(6, 1), (12, 1), (24, 1), (12, 2), (12, 4), (24, 2), (24, 4)] {
      try row(periods, pools)
    }
    print("\nRatio: by blocks on 2 threads over whole; difference: of the two optima, relative.")
  }

  private func row(_ periods: Int, _ pools: Int) throws {
    let planningCase = Self.planningCase(periods: periods, pools: pools)
    let timeline = Timeline(planningCase)
    let formulation = Formulation(planningCase, timeline, try RateTable(planningCase))
    let program = formulation.programme
    let structure = try BlockStructure(formulation.blocks, of: program)
    var whole: [Double] = [], one: [Double] = [], two: [Double] = []
    var optima: [Double] = []
    for _ in 0..<Self.rounds {
      whole.append(try seconds { optima.append(try solve(program).objective ?? .nan) })
      one.append(try seconds { _ = try solveByDecomposition(program, blocks: structure, threads: 1) })
      two.append(
        try seconds {
          optima.append(try solveByDecomposition(program, blocks: structure, threads: 2).solution.objective ?? .nan)
        })
    }
    func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
    let difference = (optima.max()! - optima.min()!) / abs(optima[0])
    print(
      "| \(periods) | \(pools) | \(timeline.paths.count) | \(program.rowCount) x \(program.columnCount) | "
        + "\(format(median(whole))) | \(format(median(one))) | \(format(median(two))) | "
        + "\(format(median(two) / median(whole))) | \(String(format: "%.0e", difference)) |")
  }

  private func seconds(_ work: () throws -> Void) rethrows -> Double {
    let began = ContinuousClock.now
    try work()
    return (ContinuousClock.now - began).seconds
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
          id: "gpu", unitGPUs: 1, power: 1.2, idlePower: 0.3, liquidShare: 0, peakTFLOPS: ["bf16": 1000], origin: origin)
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
