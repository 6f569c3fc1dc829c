import Fleet
import LinearProgramming
import Throughput

/// The base path of a held plan, with every column that follows from what the plan's tables say.
package struct HeldBase: Sendable {
  let planningCase: PlanningCase
  let rates: RateTable
  /// The tables of the base path, worked out again from what is held.
  let tables: PathTables
  private let byLabel: [Label: Double]

  /// A plan's figures keep its rows to about 1e-9 of their size.
  static let rounding = 1e-8
  /// Figures of sixteen digits, a few of them added up.
  static let lastDigits = 1e-11

  private struct Label: Hashable {
    let family: String, key: Key
  }

  /// - Throws: ``HeldPlanMismatch`` where the case's limits do not let the plan stand.
  package init(_ planningCase: PlanningCase, _ held: HeldPlan) throws {
    var bare = planningCase
    bare.options.riskWeight = 0
    bare.options.tailValueFloor = nil
    for index in bare.workloads.indices {
      guard case .service(var service) = bare.workloads[index].kind else { continue }
      service.coverShare = nil
      bare.workloads[index].kind = .service(service)
    }
    self.planningCase = bare
    rates = try RateTable(bare)
    let formulation = Formulation(bare, Timeline(withoutNotice: bare), rates)
    let columns = HeldColumns(formulation, held).values
    let rest = Restriction(
      formulation.programme.relaxed, isFree: columns.map { $0 == nil }, values: columns.map { $0 ?? 0 },
      slack: HeldBase.rounding)
    let solution = try solve(rest.program)
    guard !solution.primal.isEmpty else { throw HeldPlanMismatch(detail: solution.detail) }
    let reading = Reading(formulation, rest.filled(columns.map { $0 ?? 0 }, with: solution))
    tables = PathReading(reading: reading, path: formulation.model.timeline.paths[0]).tables
    byLabel = Dictionary(
      uniqueKeysWithValues: formulation.draft.columnLabels.enumerated().map {
        (Label(family: $1.family, key: $1.key), reading[Column(index: $0)])
      })
  }

  /// The value of a column of the base path.
  subscript(family: String, key: Key) -> Double { byLabel[Label(family: family, key: key)] ?? 0 }
}

/// A plan that its own case does not let stand.
public struct HeldPlanMismatch: Error { public let detail: String }
