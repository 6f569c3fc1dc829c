import Fleet

/// Rates of workloads that answer requests: measured where they are, by the roofline elsewhere.
struct ServingRates {
  let planningCase: PlanningCase
  let measured: MeasuredCells
  let fit: RooflineFit?
  let fittedCells: Int

  init(_ planningCase: PlanningCase) {
    let cells = Self.cells(planningCase)
    self.planningCase = planningCase
    self.measured = MeasuredCells(planningCase: planningCase)
    self.fit = RooflineFit(cells)
    self.fittedCells = cells.count
  }

  /// Whether a workload is served by requests of known length: a service, or work that any GPUs share, with lengths.
  static func covers(_ workload: Workload) -> Bool {
    workload.service != nil
      || (workload.gang == nil && workload.inputTokens != nil && workload.outputTokens != nil)
  }

  /// The rate of a workload on a class, or what is missing.
  func rate(_ workload: Workload, on gpuClass: Ref<GPUClass>) -> Result<Rate, RateGap> {
    if let rate = measured.servingRate(workload, on: gpuClass) { return .success(rate) }
    guard let input = workload.inputTokens, let output = workload.outputTokens, input >= 0, output > 0 else {
      return .failure(.noTokenLengths)
    }
    guard let model = planningCase.models.first(where: { $0.id == workload.model }) else {
      return .failure(.noModel)
    }
    guard let fit else { return .failure(.fewCells(fittedCells)) }
    let precisions = Precision.allCases.filter { workload.precision == nil || workload.precision == $0.rawValue }
    let noun = planningCase[gpuClass]
    let rates = precisions.compactMap { precision in
      ServingCell.smallestReplica(model, on: noun, precision).map { replica in
        ServingCell(
          model: model, gpuClass: noun, precision: precision, inputTokens: input, outputTokens: output,
          replica: replica)
      }
    }.compactMap { fit.rate($0, least: MeasuredCells.spread) }
    guard let best = rates.max(by: { $0.unitsPerSecond < $1.unitsPerSecond }) else { return .failure(.classUnknown) }
    return .success(best)
  }

  /// Every measured cell that the roofline can be fitted to, in the order of the table.
  ///
  /// Rows under a power cap are left out; a system is taken as one replica, which is what its rows do not say.
  private static func cells(_ planningCase: PlanningCase) -> [FittedCell] {
    struct Key: Hashable {
      let gpuClass: Ref<GPUClass>
      let model: String, precision: String
      let input: Double, output: Double
      let gpus: Int
    }
    let models = Dictionary(planningCase.models.map { ($0.id, $0) }) { first, _ in first }
    var order: [Key] = []
    var rates: [Key: [Double]] = [:]
    for row in planningCase.measurements where row.powerCapWatts == nil {
      guard let precision = row.precision, let input = row.inputTokens, let output = row.outputTokens, output > 0
      else { continue }
      let key = Key(
        gpuClass: row.gpuClass, model: row.model, precision: precision, input: input, output: output, gpus: row.gpus)
      if rates[key] == nil { order.append(key) }
      rates[key, default: []].append(row.unitsPerSecond / Double(row.gpus))
    }
    return order.compactMap { key in
      guard let model = models[key.model], let precision = Precision(rawValue: key.precision) else { return nil }
      let cell = ServingCell(
        model: model, gpuClass: planningCase[key.gpuClass], precision: precision, inputTokens: key.input,
        outputTokens: key.output, replica: key.gpus)
      return FittedCell(cell, rate: median(rates[key]!))
    }
  }
}
