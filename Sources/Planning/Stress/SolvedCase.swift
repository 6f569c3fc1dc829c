import Fleet
import LinearProgramming
import Throughput

/// A case planned for its worth alone, and the basis from which a case of much the same names may be planned.
struct SolvedCase: Sendable {
  /// The best plan is worth at least `value` and at most `bound`.
  struct Enclosure: Sendable { let value, bound: Double }

  enum Ending: Sendable {
    case enclosed(Enclosure)
    /// It is proved that there is no plan.
    case impossible
    /// No plan, or no bound, was found in time.
    case unknown

    var isImpossible: Bool { if case .impossible = self { true } else { false } }
  }

  let ending: Ending
  private let formulation: Formulation
  private let basis: Basis?

  /// A clause that is close to nothing is not worth proving to be so at any price, unless a gap is asked for.
  private static let nodes = 100

  /// - Parameter other: a case of much the same names, from whose basis the solve starts.
  init(
    _ planningCase: PlanningCase, _ rates: RateTable, _ request: PlanRequest, _ monitor: Monitor,
    near other: SolvedCase? = nil
  ) throws {
    formulation = Formulation(planningCase, Timeline(planningCase), rates)
    var options = formulation.solveOptions(request)
    options.startBasis = other.flatMap { [formulation] near in
      near.basis.map { formulation.basis(like: near.formulation, $0) }
    }
    if request.gap == nil { options.nodeLimit = SolvedCase.nodes }
    let solution = try formulation.solved(options, threads: 1, monitor: monitor)
    basis = solution.basis
    guard let cost = solution.objective, let bound = solution.boundCertified else {
      ending = solution.termination == .infeasible ? .impossible : .unknown
      return
    }
    // A point that is feasible within tolerance may lie a rounding beyond the bound.
    ending = .enclosed(Enclosure(value: -cost, bound: max(-cost, -bound)))
  }
}
