import Foundation
import LinearAlgebra
import Testing

@testable import Throughput

/// The terms of the additive roofline, and its fit.
struct ServingRooflineTests {
  private func parts(_ setup: ServingSetup) throws -> (load: ServingLoad, terms: [Double], factors: [Double]) {
    let peak = try setup.checkedPeak(), load = ServingLoad(setup, peak: peak)
    return (load, RooflineTerms.values(setup, load, peak: peak), RooflineFactors.values(setup, load))
  }

  private func agree(_ found: [Double], _ expected: [Double], _ tolerance: Double = 1e-12) -> Bool {
    found.count == expected.count && zip(found, expected).allSatisfy { isClose($0, $1, tolerance) }
  }

  /// Llama 3.3 70B at fp8 on one H200: 70.6 GB of weights beside 126.9 - 8 GB that may be filled.
  @Test func termsOfATableByHand() throws {
    let (load, terms, factors) = try parts(ServingTables.table("h200-sxm", "llama3.3-70b", .fp8, 3000, 1000))
    let sequence = 163_840 * 3500.0, batch = (0.9 * 141e9 - 8e9 - 70.6e9) / sequence
    #expect(load.replica == 1 && isClose(load.batch, batch) && isClose(batch, 84.2285, 1e-5))
    let token = 2 * 70.6e9, attended = 8192 * 4500.0 + 8192 * 3500.0
    let compute: [Double] = [3 * token / 1979e12, token / 1979e12]
    let memory: [Double] = [sequence / 4.8e12, 70.6e9 / 4.8e12 / batch, 0, 80e-6 / batch]
    let expected = compute + memory + [4 * token / 700e12, 320 * attended / 989e12, 1e-6]
    #expect(agree(terms, expected, 1e-10))
    #expect(factors == [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0])
  }

  /// Llama 3.1 405B at fp8 in MLPerf's server scenario: four of eight MI300X to a copy, 175 ms to a token.
  @Test func aServerByHand() throws {
    let (load, terms, factors) = try parts(ServingTables.server)
    let sequence = 258_048 * (9428 + 684.68 / 2), read = 405e9 / (5.3e12 * 4)
    let batch = ((0.9 * 192e9 - 8e9) * 4 - 405e9) / sequence
    #expect(load.replica == 4 && isClose(load.batch, batch) && isClose(batch, 100.8243, 1e-5))
    let passes = 9428 / 684.68 + 1
    #expect(isClose(terms[3], 405e9 / 5.3e12 / batch))
    #expect(isClose(terms[4], 8 * 126 * 16384 * 0.75 * passes / 448e9))
    #expect(isClose(terms[5], 4 * 126 / batch * 1e-6))
    #expect(agree(factors, [1, read / 0.175, 0, 0, 2025.69 - 2025.7, 1, 0, 0, 0, 0, 0, 0], 1e-9))
  }

  /// Llama 2 70B with 40 ms to a token, two H100 to a copy: 816 sequences would fit, 388 are quick enough; where the
  /// weights alone take as long, 4.
  @Test func aTimeLimitHoldsTheBatchDown() throws {
    var setup = ServingTables.server
    setup.gpuClass = ServingTables.classes["h100-sxm"]!
    setup.model = ServingTables.models["llama2-70b"]!
    (setup.inputTokens, setup.outputTokens, setup.scenario, setup.tokenTimeLimit) = (294, 294.45, .interactive, 0.04)
    let (load, _, factors) = try parts(setup)
    let read = 68.98e9 / (3.35e12 * 2), step = 2 * 68.98e9 / 1979e12 + 163_840 * (294 + 294.45 / 2) / 3.35e12
    #expect(load.replica == 2 && isClose(load.batch, (0.028 - read) * 2 / step) && load.batch < 400)
    #expect(factors[0] == 0 && factors[1] == 0 && factors[2] == 1 && isClose(factors[3], read / 0.04))
    setup.tokenTimeLimit = 0.01
    #expect(try parts(setup).load.batch == 4)
  }

  /// A batch of 2 touches all but (1 - A / P)^2 of the experts' share.
  @Test func aSmallBatchReadsFewExperts() throws {
    var setup = ServingTables.table("mi355x", "deepseek-r1", .fp4, 1024, 1024, gpus: 8)
    setup.batchCap = 2
    let (load, terms, factors) = try parts(setup)
    let touched = 37e9 + (671e9 - 37e9) * (1 - (1 - 37.0 / 671) * (1 - 37.0 / 671))
    #expect(load.batch == 2 && isClose(terms[3], touched * 0.5625 / 8e12 / 2))
    #expect(isClose(factors[10], log(671.0 / 37)))
    let (prefill, decode) = (20480.0, 69632.0)
    #expect(isClose(terms[7], 4 * 61 * (prefill * 512 + decode * 1536) / 2516e12))
  }

