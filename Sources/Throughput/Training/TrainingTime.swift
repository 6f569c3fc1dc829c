import Foundation

/// A run of a measured benchmark at a size of the planner's choice.
public struct TrainingRun: Hashable, Sendable {
  public var gpuClass: String
  public var benchmark: String
  /// nil for the newest round of the class on the benchmark.
  public var round: String?
  public var gpus: Int
  /// nil for the batch of the nearest measured size.
  public var batch: Double?
  /// In the benchmark's samples; of a run to the target they are S(batch).
  public var samples: Double

  public init(
    gpuClass: String, benchmark: String, round: String? = nil, gpus: Int, batch: Double? = nil, samples: Double
  ) {
    self.gpuClass = gpuClass
    self.benchmark = benchmark
    self.round = round
    self.gpus = gpus
    self.batch = batch
    self.samples = samples
  }

  var isUsable: Bool { gpus > 0 && [batch ?? 1, samples].allSatisfy(\.isFiniteAndPositive) }
}

/// How long a run takes, and how sure that is.
public struct TrainingTime: Hashable, Sendable {
  public enum Basis: Hashable, Sendable {
    /// Within the sizes of the series, both ends included.
    case between
    /// Above the largest measured size, or below the smallest.
    case beyond
  }

  public let minutes: Double
  /// Eight cells in ten that were left out lie between these.
  public let low, high: Double
  public let basis: Basis
  /// Of the series foretold from.
  public let round: String
}

extension ScalingFit {
  /// The minutes of a run: samples * exp(smooth fit + what the series lies off it).
  ///
  /// What a series lies off is the median of its cells at each size, linear in log GPUs between sizes and held at the
  /// first and the last: a measured size and batch gives back what was measured. The interval is that of the errors of
  /// sizes left out, between or beyond; beyond 4 times the largest size, or below a quarter of the smallest, it widens
  /// with the log of the distance, which no left-out size confirms. Fewer than three errors give half to double.
  ///
  /// It promises nothing of failures, checkpoints and waiting (``Goodput``), nor of memory: a model may not fit.
  /// - Throws: `badRun`; `unmeasured` where the series has no row.
  public func time(of run: TrainingRun, heldOut: TrainingHeldOut) throws(TrainingFitError) -> TrainingTime {
    guard run.isUsable else { throw .badRun }
    guard let series = series(run) else {
      throw .unmeasured(gpuClass: run.gpuClass, benchmark: run.benchmark)
    }
    let ratio = ratioBeyond(series, Double(run.gpus))
    let batch = run.batch ?? nearestBatch(series, run.gpus)
    let minutes = run.samples * exp(logMinutes(series, gpus: Double(run.gpus), batch: batch)!)
    let spread = Self.spread(ratio > 1 ? heldOut.beyond : heldOut.between)
    let reach = max(1, log(ratio) / log(TrainingHeldOut.farthest))
    return TrainingTime(
      minutes: minutes, low: minutes * exp(reach * spread.low), high: minutes * exp(reach * spread.high),
      basis: ratio > 1 ? .beyond : .between, round: series.round)
  }

  /// log of minutes per sample, with what the series lies off the smooth fit; nil for a series without a cell.
  func logMinutes(_ series: TrainingSeries, gpus: Double, batch: Double?) -> Double? {
    let residuals = cells.filter { $0.series == series }.map { cell in
      (x: cell.logGPUs, y: cell.logMinutes - smooth(series, gpus: Double(cell.gpus), batch: cell.batch))
    }
    guard !residuals.isEmpty else { return nil }
    return smooth(series, gpus: gpus, batch: batch) + heldLinear(at: log(gpus), through: residuals)
  }

  private func series(_ run: TrainingRun) -> TrainingSeries? {
    cells.map(\.series).filter {
      $0.gpuClass == run.gpuClass && $0.benchmark == run.benchmark && $0.round == run.round ?? $0.round
    }.max()
  }

  /// How many times beyond its sizes a series is asked for, 1 within them.
  private func ratioBeyond(_ series: TrainingSeries, _ gpus: Double) -> Double {
    let sizes = cells.filter { $0.series == series }.map { Double($0.gpus) }
    return max(1, gpus / sizes.max()!, sizes.min()! / gpus)
  }

  private func nearestBatch(_ series: TrainingSeries, _ gpus: Int) -> Double? {
    cells.filter { $0.series == series }.min {
      abs($0.logGPUs - log(Double(gpus))) < abs($1.logGPUs - log(Double(gpus)))
    }?.batch
  }

  private static func spread(_ misses: [TrainingHeldOut.Miss]) -> LogSpread {
    misses.count < Scaling.fewestErrors ? Scaling.blindSpread : LogSpread(holding: misses.map(\.logError))
  }
}
