import Foundation

/// The watts that a GPU takes at the wall under full load, with its share of the server.
///
///     W = (min(cap, u TDP) + (fixed + phi fans) / GPUs of the server) / 0.962
///
/// u is the share of its TDP that a GPU draws where no cap holds it, phi the share of the fans' greatest power; 0.962
/// is the supplies' efficiency at such loads. u and phi minimise the squares of log(foretold / measured) on a grid of
/// 0.7 to 1 by 0.005 and 0 to 1 by 0.025; a pull of 0.001 towards 1 decides only where the rows do not say. A model
/// measured without a cap has a u of its own, the median over its rows given phi, at most 1.
///
/// A cap at or above u TDP changes nothing; towards a cap of 0 W the server's own part remains. It promises nothing of
/// idle or part load, of training, or of what a rack adds outside its servers; a power limit is to hold the nameplate.
/// Source: 13 rows of MLPerf Inference v4.1 and v5.1 (wall-power.csv), parts of servers (node-power.csv).
public struct WallPower: Sendable {
  /// u and phi.
  public let drawShare, fanShare: Double
  /// u of models measured without a cap.
  public let drawShares: [String: Double]
  let rows: [WallMeasurement]
  let parts: [String: NodeParts]

  /// Of the supplies, output over input.
  public static let supplyEfficiency = 0.962

  /// - Throws: `noRows`; `badRow` of the measurements, or of the parts if those are in order; `unknownClass` for a
  ///   measurement of a class without parts. Of two parts of one class the last counts.
  public init(_ rows: [WallMeasurement], parts: [NodeParts]) throws(PowerFitError) {
    guard !rows.isEmpty else { throw .noRows }
    if let bad = rows.firstIndex(where: { !$0.isUsable }) { throw .badRow(bad) }
    if let bad = parts.firstIndex(where: { !$0.isUsable }) { throw .badRow(bad) }
    let byClass = Dictionary(parts.map { ($0.gpuClass, $0) }) { $1 }
    if let lost = rows.first(where: { byClass[$0.gpuClass] == nil }) { throw .unknownClass(lost.gpuClass) }
    self.init(usable: rows, byClass)
  }

  init(usable rows: [WallMeasurement], _ parts: [String: NodeParts]) {
    let shares = Self.fit(rows, parts)
    self.rows = rows
    self.parts = parts
    (drawShare, fanShare) = (shares.draw, shares.fans)
    let free = rows.filter { !$0.isCapped(parts[$0.gpuClass]!) }
    drawShares = Dictionary(grouping: free, by: \.model).mapValues { rows in
      min(1, median(rows.map { Self.impliedShare($0, parts[$0.gpuClass]!, fanShare: shares.fans) }))
    }
  }

  /// W of a GPU of a class; u is the model's own where it was measured without a cap, else that of all rows.
  ///
  /// - Parameter cap: watts of each GPU; nil for its TDP.
  /// - Throws: `unknownClass`; `badCap`.
  public func watts(gpuClass: String, cap: Double? = nil, model: String? = nil) throws(PowerFitError) -> Double {
    guard let node = parts[gpuClass] else { throw .unknownClass(gpuClass) }
    guard cap?.isFiniteAndPositive ?? true else { throw .badCap }
    let draw = model.flatMap { drawShares[$0] } ?? drawShare
    return Self.watts(node, draw: min(cap ?? .infinity, draw * node.tdp), fanShare: fanShare)
  }

  /// W under a cap over W without one: 1 for a cap at or above u TDP.
  ///
  /// - Throws: as ``watts(gpuClass:cap:model:)``.
  public func drawFactor(gpuClass: String, cap: Double, model: String? = nil) throws(PowerFitError) -> Double {
    try watts(gpuClass: gpuClass, cap: cap, model: model) / watts(gpuClass: gpuClass, model: model)
  }

  private static func watts(_ node: NodeParts, draw: Double, fanShare: Double) -> Double {
    (draw + (node.fixed + fanShare * node.fans) / Double(node.gpus)) / supplyEfficiency
  }

  /// What a GPU drew if the rest of the server drew as the fit says.
  private static func impliedShare(_ row: WallMeasurement, _ node: NodeParts, fanShare: Double) -> Double {
    (row.wattsPerGPU - watts(node, draw: 0, fanShare: fanShare)) * supplyEfficiency / node.tdp
  }

  private static func fit(_ rows: [WallMeasurement], _ parts: [String: NodeParts]) -> (draw: Double, fans: Double) {
    let draws = (140...200).map { Double($0) / 200 }, fans = (0...40).map { Double($0) / 40 }
    let grid = draws.flatMap { draw in fans.map { (draw: draw, fans: $0) } }
    return grid.map { ($0, squares(rows, parts, $0.draw, $0.fans)) }.min { $0.1 < $1.1 }!.0
  }

  private static func squares(
    _ rows: [WallMeasurement], _ parts: [String: NodeParts], _ drawShare: Double, _ fanShare: Double
  ) -> Double {
    let pull = 1e-3 * (pow(drawShare - 1, 2) + pow(fanShare - 1, 2))
    return rows.reduce(pull) { sum, row in
      sum + pow(log(watts(row, parts[row.gpuClass]!, drawShare, fanShare) / row.wattsPerGPU), 2)
    }
  }

  /// W of the GPUs of a row, by the shares given.
  static func watts(_ row: WallMeasurement, _ node: NodeParts, _ drawShare: Double, _ fanShare: Double) -> Double {
    watts(node, draw: min(row.capWatts ?? .infinity, drawShare * node.tdp), fanShare: fanShare)
  }
}

extension WallMeasurement {
  /// Whether a cap below the TDP held the GPUs: they draw the cap then.
  func isCapped(_ node: NodeParts) -> Bool { (capWatts ?? .infinity) < node.tdp }
}
