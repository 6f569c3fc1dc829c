import Foundation

/// A number `mantissa * 2^exponent`, with no rounding anywhere.
///
/// Every finite double is one, and sums, differences and products of such numbers are such numbers: what a solver says
/// can be put into the programme's rows exactly. There is no division; see `Fraction`.
struct Exact: Comparable, Sendable {
  /// The mantissa, unless it outgrew a machine word.
  private var small: Int
  private var large: BigWhole?
  private var exponent: Int

  static let zero = Exact(0)

  init(_ value: Int) { (small, exponent) = (value, 0) }

  init(_ value: Double) {
    precondition(value.isFinite)
    (small, exponent) = (0, 0)
    if let whole = Int(exactly: value), abs(whole) < 1 << 40 {
      small = whole
    } else {
      let shift = Double.significandBitCount - Int(value.exponent) - value.trailingZeros
      small = Int(scalbn(value, shift))
      exponent = -shift
    }
  }

  private init(small: Int, exponent: Int) { (self.small, self.exponent) = (small, exponent) }

  private init(large: BigWhole, exponent: Int) {
    self.init(small: 0, exponent: exponent)
    self.large = large
  }

  private var mantissa: BigWhole { large ?? BigWhole(small) }

  var sign: Int { large.map { $0.isZero ? 0 : $0.isNegative ? -1 : 1 } ?? small.signum() }

  var magnitude: Exact { sign < 0 ? -self : self }

  static prefix func - (a: Exact) -> Exact {
    a.large.map { Exact(large: -$0, exponent: a.exponent) } ?? Exact(small: -a.small, exponent: a.exponent)
  }

  static func * (a: Exact, b: Exact) -> Exact {
    if a.large == nil && b.large == nil {
      let (product, overflow) = a.small.multipliedReportingOverflow(by: b.small)
      if !overflow && product != .min { return Exact(small: product, exponent: a.exponent + b.exponent) }
    }
    return Exact(large: a.mantissa * b.mantissa, exponent: a.exponent + b.exponent)
  }

  static func + (a: Exact, b: Exact) -> Exact {
    if a.exponent != b.exponent {
      let least = min(a.exponent, b.exponent)
      return a.lowered(to: least) + b.lowered(to: least)
    }
    if a.large == nil && b.large == nil {
      let (sum, overflow) = a.small.addingReportingOverflow(b.small)
      if !overflow && sum != .min { return Exact(small: sum, exponent: a.exponent) }
    }
    return Exact(large: a.mantissa + b.mantissa, exponent: a.exponent)
  }

  static func - (a: Exact, b: Exact) -> Exact { a + -b }
  static func += (a: inout Exact, b: Exact) { a = a + b }
  static func == (a: Exact, b: Exact) -> Bool { (a - b).sign == 0 }
  static func < (a: Exact, b: Exact) -> Bool { (a - b).sign < 0 }

  private func lowered(to least: Int) -> Exact {
    let shift = exponent - least
    if shift == 0 { return self }
    if large == nil && shift < 62 {
      let (shifted, overflow) = small.multipliedReportingOverflow(by: 1 << shift)
      if !overflow && shifted != .min { return Exact(small: shifted, exponent: least) }
    }
    return Exact(large: mantissa << shift, exponent: least)
  }
}

extension Exact {
  /// The leading bits and the power of two they count, for printing and rounded quotients.
  fileprivate var leading: (Double, Int) {
    guard let large else { return (Double(small), exponent) }
    let skipped = max(0, large.limbs.count - 3)
    let top = large.limbs.dropFirst(skipped).reversed().reduce(0.0) { $0 * 0x1p32 + Double($1) }
    return (large.isNegative ? -top : top, exponent + 32 * skipped)
  }

  var double: Double { scalbn(leading.0, leading.1) }
}

extension Double {
  fileprivate var trailingZeros: Int { min(52, significandBitPattern.trailingZeroBitCount) }
}

/// A quotient of two exact numbers, the lower one positive.
struct Fraction: Comparable, Sendable, CustomStringConvertible {
  let numerator: Exact
  let denominator: Exact

  init(_ numerator: Exact, over denominator: Exact = Exact(1)) {
    precondition(denominator.sign > 0)
    (self.numerator, self.denominator) = (numerator, denominator)
  }

  static func == (a: Fraction, b: Fraction) -> Bool {
    a.numerator * b.denominator == b.numerator * a.denominator
  }

  static func < (a: Fraction, b: Fraction) -> Bool { a.numerator * b.denominator < b.numerator * a.denominator }

  /// Within a few units of the last place.
  var double: Double {
    let (above, below) = (numerator.leading, denominator.leading)
    return scalbn(above.0 / below.0, above.1 - below.1)
  }

  /// Whether a double is within `tolerance`, relative to the greater of this and 1.
  func isNear(_ value: Double, _ tolerance: Double) -> Bool {
    let gap = (Exact(value) * denominator - numerator).magnitude
    return gap <= Exact(tolerance) * max(denominator, numerator.magnitude)
  }

  var description: String { "\(double)" }
}
