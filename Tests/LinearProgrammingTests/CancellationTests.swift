import Foundation
import Testing

@testable import LinearProgramming

@Suite(.serialized) struct CancellationTests {
  @Test func `a monitor cancelled before stops the solve`() throws {
    let monitor = Monitor()
    monitor.cancel()
    let answer = try solve(largeProgram(sources: 40, targets: 60), monitor: monitor)
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

  /// In a process of its own, where threads and memory can be counted. Moments are drawn evenly over what each
  /// programme took when nobody cancelled it.
  @Test func `200 cancellations at random moments return within 0.3 s and leak nothing`() async {
    await #expect(processExitsWith: .success) {
      let victims = try CancellationVictim.all()
      var random = SplitMix64(2026)
      for _ in 0..<8 { for victim in victims { try victim.cancel(after: victim.duration / 2) } }
      let (before, threads) = (ProcessFacts.residentBytes(), ProcessFacts.threadCount())
      var cancelled = 0, middle = 0
      for draw in 0..<200 {
        if draw == 100 { middle = ProcessFacts.residentBytes() }
        let victim = victims[draw % victims.count]
        let share = Double(random.next() >> 11) * 0x1p-53
        if try victim.cancel(after: victim.duration * share) { cancelled += 1 }
      }
      let (after, left) = (ProcessFacts.residentBytes(), ProcessFacts.threadCount())
      #expect(cancelled > 100, "only \(cancelled) of 200 came before the end")
      // A leak grows in either half; what the allocator happens to keep of one does not.
      #expect(
        before > 0 && min(middle - before, after - middle) < flatBytes / 2,
        "\(before) bytes before, \(middle) halfway, \(after) after")
      #expect(left <= threads, "\(threads) threads before, \(left) after")
      #expect(abs(try #require(solve(powerExample(145)).objective) + 196) < 1e-9)
    }
  }
}

/// A programme with options, and how long it takes undisturbed.
private struct CancellationVictim {
  let program: LinearProgram
  let options: SolveOptions
  let duration: Duration

  static func all() throws -> [CancellationVictim] {
    try [
      (largeProgram(sources: 40, targets: 80), SolveOptions()),
      (packing(rows: 200, columns: 800), SolveOptions()),
      (largeProgram(sources: 6, targets: 10, integers: true), SolveOptions(relativeGap: 0, nodeLimit: 150)),
      (marketSplit(rows: 3, columns: 30), SolveOptions(relativeGap: 0, nodeLimit: 300)),
      (packing(rows: 60, columns: 120, integers: true), SolveOptions(relativeGap: 0, nodeLimit: 40)),
    ].map { program, options in
      _ = try solve(program, options: options)
      let began = ContinuousClock.now
      _ = try solve(program, options: options)
      return CancellationVictim(program: program, options: options, duration: .now - began)
    }
  }

  /// Whether the solve was still at work. One that returns late is cancelled once more, since others use this machine.
  @discardableResult
  func cancel(after delay: Duration) throws -> Bool {
    let first = try attempt(after: delay)
    let late = first.late > .milliseconds(300) ? try attempt(after: delay).late : first.late
    #expect(late <= .milliseconds(300), "returned \(first.late) after the cancellation, then \(late)")
    return first.wasCancelled
  }

  private func attempt(after delay: Duration) throws -> (late: Duration, wasCancelled: Bool) {
    let (monitor, began) = (Monitor(), ContinuousClock.now)
    let canceller = startThread {
      usleep(UInt32(max(0, delay / .microseconds(1))))
      monitor.cancel()
    }
    let answer = try solve(program, options: options, monitor: monitor)
    let ended = ContinuousClock.now
    pthread_join(canceller, nil)
    if !answer.primal.isEmpty { #expect(Certificate(of: answer.primal, in: program).isFeasible) }
    return (max(.zero, ended - began - delay), answer.termination == .cancelled)
  }
}
