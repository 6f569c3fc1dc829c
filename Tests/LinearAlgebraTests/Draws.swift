import LinearAlgebra

/// Numbers that look random and are the same on every run (SplitMix64).
struct Draws: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func matrix(_ rows: Int, _ columns: Int) -> Matrix {
    Matrix((0..<rows).map { _ in vector(columns) })
  }

  mutating func vector(_ count: Int) -> [Double] { (0..<count).map { _ in Double.random(in: -1...1, using: &self) } }
}

func isClose(_ a: [Double], _ b: [Double], _ tolerance: Double) -> Bool {
  a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= tolerance * max(1, abs($0), abs($1)) }
}
