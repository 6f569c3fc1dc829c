import Fleet
import Testing

@testable import LinearProgramming
@testable import Planning

@Suite("Cover by k calls at once and by every combination of them") struct CallCombinationsTests {
  /// Up to twelve leases of as many lessors or fewer, and a cause or two that several lessors have in common.
  private func exposed(_ seed: Int, calls: Int, share: Double = 0) -> PlanningCase {
    var random = SplitMix64(state: UInt64(seed))
    var tiny = TinyCase.days()
    let count = Int.random(in: 1...12, using: &random)
    tiny.leases = (0..<count).map { index in
      var lease = TinyCase.lease("lease-\(index)", reclaim: .owner)
      lease.lessor = "lessor-\(Int.random(in: 0..<count, using: &random))"
      lease.price = .init(Double.random(in: 0...5, using: &random))
      lease.takeOrPayShare = 0
      return lease
    }
    tiny.tranches += (0..<count).map {
      TinyCase.tranche("lot-\($0)", lease: $0, gpus: Int.random(in: 1...20, using: &random))
    }
    tiny.reclaimPools = (0..<Int.random(in: 0...2, using: &random)).map { index in
      let leases = (0..<count).filter { _ in Bool.random(using: &random) }.map { Ref<Lease>($0) }
      return ReclaimPool(
        id: "cause-\(index)", leases: leases, likelihood: .hazardPerMonth(0.1), origin: TinyCase.origin)
    }
    tiny.changeService {
      $0.demand = [Double.random(in: 5...60, using: &random)]
      $0.coverShare = .init(share)
      $0.cover = Cover(.allocation, calls: calls)
    }
    return tiny
  }

  /// What one call may take of a service, by the definitions: all that a lessor may reclaim, or what several lessors
  /// have in common.
  private func groups(_ formulation: Formulation) -> [[Assignment]] {
    let planningCase = formulation.model.case
    let nodes = formulation.model.timeline.nodes(of: formulation.model.timeline.paths[0])
    let all = nodes.flatMap { formulation.decisions.assignments(at: $0) { $0.workload == Ref(0) } }
    func isLet(_ assignment: Assignment, _ condition: (Ref<Lease>) -> Bool) -> Bool {
      formulation.model.pools.all[assignment.pool].tranches.contains { planningCase[$0].lease.map(condition) ?? false }
    }
    let lessors = Set(planningCase.leases.map(\.lessor)).sorted().map { lessor in
      all.filter { isLet($0) { planningCase[$0].lessor == lessor && planningCase[$0].reclaimHolder == .owner } }
    }
    let causes = planningCase.reclaimPools.filter { Set($0.leases.map { planningCase[$0].lessor }).count > 1 }
    return (lessors + causes.map { cause in all.filter { isLet($0) { cause.leases.contains($0) } } })
      .filter { !$0.isEmpty }
  }

  @Test(arguments: 0..<100) func whatARowLeavesIsAllButTheLargest(seed: Int) throws {
    var random = SplitMix64(state: UInt64(1000 + seed))
    let calls = 1 + seed % 4
    let formulation = try formulated(exposed(seed, calls: calls, share: 0.5))
    var programme = formulation.programme
    var fixed: [Column: Double] = [:]
    let all = formulation.decisions.assignments
    for assignment in all {
      let column = assignment.gpus.column
      fixed[column] = Double.random(in: 0...programme.columnUpper[column.index] / Decisions.clear, using: &random)
      programme.columnLower[column.index] = fixed[column]!
      programme.columnUpper[column.index] = fixed[column]!
    }
    func capacity(_ part: [Assignment]) -> Double { part.reduce(0) { $0 + $1.rate * fixed[$1.gpus.column]! } }
    let lost = groups(formulation).map(capacity).sorted(by: >).prefix(calls)
    let expected = capacity(all) - lost.reduce(0, +)
    let rows = formulation.draft.rowLabels.indices.filter {
      formulation.draft.rowLabels[$0].family == ReclaimCover.name && formulation.draft.rowLabels[$0].isLimit
    }
    for row in rows { programme.rowLower[row] = -.infinity }
    let found = try rows.map { try programme.most(ofRow: $0) }.min()
    #expect(isClose(try #require(found), expected), "\(found!), not \(expected)")
  }

  @Test(arguments: 0..<100) func theOptimumIsThatOfAllCombinations(seed: Int) throws {
    let calls = 1 + seed % 4, share = [0.05, 0.1, 0.2, 0.3][seed / 4 % 4]
    let own = try relaxedValue(exposed(seed, calls: calls, share: share))
    let without = try formulated(exposed(seed, calls: calls))
    let all = without.decisions.assignments, groups = groups(without)
    var written = without.programme
    let least = share * without.model.case.workloads[0].service!.demand[0]
    for chosen in combinations(groups.count, min(calls, groups.count)) {
      var terms: [Int: Double] = [:]
      for assignment in all { terms[assignment.gpus.column.index, default: 0] += assignment.rate }
      for assignment in chosen.flatMap({ groups[$0] }) { terms[assignment.gpus.column.index]! -= assignment.rate }
      written.addRow(terms, atLeast: least)
    }
    let value = try relaxedValue(written)
    #expect((own == nil) == (value == nil))
    if let own, let value { #expect(isClose(own, value, relative: 1e-7), "\(own), by combinations \(value)") }
  }

  @Test func someCoversCost() throws {
    let cost = try (0..<100).filter { seed in
      let calls = 1 + seed % 4
      let free = try relaxedValue(exposed(seed, calls: calls))!
      return try relaxedValue(exposed(seed, calls: calls, share: [0.05, 0.1, 0.2, 0.3][seed / 4 % 4])).map {
        $0 < free - 1
      } ?? true
    }
    #expect(cost.count >= 20)
  }

  private func combinations(_ count: Int, _ size: Int) -> [[Int]] {
    guard size > 0 else { return [[]] }
    return combinations(count, size - 1).flatMap { chosen in ((chosen.last ?? -1) + 1..<count).map { chosen + [$0] } }
  }
}

extension LinearProgram {
  /// The most that a row may come to.
  fileprivate func most(ofRow row: Int) throws -> Double {
    var free = self
    free.objective = .init(repeating: 0, count: columnCount)
    free.objectiveConstant = 0
    for column in 0..<columnCount {
      for place in entries(ofColumn: column) where Int(rowIndices[place]) == row {
        free.objective[column] -= values[place]
      }
    }
    return try #require(try relaxedValue(free))
  }

  fileprivate mutating func addRow(_ terms: [Int: Double], atLeast lower: Double) {
    var starts = [0], rows: [Int32] = [], all: [Double] = []
    for column in 0..<columnCount {
      for place in entries(ofColumn: column) { (rows, all) = (rows + [rowIndices[place]], all + [values[place]]) }
      if let value = terms[column], value != 0 { (rows, all) = (rows + [Int32(rowCount)], all + [value]) }
      starts.append(rows.count)
    }
    (columnStarts, rowIndices, values) = (starts, rows, all)
    rowLower.append(lower)
    rowUpper.append(.infinity)
  }
}
