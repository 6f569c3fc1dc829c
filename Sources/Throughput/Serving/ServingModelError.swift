import LinearAlgebra

/// Why there is no model of serving rates, or no rate from it.
public enum ServingModelError: Error, Hashable, Sendable, CustomStringConvertible {
  case noMeasurements
  /// A figure that is missing, not finite or not more than 0, and of what.
  case figure(String, of: String)
  /// Figures so far apart that the sums overflow or vanish.
  case outOfRange(String)
  /// All cells would be left out at once.
  case nothingLeft
  case linearAlgebra(LinearAlgebraError)

  public var description: String {
    switch self {
    case .noMeasurements: "there are no measured serving rates"
    case .figure(let figure, let setup): "\(setup): the \(figure) is missing or no number above 0"
    case .outOfRange(let setup): "\(setup): the figures are too far apart to compute with"
    case .nothingLeft: "leaving these cells out leaves nothing to fit"
    case .linearAlgebra(let error): "\(error)"
    }
  }
}

/// The result of the body, or what LinearAlgebra threw as a ``ServingModelError``.
func wrapping<T>(_ body: () throws(LinearAlgebraError) -> T) throws(ServingModelError) -> T {
  do { return try body() } catch { throw .linearAlgebra(error) }
}
