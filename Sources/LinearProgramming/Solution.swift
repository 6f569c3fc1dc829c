/// How a solve ended. The cases are claims that this module has checked itself,
/// from the programme's own numbers; GLPK's word is never passed on.
public enum Termination: String, Sendable, CaseIterable {
  /// A feasible point whose objective is within the asked gap of a certified bound.
  case optimal
  /// A feasible point; the asked gap is not certified.
  case feasible
  /// No point exists; `Solution.farkas` proves it unless an integer search did.
  case infeasible
  /// The objective falls without end along a verified direction.
  case unbounded
  /// A limit of time, nodes or memory came before any feasible point; `detail` says which.
  case limit
  /// Nothing that was computed passed the check.
  case numerical
  /// Stopped by `Monitor.cancel()`; the incumbent, if any, is in `primal`.
  case cancelled
}

/// Which bound each row and column rests on.
///
/// As many are basic as there are rows. A basis is the warm start of a later
/// solve; it stays meaningful when bounds or the objective change.
public struct Basis: Sendable, Equatable {
  public enum Status: UInt8, Sendable {
    case basic = 0
    case atLower = 1
    case atUpper = 2
    /// Non-basic without bounds, at zero.
    case free = 3
    case fixed = 4
  }

  public var rows: [Status]
  public var columns: [Status]

  public init(rows: [Status], columns: [Status]) {
    self.rows = rows
    self.columns = columns
  }
}

/// What a solve found out.
///
/// Arrays are empty when there is nothing to publish; `objective` is nil then,
/// too. Everything is in the programme's own units and in the sense of a
/// minimisation:
///
/// | row dual, reduced cost | means |
/// |---|---|
/// | > 0 | raising the active (lower) bound by one unit costs that much more |
/// | < 0 | raising the active (upper) bound by one unit saves that much |
/// | 0 | the bound does not bind |
///
/// For an integer programme the integers are fixed at the incumbent, the linear
/// programme is solved again, and all arrays and the basis are of *that*
/// programme: prices with the integers held fixed.
public struct Solution: Sendable {
  public var termination: Termination
  /// One sentence for people: what was tried, what failed, what was proved.
  public var detail: String
  public var objective: Double?
  public var primal: [Double] = []
  public var rowActivity: [Double] = []
  public var rowDuals: [Double] = []
  public var reducedCosts: [Double] = []
  public var basis: Basis?
  /// What the solver said of the bound, unchecked.
  public var boundClaimed: Double?
  /// A number no feasible point can undercut, proved by weak duality.
  public var boundCertified: Double?
  /// Row multipliers whose combination no point within the bounds can meet.
  public var farkas: [Double]?
  /// The rung of the retry ladder whose answer passed the check.
  public var rung: String = ""
  public var iterations: Int = 0
  public var nodes: Int = 0

  public init(termination: Termination, detail: String) {
    self.termination = termination
    self.detail = detail
  }

  /// `|objective - boundCertified| / max(1, |objective|)`.
  ///
  /// Nil without an objective or a certified bound. Below an objective of 1 in
  /// size the gap is absolute.
  public var gap: Double? {
    guard let objective, let boundCertified else { return nil }
    return relativeGap(objective: objective, bound: boundCertified)
  }
}

func relativeGap(objective: Double, bound: Double) -> Double {
  abs(objective - bound) / max(1, abs(objective))
}
