import Fleet
import Foundation
import LinearAlgebra

/// Rates of jobs: measured where they are, carried over from the nearest class measured for the same model elsewhere.
///
/// Where the class is measured for another job's model, as is that nearest class, the ratio of the two carries over
/// (the median over such models). Else (peak / peak there)^p * (bandwidth / bandwidth there)^q, from a least-squares
/// fit of log r = (what is the model's own) + p log(peak TFLOP/s) + q log(memory TB/s), p and q >= 0, over every class
/// measured for any job's model. The peak is the greater of bf16 and fp8: jobs train in either.
struct TrainingRates {
  let planningCase: PlanningCase
  let measured: MeasuredCells

  /// One class measured for one model.
  struct Cell {
    let model: String
    let gpuClass: Ref<GPUClass>
    let rate: Rate
    /// log peak, log bandwidth.
    let facts: [Double]
  }

  init(_ planningCase: PlanningCase) {
    self.planningCase = planningCase
    self.measured = MeasuredCells(planningCase: planningCase)
  }

  /// The rate of a job on a class, or what is missing.
  func rate(_ workload: Workload, on gpuClass: Ref<GPUClass>) -> Result<Rate, RateGap> {
    if let rate = measured.trainingRate(workload, on: gpuClass) { return .success(rate) }
    let cells = self.cells(workload)
    guard cells.contains(where: { $0.model == workload.model }) else { return .failure(.noMeasurement) }
    guard let facts = Self.facts(planningCase[gpuClass]) else { return .failure(.classUnknown) }
    let scaling = Scaling(cells)
    let found = scaling.foretell(workload.model, gpuClass, facts, from: cells)!
    return .success(
      scaling.spread(found).rate(
        found.middle, .modelled,
        "scaled from \(planningCase[found.nearest.gpuClass].id) \(scaling.basis(found)); there: "
          + found.nearest.rate.source))
  }

  /// Every class measured for the workload's model and for models of other jobs, in the order of jobs and classes.
  private func cells(_ workload: Workload) -> [Cell] {
    var jobs = [workload]
    for other in planningCase.workloads where other.job != nil && !ServingRates.covers(other) {
      if !jobs.contains(where: { $0.model == other.model }) { jobs.append(other) }
    }
    return jobs.flatMap { job in
      planningCase.gpuClasses.indices.compactMap { index in
        let gpuClass = Ref<GPUClass>(index)
        guard let facts = Self.facts(planningCase[gpuClass]), let rate = measured.trainingRate(job, on: gpuClass)
        else { return nil }
        return Cell(model: job.model, gpuClass: gpuClass, rate: rate, facts: facts)
      }
    }
  }

  private static func facts(_ gpuClass: GPUClass) -> [Double]? {
    guard let peak = ["bf16", "fp8"].compactMap({ gpuClass.peakTFLOPS[$0] }).max(),
      let bandwidth = gpuClass.memoryBandwidth, peak > 0, bandwidth > 0
    else { return nil }
    return [log(peak), log(bandwidth)]
  }
}

/// How rates of jobs carry over from class to class, and how far off that is for what was left out.
struct Scaling {
  /// A rate carried over, and what from.
  struct Foretold {
    let nearest: TrainingRates.Cell
    let middle: Double
    /// Whether another job was measured on both classes.
    let isByRatio: Bool
  }

  /// p of the peak and q of the bandwidth, >= 0.
  let exponents: [Double]
  /// log(measured / foretold) of every cell whose class was left out.
  private(set) var byLaw: [Double] = []
  /// The same of every cell that was left out alone and came back by a ratio.
  private(set) var byRatio: [Double] = []

  /// The least interval of a rate carried over from another class: 25 % either way.
  static let leastSpread = LogSpread(factor: 1.25)
  /// The interval where too little can be left out: half to double.
  static let blindSpread = LogSpread(factor: 2)
  /// Fewer errors than this say nothing of the next one.
  static let fewestErrors = 3

