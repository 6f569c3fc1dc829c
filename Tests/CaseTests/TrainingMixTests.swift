import Foundation
import Planning
import Testing
import Throughput

/// What models/training-mix/README.md says of mixed fleets, told by the plans themselves.
@Suite struct TrainingMixTests {
  /// Tokens per second and GPUs of the run in its first month.
  private func run(_ name: String, _ settings: [String]) throws -> (pace: Double, gpus: Double) {
    let shipped = try ShippedCase(name, settings: settings.map { "workload.pretraining.\($0)" })
    let rows = shipped.plan.paths[0].allocation.filter { $0.workload == "pretraining" && $0.span.period == "2026-07" }
    return (rows.reduce(0) { $0 + $1.unitsPerS }, rows.reduce(0) { $0 + $1.gpus })
  }

  @Test(arguments: [
    ("training-mix", 219_944, "1", 0.1128), ("training-mix-a100", 220_000, "1", 0.6716),
    ("training-mix-claimed", 219_944, "1", 0.4562), ("training-mix", 219_944, "0.93", 0.1030),
    ("training-mix-a100", 220_000, "0.93", 0.6442),
  ])
  func lossOfARunAtTheSlowestPace(name: String, gpus: Int, exponent: String, loss: Double) throws {
    let whole = ["min_gpus=\(gpus)", "scaling_exponent=\(exponent)"]
    let slowest = try run(name, whole), own = try run(name, whole + ["mixed_penalty=0"])
    #expect(slowest.gpus == Double(gpus) && own.gpus == Double(gpus))
    #expect(abs(1 - slowest.pace / own.pace - loss) < 0.0005, "\(1 - slowest.pace / own.pace)")
  }

  @Test func byDensePeaksAloneTheLossesAreTwelvePercentAndTwoThirds() throws {
    let classes = try ShippedCase.planned("training-mix").planningCase.gpuClasses
    func peak(_ id: String) throws -> Double { try #require(classes.first { $0.id == id }?.peakTFLOPS["bf16"]) }
    let hopper = 200_000 * (try peak("h100-sxm"))
    let withBlackwell = hopper + 19_944 * (try peak("gb200-nvl72")),
      withAmpere = hopper + 20_000 * (try peak("a100-80-sxm"))
    #expect(abs(1 - 219_944 * (try peak("h100-sxm")) / withBlackwell - 0.122) < 0.0005)
    #expect(abs(1 - 220_000 * (try peak("a100-80-sxm")) / withAmpere - 0.664) < 0.0005)
  }

  @Test func theSlowestClassIsLeftOutWhereThatIsFaster() throws {
    #expect(try run("training-mix-a100", []).gpus == 200_000)
    #expect(try run("training-mix", []).gpus == 219_944)
  }

  private struct MixedCluster {
    let scenario: String
    let sum, mixed, share: Double

    static func all() throws -> [MixedCluster] {
      let file = ShippedCase.models.appending(path: "training-mix/expected/mixed-clusters.csv")
      return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst().map { line in
        let cells = line.split(separator: ",", maxSplits: 8)
        let numbers = cells[2...7].compactMap { Double($0) }
        try #require(numbers.count == 6)
        return MixedCluster(
          scenario: cells[1].lowercased(), sum: numbers[0] * numbers[1] + numbers[2] * numbers[3], mixed: numbers[4],
          share: numbers[5])
      }
    }
  }

  @Test func mixedServingAddsUpToWhatWasMeasured() throws {
    let clusters = try MixedCluster.all()
    #expect(clusters.map(\.share) == [0.938, 0.940, 0.989, 0.980])
    for cluster in clusters { #expect(abs(cluster.mixed / cluster.sum - cluster.share) < 0.0005) }
  }

  /// The hall is a thousand of the first cluster: its rates, summed, are a thousand times what the mixed one did.
  @Test(arguments: [("batch-answers", 0), ("live-answers", 1)])
  func theHallServesAThousandTimesTheMeasuredCluster(workload: String, row: Int) throws {
    let planningCase = try ShippedCase.planned("training-mix").planningCase, rates = try RateTable(planningCase)
    let index = try #require(planningCase.workloads.firstIndex { $0.id == workload })
    let capacity = planningCase.tranches.filter { planningCase[$0.site].id == "amd-hall" }.reduce(0.0) { sum, tranche in
      guard case .fixed(let gpus) = tranche.size else { return sum }
      return sum + Double(gpus) * (rates.planned(.init(index), on: tranche.gpuClass) ?? 0)
    }
    let measured = 1000 * (try MixedCluster.all()[row].mixed)
    #expect(abs(capacity / measured - 1) < 0.0006, "\(capacity) where \(measured) was measured")
  }
}
