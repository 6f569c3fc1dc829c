/// Why a kernel gave no answer. None of them reaches the C library with a wrong shape: it would only print.
public enum LinearAlgebraError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The operation, what it needs of its second operand, and what it was given.
  case shape(operation: String, expected: Int, found: Int)
  /// An operand holds an infinity or a NaN.
  case notFinite(operation: String)
  /// The leading minor of this order, from 1, is not positive.
  case notPositiveDefinite(order: Int)
  /// The active-set method changed its set this many times and did not settle.
  case noConvergence(iterations: Int)

  public var description: String {
    switch self {
    case .shape(let operation, let expected, let found): "\(operation) needs \(expected) elements, not \(found)"
    case .notFinite(let operation): "\(operation) was given a number that is not finite"
    case .notPositiveDefinite(let order): "the leading minor of order \(order) is not positive"
    case .noConvergence(let iterations): "no active set settled in \(iterations) iterations"
    }
  }

  static func check(_ operation: String, _ values: [Double], count: Int) throws(LinearAlgebraError) {
    guard values.count == count else { throw .shape(operation: operation, expected: count, found: values.count) }
    guard values.allSatisfy(\.isFinite) else { throw .notFinite(operation: operation) }
  }

  static func checkFinite(_ operation: String, _ a: Matrix) throws(LinearAlgebraError) {
    guard a.elements.allSatisfy(\.isFinite) else { throw .notFinite(operation: operation) }
  }
}
