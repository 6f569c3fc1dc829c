import Fleet

extension TableSpecification {
  static let gpuClasses = TableSpecification(
    "gpu-classes", singular: "gpu-class", required: true, key: ["gpu_class"],
    meaning: "Kinds of accelerator as they are bought: how many to a unit, how much power, how fast at best.",
    columns: [
      Column("gpu_class", .id, .required, "a GPU class's id"),
      Column(
        "unit_gpus", .whole(.gpus, .between(1, 100_000)), .required, "the GPUs in a unit",
        more: "8 in a node, 72 in a rack."),
      Column(
        "kw_per_gpu", .number(.kilowatts, .positive), .required, "the peak IT power of a GPU",
        more: "With its share of the node or rack.", parameter: "power", plausible: 0.05...20),
      Column(
        "idle_kw_per_gpu", .number(.kilowatts, .atLeast(0)), .required, "the IT power of an idle GPU",
        parameter: "idle_power", plausible: 0.005...10),
      Column(
        "liquid_share", .number(.share, .share), .required, "the share of a GPU's heat that goes into liquid",
        parameter: "liquid_share"),
      Column(
        "bf16_dense_tflops", .number(.teraflops, .positive), .blank("unknown"), "a GPU's dense BF16 peak",
        more: "Dense: half of the figure with structured sparsity.", plausible: 10...20_000),
      Column(
        "fp8_dense_tflops", .number(.teraflops, .positive), .blank("unknown, or none"), "a GPU's dense FP8 peak",
        plausible: 10...40_000),
      Column(
        "fp4_dense_tflops", .number(.teraflops, .positive), .blank("unknown, or none"), "a GPU's dense FP4 peak",
        plausible: 10...80_000),
      Column(
        "hbm_gb", .number(.gigabytes, .positive), .blank("unknown"), "a GPU's memory", plausible: 4...2000),
      Column(
        "hbm_tb_per_s", .number(.terabytesPerSecond, .positive), .blank("unknown"), "a GPU's memory bandwidth",
        plausible: 0.1...100),
      Column(
        "gpus_per_rack", .whole(.gpus, .between(1, 100_000)), .blank("`unit_gpus`"), "the GPUs in a rack"),
      Column(
        "rack_m2", .number(.squareMetres, .atLeast(0)), .standard("0"), "the floor that a rack takes",
        more: "With its share of the aisle.", plausible: 0.1...50),
      Column(
        "allin_utility_kw_per_gpu", .number(.kilowatts, .positive), .blank("unknown"),
        "the provisioned utility power of a GPU", more: "An outside estimate: printed beside the plan, never a limit.",
        plausible: 0.05...40),
    ])

  /// Dense BF16 peaks in TFLOP/s by a part of the class's id: data sheets print the sparse figure, twice that, first.
  fileprivate static let densePeaks: [(part: String, tflops: Double)] = [
    ("a100", 312), ("h100", 989), ("h200", 989), ("gh200", 989), ("gb200", 2500), ("gb300", 2500), ("b200", 2250),
    ("b300", 2500), ("mi300", 1307), ("mi325", 1307), ("mi355", 2500),
  ]
}

extension CaseBuilder {
  func gpuClasses() -> [GPUClass] {
    nouns(.gpuClasses) { row in
      checkPower(row)
      checkDense(row)
      guard row.isSound, let id = row.id, let unit = row.whole("unit_gpus"), let power = row.number("kw_per_gpu"),
        let idle = row.number("idle_kw_per_gpu"), let liquid = row.number("liquid_share")
      else { return nil }
      var peaks: [String: Double] = [:]
      for precision in ["bf16", "fp8", "fp4"] { peaks[precision] = row.number(precision + "_dense_tflops") }
      var gpuClass = GPUClass(
        id: id, unitGPUs: unit, power: power, idlePower: idle, liquidShare: liquid, peakTFLOPS: peaks,
        memory: row.number("hbm_gb"), memoryBandwidth: row.number("hbm_tb_per_s"),
        allInPower: row.number("allin_utility_kw_per_gpu"), origin: row.origin)
      gpuClass.gpusPerRack = row.whole("gpus_per_rack") ?? unit
      gpuClass.rackArea = row.number("rack_m2") ?? 0
      return gpuClass
    }
  }

  private func checkPower(_ row: Record) {
    guard let power = row.number("kw_per_gpu") else { return }
    if let idle = row.number("idle_kw_per_gpu"), idle > power {
      row.report(
        "idle_kw_per_gpu", "a GPU draws no more when idle than at its peak, \(power.shortest) kW",
        "Check whether the two are exchanged.")
    }
    if let allIn = row.plausible("allin_utility_kw_per_gpu"), row.plausible("kw_per_gpu") != nil, allIn < power {
      row.warn(
        "allin_utility_kw_per_gpu", "the all-in power is less than the IT power, \(power.shortest) kW",
        "Check which of the two is wrong.")
    }
  }

  /// Warns where a peak looks like the one with structured sparsity.
  private func checkDense(_ row: Record) {
    let remedy = "Write the dense figure, which is half of the sparse one."
    if let bf16 = row.number("bf16_dense_tflops"), let id = row.id,
      let known = TableSpecification.densePeaks.first(where: { id.contains($0.part) }), bf16 > 1.6 * known.tflops
    {
      row.warn(
        "bf16_dense_tflops", "the dense peak of this class is about \(known.tflops.shortest) TFLOP/s", remedy)
    }
    let steps = [("bf16_dense_tflops", "fp8_dense_tflops", 2.5), ("fp8_dense_tflops", "fp4_dense_tflops", 3.5)]
    for (wide, narrow, most) in steps {
      guard let slow = row.plausible(wide), let fast = row.plausible(narrow), fast > most * slow else { continue }
      row.warn(narrow, "the peak is more than \(most.shortest) times \(wide), \(slow.shortest)", remedy)
    }
  }
}
