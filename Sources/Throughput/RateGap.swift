import Fleet

/// What is missing for a rate.
enum RateGap: Error, Hashable {
  /// The roofline needs the lengths of requests.
  case noTokenLengths
  /// The model is not in models.csv.
  case noModel
  /// So many measured cells are too few for the roofline.
  case fewCells(Int)
  /// The class lacks a peak, memory or bandwidth, or its memory does not hold the model.
  case classUnknown
  /// No class has a measurement of the job's model.
  case noMeasurement

  func message(_ workload: Workload) -> String {
    switch self {
    case .noTokenLengths: "its model is not measured there without token lengths, and it has none"
    case .noModel: "its model \(workload.model) is not measured there at its token lengths, and models.csv lacks it"
    case .fewCells(let cells):
      "its model \(workload.model) is not measured there, and \(cells) measured cells are too few for a roofline "
        + "(\(RooflineFit.fewestCells) are needed)"
    case .classUnknown:
      "its model \(workload.model) is not measured there, and the class has no peak at its precision, no memory or "
        + "bandwidth, or too little memory for the model"
    case .noMeasurement: "its model \(workload.model) is measured on no class"
    }
  }

  var remedy: String {
    switch self {
    case .noTokenLengths: "Give input_tokens and output_tokens, or a row in measurements.csv without them"
    case .noModel: "Add a row to models.csv or to measurements.csv"
    case .fewCells: "Add rows with precision and token lengths to measurements.csv, such as those of the catalogue"
    case .classUnknown: "Fill in the class's columns in gpu-classes.csv, or add a row to measurements.csv"
    case .noMeasurement: "Add a row to measurements.csv: units per second of one class are enough"
    }
  }
}

/// Why a case has no rates: every reason found, each with its place.
public struct RateDefects: Error, Hashable, Sendable {
  public let findings: [Finding]

  public init(findings: [Finding]) { self.findings = findings }
}

extension Finding {
  /// A class that a workload may not run on for want of a rate: an error where the workload names it.
  static func noRate(
    _ severity: Severity, _ workload: Workload, on gpuClass: GPUClass, _ gap: RateGap
  ) -> Finding {
    Finding(
      severity, file: workload.origin.file, line: workload.origin.line, column: 1,
      name: workload.gpuClasses == nil ? nil : "gpu_classes", value: workload.gpuClasses == nil ? nil : gpuClass.id,
      message: "\(workload.id) has no rate on \(gpuClass.id): \(gap.message(workload))",
      remedy: gap.remedy + (severity == .error ? ", or leave the class out." : "."))
  }

  /// A workload without a rate anywhere.
  static func noRateAtAll(_ workload: Workload, _ gap: RateGap) -> Finding {
    Finding(
      file: workload.origin.file, line: workload.origin.line, column: 1, name: "model", value: workload.model,
      message: "\(workload.id) has no rate on any class: on the first of them, \(gap.message(workload))",
      remedy: gap.remedy + ".")
  }

  /// A measurement that is none.
  static func noMeasurement(_ row: Measurement) -> Finding {
    let isSize = row.gpus < 1
    return Finding(
      file: row.origin.file, line: row.origin.line, column: 1, name: isSize ? "gpus" : "units_per_s",
      value: isSize ? String(row.gpus) : shortest(row.unitsPerSecond),
      message: "a measurement is of one GPU or more and of more than 0 units per second",
      remedy: "Correct the row or take it out.")
  }
}
