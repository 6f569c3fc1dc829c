import Foundation
import LinearAlgebra

/// A roofline through some of the measured cells, and kriging of what it leaves of them.
struct ServingFit: Sendable {
  /// K of all measured cells at the parameters' variances; only its upper triangle counts.
  let covariance: Matrix
  /// The cells fitted, ascending.
  let cells: [Int]
  let roofline: ServingRoofline
  /// ln t - ln t of the roofline, of each cell fitted.
  let residuals: [Double]
  let kriging: Kriging

  /// - Throws: `noMeasurements` where no cell is named; `outOfRange`; `linearAlgebra`.
  init(_ design: ServingDesign, cells: [Int], covariance: Matrix, noise: Double) throws(ServingModelError) {
    self.covariance = covariance
    self.cells = cells
    roofline = try ServingRoofline(cells.map { design.rows[$0] }, logSeconds: cells.map { design.logSeconds[$0] })
    let left = Self.residuals(design, cells, roofline)
    residuals = left
    guard left.allSatisfy(\.isFinite) else { throw .outOfRange("the measured rates") }
    let part = cells.count == covariance.rows ? covariance : covariance.submatrix(cells)
    kriging = try wrapping { () throws(LinearAlgebraError) in try Kriging(part, noise: noise, residuals: left) }
  }

  static func residuals(_ design: ServingDesign, _ cells: [Int], _ roofline: ServingRoofline) -> [Double] {
    cells.map { design.logSeconds[$0] - roofline.logSeconds(design.rows[$0]) }
  }

  /// What the fit says of measured cells that it was not shown.
  ///
  /// - Throws: `outOfRange` where the roofline has no seconds for a cell; `linearAlgebra`.
  func foretell(_ others: [Int], _ design: ServingDesign) throws(ServingModelError) -> [Foretold] {
    var foretold: [Foretold] = []
    for (cell, residual) in zip(others, Self.residuals(design, others, roofline)) {
      let covariances = cells.map { covariance[min($0, cell), max($0, cell)] }
      let own = covariance[cell, cell]
      guard residual.isFinite else { throw .outOfRange(design.measurements[cell].setup.name) }
      let variance = try wrapping { () throws(LinearAlgebraError) in try kriging.variance(covariances, own: own) }
      foretold.append(
        Foretold(
          cell: cell, rooflineError: residual, error: residual - kriging.mean(covariances),
          deviation: variance.squareRoot()))
    }
    return foretold
  }
}

/// A measured cell against what was foretold of it without it.
struct Foretold: Hashable, Sendable {
  let cell: Int
  /// ln(measured / foretold seconds) by the roofline alone.
  let rooflineError: Double
  /// The same by all of the model.
  let error: Double
  /// Of `error`, as the model has it.
  let deviation: Double
}
