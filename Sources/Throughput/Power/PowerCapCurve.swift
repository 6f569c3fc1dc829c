import Foundation

/// How much work a GPU does under another power cap than its standard one.
///
///     f(x) = x^p for x <= 1, x^q for x > 1,  x = cap / standard cap
///
/// p and q are least squares on log f through (1, 1), each from the rows of its own side; neither is below 0. A side
/// without a row takes the bound that no measured row has broken: in proportion below, nothing gained above, p = 1 and
/// q = 0. f(1) = 1, and f falls to 0 with the cap.
///
/// It promises the measured class and serving; for another class, or for training, x carries over as an assumption. It
/// knows no least cap, under which a GPU does not run.
/// Source: rows of MLPerf Inference v4.1 on one system at three caps (power-caps.csv).
public struct PowerCapCurve: Hashable, Sendable {
  /// The same system and test at its standard cap and at another.
  public struct Row: Hashable, Sendable {
    public var model: String
    public var standardWatts, capWatts: Double
    public var standardRate, rate: Double

    /// Rates in one unit, any.
    public init(model: String, standardWatts: Double, capWatts: Double, standardRate: Double, rate: Double) {
      self.model = model
      self.standardWatts = standardWatts
      self.capWatts = capWatts
      self.standardRate = standardRate
      self.rate = rate
    }

    var share: Double { capWatts / standardWatts }
    var factor: Double { rate / standardRate }
    fileprivate var isUsable: Bool {
      [standardWatts, capWatts, standardRate, rate].allSatisfy(\.isFiniteAndPositive)
    }
  }

  /// p and q.
  public let below, above: Double
  let rows: [Row]

  /// - Throws: `badRow` for a figure that is not a finite number above 0.
  public init(_ rows: [Row]) throws(PowerFitError) {
    if let bad = rows.firstIndex(where: { !$0.isUsable }) { throw .badRow(bad) }
    self.init(usable: rows)
  }

  private init(usable rows: [Row]) {
    self.rows = rows
    below = Self.exponent(rows.filter { $0.share < 1 }) ?? 1
    above = Self.exponent(rows.filter { $0.share > 1 }) ?? 0
  }

  /// f at a share of the standard cap; a share of 0 or less does no work.
  public func throughputFactor(atShare share: Double) -> Double {
    share > 0 ? pow(share, share <= 1 ? below : above) : 0
  }

  /// |foretold / measured - 1| of every row below the standard cap, by the curve through the other models' rows; empty
  /// where there is only one model.
  public func errorsLeavingOutModels() -> [Double] {
    let low = rows.filter { $0.share < 1 }
    return low.compactMap { row in
      let rest = rows.filter { $0.model != row.model }
      guard rest.contains(where: { $0.share < 1 }) else { return nil }
      return abs(Self(usable: rest).throughputFactor(atShare: row.share) / row.factor - 1)
    }
  }

  private static func exponent(_ rows: [Row]) -> Double? {
    let squares = rows.reduce(0) { $0 + log($1.share) * log($1.share) }
    return squares > 0 ? max(0, rows.reduce(0) { $0 + log($1.share) * log($1.factor) } / squares) : nil
  }
}
