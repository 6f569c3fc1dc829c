import Fleet

/// Some work takes whole nodes or racks only, and leases are signed in whole units.
///
///     x[w,o,t] = unit * integer,  sign[l] integer      (GPUs; per whole-unit workload, pool and slice; per tranche to sign)
///
/// It has no row: it makes columns whole, so that it has no price of its own. Prices of other rules hold with
/// these whole numbers as they are.
enum WholeUnits: Rule {
  static let name = "whole-units"
  static let statement = "GPUs of a whole-unit workload in a pool, and units signed, are whole units (GPUs, per slice)"

  static func measure(_ key: Key, _ model: Model) -> Measure { Measure("unit") }

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    for assignment in decisions.assignments where model.case[assignment.workload].wholeUnits {
      draft.makeWhole(assignment.gpus.column)
    }
    for signing in decisions.signings.all { draft.makeWhole(signing.column) }
  }

  static func priced(_ key: Key, _ names: Names) -> String { "one more whole unit" }

  static func unmet(_ key: Key, _ names: Names) -> String { "no whole number of units fits \(names.when(key))" }
}
