import Foundation

/// A coefficient of the fit of training times, and the ridge that draws it to 0.
enum ScalingTerm: Hashable {
  /// The level of a series: log minutes per sample at ``ScalingDesign/referenceGPUs``.
  case level(TrainingSeries)
  /// -b0.
  case slope
  case slopeOfBenchmark(String)
  case slopeOfClass(String)
  case slopeOfPair(benchmark: String, gpuClass: String)
  /// -g of a benchmark.
  case batch(String)

  /// In squared logarithms per squared coefficient; the deviations of a class are trusted less than those of a
  /// benchmark, and levels as good as free.
  var ridge: Double {
    switch self {
    case .level: 1e-6
    case .slope: 1e-9
    case .slopeOfBenchmark: 1
    case .slopeOfClass, .slopeOfPair: 4
    case .batch: 0.5
    }
  }
}

/// What each cell says of each coefficient: a column per term, a few terms in each row.
struct ScalingDesign {
  /// The size and the batch at which levels are taken; they change no prediction but through the ridge.
  static let referenceGPUs = 64.0, referenceBatch = 64.0

  let terms: [ScalingTerm]
  private let places: [ScalingTerm: Int]
  /// Benchmarks whose every cell has its batch, where the batch is asked for.
  let benchmarksByBatch: Set<String>

  init(_ cells: [TrainingCell], byBatch: Bool) {
    let lacking = Set(cells.filter { $0.batch == nil }.map(\.series.benchmark))
    benchmarksByBatch = byBatch ? Set(cells.map(\.series.benchmark)).subtracting(lacking) : []
    var terms: [ScalingTerm] = []
    var places: [ScalingTerm: Int] = [:]
    for cell in cells {
      for (term, _) in Self.features(cell.series, cell.logGPUs, cell.batch, benchmarksByBatch)
      where places[term] == nil {
        places[term] = terms.count
        terms.append(term)
      }
    }
    self.terms = terms
    self.places = places
  }

  /// Column and value of each term of a size in a series; a term that no cell has is left out, as if it were 0.
  func row(_ series: TrainingSeries, gpus: Double, batch: Double?) -> [(column: Int, value: Double)] {
    row(Self.features(series, log(gpus), batch, benchmarksByBatch))
  }

  /// The terms of the slope alone: of a benchmark on a class, of one on any class, or of any on any.
  func slope(benchmark: String?, gpuClass: String?) -> [(column: Int, value: Double)] {
    row(Self.slopes(benchmark, gpuClass).map { ($0, 1) })
  }

  private func row(_ features: [(ScalingTerm, Double)]) -> [(column: Int, value: Double)] {
    features.compactMap { term, value in places[term].map { ($0, value) } }
  }

  private static func slopes(_ benchmark: String?, _ gpuClass: String?) -> [ScalingTerm] {
    var terms = [ScalingTerm.slope]
    if let benchmark { terms.append(.slopeOfBenchmark(benchmark)) }
    if let gpuClass { terms.append(.slopeOfClass(gpuClass)) }
    if let benchmark, let gpuClass { terms.append(.slopeOfPair(benchmark: benchmark, gpuClass: gpuClass)) }
    return terms
  }

  private static func features(
    _ series: TrainingSeries, _ logGPUs: Double, _ batch: Double?, _ benchmarksByBatch: Set<String>
  ) -> [(ScalingTerm, Double)] {
    let size = logGPUs - log(referenceGPUs)
    var features: [(ScalingTerm, Double)] = [(.level(series), 1)]
    features += slopes(series.benchmark, series.gpuClass).map { ($0, size) }
    if let batch, benchmarksByBatch.contains(series.benchmark) {
      features.append((.batch(series.benchmark), log(batch) - log(referenceBatch)))
    }
    return features
  }
}
