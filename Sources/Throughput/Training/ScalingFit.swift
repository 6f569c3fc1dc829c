import Foundation
import LinearAlgebra

/// How training gets faster with more GPUs: one log-linear fit of every measured time, with one Cholesky solve.
///
///     log(minutes / samples) = a_s - b log(GPUs / 64) - g log(batch / 64)
///     b = b0 + d(benchmark) + d(class) + d(class, benchmark)
///
/// a_s is the level of a series s, a benchmark on a class in a round; ridges of 1, 4 and 4 draw the deviations d to 0,
/// one of 0.5 draws g, which is the benchmark's own. A cell, the median of the rows of one series, size and batch,
/// weighs as many rows as it has, at most 4. b = 1 would be perfect scaling.
///
/// A series of one size says nothing of b and takes it from its benchmark and class; duplicated rows only weigh more; a
/// benchmark one of whose rows lacks its batch has no g, and its b holds what the batch did. It promises no exponent
/// outside the sizes measured, and none for a precision: the rows do not name it.
/// Source: ridge regression with crossed effects, e.g. Hastie, Tibshirani, Friedman, The Elements of Statistical
/// Learning (2009), section 3.4.1.
public struct ScalingFit: Sendable {
  let cells: [TrainingCell]
  let design: ScalingDesign
  private let coefficients: [Double]
  private let factor: Cholesky
  /// Of a cell of weight 1 about the fit, in squared logarithms.
  private let variance: Double

  /// - Parameter byBatch: whether benchmarks whose rows all name their batch get an exponent g of it.
  /// - Throws: `noRows`, `badRow`, `oneSize`.
  public init(_ rows: [TrainingMeasurement], byBatch: Bool = true) throws(TrainingFitError) {
    let cells = try TrainingCell.cells(rows)
    let sizes = Dictionary(grouping: cells, by: \.series).values.map { Set($0.map(\.gpus)).count }
    guard sizes.contains(where: { $0 > 1 }) else { throw .oneSize }
    self.init(cells, ScalingDesign(cells, byBatch: byBatch))
  }

  /// The fit of some of the cells, with the columns of all.
  init(_ cells: [TrainingCell], _ design: ScalingDesign) {
    var normal = Matrix(rows: design.terms.count, columns: design.terms.count)
    var right = [Double](repeating: 0, count: design.terms.count)
    for (index, term) in design.terms.enumerated() { normal[index, index] = term.ridge }
    for cell in cells {
      let row = design.row(cell.series, gpus: Double(cell.gpus), batch: cell.batch)
      for (i, value) in row {
        right[i] += cell.weight * value * cell.logMinutes
        for (j, other) in row { normal[i, j] += cell.weight * value * other }
      }
    }
    self.cells = cells
    self.design = design
    // Every coefficient has a ridge, and every row is finite: a factor exists.
    factor = try! Cholesky(normal)
    coefficients = try! factor.solve(right)
    variance = Self.variance(cells, design, coefficients)
  }

  /// A scaling exponent with its 80 % interval.
  public struct Exponent: Hashable, Sendable {
    public let value, low, high: Double
  }

  /// b of a benchmark on a class; of either of them nil, or never measured, what the others say.
  ///
  /// The interval is b +- 1.28 * standard error given the ridges: how far a class that was never measured may lie from
  /// those that were is not in it.
  public func exponent(benchmark: String?, gpuClass: String?) -> Exponent {
    let row = design.slope(benchmark: benchmark, gpuClass: gpuClass)
    var unit = Matrix(rows: factor.side, columns: 1)
    for (column, value) in row { unit[column, 0] = value }
    // A unit vector of the factor's side.
    let spread = try! factor.whitened(unit).elements.reduce(0) { $0 + $1 * $1 }
    let value = -row.reduce(0) { $0 + coefficients[$1.column] * $1.value }
    let half = upperDecile * (variance * spread).squareRoot()
    return Exponent(value: value, low: value - half, high: value + half)
  }

  /// g of a benchmark: a batch twice as large does 2^g times as many samples per second; nil where it has none.
  public func batchExponent(benchmark: String) -> Double? {
    design.terms.firstIndex(of: .batch(benchmark)).map { -coefficients[$0] }
  }

  /// log of minutes per sample by the coefficients alone.
  func smooth(_ series: TrainingSeries, gpus: Double, batch: Double?) -> Double {
    Self.smooth(design, coefficients, series, gpus, batch)
  }

  private static func smooth(
    _ design: ScalingDesign, _ coefficients: [Double], _ series: TrainingSeries, _ gpus: Double, _ batch: Double?
  ) -> Double {
    design.row(series, gpus: gpus, batch: batch).reduce(0) { $0 + coefficients[$1.column] * $1.value }
  }

  /// Weighted squares about the fit, over the cells that are more than the levels.
  private static func variance(
    _ cells: [TrainingCell], _ design: ScalingDesign, _ coefficients: [Double]
  ) -> Double {
    let free = cells.count - Set(cells.map(\.series)).count
    let squares = cells.reduce(0) { sum, cell in
      let rest = cell.logMinutes - smooth(design, coefficients, cell.series, Double(cell.gpus), cell.batch)
      return sum + cell.weight * rest * rest
    }
    return squares / Double(max(1, free))
  }
}
