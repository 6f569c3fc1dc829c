import Fleet
import Foundation

import struct Fleet.Measurement

/// Rows of measurements.csv that say the same thing of the same class, made into one rate.
struct MeasuredCells {
  /// The 80 % interval of a rate that fewer than three systems measured: 8 % either way.
  ///
  /// In 50 cells of MLPerf Inference v4.1 and v5.1 with three or more submitters, 80 % of 273 figures lie within 4.9 %
  /// of the median of the other submitters, 86 % within 8 % and 90 % within 10.1 %. More than the 4.9 % is taken, since
  /// all of those systems are tuned for the test; how far a planner's own may be from them is not in the figures.
  static let spread = LogSpread(factor: 1.08)
  /// Lengths count as near within this factor, both of them.
  static let nearFactor = 1.25

  let planningCase: PlanningCase

  /// The rate of a served workload on a class from rows of its model at its lengths, or near them; nil for none.
  ///
  /// The rows nearest in log distance count; what they lie off widens the interval, since a rate changes at most in
  /// proportion to the lengths.
  func servingRate(_ workload: Workload, on gpuClass: Ref<GPUClass>) -> Rate? {
    let rows = self.rows(workload, on: gpuClass).compactMap { row in
      distance(row, workload).map { (row: row, distance: $0) }
    }
    guard let nearest = rows.map(\.distance).min() else { return nil }
    let near = rows.filter { $0.distance <= nearest + 1e-12 }.map(\.row)
    return best(near, planned: workload.precision) { $0.unitsPerSecond / Double($0.gpus) }.map { rows, rates in
      Self.rate(rows, rates, off: nearest)
    }
  }

  /// The rate of a job on a class from rows of its model: units per second / GPUs^b, b = 1 for a job that is no gang.
  func trainingRate(_ workload: Workload, on gpuClass: Ref<GPUClass>) -> Rate? {
    let exponent = workload.gang?.scalingExponent ?? 1
    return best(rows(workload, on: gpuClass), planned: workload.precision) {
      $0.unitsPerSecond / pow(Double($0.gpus), exponent)
    }.map { rows, rates in Self.rate(rows, rates, off: 0) }
  }

  /// Rows of the workload's model on a class, without those under a power cap unless there are no others.
  private func rows(_ workload: Workload, on gpuClass: Ref<GPUClass>) -> [Measurement] {
    let rows = planningCase.measurements.filter { $0.gpuClass == gpuClass && $0.model == workload.model }
    return Self.uncapped(rows)
  }

  static func uncapped(_ rows: [Measurement]) -> [Measurement] {
    let free = rows.filter { $0.powerCapWatts == nil }
    return free.isEmpty ? rows : free
  }

  /// 0 for equal lengths; the greater of the two log ratios where both are near; nil otherwise.
  private func distance(_ row: Measurement, _ workload: Workload) -> Double? {
    switch (workload.inputTokens, workload.outputTokens, row.inputTokens, row.outputTokens) {
    case (nil, nil, nil, nil): return 0
    case (let input?, let output?, let rowInput?, let rowOutput?):
      let distance = max(abs(log(rowInput / input)), abs(log(rowOutput / output)))
      return distance <= log(Self.nearFactor) + 1e-12 ? distance : nil
    default: return nil
    }
  }

  /// The rows of the precision asked for, or of the one with the highest median; a row without one counts for any.
  private func best(
    _ rows: [Measurement], planned: String?, rate: (Measurement) -> Double
  ) -> (rows: [Measurement], rates: [Double])? {
    if let planned {
      let fitting = rows.filter { $0.precision == planned || $0.precision == nil }
      return fitting.isEmpty ? nil : (fitting, fitting.map(rate))
    }
    let groups = Dictionary(grouping: rows) { $0.precision ?? "" }.sorted { $0.key < $1.key }.map {
      (rows: $0.value, rates: $0.value.map(rate))
    }
    return groups.max { median($0.rates) < median($1.rates) }
  }

  private static func rate(_ rows: [Measurement], _ rates: [Double], off distance: Double) -> Rate {
    let middle = median(rates)
    // The same run is often listed twice, for two tests or by two submitters: equal rates are one system.
    let systems = Set(rates).sorted()
    let spread = systems.count >= 3 ? LogSpread(nextAfter: systems) : Self.spread
    // Two rows may lie equally far from a middle between them: the order of the table decides nothing.
    let central = zip(rows, rates).min {
      (abs($0.1 - middle), $0.0.source) < (abs($1.1 - middle), $1.0.source)
    }!.0
    var source = rows.count == 1 ? central.source : "median of \(rows.count) rows, one of them: \(central.source)"
    if distance > 0, let input = central.inputTokens, let output = central.outputTokens {
      source += "; measured at \(shortest(input)) in, \(shortest(output)) out"
    }
    return spread.plus(exp(distance)).rate(middle, .measured, source)
  }
}

/// A number as few digits write it: `1000`, not `1000.0`.
func shortest(_ value: Double) -> String {
  value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
}
