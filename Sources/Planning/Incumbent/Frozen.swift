import Fleet
import Foundation
import LinearProgramming

extension Formulation {
  /// What the incumbent did before today, and what it decided by then, by column; nil for what is free.
  ///
  /// GPUs at work and on standby, gangs that run, everything signed, let, ordered, built, left, renewed and called. Work done
  /// stays where the case still has those GPUs do it; where a rate or a demand is another one it follows.
  var frozen: [Double?] {
    guard let incumbent = model.case.incumbent else { return [] }
    let held = HeldPlan(incumbent, at: model.nodesThatCameAbout)
    var values = HeldColumns(self, held, on: model.cameAbout, before: incumbent.today).values
    for node in model.nodesThatCameAbout where node.start < Instant(incumbent.today) {
      for index in model.case.workloads.indices { freeWork(Ref(index), at: node, &values) }
    }
    return values
  }

  /// Whether nothing but the past has a say in a row.
  var pastRows: [Bool] {
    guard let incumbent = model.case.incumbent else { return [] }
    let frozen = frozen
    var isPast = [Bool](repeating: true, count: programme.rowCount)
    for (column, label) in draft.columnLabels.enumerated() where frozen[column] == nil {
      let isOfThePast = label.key.node.map { model.timeline.nodes[$0].start < Instant(incumbent.today) } ?? false
      if isOfThePast { continue }
      for entry in programme.entries(ofColumn: column) { isPast[Int(programme.rowIndices[entry])] = false }
    }
    return isPast
  }

  /// What it is to go on with the incumbent in everything, by column.
  var asItWas: [Double?] {
    guard let incumbent = model.case.incumbent else { return [] }
    let held = HeldPlan(incumbent, at: model.nodesThatCameAbout)
    var values = HeldColumns(self, held, on: model.cameAbout).values
    for change in decisions.changes.all { values[change.column.index] = 0 }
    return values
  }

  private func freeWork(_ ref: Ref<Workload>, at node: Node, _ values: inout [Double?]) {
    let loads = decisions.loads(at: node, of: ref)
    func gpus(_ load: Load) -> Double {
      decisions.assignments(at: node) { $0.workload == ref && $0.place == load.place }.reduce(0) {
        $0 + (values[$1.gpus.column.index] ?? 0) * $1.gpus.perColumn
      }
    }
    let capacity = loads.reduce(0) { $0 + $1.rate * gpus($1) }
    let done = loads.reduce(0) { $0 + (values[$1.column.index] ?? 0) }
    let most = model.case[ref].service.map { service in
      let asked = model.demand(ref, at: node)
      return asked > 0 ? asked * service.loadCurve.served(capacity: capacity / asked) : 0
    }
    let isDone = loads.allSatisfy { (values[$0.column.index] ?? 0) <= $0.rate * gpus($0) * (1 + HeldBase.rounding) }
    if !isDone || done > (most ?? .infinity) * (1 + HeldBase.rounding) {
      for load in loads { values[load.column.index] = nil }
    }
    for run in decisions.gangRuns(at: node, of: ref) where (values[run.run.index] ?? 0) > 0 {
      if (values[run.pace.index] ?? 0) > mostPace(run, values) * (1 + HeldBase.rounding) {
        values[run.pace.index] = nil
      }
    }
  }

  private func mostPace(_ run: GangRun, _ values: [Double?]) -> Double {
    let gang = model.case[run.workload].gang!
    let effective = run.assignments.map { decisions.assignments[$0] }.reduce(0) {
      $0 + $1.effect * (values[$1.gpus.column.index] ?? 0) * $1.gpus.perColumn
    }
    let rate = model.rate(run.workload, decisions.arrangements[run.workload.index][run.arrangement])
    return rate * pow(effective, gang.scalingExponent)
  }
}

extension LinearProgram {
  /// The same programme with some columns held. Some rows are widened by what rounding takes of the values when they are
  /// written down; in all others what is free makes up for it.
  func freezing(_ values: [Double?], widening isWider: [Bool]) -> LinearProgram {
    guard !values.isEmpty else { return self }
    let wide = widened(at: values.map { $0 ?? 0 }, by: HeldBase.rounding)
    var frozen = self
    for row in 0..<rowCount where isWider[row] {
      (frozen.rowLower[row], frozen.rowUpper[row]) = (wide.rowLower[row], wide.rowUpper[row])
    }
    for column in 0..<columnCount {
      guard let value = values[column] else { continue }
      let held = isInteger[column] ? value.rounded() : value
      frozen.columnLower[column] = held
      frozen.columnUpper[column] = held
    }
    return frozen
  }

  /// The same programme with each row wider by a share of the largest term that a point has in it.
  func widened(at values: [Double], by share: Double) -> LinearProgram {
    var wide = self
    let sizes = rowSizes(at: values)
    for row in 0..<rowCount {
      wide.rowLower[row] -= share * sizes[row]
      wide.rowUpper[row] += share * sizes[row]
    }
    return wide
  }
}
