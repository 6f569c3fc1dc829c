import Foundation
import Testing

@testable import LinearProgramming

@Suite(.serialized) struct DecompositionLimitTests {
  private static let bowl = BlockProgram.bowl(blocks: 4, dimensions: 14)
  /// Takes many times as long as it takes to notice a first point.
  private static let large = BlockProgram.bowl(blocks: 4, dimensions: 26)

  /// On a busy machine the solve may end before it is cancelled; one of several tries will do.
  @Test func `a cancellation keeps the best point`() throws {
    for _ in 0..<5 {
      let answer = try cancelled()
      guard answer.termination != .optimal else { continue }
      #expect(answer.termination == .cancelled, "\(answer.detail)")
      try #require(!answer.primal.isEmpty)
      #expect(Certificate(of: answer.primal, in: Self.large.program).isFeasible)
      #expect(try #require(answer.objective) >= #require(answer.boundCertified))
      return
    }
    Issue.record("five solves ended before they were cancelled")
  }

  /// Cancelled by a thread of its own: a task would wait behind the other tests for a thread of the pool.
  private func cancelled() throws -> Solution {
    let monitor = Monitor()
    Thread.detachNewThread {
      while monitor.progress.incumbent == nil && monitor.progress.phase != .finished { usleep(1000) }
      monitor.cancel()
    }
    return try solveByDecomposition(
      Self.large.program, blocks: Self.large.structure, threads: 2, monitor: monitor
    ).solution
  }

  @Test func `a monitor cancelled before ends at once`() throws {
    let monitor = Monitor()
    monitor.cancel()
    let answer = try solveByDecomposition(
      Self.bowl.program, blocks: Self.bowl.structure, threads: 2, monitor: monitor)
    #expect(answer.solution.termination == .cancelled && answer.recourseSolves == 0)
  }

  /// The moment is a share of what the solve took undisturbed; on a busy machine one of several shares will do.
  @Test func `a time limit keeps the best point`() throws {
    let bowl = Self.bowl
    let began = ContinuousClock.now
    let undisturbed = try bowl.decomposed().solution
    let duration = ContinuousClock.now - began
    #expect(undisturbed.termination == .optimal)
    let optimum = try #require(undisturbed.objective)
    var wasCut = false
    for share in [0.5, 0.3, 0.7, 0.2] where !wasCut {
      let answer = try bowl.decomposed(SolveOptions(timeLimit: duration * share)).solution
      wasCut = answer.termination == .feasible && answer.detail.contains("the time limit came first")
      if answer.primal.isEmpty { continue }
      #expect(Certificate(of: answer.primal, in: bowl.program).isFeasible)
      #expect(try #require(answer.boundCertified) <= optimum + 1e-6 * abs(optimum))
    }
    #expect(wasCut)
  }

  @Test func `the memory limit holds for the parts, and is named`() throws {
    let answer = try BlockProgram.bowl(blocks: 2, dimensions: 60).decomposed(
      SolveOptions(timeLimit: .seconds(10), memoryLimit: 1 << 20)
    )
    .solution
    #expect(answer.termination == .limit && answer.detail.contains("memory limit of 1 MB"), "\(answer.detail)")
  }

  /// In a process of its own, where threads and memory can be counted.
  @Test func `300 blocks leave no thread and no memory behind`() async {
    await #expect(processExitsWith: .success) {
      let blocks = BlockProgram.capacity(blocks: 300, sites: 3, customers: 2)
      let objective = try #require(solve(blocks.program).objective)
      for _ in 0..<3 { _ = try blocks.decomposed() }
      let (before, threads) = (ProcessFacts.residentBytes(), ProcessFacts.threadCount())
      let watch = ThreadWatch()
      var middle = 0
      for run in 0..<6 {
        if run == 3 { middle = ProcessFacts.residentBytes() }
        let answer = try blocks.decomposed().solution
        #expect(relativeGap(objective: objective, bound: try #require(answer.objective)) <= 1e-7)
      }
      #expect(watch.end() - threads <= 16)
      let after = ProcessFacts.residentBytes()
      // A leak grows in either half; what the allocator happens to keep of one does not.
      #expect(
        before > 0 && min(middle - before, after - middle) < flatBytes,
        "\(before) bytes before, \(middle) halfway, \(after) after")
      #expect(ProcessFacts.threadCount() <= threads)
    }
  }
}

/// Counts the threads of the process every few milliseconds.
private final class ThreadWatch: @unchecked Sendable {
  private let lock = NSLock()
  private var most = 0
  private var isOver = false
  private var thread = pthread_t()

  init() {
    thread = startThread { [self] in
      while !lock.withLock({ isOver }) {
        let count = ProcessFacts.threadCount()
        lock.withLock { most = max(most, count) }
        usleep(2_000)
      }
    }
  }

  func end() -> Int {
    lock.withLock { isOver = true }
    pthread_join(thread, nil)
    return most
  }
}
