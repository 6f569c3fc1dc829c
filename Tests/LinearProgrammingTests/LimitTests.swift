import Testing

@testable import LinearProgramming

/// A time limit of 1 s returns within 1.5 s, with what was found or the word that there is nothing.
///
/// Other tests run beside these: a solve that is late is asked once more, and the better time counts.
@Suite(.serialized) struct LimitTests {
  private func solveForASecond(_ program: LinearProgram, gap: Double? = nil) throws -> Solution {
    let options = SolveOptions(relativeGap: gap, timeLimit: .seconds(1), nodeLimit: .max)
    let clock = ContinuousClock()
    var took = Duration.zero
    for _ in 0..<2 {
      let began = clock.now
      let answer = try solve(program, options: options)
      took = clock.now - began
      if took <= .milliseconds(1500) {
        #expect(took > .milliseconds(900), "solved in \(took): too small to say anything")
        return answer
      }
    }
    Issue.record("a limit of 1 s took \(took), twice")
    return try solve(program, options: options)
  }

  @Test func `a linear programme with a point on the way`() throws {
    let program = packing(rows: 1500, columns: 6000)
    let answer = try solveForASecond(program)
    expectHonest(answer)
    #expect(Certificate(of: answer.primal, in: program).isFeasible)
  }

  @Test func `a linear programme that would take minutes`() throws {
    let answer = try solveForASecond(largeProgram(sources: 150, targets: 1000))
    expectHonest(answer)
  }

  @Test func `an integer programme with an incumbent`() throws {
    let program = largeProgram(sources: 12, targets: 20, integers: true)
    let answer = try solveForASecond(program, gap: 0)
    #expect(answer.termination == .feasible)
    let certificate = Certificate(of: answer.primal, in: program)
    #expect(certificate.isFeasible && certificate.isWhole)
    #expect(try #require(answer.boundCertified) <= #require(answer.objective))
  }

  @Test func `an integer programme in which none is found`() throws {
    let answer = try solveForASecond(marketSplit(rows: 5, columns: 40), gap: 0)
    #expect(answer.termination == .limit && answer.primal.isEmpty && answer.objective == nil)
    #expect(answer.detail == "a limit came before an incumbent")
    #expect(answer.boundCertified != nil)
  }

  @Test func `a limit of nothing is a limit`() throws {
    for integers in [false, true] {
      let program = largeProgram(sources: 40, targets: 60, integers: integers)
      let answer = try solve(program, options: SolveOptions(timeLimit: .zero))
      #expect(answer.termination == .limit && answer.detail == "the time limit came before a feasible point")
    }
  }

  /// Either a feasible point, whose bound is certified or said to be missing, or the word that there is none.
  private func expectHonest(_ answer: Solution) {
    switch answer.termination {
    case .feasible:
      #expect(answer.objective != nil)
      #expect(answer.boundCertified != nil || answer.detail.hasPrefix("feasible; no finite bound"))
      #expect(answer.detail.hasSuffix("the time limit came first"))
    case .limit:
      #expect(answer.objective == nil && answer.primal.isEmpty)
      #expect(answer.detail == "the time limit came before a feasible point")
    default: Issue.record("\(answer.termination): \(answer.detail)")
    }
  }
}
