import Fleet
import Foundation
import LinearAlgebra

/// A cell of measurements.csv that the roofline is fitted to.
struct FittedCell {
  let cell: ServingCell
  let terms: [Double]
  /// Output tokens per second and GPU.
  let rate: Double

  init?(_ cell: ServingCell, rate: Double) {
    guard let terms = cell.terms, rate > 0, rate.isFinite else { return nil }
    self.cell = cell
    self.terms = terms
    self.rate = rate
  }
}

/// The roofline of a case's serving measurements, and how well it foretells a cell that it was not shown.
public struct RooflineFit: Hashable, Sendable {
  /// Measured cells fitted: rows of one class, model, precision, lengths and size count once, by their median.
  public let cells: Int
  /// c1 compute, c2 cache, c3 weights, c4 fixed: seconds per output token and GPU = sum of c * term; no unit, >= 0.
  public let coefficients: [Double]
  /// Median of |foretold rate / measured rate - 1| with each cell left out in turn; 0.12 is 12 %.
  public let medianError: Double
  /// The 90 % quantile of the same.
  public let p90Error: Double
  /// Median of the same with each class left out whole; nil where there is only one class.
  public let classError: Double?

  /// Fewer cells than this are not fitted: four coefficients need at least as many again to show their error.
  public static let fewestCells = 8

  let roofline: Roofline
  /// log(measured / foretold) over the cells, by what was left out: the cell, its whole class, its whole precision.
  private let byCell: [Double]
  private let byClass: [Double]
  private let byPrecision: [Double]
  private let classes: Set<String>
  private let precisions: Set<Precision>

  /// The fit by non-negative least squares on relative error: minimise |sum of c * term / seconds - 1|^2; nil for fewer
  /// than ``fewestCells`` cells.
  init?(_ cells: [FittedCell]) {
    guard cells.count >= Self.fewestCells, let roofline = Self.solve(cells) else { return nil }
    let byCell = Self.residuals(cells, groups: Array(cells.indices))
    guard !byCell.isEmpty else { return nil }
    self.cells = cells.count
    self.roofline = roofline
    self.coefficients = roofline.coefficients
    self.byCell = byCell
    self.byClass = Self.residuals(cells, groups: cells.map(\.cell.gpuClass.id))
    self.byPrecision = Self.residuals(cells, groups: cells.map(\.cell.precision))
    self.classes = Set(cells.map(\.cell.gpuClass.id))
    self.precisions = Set(cells.map(\.cell.precision))
    let errors = byCell.map { abs(exp(-$0) - 1) }
    self.medianError = median(errors)
    self.p90Error = quantile(0.9, of: errors)
    self.classError = byClass.isEmpty ? nil : median(byClass.map { abs(exp(-$0) - 1) })
  }

  /// The rate of a cell, with the spread that cells like it showed when they were left out.
  ///
  /// A cell of a class, or of a precision, that was never measured gets the spread of whole classes, or precisions,
  /// left out; where there is only one, the spread of single cells counts twice. Never narrower than `least`.
  func rate(_ cell: ServingCell, least: LogSpread) -> Rate? {
    guard let middle = roofline.rate(cell) else { return nil }
    var spread = least.union(LogSpread(holding: byCell))
    let isNewClass = !classes.contains(cell.gpuClass.id), isNewPrecision = !precisions.contains(cell.precision)
    for (isNew, residuals) in [(isNewClass, byClass), (isNewPrecision, byPrecision)] where isNew {
      spread = spread.union(LogSpread(holding: residuals.isEmpty ? byCell.map { 2 * $0 } : residuals))
    }
    let error = String(format: "%.1f", 100 * medianError), replica = cell.replica == 1 ? "GPU" : "GPUs"
    return spread.rate(
      middle, .modelled,
      "roofline through \(cells) measured cells, median error \(error) % left out; \(cell.precision.rawValue), "
        + "\(cell.replica) \(replica) to a copy of the model")
  }

  private static func solve(_ cells: [FittedCell]) -> Roofline? {
    let design = Matrix(cells.map { cell in cell.terms.map { $0 * cell.rate } })
    let ones = [Double](repeating: 1, count: cells.count)
    guard let coefficients = try? nonNegativeLeastSquares(design, ones, ridge: 1e-10),
      coefficients.contains(where: { $0 > 0 })
    else { return nil }
    return Roofline(coefficients: coefficients)
  }

  /// log(measured / foretold) of every cell by the fit through the other groups; empty if there is only one group.
  private static func residuals<Group: Hashable>(_ cells: [FittedCell], groups: [Group]) -> [Double] {
    let rooflines = Dictionary(
      uniqueKeysWithValues: Set(groups).map { group in
        (group, solve(zip(cells, groups).filter { $0.1 != group }.map(\.0)))
      })
    guard rooflines.count > 1 else { return [] }
    return zip(cells, groups).compactMap { cell, group in
      rooflines[group]?.flatMap { $0.rate(cell.cell) }.map { log(cell.rate / $0) }
    }
  }
}
