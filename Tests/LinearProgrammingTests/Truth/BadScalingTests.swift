import Foundation
import Testing

@testable import LinearProgramming

/// Whatever is called optimal, infeasible or unbounded is so. An answer may be refused, but no more than stated are;
/// `TENURE_MIX=1` prints how many.
@Suite struct BadScalingTests {
  /// Of 100 answers, how many were refused, and how many points are in a programme that is empty by less than 1e-8,
  /// which is below what counts as feasible.
  private struct Tally {
    var refused = 0
    var nearly = 0
  }

  @Test(arguments: 0..<10)
  func `rows and columns in units of their own`(block: Int) throws {
    var tally = Tally()
    for seed in block * 100..<block * 100 + 100 {
      let family = BadlyScaledPrograms.rowsAndColumns(seed)
      let truth = Truth(family.plain)
      let answer = try solve(family.scaled)
      judge(answer, family.scaled, truth, seed, &tally)
      guard answer.termination == .optimal else { continue }
      // In the units it was written in, the point is as good.
      var plain = answer
      plain.primal = zip(answer.primal, family.columns).map { $0 * $1 }
      plain.rowActivity = zip(answer.rowActivity, family.rows).map { $0 / $1 }
      #expect(pointFaults(plain, in: family.plain, tolerance: 1e-9).isEmpty, "seed \(seed)")
    }
    report("rows and columns", tally)
    #expect(tally.refused == 0 && tally.nearly == 0)
  }

  @Test(arguments: 0..<10)
  func `every coefficient at a power of its own`(block: Int) throws {
    var tally = Tally()
    for seed in block * 100..<block * 100 + 100 {
      let program = BadlyScaledPrograms.entries(seed)
      judge(try solve(program), program, Truth(program), seed, &tally)
    }
    report("entries", tally)
    #expect(tally.refused <= 2 && tally.nearly <= 1)
  }

  private func judge(
    _ answer: Solution, _ program: LinearProgram, _ truth: Truth, _ seed: Int, _ tally: inout Tally
  ) {
    switch (answer.termination, truth) {
    case (.optimal, .infeasible):
      tally.nearly += 1
      #expect(pointFaults(answer, in: program, tolerance: 1e-8).isEmpty, "seed \(seed)")
    case (.optimal, _): #expect(wrongs(answer, program, truth).isEmpty, "seed \(seed)")
    case (.infeasible, _), (.unbounded, _): #expect(answer.termination == truth.termination, "seed \(seed)")
    default: tally.refused += 1
    }
  }

  /// The optimum is met within the gap that was certified, 1e-6, and the point is in the programme within 1e-6.
  private func wrongs(_ answer: Solution, _ program: LinearProgram, _ truth: Truth) -> [String] {
    guard let optimum = truth.optimum else { return ["called optimal, is \(truth)"] }
    var wrongs = pointFaults(answer, in: program, tolerance: Certificate.feasibilityTolerance)
    if !optimum.isNear(answer.objective!, 1e-6) { wrongs.append("objective \(answer.objective!), is \(optimum)") }
    if Fraction(Exact(answer.boundCertified!)) > optimum { wrongs.append("bound above the optimum") }
    return wrongs
  }

  private func report(_ family: String, _ tally: Tally) {
    if ProcessInfo.processInfo.environment["TENURE_MIX"] != nil { print("of 100, \(family):", tally) }
  }
}
