import Foundation

/// The seconds that one GPU spends on an output token, by what it spends them on, each at a coefficient of 1.
///
/// P, A all and active parameters; w bytes of a weight; I, O tokens in and out; b beams; F peak FLOP/s of the format,
/// F16 at bf16; L layers; H hidden size; Qp, Qd query widths; R and B as in ``ServingLoad``.
///
/// | term | seconds |
/// |---|---|
/// | prefill | 2 A (I / O) / F |
/// | decode | 2 A b / F |
/// | cache | cache bytes of a sequence halfway / memory bandwidth |
/// | weights | w (A + (P - A) (1 - (1 - A / P)^B)) / memory bandwidth / B: the experts that a batch touches |
/// | link | 8 L H ((R - 1) / R) (I / O + b) / link bandwidth |
/// | step | R L / B * 10^-6: what a step costs besides, shared by its tokens |
/// | power | 2 A (I / O + b) w / (watts * 10^12) |
/// | attention | 4 L (Qp I^2 / (2 O) + Qd b (I + O / 2)) / F16 |
/// | token | 10^-6 |
enum RooflineTerms {
  static let names = ["prefill", "decode", "cache", "weights", "link", "step", "power", "attention", "token"]

  /// The nine terms in the order of `names`, all of them 0 or more.
  static func values(_ setup: ServingSetup, _ load: ServingLoad, peak: Double) -> [Double] {
    let model = setup.model, hardware = setup.gpuClass
    let (all, active) = (model.parameters * 1e9, model.activeParameters * 1e9)
    let (input, output, beams) = (setup.inputTokens, setup.outputTokens, setup.beams)
    let flops = 2 * active, bytes = setup.format.bytesPerWeight, bandwidth = hardware.bandwidth * 1e12
    let passes = input / output + beams
    let touched = active + (all - active) * (1 - pow(1 - active / all, load.batch))
    let attended =
      model.prefillQueryWidth * input * input / 2 / output + model.decodeQueryWidth * beams * (input + output / 2)
    return [
      flops * input / output / (peak * 1e12),
      flops * beams / (peak * 1e12),
      load.sequenceBytes / bandwidth,
      touched * bytes / bandwidth / load.batch,
      8 * model.layers * model.hiddenSize * (load.replica - 1) / load.replica * passes / (hardware.link * 1e9),
      load.replica * model.layers / load.batch * 1e-6,
      flops * passes * bytes / (setup.watts * 1e12),
      4 * model.layers * attended / (hardware.bf16 * 1e12),
      1e-6,
    ]
  }
}
