import Testing

@testable import LinearProgramming

/// A switch y that gates x <= M y: with a great M a switch of 1e-7 lets through what is needed, and rounds to off.
@Suite struct BigMTests {
  @Test(arguments: [1e6, 1e7, 1e8, 1e9])
  func `five units do not leak through a switch that is off`(bigM: Double) throws {
    let program = LinearProgram(
      columns: [(0, 0, none), (0, 1, 1)], rows: [atLeast([1, 0], 5), atMost([1, -bigM], 0)], integers: [1])
    let answer = try solve(program)
    #expect(answer.termination == .optimal)
    #expect(answer.primal.last == 1 && answer.objective == 1)
  }

  /// At (1, 1) the row is exactly 0, a thousandth short: terms of 1e9 that are whole numbers round nothing away.
  @Test func `a great row is let off no more than its rounding`() throws {
    let program = LinearProgram(
      columns: [(0, 0, 1), (0, -1, 1)], rows: [atLeast([1e9, -1e9], 1e-3)], integers: [0, 1])
    let answer = try solve(program)
    #expect(answer.termination == .optimal, "\(answer)")
    #expect(answer.objective == 0 && answer.primal == [1, 0])
  }

  /// min 1e9 x - z: a thousandth must come from x or from a switch. Two switches take a handful of nodes; the proof may
  /// stay open, since the simplex lets the row off a thousandth that costs a million.
  @Test func `a column that the leaf has fixed is not branched on again`() throws {
    let program = LinearProgram(
      columns: [(0, 1e9, none), (0, 0, 1), (0, -1, 1)],
      rows: [atLeast([1, 1e9, -1e9], 1e-3), atLeast([0, 1, 1], 1)], integers: [1, 2])
    let answer = try solve(program)
    #expect([.optimal, .feasible].contains(answer.termination))
    #expect(answer.objective == 0 && answer.nodes < 50)
  }

  @Test func `the least step of a great count is found`() throws {
    let program = LinearProgram(
      columns: [(0, 0, 1e6), (0, -1, 1e6)], rows: [atLeast([1e9, -1e9], 1000)], integers: [0, 1])
    let answer = try solve(program, options: SolveOptions(relativeGap: 1e-9, nodeLimit: 300))
    #expect(answer.termination == .optimal && answer.objective == -999_999)
  }

  /// No tolerance relative to M: rows hold to a millionth of a unit, with the switches exactly whole.
  @Test(arguments: 0..<10)
  func `no plan called optimal breaks its rows`(block: Int) throws {
    for seed in block * 30..<block * 30 + 30 {
      let program = gated(seed)
      let truth = Truth(program)
      let answer = try solve(program, options: SolveOptions(relativeGap: 1e-9))
      #expect(answer.termination == truth.termination, "seed \(seed): \(answer.detail)")
      guard answer.termination == .optimal, let optimum = truth.optimum else { continue }
      let faults = pointFaults(answer, in: program, tolerance: 1e-6, isRelative: false)
      #expect(faults.isEmpty, "seed \(seed)")
      #expect(optimum.isNear(answer.objective!, 1e-9), "seed \(seed): \(optimum)")
      #expect(Fraction(Exact(answer.boundCertified!)) <= optimum, "seed \(seed)")
    }
  }

  /// Two or three gated supplies for a demand; in half of them one limit of two must hold, by a switch of M, too.
  private func gated(_ seed: Int) -> LinearProgram {
    var random = SplitMix64(4_000_000 + seed)
    let bigM = [1e6, 1e7, 1e8, 5e8][seed % 4]
    let count = Int(random.whole(2...3))
    let supplies = (0..<count).map { _ in
      (0.0, random.whole(0...3), [none, random.whole(3...9)].randomElement(using: &random)!)
    }
    let switches = (0..<count).map { _ in (0.0, random.whole(1...50), 1.0) }
    var rows = [atLeast((0..<2 * count).map { $0 < count ? 1 : 0 }, random.whole(1...12) / 4)]
    for k in 0..<count { rows.append(atMost((0..<2 * count).map { $0 == k ? 1 : $0 == count + k ? -bigM : 0 }, 0)) }
    if seed % 2 == 1 {
      // x_0 <= a where the first switch is on, x_1 <= b where it is off.
      let (a, b) = (random.whole(0...2), random.whole(0...2))
      rows.append(atMost((0..<2 * count).map { $0 == 0 ? 1 : $0 == count ? bigM : 0 }, a + bigM))
      rows.append(atMost((0..<2 * count).map { $0 == 1 ? 1 : $0 == count ? -bigM : 0 }, b))
    }
    let areUnitsWhole = seed % 3 == 0
    let columns = (areUnitsWhole ? supplies.map { ($0.0, $0.1, min($0.2, 9)) } : supplies) + switches
    return LinearProgram(columns: columns, rows: rows, integers: Set((areUnitsWhole ? 0 : count)..<2 * count))
  }
}
