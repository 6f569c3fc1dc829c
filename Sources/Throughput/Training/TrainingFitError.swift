/// Why training times cannot be fitted, or a time not foretold.
public enum TrainingFitError: Error, Hashable, Sendable, CustomStringConvertible {
  case noRows
  /// The row of this index, from 0, holds a figure that is not a finite number above 0.
  case badRow(Int)
  /// No benchmark was measured at two sizes on one class in one round: nothing shows what more GPUs do.
  case oneSize
  /// The class was not measured on the benchmark, or not in that round.
  case unmeasured(gpuClass: String, benchmark: String)
  /// The run asked for holds a figure that is not a finite number above 0.
  case badRun

  public var description: String {
    switch self {
    case .noRows: "there are no measured training times"
    case .badRow(let index): "row \(index + 1) holds a figure that is not a finite number above 0"
    case .oneSize: "no benchmark is measured at two sizes on one class in one round"
    case .unmeasured(let gpuClass, let benchmark): "\(benchmark) is not measured on \(gpuClass)"
    case .badRun: "the run holds a figure that is not a finite number above 0"
    }
  }
}