  @Test func beamsShareThePrompt() throws {
    var setup = ServingTables.table("l40s", "gptj-6b", .fp8, 870, 69)
    setup.beams = 4
    let (load, terms, factors) = try parts(setup)
    #expect(load.sequenceBytes == 458_752 / 2 * (870.0 + 138) && factors[11] == 1)
    #expect(isClose(terms[1], 8 * 6.05e9 / 733e12) && isClose(terms[6], 2 * 6.05e9 * (870.0 / 69 + 4) / 350e12))
  }

  /// Weights that leave no room still have a cache: 5 % of the memory; and no more than 4096 sequences fit.
  @Test func batchesStayBetweenOneAndTheMost() throws {
    let full = try parts(ServingTables.table("l40s", "llama3.1-405b", .bf16, 1e6, 1000)).load
    let empty = try parts(ServingTables.table("h200-sxm", "llama3.1-8b", .fp8, 10, 10)).load
    #expect(full.batch == 1 && empty.batch == 4096)
    let tight = try parts(ServingTables.table("l40s", "llama3.1-405b", .bf16, 100, 100)).load
    #expect(isClose(tight.batch, 0.05 * 48e9 / (516_096 * 150)))
  }

  /// c and g of the reference implementation, in numpy and scipy, on the same table.
  @Test func theFitAgreesWithTheReference() throws {
    let fit = ServingTables.model.fit.roofline
    let terms = [
      0.77518118, 0.36974271, 0.79762038, 0.48034345, 3.1149791, 59.715002, 0.32338915, 2.6644157, 4.7092148,
    ]
    let factors = [
      0.10171808, 0.22055931, 0.45024695, -0.042305148, -0.09938172, 0.30598, 0.4034298, 0.59082604, 0.090783794,
      0.15382416, 0.25842293, 0.3779976,
    ]
    #expect(agree(fit.coefficients, terms, 1e-3) && agree(fit.effects, factors, 1e-3))
    #expect(ServingTables.model.terms.map(\.coefficient) == fit.coefficients)
    #expect(ServingTables.model.factors.map(\.name).contains("vllm-default"))
  }

  /// Rates that a roofline made are foretold by the fit, but for what the ridge holds back of the effects.
  @Test func aRooflineIsFoundAgain() throws {
    let rows = ServingTables.design.rows
    let truth = ServingRoofline(
      coefficients: [1, 0.5, 1, 0.5, 2, 50, 0, 2, 5], effects: Array(repeating: 0, count: 12))
    let fit = try ServingRoofline(rows, logSeconds: rows.map(truth.logSeconds))
    #expect(rows.allSatisfy { abs(fit.logSeconds($0) - truth.logSeconds($0)) < 1e-4 })
    #expect(agree(fit.coefficients.dropLast(3) + [], truth.coefficients.dropLast(3) + [], 1e-2))
  }

  /// Without a link in any row its term is 0 in all of them, and has no coefficient.
  @Test func aTermThatNeverShowsHasNoCoefficient() throws {
    let design = ServingTables.design
    let single = design.rows.indices.filter { design.rows[$0].terms[4] == 0 }
    let fit = try ServingRoofline(
      single.map { design.rows[$0] }, logSeconds: single.map { design.logSeconds[$0] })
    #expect(single.count > 100 && fit.coefficients[4] == 0 && fit.coefficients.allSatisfy { $0 >= 0 })
  }

  /// One row on one GPU tells no term from another: all but the link's share its seconds alike.
  @Test func termsThatNothingTellsApartShare() throws {
    let row = try ServingFeatures(ServingTables.table("h200-sxm", "llama3.3-70b", .fp8, 3000, 1000)).row
    let fit = try ServingRoofline([row], logSeconds: [-7])
    let shares = zip(row.terms, fit.coefficients).map { $0 * $1 / exp(-7) }
    #expect(shares[4] == 0 && shares.enumerated().allSatisfy { $0.offset == 4 || abs($0.element - 0.125) < 1e-3 })
    #expect(fit.effects.allSatisfy { $0 == 0 })
  }
}
