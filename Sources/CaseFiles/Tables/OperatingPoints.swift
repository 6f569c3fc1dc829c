import Fleet

extension TableSpecification {
  static let operatingPoints = TableSpecification(
    "operating-points", singular: "operating-point", required: false, key: ["point"],
    meaning: """
      Power caps at which a class can run, beside its full power, which is always there (`full`): less draw for less \
      throughput.
      """,
    columns: [
      Column("point", .id, .required, "an operating point's id"),
      Column("gpu_class", .reference("gpu-class"), .required, "the class of an operating point"),
      Column(
        "draw_factor", .number(.none, .positiveShare), .required, "an operating point's draw",
        more: "Of the class's `kw_per_gpu`.", parameter: "draw", plausible: 0.2...1),
      Column(
        "throughput_factor", .number(.none, .positive), .required, "an operating point's rate",
        more: "Of the full one, for every workload.", parameter: "throughput", plausible: 0.1...1),
    ])
}

extension CaseBuilder {
  func operatingPoints() -> [OperatingPoint] {
    let classes = tables["gpu-classes"].map { first(byID: $0.records) } ?? [:]
    return nouns(.operatingPoints) { row in
      if row.id == "full" {
        row.report("point", "full is the point at which a class runs without a cap", "Give this one another id.")
      }
      if let draw = row.number("draw_factor"), let gpuClass = row.text("gpu_class").flatMap({ classes[$0] }),
        let peak = gpuClass.number("kw_per_gpu"), let idle = gpuClass.number("idle_kw_per_gpu"), idle <= peak,
        draw * peak < idle
      {
        row.report(
          "draw_factor", "a GPU at work draws no less than an idle one, \(idle.shortest) of \(peak.shortest) kW",
          "Raise the factor, or correct idle_kw_per_gpu.")
      }
      guard row.isSound, let id = row.id, id != "full", let gpuClass: Ref<GPUClass> = ref(row, "gpu_class"),
        let draw = row.number("draw_factor"), let throughput = row.number("throughput_factor")
      else { return nil }
      return OperatingPoint(
        id: id, gpuClass: gpuClass, drawFactor: draw, throughputFactor: throughput, origin: row.origin)
    }
  }
}
