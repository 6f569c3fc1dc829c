/// Finds incumbents by fixing integers in batches and solving again.
///
/// Each round fixes the half of the fractional columns that rounds most cheaply,
/// and the warm dual simplex lets the rest adapt: some ten re-solves for a
/// thousand integers. If a batch turns the programme infeasible it is flipped to
/// the side with fewer locks, then halved; after a few failures the dive ends.
///
/// Up to three dives differ in how they round: to the nearest whole number, to
/// the side with fewer locks, and upwards from a fifth (which keeps gangs alive
/// that the relaxation runs at a fraction of their size).
struct Diving {
  enum Rounding: CaseIterable { case nearest, towardsFewerLocks, upFromAFifth }

  let program: LinearProgram
  private let locks: Locks
  private let tieBreak: [UInt64]
  private static let maximalFailures = 6

  init(program: LinearProgram, seed: UInt64) {
    self.program = program
    locks = Locks(of: program)
    var generator = SplitMix64(state: seed)
    tieBreak = (0..<program.columnCount).map { _ in generator.next() }
  }

  func run(on warm: WarmProblem, search: inout IntegerSearch) {
    for rounding in Rounding.allCases where !search.isDone {
      dive(rounding, on: warm, search: &search)
    }
  }

  /// The state of one dive: bounds with what is fixed so far.
  private struct Descent {
    var lower: [Double]
    var upper: [Double]
    var primal: [Double]
    var basis: Basis?

    mutating func fix(_ columns: [Int], at values: [Double]) {
      for (j, value) in zip(columns, values) { (lower[j], upper[j]) = (value, value) }
    }
  }

  private func dive(_ rounding: Rounding, on warm: WarmProblem, search: inout IntegerSearch) {
    var descent = Descent(
      lower: program.columnLower, upper: program.columnUpper,
      primal: search.relaxation.primal, basis: search.relaxation.basis)
    var failures = 0
    var share = 0.5
    while !search.mustStop {
      let fractional = program.fractionalColumns(of: descent.primal)
      if fractional.isEmpty {
        search.offer(descent.primal, basis: descent.basis)
        return
      }
      let switches = fractional.filter { program.columnUpper[$0] - program.columnLower[$0] <= 1 }
      let batch =
        switches.isEmpty
        ? cheapest(share, of: fractional, in: descent, rounding)
        : surest(share, of: switches, in: descent)
      let choice = batch.map { rounded($0, descent, rounding) }
      if advance(&descent, batch, choice, on: warm, &search) {
        share = 0.5
        continue
      }
      failures += 1
      let opposite = batch.map { flipped($0, descent, rounding) }
      if advance(&descent, batch, opposite, on: warm, &search) { continue }
      if failures > Self.maximalFailures || batch.count == 1 { return }
      share /= 4
    }
  }

  /// Fixes the batch; false, with nothing changed, when that is infeasible or
  /// cannot beat the incumbent.
  private func advance(
    _ descent: inout Descent, _ batch: [Int], _ values: [Double], on warm: WarmProblem,
    _ search: inout IntegerSearch
  ) -> Bool {
    var next = descent
    next.fix(batch, at: values)
    let answer = warm.solve(
      lower: next.lower, upper: next.upper, basis: descent.basis, deadline: search.limits.deadline,
      counting: &search.iterations)
    guard case .optimal(let primal, _, let claimed, let basis) = answer,
      claimed < search.incumbent?.objective ?? .infinity
    else { return false }
    next.primal = primal
    next.basis = basis
    descent = next
    return true
  }

  /// The share of the columns that moves least by rounding, at least one.
  private func cheapest(
    _ share: Double, of columns: [Int], in descent: Descent, _ rounding: Rounding
  ) -> [Int] {
    let keyed = columns.map { j in
      (column: j, move: abs(rounded(j, descent, rounding) - descent.primal[j]))
    }
    let ordered = keyed.sorted {
      ($0.move, tieBreak[$0.column]) < ($1.move, tieBreak[$1.column])
    }
    let count = max(1, Int((Double(columns.count) * share).rounded(.up)))
    return ordered.prefix(count).map(\.column)
  }

  /// The share of the switches that the relaxation is surest to have on, at least one.
  ///
  /// Switches go first: how much of a quantity fits depends on what is switched on, seldom the other way. Of several
  /// that exclude each other the largest goes on, and the next solve puts the others off.
  private func surest(_ share: Double, of columns: [Int], in descent: Descent) -> [Int] {
    let ordered = columns.sorted {
      (-descent.primal[$0], tieBreak[$0]) < (-descent.primal[$1], tieBreak[$1])
    }
    return Array(ordered.prefix(max(1, Int((Double(columns.count) * share * 0.5).rounded(.up)))))
  }

  private func rounded(_ j: Int, _ descent: Descent, _ rounding: Rounding) -> Double {
    let value = descent.primal[j]
    let below = value.rounded(.down)
    let up: Bool
    switch rounding {
    case .nearest: up = value - below >= 0.5
    case .upFromAFifth: up = value - below >= 0.2
    case .towardsFewerLocks:
      up = locks.up[j] == locks.down[j] ? value - below >= 0.5 : locks.up[j] < locks.down[j]
    }
    return clamped(up ? below + 1 : below, j, descent)
  }

  /// The other whole neighbour, or the side with fewer locks if that is it already.
  private func flipped(_ j: Int, _ descent: Descent, _ rounding: Rounding) -> Double {
    let below = descent.primal[j].rounded(.down)
    if locks.up[j] != locks.down[j] {
      return clamped(locks.up[j] < locks.down[j] ? below + 1 : below, j, descent)
    }
    return clamped(
      rounded(j, descent, rounding) == below ? below + 1 : below, j, descent)
  }

  private func clamped(_ value: Double, _ j: Int, _ descent: Descent) -> Double {
    min(max(value, descent.lower[j]), descent.upper[j])
  }
}

/// A small seeded generator (Steele, Lea and Flood's SplitMix64).
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
