import LinearAlgebra

/// Measured cells in the parts that are left out in turn.
struct ServingFolds {
  let design: ServingDesign
  /// Cells of each part, ascending; none is empty.
  let parts: [(name: String, cells: [Int])]
  private let grouping: ServingGrouping

  init(_ design: ServingDesign, _ leftOut: ServingHeldOut.LeftOut) {
    let cells = Array(design.rows.indices)
    self.design = design
    switch leftOut {
    case .runs(let folds, let seed):
      grouping = .run
      let runs = Self.shuffled(ServingGrouping.run.groups(cells, design).map(\.cells), seed: seed)
      let dealt = Dictionary(grouping: runs.indices) { $0 % max(1, folds) }.sorted { $0.key < $1.key }
      parts = dealt.map { (name: "fold \($0.key + 1)", cells: $0.value.flatMap { runs[$0] }.sorted()) }
    case .gpuClasses:
      grouping = .gpuClass
      parts = grouping.groups(cells, design).map { (name: $0.key, cells: $0.cells) }
    case .models:
      grouping = .model
      parts = grouping.groups(cells, design).map { (name: $0.key, cells: $0.cells) }
    }
  }

  /// What a model without the cells says of them, with the quantile of its interval.
  func samples(
    leaving cells: [Int], _ given: ServingParameters, _ refit: ServingHeldOut.Refit
  ) throws(ServingModelError) -> [ServingHeldOut.Sample] {
    let left = Set(cells), kept = design.rows.indices.filter { !left.contains($0) }
    let tuning = ServingTuning(design: design, cells: kept)
    let parameters = refit == .everything ? try tuning.variances(from: given) : given
    let covariance = try wrapping { () throws(LinearAlgebraError) in try design.basis.combined(parameters.variances) }
    let fit = try ServingFit(design, cells: kept, covariance: covariance, noise: parameters.noise)
    let quantile = refit == .everything ? try self.quantile(tuning, fit) : given.quantile(grouping)
    return try fit.foretell(cells, design).map { (foretold: $0, quantile: quantile) }
  }

  private func quantile(_ tuning: ServingTuning, _ fit: ServingFit) throws(ServingModelError) -> Double {
    if grouping == .run { return try tuning.quantileOfRuns(fit) }
    return try tuning.quantile(grouping, covariance: fit.covariance, noise: fit.kriging.noise)
  }

  /// Fisher and Yates's shuffle, the same on every machine.
  private static func shuffled(_ runs: [[Int]], seed: UInt64) -> [[Int]] {
    var runs = runs, generator = SplitMix64(state: seed)
    for i in runs.indices.reversed() { runs.swapAt(i, Int(generator.next() % UInt64(i + 1))) }
    return runs
  }
}

extension ServingParameters {
  fileprivate func quantile(_ grouping: ServingGrouping) -> Double {
    switch grouping {
    case .run: quantileOfRuns
    case .gpuClass: quantileOfClasses
    case .model: quantileOfModels
    }
  }
}