  init(_ cells: [TrainingRates.Cell]) {
    exponents = Self.fit(cells)
    for (index, cell) in cells.enumerated() {
      let classLeftOut = cells.filter { $0.gpuClass != cell.gpuClass }
      var cellLeftOut = cells
      cellLeftOut.remove(at: index)
      if let law = Self.foretell(cell, from: classLeftOut) { byLaw.append(law.error) }
      if let ratio = Self.foretell(cell, from: cellLeftOut), ratio.isByRatio { byRatio.append(ratio.error) }
    }
  }

  private init(exponents: [Double]) { self.exponents = exponents }

  private static func foretell(
    _ cell: TrainingRates.Cell, from rest: [TrainingRates.Cell]
  ) -> (error: Double, isByRatio: Bool)? {
    Scaling(exponents: fit(rest)).foretell(cell.model, cell.gpuClass, cell.facts, from: rest).map {
      (log(cell.rate.unitsPerSecond / $0.middle), $0.isByRatio)
    }
  }

  /// The rate of a model on a class of these facts, from the nearest class measured for it; nil for none.
  func foretell(
    _ model: String, _ gpuClass: Ref<GPUClass>, _ facts: [Double], from cells: [TrainingRates.Cell]
  ) -> Foretold? {
    let own = cells.filter { $0.model == model }
    guard let nearest = own.min(by: { hypot($0.facts, facts) < hypot($1.facts, facts) }) else { return nil }
    let ratios = cells.filter { $0.gpuClass == gpuClass && $0.model != model }.compactMap { cell in
      cells.first { $0.model == cell.model && $0.gpuClass == nearest.gpuClass }.map {
        log(cell.rate.unitsPerSecond / $0.rate.unitsPerSecond)
      }
    }
    let law = zip(exponents, zip(facts, nearest.facts)).reduce(0) { $0 + $1.0 * ($1.1.0 - $1.1.1) }
    let growth = ratios.isEmpty ? law : median(ratios)
    return Foretold(
      nearest: nearest, middle: nearest.rate.unitsPerSecond * exp(growth), isByRatio: !ratios.isEmpty)
  }

  /// What holds 80 % of the errors of rates that were carried over in the same way, at least ``leastSpread``.
  func spread(_ found: Foretold) -> LogSpread {
    let errors = found.isByRatio ? byRatio : byLaw
    guard errors.count >= Self.fewestErrors else { return Self.blindSpread }
    return Self.leastSpread.union(LogSpread(factor: exp(quantile(0.8, of: errors.map(abs)))))
  }

  /// How a rate was carried over and how well that does, in words.
  func basis(_ found: Foretold) -> String {
    let errors = found.isByRatio ? byRatio : byLaw
    let powers = exponents.map { String(format: "%.2f", $0) }
    let way =
      found.isByRatio
      ? "in the ratio that another job shows" : "by peak^\(powers[0]) * bandwidth^\(powers[1])"
    guard errors.count >= Self.fewestErrors else { return way + ", too few cells to show its error" }
    let error = String(format: "%.1f", 100 * median(errors.map { abs(exp(-$0) - 1) }))
    return "\(way), median error \(error) % on \(errors.count) cells left out"
  }

  /// Least squares on what differs between the classes of each model; in proportion to the peak where nothing does.
  private static func fit(_ cells: [TrainingRates.Cell]) -> [Double] {
    var rows: [[Double]] = [], logs: [Double] = []
    for model in Set(cells.map(\.model)).sorted() {
      let own = cells.filter { $0.model == model }, count = Double(own.count)
      let ownLogs = own.map { log($0.rate.unitsPerSecond) }
      let centre = (0..<2).map { term in own.reduce(0) { $0 + $1.facts[term] } / count }
      rows += own.map { cell in (0..<2).map { cell.facts[$0] - centre[$0] } }
      logs += ownLogs.map { $0 - ownLogs.reduce(0, +) / count }
    }
    guard rows.contains(where: { $0.contains { abs($0) > 1e-9 } }),
      let exponents = try? nonNegativeLeastSquares(Matrix(rows), logs, ridge: 1e-6),
      exponents.contains(where: { $0 > 0 })
    else { return [1, 0] }
    return exponents
  }
}

private func hypot(_ a: [Double], _ b: [Double]) -> Double { Foundation.hypot(a[0] - b[0], a[1] - b[1]) }
