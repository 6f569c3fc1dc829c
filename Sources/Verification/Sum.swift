/// A sum of products in twice the working precision, so that a difference from the file is the file's.
///
/// Products carry their rounding error by fused multiply-add, sums theirs by Knuth's two-sum: about 32 digits.
/// With `n` terms the relative error against ``size`` is below n * 2^-100.
struct Sum {
  private var high = 0.0
  private var low = 0.0
  /// Sum of the terms' absolute values: what a rounding difference is measured against.
  private(set) var size = 0.0

  init() {}
  init(_ factors: Double...) { add(product: factors) }

  /// The sum rounded once.
  var value: Double { high + low }

  mutating func add(_ factors: Double...) { add(product: factors) }

  mutating func add(_ other: Sum) {
    addExactly(other.high)
    low += other.low
    size += other.size
  }

  mutating func subtract(_ other: Sum) {
    addExactly(-other.high)
    low -= other.low
    size += other.size
  }

  /// Multiplies the whole sum.
  mutating func scale(by factor: Double) {
    let product = high * factor
    low = (-product).addingProduct(high, factor) + low * factor
    high = product
    size *= abs(factor)
  }

  private mutating func add(product factors: [Double]) {
    var product = factors[0], rest = 0.0
    for factor in factors.dropFirst() {
      let next = product * factor
      rest = (-next).addingProduct(product, factor) + rest * factor
      product = next
    }
    addExactly(product)
    low += rest
    size += abs(product)
  }

  private mutating func addExactly(_ term: Double) {
    let total = high + term
    let part = total - high
    low += (high - (total - part)) + (term - part)
    high = total
  }
}
