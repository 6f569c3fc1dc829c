import Foundation

/// A benchmark on a class in a round: what was measured alike, and shares one level in the fit.
struct TrainingSeries: Hashable, Comparable {
  let benchmark: String
  let gpuClass: String
  let round: String

  /// Rounds compare as versions: v5.1 < v10.0.
  static func < (a: Self, b: Self) -> Bool {
    if (a.benchmark, a.gpuClass) != (b.benchmark, b.gpuClass) {
      return (a.benchmark, a.gpuClass) < (b.benchmark, b.gpuClass)
    }
    return a.round.compare(b.round, options: .numeric) == .orderedAscending
  }
}

/// The rows of one series at one size and batch, made into one figure, so that many submitters are no many sizes.
struct TrainingCell {
  let series: TrainingSeries
  let gpus: Int
  let batch: Double?
  /// log of minutes per sample, the median over the rows.
  let logMinutes: Double
  /// The rows, at most ``greatestWeight``.
  let weight: Double

  /// Rows beyond these show the submitters' noise less, but not that of the recipe, which they share.
  static let greatestWeight = 4

  var logGPUs: Double { log(Double(gpus)) }

  /// - Throws: `noRows`, `badRow`.
  static func cells(_ rows: [TrainingMeasurement]) throws(TrainingFitError) -> [TrainingCell] {
    guard !rows.isEmpty else { throw .noRows }
    if let bad = rows.firstIndex(where: { !$0.isUsable }) { throw .badRow(bad) }
    struct Key: Hashable {
      let series: TrainingSeries
      let gpus: Int
      let batch: Double?
    }
    let groups = Dictionary(grouping: rows) { row in
      let series = TrainingSeries(benchmark: row.benchmark, gpuClass: row.gpuClass, round: row.round)
      return Key(series: series, gpus: row.gpus, batch: row.batch)
    }
    return groups.map { key, rows in
      TrainingCell(
        series: key.series, gpus: key.gpus, batch: key.batch,
        logMinutes: median(rows.map { log($0.minutes) - log($0.samples) }),
        weight: Double(min(rows.count, greatestWeight)))
    }.sorted { ($0.series, $0.gpus, $0.batch ?? 0) < ($1.series, $1.gpus, $1.batch ?? 0) }
  }
}
