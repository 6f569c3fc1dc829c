import Foundation
import Testing

@testable import LinearProgramming

/// 5,000 linear and 2,000 integer programmes against enumeration in exact arithmetic, in blocks of 100. A failure names
/// its seeds; `TENURE_SEED=1234` runs that one alone. `TENURE_MIX=1` prints how many of a block are of which kind.
@Suite struct RandomTruthTests {
  @Test(arguments: 0..<50)
  func `linear programmes agree with enumeration`(block: Int) throws {
    let mix = try compared(block, RandomPrograms.linear, SolveOptions())
    if mix.count > 1 { mix.expect(optimal: 40, infeasible: 8, unbounded: 4, degenerate: 10, free: 12, equations: 15) }
  }

  @Test(arguments: 0..<20)
  func `integer programmes agree with enumeration`(block: Int) throws {
    let mix = try compared(block, RandomPrograms.integer, SolveOptions(relativeGap: 1e-9))
    if mix.count > 1 { mix.expect(optimal: 40, infeasible: 8, unbounded: 1, degenerate: 10, free: 2, equations: 15) }
  }

  /// Holds every answer of a block to the exact one; the kinds of programme it met.
  private func compared(_ block: Int, _ program: (Int) -> LinearProgram, _ options: SolveOptions) throws -> Mix {
    var mix = Mix()
    for seed in seeds(of: block) {
      let program = program(seed)
      let truth = Truth(program)
      let faults = Faults(try solve(program, options: options), to: program, truth: truth).found
      #expect(faults.isEmpty, "seed \(seed)")
      mix.note(program, truth)
    }
    return mix
  }

  private func seeds(of block: Int) -> [Int] {
    let alone = ProcessInfo.processInfo.environment["TENURE_SEED"].flatMap(Int.init)
    return (block * 100..<block * 100 + 100).filter { alone == nil || alone == $0 }
  }
}

/// How many programmes of a block are of which kind: without all kinds the agreement would mean little.
private struct Mix {
  private(set) var count = 0
  private var kinds: [String: Int] = [:]

  mutating func note(_ program: LinearProgram, _ truth: Truth) {
    count += 1
    kinds[truth.termination.rawValue, default: 0] += 1
    if case .optimal(_, isDegenerate: true) = truth { kinds["degenerate", default: 0] += 1 }
    let ends = zip(program.columnLower, program.columnUpper)
    if ends.contains(where: { $0 == -none && $1 == none }) { kinds["free", default: 0] += 1 }
    if zip(program.rowLower, program.rowUpper).contains(where: ==) { kinds["equations", default: 0] += 1 }
  }

  func expect(optimal: Int, infeasible: Int, unbounded: Int, degenerate: Int, free: Int, equations: Int) {
    if ProcessInfo.processInfo.environment["TENURE_MIX"] != nil { print("mix", kinds) }
    #expect(kinds["optimal", default: 0] >= optimal)
    #expect(kinds["infeasible", default: 0] >= infeasible)
    #expect(kinds["unbounded", default: 0] >= unbounded)
    #expect(kinds["degenerate", default: 0] >= degenerate)
    #expect(kinds["free", default: 0] >= free)
    #expect(kinds["equations", default: 0] >= equations)
  }
}
