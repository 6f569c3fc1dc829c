import Foundation
import Testing

@testable import Throughput

/// Goodput by hand, at its limits, and against a simulation of failures.
struct GoodputTests {
  /// Failures of 16,384 H100 in 54 days, a checkpoint of 2 minutes, a restart of 20.
  private let gang = Result {
    try Goodput(failuresPerGPUHour: 1.9732817e-5, checkpointHours: 2.0 / 60, restartHours: 20.0 / 60)
  }

  /// M = 10 h, an interval of 10 h and nothing else: 1 / (e - 1); with R = 10 h half of it.
  @Test func byHand() throws {
    let bare = try Goodput(failuresPerGPUHour: 0.05, checkpointHours: 0, restartHours: 0)
    #expect(isClose(bare.share(gpus: 2, interval: 10), 1 / (exp(1) - 1)))
    let restarting = try Goodput(failuresPerGPUHour: 0.05, checkpointHours: 0, restartHours: 10)
    #expect(isClose(restarting.share(gpus: 2, interval: 10), 0.5 / (exp(1) - 1)))
    let saving = try Goodput(failuresPerGPUHour: 0.05, checkpointHours: 0.2, restartHours: 0)
    #expect(isClose(saving.interval(gpus: 2), 2) && isClose(saving.hoursBetweenFailures(gpus: 2), 10))
    #expect(isClose(saving.share(gpus: 2), 0.2 / (exp(0.22) - 1)))
  }

  @Test(arguments: [(512, 0.9710), (2048, 0.9364), (16_384, 0.7765), (65_536, 0.5125)])
  func goodputIsThatOfTheReferenceAndOfASimulation(gpus: Int, expected: Double) throws {
    let gang = try self.gang.get(), found = gang.share(gpus: gpus)
    #expect(abs(found - expected) < 1e-4)
    #expect(abs(found - simulated(gang, gpus: gpus)) < 0.004)
  }

  /// 60,000 failures one by one: at the largest gang the ratio's standard error is 0.001.
  private func simulated(_ gang: Goodput, gpus: Int) -> Double {
    var generator = Uniform(state: 7), useful = 0.0, passed = 0.0
    let between = gang.hoursBetweenFailures(gpus: gpus), interval = gang.interval(gpus: gpus)
    for _ in 0..<60_000 {
      let failure = -between * log(generator.next())
      var saved = interval + gang.checkpointHours
      while saved <= failure {
        useful += interval
        saved += interval + gang.checkpointHours
      }
      passed += failure + gang.restartHours
    }
    return useful / passed
  }

  @Test func withoutFailuresOnlyCheckpointsCost() throws {
    let gang = try Goodput(failuresPerGPUHour: 0, checkpointHours: 0.5, restartHours: 9)
    #expect(gang.share(gpus: 1000) == 1 && gang.interval(gpus: 1000) == .infinity)
    #expect(isClose(gang.share(gpus: 1000, interval: 1.5), 0.75))
    #expect(try self.gang.get().share(gpus: 0) == 1)
  }

  @Test func freeCheckpointsLeaveTheRestarts() throws {
    let gang = try Goodput(failuresPerGPUHour: 0.01, checkpointHours: 0, restartHours: 1)
    #expect(isClose(gang.share(gpus: 10), 10.0 / 11) && isClose(gang.share(gpus: 10, interval: 1e-9), 10.0 / 11, 1e-6))
  }

  @Test func goodputFallsWithTheGangAndStaysANumber() throws {
    let gang = try self.gang.get()
    let shares = [1, 8, 512, 65_536, 1_000_000, 1_000_000_000, .max].map { gang.share(gpus: $0) }
    #expect(zip(shares, shares.dropFirst()).allSatisfy { $0 > $1 } || shares[5] == 0)
    #expect(shares[0] > 0.998 && shares.last == 0 && shares.allSatisfy { (0...1).contains($0) })
    for rate in [Double.leastNonzeroMagnitude, 1e-300, 1, 1e308] {
      for checkpoint in [0, 1e-300, 1e308] {
        for interval in [nil, 0, 1e-300, 1, 1e308, .infinity] {
          let gang = try Goodput(failuresPerGPUHour: rate, checkpointHours: checkpoint, restartHours: 0)
          let shares = [1, .max].map { gang.share(gpus: $0, interval: interval) }
          #expect(shares.allSatisfy { (0...1).contains($0) }, "\(rate) \(checkpoint) \(String(describing: interval))")
        }
      }
    }
  }

  /// Young's interval is near the best: twice and half of it do worse. Where a checkpoint takes M, it is too long.
  @Test func theIntervalIsNearTheBest() throws {
    let gang = try self.gang.get(), best = gang.interval(gpus: 4096)
    for factor in [0.5, 2] { #expect(gang.share(gpus: 4096, interval: factor * best) < gang.share(gpus: 4096)) }
    let slow = try Goodput(failuresPerGPUHour: 0.1, checkpointHours: 10, restartHours: 0)
    #expect(slow.share(gpus: 1, interval: 8.4) > slow.share(gpus: 1))
  }

  @Test func figuresWithoutMeaningAreSaid() {
    for bad in [-1, Double.nan, .infinity] {
      #expect(throws: Goodput.Invalid.figures) {
        try Goodput(failuresPerGPUHour: bad, checkpointHours: 0, restartHours: 0)
      }
      #expect(throws: Goodput.Invalid.figures) {
        try Goodput(failuresPerGPUHour: 0, checkpointHours: bad, restartHours: 0)
      }
      #expect(throws: Goodput.Invalid.figures) {
        try Goodput(failuresPerGPUHour: 0, checkpointHours: 0, restartHours: bad)
      }
    }
  }
}

/// Draws above 0 and up to 1, by Marsaglia's xorshift of 64 bits.
private struct Uniform {
  var state: UInt64

  mutating func next() -> Double {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Double((state >> 11) + 1) * 0x1p-53
  }
}
