import Foundation

/// How far a fit of training times is off for sizes that it was not shown.
///
/// Between: each inner size of a series is left out in turn. Beyond: all sizes above one, where two or more remain, and
/// those up to 4 times the largest that remains are foretold. All other series stay in, also those of the same class
/// and benchmark in other rounds. The batch of what is left out is given. A series of two sizes or fewer gives nothing,
/// so both lists may be empty. What the errors promise ends at 4 times the largest size, and at benchmarks like these:
/// those of pretraining miss by a third of what short runs do.
public struct TrainingHeldOut: Sendable {
  /// A cell that was left out.
  public struct Miss: Hashable, Sendable {
    public let benchmark, gpuClass, round: String
    public let gpus: Int
    /// Between: the next larger size over the next smaller one. Beyond: the size over the largest one kept.
    public let ratio: Double
    /// log(minutes measured / minutes foretold).
    public let logError: Double

    /// |measured / foretold - 1|.
    public var error: Double { abs(exp(logError) - 1) }
  }

  public let between: [Miss]
  public let beyond: [Miss]

  /// How far beyond the largest size kept a time is foretold here.
  public static let farthest = 4.0
  /// What must remain below a size that is foretold from beyond.
  private static let fewestSizes = 2

  /// - Throws: as ``ScalingFit/init(_:byBatch:)``, whose parameters these are.
  public init(_ rows: [TrainingMeasurement], byBatch: Bool = true) throws(TrainingFitError) {
    self.init(try ScalingFit(rows, byBatch: byBatch))
  }

  init(_ fit: ScalingFit) {
    let series = Dictionary(grouping: fit.cells, by: \.series).sorted { $0.key < $1.key }
    between = series.flatMap { Self.between($0.key, $0.value, fit) }
    beyond = series.flatMap { Self.beyond($0.key, $0.value, fit) }
  }

  /// The median of |measured / foretold - 1|; nil of none.
  public static func medianError(_ misses: [Miss]) -> Double? {
    misses.isEmpty ? nil : median(misses.map(\.error))
  }

  private static func between(_ series: TrainingSeries, _ own: [TrainingCell], _ fit: ScalingFit) -> [Miss] {
    let sizes = Set(own.map(\.gpus)).sorted()
    return sizes.indices.dropFirst().dropLast().flatMap { place in
      let size = sizes[place], ratio = Double(sizes[place + 1]) / Double(sizes[place - 1])
      return misses(own.filter { $0.gpus == size }, without: { $0.gpus == size }, series, fit) { _ in ratio }
    }
  }

  private static func beyond(_ series: TrainingSeries, _ own: [TrainingCell], _ fit: ScalingFit) -> [Miss] {
    let sizes = Set(own.map(\.gpus)).sorted()
    return sizes.dropFirst(fewestSizes - 1).dropLast().flatMap { largest in
      let targets = own.filter { $0.gpus > largest && Double($0.gpus) <= farthest * Double(largest) }
      return misses(targets, without: { $0.gpus > largest }, series, fit) { Double($0.gpus) / Double(largest) }
    }
  }

  /// What a fit without some cells of a series foretells for the targets.
  private static func misses(
    _ targets: [TrainingCell], without isLeftOut: (TrainingCell) -> Bool, _ series: TrainingSeries, _ fit: ScalingFit,
    ratio: (TrainingCell) -> Double
  ) -> [Miss] {
    guard !targets.isEmpty else { return [] }
    let rest = ScalingFit(fit.cells.filter { $0.series != series || !isLeftOut($0) }, fit.design)
    return targets.map { cell in
      // Sizes of the series remain: it has a level.
      let foretold = rest.logMinutes(series, gpus: Double(cell.gpus), batch: cell.batch)!
      return Miss(
        benchmark: series.benchmark, gpuClass: series.gpuClass, round: series.round, gpus: cell.gpus,
        ratio: ratio(cell), logError: cell.logMinutes - foretold)
    }
  }
}
