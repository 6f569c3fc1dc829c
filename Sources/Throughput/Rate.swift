import Foundation

/// Work units per second of one GPU of a class on a workload, how sure that is, and where it comes from.
///
/// For a gang it is r in pace = r n^b, with the workload's own scaling exponent b; of anything else n GPUs do n times
/// as much.
public struct Rate: Hashable, Sendable {
  public enum Origin: String, Hashable, Sendable, CaseIterable {
    /// A row of measurements.csv for this model and class.
    case measured
    /// A fit through rows for other classes, models or lengths.
    case modelled
    /// The work unit is the GPU-hour.
    case counted
  }

  /// Work units per second and GPU: the middle of the interval on a logarithmic scale; more than 0, not rounded.
  public var unitsPerSecond: Double
  /// The rate that nine cells in ten exceed; 0 < `low` <= `unitsPerSecond`.
  public var low: Double
  /// The rate that one cell in ten exceeds; `unitsPerSecond` <= `high`.
  public var high: Double
  public var origin: Origin
  /// One line: the measurement, or the fit and its error.
  public var source: String

  public init(unitsPerSecond: Double, low: Double, high: Double, origin: Origin, source: String) {
    self.unitsPerSecond = unitsPerSecond
    self.low = low
    self.high = high
    self.origin = origin
    self.source = source
  }

  /// A GPU-hour in an hour, on every class.
  static let oneGPUHour = Rate(
    unitsPerSecond: 1 / 3600, low: 1 / 3600, high: 1 / 3600, origin: .counted, source: "the unit is the GPU-hour")

  /// The rate of one GPU of several classes that serve together, which do less than the sum of what each does alone.
  func mixed(at efficiency: Double) -> Rate {
    Rate(
      unitsPerSecond: efficiency * unitsPerSecond, low: efficiency * low, high: efficiency * high, origin: origin,
      source: source + "; times \(shortest(efficiency)) among mixed classes")
  }

  /// The quantile q of a log-normal in two halves through `low` at 0.1, `unitsPerSecond` at 0.5 and `high` at 0.9.
  ///
  /// rate * (low / rate)^(z(q) / z(0.1)) below 0.5, rate * (high / rate)^(z(q) / z(0.9)) above, with z the quantile of
  /// the standard normal. It rises with q, and is the same at every q where low = high.
  /// - Precondition: 0 < q < 1.
  public func quantile(_ q: Double) -> Double {
    let z = standardNormalQuantile(q)
    let edge = z < 0 ? low : high
    return unitsPerSecond * pow(edge / unitsPerSecond, abs(z) / upperDecile)
  }
}

/// z(0.9) of the standard normal.
let upperDecile = 1.2815515655446004

/// The value of nine significant digits nearest to a number; 0, infinities and NaN as they are.
///
/// OpenBLAS differs in the last bits between processors: a rate goes into a programme only after this, so that another
/// machine plans on the same numbers.
public func roundedToNineDigits(_ value: Double) -> Double {
  guard value.isFinite, value != 0 else { return value }
  return Double(String(format: "%.8e", value)) ?? value
}

/// z with Phi(z) = q for the standard normal, by Wichura's AS 241 (Applied Statistics 37, 1988), PPND7: good to 1e-7.
///
/// - Precondition: 0 < q < 1.
func standardNormalQuantile(_ q: Double) -> Double {
  precondition(q > 0 && q < 1, "a quantile lies between 0 and 1, not at \(q)")
  let centred = q - 0.5
  if abs(centred) <= 0.425 {
    let r = 0.180625 - centred * centred
    return centred * polynomial(r, 3.3871327179, 50.434271938, 159.29113202, 59.109374720)
      / polynomial(r, 1, 17.895169469, 78.757757664, 67.187563600)
  }
  let tail = (-log(min(q, 1 - q))).squareRoot()
  let z =
    tail <= 5
    ? polynomial(tail - 1.6, 1.4234372777, 2.7568153900, 1.3067284816, 0.17023821103)
      / polynomial(tail - 1.6, 1, 0.73700164250, 0.12021132975)
    : polynomial(tail - 5, 6.6579051150, 3.0812263860, 0.42868294337, 0.017337203997)
      / polynomial(tail - 5, 1, 0.24197894225, 0.012258202635)
  return centred < 0 ? -z : z
}

private func polynomial(_ x: Double, _ coefficients: Double...) -> Double {
  coefficients.reversed().reduce(0) { $0 * x + $1 }
}
