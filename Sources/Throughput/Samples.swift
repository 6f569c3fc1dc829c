import Foundation

/// The quantile q of a sample, linear between its order statistics (Hyndman and Fan's type 7).
///
/// - Precondition: the sample is not empty.
func quantile(_ q: Double, of sample: [Double]) -> Double {
  let sorted = sample.sorted()
  let place = q * Double(sorted.count - 1)
  let below = Int(place), above = min(below + 1, sorted.count - 1)
  return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
}

func median(_ sample: [Double]) -> Double { quantile(0.5, of: sample) }

/// An 80 % interval as two logarithms of a ratio to the middle: `low` <= 0 <= `high`.
struct LogSpread: Hashable {
  var low: Double
  var high: Double

  init(low: Double, high: Double) {
    self.low = min(0, low)
    self.high = max(0, high)
  }

  /// The same ratio up and down.
  init(factor: Double) { self.init(low: -log(factor), high: log(factor)) }

  /// What holds 80 % of a sample of logarithms.
  init(holding sample: [Double]) {
    self.init(low: Throughput.quantile(0.1, of: sample), high: Throughput.quantile(0.9, of: sample))
  }

  /// The smallest spread that holds both.
  func union(_ other: LogSpread) -> LogSpread { LogSpread(low: min(low, other.low), high: max(high, other.high)) }

  /// Both spreads at once, if neither knows of the other: squares add on each side.
  func plus(_ factor: Double) -> LogSpread {
    LogSpread(low: -hypot(low, log(factor)), high: hypot(high, log(factor)))
  }

  /// What a rate measured on several systems says of the next system: median * exp(+-t s sqrt(1 + 1/n)), with s the
  /// standard deviation of the logarithms and t Student's 90 % point at n - 1 degrees of freedom.
  ///
  /// - Precondition: two rates or more.
  init(nextAfter rates: [Double]) {
    let logs = rates.map { log($0) }, count = Double(rates.count)
    let mean = logs.reduce(0, +) / count
    let variance = logs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
    let points = [3.078, 1.886, 1.638, 1.533, 1.476, 1.440, 1.415, 1.397, 1.383, 1.372]
    let t = rates.count - 2 < points.count ? points[rates.count - 2] : upperDecile
    self.init(factor: exp(t * (variance * (1 + 1 / count)).squareRoot()))
  }

  func rate(_ middle: Double, _ origin: Rate.Origin, _ source: String) -> Rate {
    Rate(
      unitsPerSecond: middle, low: middle * exp(low), high: middle * exp(high), origin: origin,
      source: source.split(whereSeparator: \.isNewline).joined(separator: " "))
  }
}

extension Double {
  /// Whether it is a number above 0 that is no infinity.
  var isFiniteAndPositive: Bool { self > 0 && isFinite }
}
