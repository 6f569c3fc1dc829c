import Testing

@testable import LinearProgramming

@Suite struct MemoryLimitTests {
  private static let smallest = 1 << 20

  /// Time is no limit here, but a test must end when memory is none either.
  private static func starved(_ program: LinearProgram, gap: Double? = nil) throws -> Solution {
    try solve(
      program, options: SolveOptions(relativeGap: gap, timeLimit: .seconds(60), memoryLimit: smallest, nodeLimit: .max))
  }

  @Test(arguments: [false, true])
  func `a programme that does not fit says so`(integers: Bool) throws {
    let program = largeProgram(sources: 60, targets: 100, integers: integers)
    let answer = try Self.starved(program)
    #expect(answer.termination == .limit && answer.objective == nil && answer.primal.isEmpty)
    #expect(answer.detail == "the memory limit of 1 MB was hit before a feasible point")
    let enough = SolveOptions(relativeGap: 0.5, memoryLimit: 256 << 20, nodeLimit: 0)
    #expect(try !solve(program, options: enough).detail.contains("memory"))
  }

  @Test func `a tree that does not fit keeps the bound`() throws {
    let answer = try Self.starved(marketSplit(rows: 5, columns: 40), gap: 0)
    #expect(answer.termination == .limit && answer.primal.isEmpty)
    #expect(answer.detail == "the memory limit of 1 MB was hit before an incumbent")
    #expect(answer.boundCertified != nil)
  }

  @Test func `a tree that does not fit keeps the incumbent`() throws {
    let program = marketSplit(rows: 5, columns: 40, forgiving: true)
    let answer = try Self.starved(program, gap: 0)
    #expect(answer.termination == .feasible)
    #expect(answer.detail.hasSuffix("the memory limit of 1 MB was hit"))
    let certificate = Certificate(of: answer.primal, in: program)
    #expect(certificate.isFeasible && certificate.isWhole)
    #expect(try #require(answer.boundCertified) <= #require(answer.objective))
  }

  @Test func `a session that does not fit says so, and goes on when it does`() throws {
    let session = try SolverSession(largeProgram(sources: 60, targets: 100), memoryLimit: Self.smallest)
    defer { session.close() }
    let answer = session.solve()
    #expect(answer.termination == .limit)
    #expect(answer.detail == "the memory limit of 1 MB was hit before a feasible point")
    let small = try SolverSession(powerExample(145), memoryLimit: Self.smallest)
    defer { small.close() }
    #expect(abs(try #require(small.solve().objective) + 196) < 1e-9)
  }

  /// In a process of its own, so that nobody else's memory is counted.
  @Test func `what did not fit is given back`() async {
    await #expect(processExitsWith: .success) {
      let program = largeProgram(sources: 60, targets: 100)
      func starve() throws { #expect(try MemoryLimitTests.starved(program).termination == .limit) }
      for _ in 0..<20 { try starve() }
      let before = ProcessFacts.residentBytes()
      for _ in 0..<120 { try starve() }
      let after = ProcessFacts.residentBytes()
      #expect(before > 0 && after - before < flatBytes, "\(before) bytes before, \(after) after")
      #expect(abs(try #require(solve(powerExample(145)).objective) + 196) < 1e-9)
    }
  }
}
