import Testing

@testable import LinearProgramming

/// Each in a process of its own, so that nobody else's memory is counted.
@Suite(.serialized) struct EnduranceTests {
  @Test func `5000 forced aborts leave the next solve right and memory flat`() async {
    await #expect(processExitsWith: .success) {
      let session = try SolverSession(powerExample(200))
      let expected = try #require(session.solve().objective)
      func abortAndSolve() {
        #expect(session.provokeError())
        let answer = session.solve()
        #expect(answer.termination == .optimal && answer.objective == expected)
      }
      for _ in 0..<200 { abortAndSolve() }
      let before = ProcessFacts.residentBytes()
      for _ in 0..<5000 { abortAndSolve() }
      let after = ProcessFacts.residentBytes()
      #expect(before > 0 && after - before < 1 << 20, "\(before) bytes before, \(after) after")
      session.close()
    }
  }

  @Test func `20000 solves on short threads stay flat`() async {
    await #expect(processExitsWith: .success) {
      @Sendable func solveOnce() {
        do {
          let answer = try solve(powerExample(145))
          #expect(abs((answer.objective ?? 0) + 196) < 1e-9)
        } catch { Issue.record(error) }
      }
      for _ in 0..<500 { onShortThread(solveOnce) }
      let (before, threads) = (ProcessFacts.residentBytes(), ProcessFacts.threadCount())
      for _ in 0..<20_000 { onShortThread(solveOnce) }
      let (after, left) = (ProcessFacts.residentBytes(), ProcessFacts.threadCount())
      #expect(before > 0 && after - before < flatBytes, "\(before) bytes before, \(after) after")
      #expect(left <= threads, "\(threads) threads before, \(left) after")
    }
  }
}
