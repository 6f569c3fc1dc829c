import Foundation
import LinearAlgebra

/// Where cells stand for a covariance: labels that are the same or not, and places in spaces of scaled coordinates.
struct KernelPoints: Hashable, Sendable {
  private(set) var count = 0
  /// By label, then by point; below 0 for one that is like no other.
  private(set) var labels: [[Int]]
  /// By space, all coordinates of the first point first.
  private(set) var places: [[Double]]
  /// Coordinates of a point, by space.
  let dimensions: [Int]

  init(labels: Int, dimensions: [Int]) {
    self.labels = Array(repeating: [], count: labels)
    self.places = Array(repeating: [], count: dimensions.count)
    self.dimensions = dimensions
  }

  /// - Precondition: there is a code for each label, and a place of its dimensions for each space.
  mutating func append(labels codes: [Int], places coordinates: [[Double]]) {
    precondition(codes.count == labels.count && coordinates.map(\.count) == dimensions, "a point of another space")
    for (label, code) in codes.enumerated() { labels[label].append(code) }
    for (space, place) in coordinates.enumerated() { places[space] += place }
    count += 1
  }
}

/// One factor of a covariance, 1 between a point and itself.
enum KernelFactor: Hashable, Sendable {
  /// 1 where both points have the same label, else 0.
  case same(Int)
  /// exp(-|x - x'|^2 / 2) of the places in a space: the length scale is 1, so coordinates come scaled.
  case near(Int)

  /// The factor between point i and the first `count` of others.
  func values(_ points: KernelPoints, _ i: Int, with others: KernelPoints, count: Int) -> [Double] {
    switch self {
    case .same(let label):
      let own = points.labels[label][i]
      return others.labels[label].prefix(count).map { $0 == own && own >= 0 ? 1 : 0 }
    case .near(let space):
      let width = others.dimensions[space]
      let own = Array(points.places[space][width * i..<width * (i + 1)])
      return others.places[space].withUnsafeBufferPointer { places in
        (0..<count).map { j in
          var square = 0.0
          for d in 0..<width {
            let apart = places[width * j + d] - own[d]
            square += apart * apart
          }
          return exp(-square / 2)
        }
      }
    }
  }
}

/// A covariance as a sum of products of simple factors, each product with a variance of its own.
struct Kernel: Hashable, Sendable {
  let products: [[KernelFactor]]
  /// Every factor once.
  private let factors: [KernelFactor]
  /// The factors of each product by their place in `factors`.
  private let places: [[Int]]

  init(_ products: [[KernelFactor]]) {
    var factors: [KernelFactor] = []
    for factor in products.joined() where !factors.contains(factor) { factors.append(factor) }
    self.products = products
    self.factors = factors
    places = products.map { product in product.map { factors.firstIndex(of: $0)! } }
  }

  /// Each product between point i and the first `count` of others, at a variance of 1.
  func values(_ points: KernelPoints, _ i: Int, with others: KernelPoints, count: Int) -> [[Double]] {
    let values = factors.map { $0.values(points, i, with: others, count: count) }
    return places.map { product in
      guard var result = product.first.map({ values[$0] }) else { return Array(repeating: 1, count: count) }
      for place in product.dropFirst() {
        values[place].withUnsafeBufferPointer { factor in
          result.withUnsafeMutableBufferPointer { for j in $0.indices { $0[j] *= factor[j] } }
        }
      }
      return result
    }
  }

  /// Each product between all points, at a variance of 1; half of it is computed, since it is symmetric.
  func basis(_ points: KernelPoints) throws(LinearAlgebraError) -> SymmetricBasis {
    var packed = [[Double]](repeating: [], count: products.count)
    for i in 0..<points.count {
      for (k, column) in values(points, i, with: points, count: i + 1).enumerated() { packed[k] += column }
    }
    return try SymmetricBasis(side: points.count, packed: packed)
  }

  /// Sum of variance_k * product_k between point i and all of others.
  func covariance(_ points: KernelPoints, _ i: Int, with others: KernelPoints, variances: [Double]) -> [Double] {
    let columns = values(points, i, with: others, count: others.count)
    return (0..<others.count).map { j in
      zip(columns, variances).reduce(0) { $0 + $1.0[j] * $1.1 }
    }
  }
}
