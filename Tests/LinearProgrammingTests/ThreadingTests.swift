import Foundation
import Testing

@testable import LinearProgramming

@Suite struct ThreadingTests {
  private static var programs: [LinearProgram] {
    var random = SplitMix64(404)
    return (0..<4).map { largeProgram(sources: 6 + $0, targets: 12, integers: $0.isMultiple(of: 2)) }
      + (0..<20).map { random.program(rows: 5, columns: 7, integers: $0.isMultiple(of: 2)) }
  }

  private static func bits(of program: LinearProgram) throws -> SolutionBits {
    SolutionBits(try solve(program, options: SolveOptions(nodeLimit: 30)))
  }

  /// Four threads, each with all programmes, each beginning elsewhere, so that different ones meet.
  @Test func `four threads of solves equal the serial ones bit for bit`() async throws {
    let programs = Self.programs
    let serial = try programs.map(Self.bits)
    #expect(serial.contains { $0.termination == .optimal } && serial.contains { $0.termination == .infeasible })
    try await withThrowingTaskGroup(of: [(Int, SolutionBits)].self) { group in
      for thread in 0..<4 {
        group.addTask {
          try await onThread {
            try (0..<3 * programs.count).map { step in
              let index = (step + thread * 7) % programs.count
              return (index, try Self.bits(of: programs[index]))
            }
          }
        }
      }
      for try await answers in group {
        #expect(answers.count == 3 * programs.count)
        for (index, answer) in answers { #expect(answer == serial[index], "programme \(index)") }
      }
    }
  }
}

/// Everything that a solve finds out, numbers as their bits: 0 and -0 differ, and NaN equals itself.
struct SolutionBits: Equatable {
  let termination: Termination
  let scalars: [UInt64?]
  let arrays: [[UInt64]]
  let basis: Basis?
  let counts: [Int]
  let texts: [String]

  init(_ solution: Solution) {
    termination = solution.termination
    scalars = [solution.objective, solution.boundClaimed, solution.boundCertified].map { $0?.bitPattern }
    arrays = [
      solution.primal, solution.rowActivity, solution.rowDuals, solution.reducedCosts, solution.farkas ?? [],
    ].map { $0.map(\.bitPattern) }
    basis = solution.basis
    counts = [solution.iterations, solution.nodes]
    texts = [solution.detail, solution.rung]
  }
}

/// Runs `body` on a thread of its own: four of them run side by side on any number of cores.
private func onThread<Result: Sendable>(
  _ body: @escaping @Sendable () throws -> Result
) async throws -> Result {
  try await withCheckedThrowingContinuation { continuation in
    let thread = startThread { continuation.resume(with: Swift.Result { try body() }) }
    pthread_detach(thread)
  }
}
