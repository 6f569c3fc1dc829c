import Foundation

/// How many samples a benchmark needs to its target at a global batch: larger steps learn less from each sample.
///
///     log S(B) is linear in log B between the points of the benchmark, and held at its first and last
///
/// One point holds at every batch. It says nothing of a model that is no benchmark, nor how S grows beyond the points.
/// Source: the reference convergence points of MLPerf Training (samples-to-target.csv).
public struct SamplesToTarget: Hashable, Sendable {
  /// Samples to the target at a batch; both more than 0.
  public struct Point: Hashable, Sendable {
    public var benchmark: String
    /// nil for every round.
    public var round: String?
    public var batch: Double
    public var samples: Double

    public init(benchmark: String, round: String? = nil, batch: Double, samples: Double) {
      self.benchmark = benchmark
      self.round = round
      self.batch = batch
      self.samples = samples
    }
  }

  public let points: [Point]

  /// - Throws: `badRow` for a batch or a count of samples that is not a finite number above 0.
  public init(_ points: [Point]) throws(TrainingFitError) {
    if let bad = points.firstIndex(where: {
      !($0.batch.isFiniteAndPositive && $0.samples.isFiniteAndPositive)
    }) {
      throw .badRow(bad)
    }
    self.points = points
  }

  /// S(B) of a benchmark in a round; nil without a point of it, or for a batch that is not above 0.
  public func samples(benchmark: String, round: String, batch: Double) -> Double? {
    let own = points.filter { $0.benchmark == benchmark && ($0.round ?? round) == round }
    guard !own.isEmpty, batch > 0 else { return nil }
    return exp(heldLinear(at: log(batch), through: own.map { (log($0.batch), log($0.samples)) }))
  }
}

/// y at x, linear between the points and held at both ends; of points with equal x the median counts.
///
/// - Precondition: there is a point.
func heldLinear(at x: Double, through points: [(x: Double, y: Double)]) -> Double {
  let knots = Dictionary(grouping: points, by: \.x).map { (x: $0.key, y: median($0.value.map(\.y))) }.sorted {
    $0.x < $1.x
  }
  guard let above = knots.firstIndex(where: { $0.x >= x }) else { return knots[knots.count - 1].y }
  guard above > 0, knots[above].x > x else { return knots[above].y }
  let (a, b) = (knots[above - 1], knots[above])
  return a.y + (b.y - a.y) * (x - a.x) / (b.x - a.x)
}
