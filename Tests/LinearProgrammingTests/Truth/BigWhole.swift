/// A whole number of any size: a sign and limbs of 32 bits, the least first.
struct BigWhole: Sendable {
  private(set) var limbs: [UInt32]
  private(set) var isNegative: Bool

  var isZero: Bool { limbs.isEmpty }

  init(_ value: Int) {
    let size = value.magnitude
    self.init(limbs: [UInt32(truncatingIfNeeded: size), UInt32(size >> 32)], isNegative: value < 0)
  }

  private init(limbs: [UInt32], isNegative: Bool) {
    self.limbs = limbs
    while self.limbs.last == 0 { self.limbs.removeLast() }
    self.isNegative = isNegative && !self.limbs.isEmpty
  }

  static prefix func - (a: BigWhole) -> BigWhole { BigWhole(limbs: a.limbs, isNegative: !a.isNegative) }

  static func + (a: BigWhole, b: BigWhole) -> BigWhole {
    if a.isNegative == b.isNegative {
      return BigWhole(limbs: sum(a.limbs, b.limbs), isNegative: a.isNegative)
    }
    if isSmaller(a.limbs, b.limbs) {
      return BigWhole(limbs: difference(b.limbs, a.limbs), isNegative: b.isNegative)
    }
    return BigWhole(limbs: difference(a.limbs, b.limbs), isNegative: a.isNegative)
  }

  static func * (a: BigWhole, b: BigWhole) -> BigWhole {
    var product = [UInt32](repeating: 0, count: a.limbs.count + b.limbs.count)
    for i in a.limbs.indices {
      var carry: UInt64 = 0
      for j in b.limbs.indices {
        let value = UInt64(a.limbs[i]) * UInt64(b.limbs[j]) + UInt64(product[i + j]) + carry
        product[i + j] = UInt32(truncatingIfNeeded: value)
        carry = value >> 32
      }
      product[i + b.limbs.count] = UInt32(carry)
    }
    return BigWhole(limbs: product, isNegative: a.isNegative != b.isNegative)
  }

  static func << (a: BigWhole, bits: Int) -> BigWhole {
    let (limbs, rest) = bits.quotientAndRemainder(dividingBy: 32)
    let zeros = [UInt32](repeating: 0, count: limbs)
    return BigWhole(limbs: zeros + a.limbs, isNegative: a.isNegative) * BigWhole(1 << rest)
  }

  private static func sum(_ a: [UInt32], _ b: [UInt32]) -> [UInt32] {
    var (sum, carry): ([UInt32], UInt64) = ([], 0)
    for i in 0...max(a.count, b.count) {
      let value = UInt64(i < a.count ? a[i] : 0) + UInt64(i < b.count ? b[i] : 0) + carry
      sum.append(UInt32(truncatingIfNeeded: value))
      carry = value >> 32
    }
    return sum
  }

  /// Of a greater and a smaller number.
  private static func difference(_ a: [UInt32], _ b: [UInt32]) -> [UInt32] {
    var (difference, borrow): ([UInt32], Int64) = ([], 0)
    for i in a.indices {
      let value = Int64(a[i]) - Int64(i < b.count ? b[i] : 0) + borrow
      difference.append(UInt32(truncatingIfNeeded: value))
      borrow = value >> 32
    }
    return difference
  }

  private static func isSmaller(_ a: [UInt32], _ b: [UInt32]) -> Bool {
    if a.count != b.count { return a.count < b.count }
    return zip(a, b).reversed().first { $0 != $1 }.map { $0 < $1 } ?? false
  }
}
