/// Why power cannot be fitted or foretold.
public enum PowerFitError: Error, Hashable, Sendable, CustomStringConvertible {
  case noRows
  /// The row of this index, from 0, holds a figure that is not a finite number above 0.
  case badRow(Int)
  /// The parts of the class's server are not known.
  case unknownClass(String)
  /// A cap is not a finite number above 0.
  case badCap

  public var description: String {
    switch self {
    case .noRows: "there are no measured rows"
    case .badRow(let index): "row \(index + 1) holds a figure that is not a finite number above 0"
    case .unknownClass(let gpuClass): "the parts of a server of \(gpuClass) are not known"
    case .badCap: "a power cap is a finite number above 0"
    }
  }
}
