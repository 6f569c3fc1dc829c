import Testing

@testable import LinearProgramming

@Suite struct ThreadingTests {
  @Test func `four solves at a time equal one after another`() async throws {
    let programs = (0..<4).map { largeProgram(sources: 6 + $0, targets: 12, integers: $0 == 0) }
    let options = SolveOptions(nodeLimit: 30)
    let serial = try programs.map { try solve($0, options: options).objective }
    let parallel = try await withThrowingTaskGroup(of: (Int, Double?).self) { group in
      for (index, program) in programs.enumerated() {
        group.addTask { (index, try solve(program, options: options).objective) }
      }
      return try await group.reduce(into: [Double?](repeating: nil, count: 4)) { $0[$1.0] = $1.1 }
    }
    #expect(parallel == serial)
    #expect(serial.allSatisfy { $0 != nil })
  }

  @Test func `a cancelled monitor stops the solve`() throws {
    let monitor = Monitor()
    monitor.cancel()
    let answer = try solve(
      largeProgram(sources: 40, targets: 60), monitor: monitor)
    #expect(answer.termination == .cancelled)
    #expect(monitor.progress.rows == 100 && monitor.progress.columns == 2400)
    #expect(monitor.progress.phase == .finished)
  }

  @Test func `cancellation keeps the incumbent`() async throws {
    let program = largeProgram(sources: 12, targets: 20, integers: true)
    let monitor = Monitor()
    async let running = Task.detached {
      try solve(
        program, options: SolveOptions(relativeGap: 0, nodeLimit: 1_000_000), monitor: monitor)
    }.value
    while monitor.progress.incumbent == nil && monitor.progress.phase != .finished {
      try await Task.sleep(for: .milliseconds(2))
    }
    monitor.cancel()
    let answer = try await running
    #expect(answer.termination == .cancelled)
    #expect(Certificate(of: answer.primal, in: program).isFeasible)
    #expect(Certificate(of: answer.primal, in: program).isWhole)
  }

  @Test func `a time limit of nothing is a limit`() throws {
    let answer = try solve(
      largeProgram(sources: 40, targets: 60), options: SolveOptions(timeLimit: .zero))
    #expect(answer.termination == .limit)
  }
}
