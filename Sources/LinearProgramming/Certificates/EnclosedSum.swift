/// A sum of numbers and products that knows how wrong it may be.
///
///     true sum in [lower, upper]
///
/// The sum is carried as an unevaluated pair `high + low` (double-double). Each
/// addition errs by less than 2^-100 of the sizes added so far; the ends lie that
/// far out and are then rounded outwards. A sum nothing was rounded in, such as
/// one of few small whole numbers, has `lower == upper`.
///
/// Anything infinite or NaN makes the enclosure the whole line.
struct EnclosedSum {
  private var high = 0.0
  private var low = 0.0
  private var magnitude = 0.0
  private var terms = 0.0
  private var isExact = true

  init() {}

  /// The middle of the enclosure.
  var value: Double { high + low }

  mutating func add(_ term: Double) {
    let sum = high + term
    let back = sum - high
    let lost = (high - (sum - back)) + (term - back)
    if lost != 0 { isExact = false }
    low += lost
    high = sum
    magnitude += abs(term)
    terms += 1
  }

  mutating func addProduct(_ a: Double, _ b: Double) {
    let product = a * b
    // A product of 0, or one exact in itself, leaves no remainder to carry.
    let remainder = (-product).addingProduct(a, b)
    add(product)
    if remainder != 0 {
      isExact = false
      low += remainder
      terms += 1
    }
  }

  var lower: Double { end(towards: -1) }
  var upper: Double { end(towards: 1) }

  private func end(towards direction: Double) -> Double {
    guard magnitude.isFinite, value.isFinite else { return direction * .infinity }
    if isExact { return high }
    // `low` collects at most `terms` remainders of size 2^-53 * magnitude, each
    // addition of them errs by 2^-53 of their sum.
    let error = (terms + 4) * (terms + 4) * 0x1p-105 * magnitude
    let outward = value + direction * error
    return direction < 0 ? outward.nextDown : outward.nextUp
  }
}

/// A number known up to its last few bits, as an unevaluated sum.
struct Pair {
  var high: Double
  var low: Double = 0

  /// Adds, and leaves `low` below the last bit of `high`, so that the sign of
  /// `high` is the sign of the number.
  mutating func add(_ term: Double) {
    let sum = high + term
    let back = sum - high
    let rest = low + ((high - (sum - back)) + (term - back))
    high = sum + rest
    low = rest - (high - sum)
  }
}

extension EnclosedSum {
  mutating func addProduct(_ a: Double, _ b: Pair) {
    addProduct(a, b.high)
    if b.low != 0 { addProduct(a, b.low) }
  }
}
