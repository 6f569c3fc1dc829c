import Foundation
import LinearAlgebra
import Testing

@testable import Throughput

/// Rates of setups that nobody measured, and the model at its edges.
struct ServingModelTests {
  /// Roofline, kriging, deviation and rate of three unmeasured cells, as the reference has them.
  @Test func unmeasuredCellsAgreeWithTheReference() throws {
    let model = ServingTables.model
    let expected: [(ServingSetup, [Double])] = [
      (ServingTables.table("b300-sxm", "llama3.3-70b", .fp4, 1000, 1000), [8308.965, -0.00361, 0.28478, 8338.978]),
      (ServingTables.server, [53.368, 0.43014, 0.27970, 34.712]),
      (ServingTables.table("h200-sxm", "llama3.3-70b", .fp8, 3000, 1000), [1142.730, -0.16082, 0.23539, 1342.111]),
    ]
    for (setup, figures) in expected {
      let estimate = try model.estimate(setup)
      #expect(isClose(estimate.rooflineRate, figures[0], 1e-3) && abs(estimate.correction - figures[1]) < 1e-5)
      #expect(isClose(estimate.deviation, figures[2], 1e-3) && isClose(estimate.rate.unitsPerSecond, figures[3], 1e-3))
      #expect(estimate.rate.origin == .modelled && estimate.rate.source.contains("618 measured cells of 223 runs"))
    }
  }

  /// A measured setup is foretold near its rate, and much surer than one of a class that nobody measured.
  @Test func aMeasuredCellIsNearItsRate() throws {
    let measured = ServingTables.measurements[1]
    let estimate = try ServingTables.model.estimate(measured.setup)
    #expect(estimate.rate.origin == .measured && isClose(estimate.rate.unitsPerSecond, measured.rate, 0.05))
    #expect(log(estimate.rate.high / estimate.rate.low) < 0.25)
  }

  /// The quantile of classes, or of models, or the greater, times the deviation is the reach of the interval.
  @Test func whatIsNewWidensTheInterval() throws {
    let known = ServingTables.table("h100-sxm", "llama3.3-70b", .fp8, 1000, 1000, gpus: 2)
    let newClass = renamed(known, gpuClass: "h100-new"), newModel = renamed(known, model: "llama-new")
    let both = renamed(newModel, gpuClass: "h100-new"), model = ServingTables.model
    let cases = [
      (known, 1.009, "GPU"), (newClass, 1.034, "class"), (newModel, 1.214, "model"), (both, 1.214, "neither"),
    ]
    var least = 0.0
    for (setup, quantile, words) in cases {
      let estimate = try model.estimate(setup), rate = estimate.rate
      #expect(isClose(log(rate.high / rate.unitsPerSecond), quantile * estimate.deviation))
      #expect(isClose(rate.high / rate.unitsPerSecond, rate.unitsPerSecond / rate.low))
      #expect(rate.source.contains("never measured") == ["class", "model"].contains(words))
      #expect(rate.source.contains(words))
      #expect(estimate.deviation > least || words == "model")
      least = max(least, estimate.deviation)
    }
  }

  /// Far from everything measured the rate is the roofline's, and the deviation nearly all that there is.
  @Test func farFromEverythingTheRooflineStands() throws {
    let far = ServingClass(
      id: "far", vendor: .other, bf16: 1e7, fp8: 2e7, fp4: nil, memory: 1e6, bandwidth: 1e5, link: 1e7, watts: 1e6)
    let strange = ModelFacts(
      id: "strange", parameters: 1e6, activeParameters: 1e6, layers: 1000, hiddenSize: 1e6, decodeQueryWidth: 1e6,
      prefillQueryWidth: 1e6, cacheBytesPerToken: 1e9)
    var setup = ServingTables.table("h100-sxm", "llama3.3-70b", .fp8, 1e9, 1e9)
    setup.gpuClass = far
    setup.model = strange
    let estimate = try ServingTables.model.estimate(setup), parameters = ServingTables.model.parameters
    let whole = (parameters.variances.reduce(0, +) + parameters.noise).squareRoot()
    #expect(abs(estimate.correction) < 1e-3 && isClose(estimate.deviation, whole, 1e-3))
  }

  private func renamed(_ setup: ServingSetup, gpuClass: String? = nil, model: String? = nil) -> ServingSetup {
    var setup = setup
    let old = setup.gpuClass, facts = setup.model
    setup.gpuClass = ServingClass(
      id: gpuClass ?? old.id, vendor: old.vendor, bf16: old.bf16, fp8: old.fp8, fp4: old.fp4, memory: old.memory,
      bandwidth: old.bandwidth, link: old.link, watts: old.watts)
    setup.model = ModelFacts(
      id: model ?? facts.id, parameters: facts.parameters, activeParameters: facts.activeParameters,
      layers: facts.layers, hiddenSize: facts.hiddenSize, decodeQueryWidth: facts.decodeQueryWidth,
      prefillQueryWidth: facts.prefillQueryWidth, cacheBytesPerToken: facts.cacheBytesPerToken)
    return setup
  }
}
