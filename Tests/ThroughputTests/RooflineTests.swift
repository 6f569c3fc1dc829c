import Fleet
import Foundation
import Testing

@testable import Throughput

/// The roofline on cells made up from known coefficients.
struct RooflineTests {
  private let truth = Roofline(coefficients: [2, 1.5, 0.75, 0.5])

  /// Two classes, two models, six pairs of lengths, rates by `truth` times a factor of the cell's number.
  private func small(_ factor: (Int) -> Double = { _ in 1 }) throws -> SmallCase {
    var small = SmallCase(workloads: [SmallCase.service("chat", input: 3000, output: 300)])
    for (index, model) in small.models.enumerated() {
      for gpuClass in 0..<2 {
        for (input, output) in [(128.0, 2048.0), (500, 2000), (1000, 1000), (2000, 2000), (5000, 500), (200, 100)] {
          let cell = ServingCell(
            model: model, gpuClass: small.classes[gpuClass], precision: .fp8, inputTokens: input,
            outputTokens: output, replica: index == 0 ? 2 : 8)
          let rate = try #require(truth.rate(cell)) * factor(small.rows.count)
          small.measure(
            gpuClass, model.id, rate * Double(cell.replica), gpus: cell.replica, input: input, output: output)
        }
      }
    }
    return small
  }

  /// Terms by hand: 70e9 parameters at one byte, 2 x 80 GB, (1000 + 500) tokens of 327,680 / 2 bytes.
  @Test func termsAreThoseOfTheFormula() throws {
    let cell = ServingCell(
      model: SmallCase.model("chat", 70, 327_680), gpuClass: SmallCase.gpu("fast", ["fp8": 2000], 80, 3.2),
      precision: .fp8, inputTokens: 1000, outputTokens: 1000, replica: 2)
    let terms = try #require(cell.terms)
    #expect(isClose(terms[0], 2 * 70e9 * 2 / 2e15))
    #expect(isClose(terms[1], 163_840 * 1500 / 3.2e12))
    #expect(isClose(terms[2], 70e9 / 3.2e12 / ((0.9 * 160e9 - 70e9) / (163_840 * 1500))))
    #expect(isClose(terms[3], 7e-5))
  }

  @Test func knownCoefficientsComeBack() throws {
    let fit = try #require(try small().table().fit)
    #expect(fit.cells == 24 && fit.medianError < 1e-6 && fit.p90Error < 1e-5)
    #expect(zip(fit.coefficients, truth.coefficients).allSatisfy { isClose($0, $1, 1e-5) })
  }

  @Test func unmeasuredLengthsAreModelledAndMeasuredOnesAreNot() throws {
    var small = try small()
    let modelled = try #require(try small.rate(0))
    #expect(modelled.origin == .modelled && modelled.source.contains("24 measured cells"))
    let cell = ServingCell(
      model: small.models[0], gpuClass: small.classes[0], precision: .fp8, inputTokens: 3000, outputTokens: 300,
      replica: 2)
    #expect(isClose(modelled.unitsPerSecond, try #require(truth.rate(cell)), 1e-5))
    small.measure(0, "chat", 1, input: 3000, output: 300)
    #expect(try small.rate(0)?.origin == .measured)
    #expect(try small.rate(0)?.unitsPerSecond == 1)
  }

  /// Noise of up to 30 % either way: four fifths of the cells lie in the intervals of fits that have not seen them.
  @Test func intervalsContainCellsLeftOut() throws {
    let noisy = try small { exp(0.3 * sin(Double($0 * $0) + 0.5)) }
    var inside = 0
    for (index, row) in noisy.rows.enumerated() {
      var rest = noisy
      rest.rows.remove(at: index)
      rest.workloads = [SmallCase.service(row.model, input: row.inputTokens, output: row.outputTokens)]
      let rate = try #require(try rest.rate(0, on: row.gpuClass.index))
      #expect(rate.origin == .modelled && rate.low < rate.unitsPerSecond && rate.unitsPerSecond < rate.high)
      let measured = row.unitsPerSecond / Double(row.gpus)
      if rate.low <= measured, measured <= rate.high { inside += 1 }
    }
    #expect((17...22).contains(inside), "\(inside) of 24")
  }

  @Test func neverMeasuredClassesAreLessSure() throws {
    let noisy = try small { exp(($0 / 6 % 2 == 0 ? 0.1 : -0.1) + 0.05 * sin(Double($0 * $0))) }
    let known = try #require(try noisy.rate(0)), unknown = try #require(try noisy.rate(0, on: 2))
    #expect(unknown.origin == .modelled && unknown.source.contains("bf16"))
    #expect(unknown.high / unknown.low > known.high / known.low)
  }

  /// 70e9 parameters at two bytes fill 0.65 of 80 GB on 2.7 GPUs: 4; at one byte on 1.3: 2. 10,000e9 fit nowhere.
  @Test func replicasAreTheSmallestThatHoldTheWeights() {
    let old = SmallCase.gpu("old", ["bf16": 300], 80, 2)
    let chat = SmallCase.model("chat", 70, 327_680)
    #expect(ServingCell.smallestReplica(chat, on: old, .bf16) == 4)
    #expect(ServingCell.smallestReplica(chat, on: old, .fp8) == 2)
    #expect(ServingCell.smallestReplica(SmallCase.model("giant", 10_000, 1), on: old, .bf16) == nil)
    #expect(ServingCell.smallestReplica(chat, on: SmallCase.gpu("dark", [:], nil, nil), .bf16) == nil)
  }

  @Test func duplicatedRowsCountOnce() throws {
    var small = try small()
    small.rows += small.rows
    #expect(try small.table().fit?.cells == 24)
    small.measure(0, "chat", 1, input: 7, output: 7, cap: 500)
    #expect(try small.table().fit?.cells == 24)
    small.rows = Array(small.rows.prefix(7))
    small.workloads = [SmallCase.service("chat")]
    #expect(try small.table().fit == nil)
  }
}
