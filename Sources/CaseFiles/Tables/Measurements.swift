import Fleet

extension TableSpecification {
  static let measurements = TableSpecification(
    "measurements", singular: "measurement", required: true, key: [],
    meaning: "Measured rates, from which the rates of all workloads follow.",
    columns: [
      Column("gpu_class", .reference("gpu-class"), .required, "the class that was measured"),
      Column("model", .label, .required, "the model that was measured"),
      Column(
        "precision", .choice(["bf16", "fp8", "fp4"]), .blank("not stated"), "the precision of the measurement"),
      Column("gpus", .whole(.gpus, .between(1, 1e7)), .required, "the GPUs of the measured system"),
      Column("input_tokens", .number(.tokens, .atLeast(0)), .blank("not stated"), "the input tokens of a request"),
      Column("output_tokens", .number(.tokens, .atLeast(0)), .blank("not stated"), "the output tokens of a request"),
      Column(
        "units_per_s", .number(.unitsPerSecond, .positive), .required, "the measured rate",
        more: "Work units per second of the whole system."),
      Column("software_date", .text, .blank("not stated"), "the date or version of the software"),
      Column(
        "power_cap_w", .number(.watts, .positive), .blank("none"), "the power cap of a measured GPU",
        plausible: 50...5000),
      Column("source", .text, .required, "where the measurement was published"),
    ])

  static let models = TableSpecification(
    "models", singular: "model", required: false, key: ["model"],
    meaning: "What the throughput model must know of a model where it was never measured.",
    columns: [
      Column("model", .label, .required, "a model's name"),
      Column(
        "parameters_b", .number(.billions, .positive), .required, "a model's parameters", plausible: 0.01...50_000),
      Column(
        "active_parameters_b", .number(.billions, .positive), .required, "the parameters that one token uses",
        plausible: 0.01...50_000),
      Column(
        "cache_bytes_per_token", .number(.bytes, .atLeast(0)), .required, "the key-value cache of one token",
        more: "At two bytes a number."),
    ])
}

extension CaseBuilder {
  func measurements() -> [Measurement] {
    let rows = tables["measurements"]?.records ?? []
    let measurements = rows.compactMap { row -> Measurement? in
      guard row.isSound, let gpuClass: Ref<GPUClass> = ref(row, "gpu_class"), let model = row.text("model"),
        let gpus = row.whole("gpus"), let rate = row.number("units_per_s"), let source = row.text("source")
      else { return nil }
      return Measurement(
        gpuClass: gpuClass, model: model, precision: row.text("precision"), gpus: gpus,
        inputTokens: row.number("input_tokens"), outputTokens: row.number("output_tokens"), unitsPerSecond: rate,
        softwareDate: row.text("software_date"), powerCapWatts: row.number("power_cap_w"), source: source,
        origin: row.origin)
    }
    return measurements.sorted { CaseBuilder.isBefore($0, $1) }
  }

  /// An order in which the rows' order in the file plays no part.
  private static func isBefore(_ a: Measurement, _ b: Measurement) -> Bool {
    if a.gpuClass != b.gpuClass { return a.gpuClass < b.gpuClass }
    func texts(_ m: Measurement) -> [String] { [m.model, m.precision ?? "", m.source, m.softwareDate ?? ""] }
    func numbers(_ m: Measurement) -> [Double] {
      [Double(m.gpus), m.inputTokens ?? -1, m.outputTokens ?? -1, m.unitsPerSecond, m.powerCapWatts ?? -1]
    }
    if texts(a) != texts(b) { return texts(a).lexicographicallyPrecedes(texts(b)) }
    return numbers(a).lexicographicallyPrecedes(numbers(b))
  }

  func models() -> [ServedModel] {
    nouns(.models) { row in
      if let all = row.number("parameters_b"), let active = row.number("active_parameters_b"), active > all {
        row.report(
          "active_parameters_b", "a token uses no more parameters than the model has, \(all.shortest)",
          "Check whether the two are exchanged.")
      }
      guard row.isSound, let id = row.text("model"), let parameters = row.number("parameters_b"),
        let active = row.number("active_parameters_b"), let cache = row.number("cache_bytes_per_token")
      else { return nil }
      return ServedModel(
        id: id, parameters: parameters, activeParameters: active, cacheBytesPerToken: cache, origin: row.origin)
    }
  }
}
