/// The multi-cut L-shaped method (Benders' decomposition), which takes no notice of integers.
///
/// The master chooses the shared columns; every block says what that costs it, and its duals become a cut; until what the
/// master promises is what the blocks charge. Van Slyke and Wets 1969; one cut for each block: Birge and Louveaux 1988.
///
/// The master alone swings from corner to corner. When the gap has not halved for some iterations, the blocks are asked
/// at a *level step* instead of the master's point: near the best point, and no further from it than the cuts need to
/// promise half of the gap. Either the blocks agree, and the gap is halved, or their cuts raise the level.
struct LShaped {
  let program: LinearProgram
  let recourses: [Recourse]
  let goal: Double
  let threads: Int
  let limits: Limits
  /// Iterations in which the gap must halve, or else level steps are taken.
  var patience = 3

  private(set) var master: Master
  private(set) var best: (primal: [Double], objective: Double)?
  private(set) var bound: Double?
  private(set) var iterations = 0
  private(set) var recourseSolves = 0
  /// Whether a point of the relaxation is one of the programme.
  private let notesPoints: Bool
  private let sharedColumns: [Int]
  private let solvers: [RecourseSolver]
  private let dualBound: DualBound
  private var levelStep: LevelStep
  /// The master's answer with the best bound.
  private var proof: Solution?
  private var pivots = 0
  /// Of the last visit.
  private var newCuts = 0
  private var lastHalving = (iteration: 0, gap: Double.infinity)

  enum Ending: Equatable {
    /// The gap is closed, or as near as the blocks' precision allows.
    case converged
    case stopped
    case infeasible([Double])
    /// Why the method is of no use here.
    case failed(String)
  }

  /// Problems kept inside GLPK, each of which takes a thread; of more blocks every solve loads its own.
  private static let mostLoaded = 64
  /// A cut is new if it raises the block's cost by this share.
  private static let newCut = 1e-12

  /// Nil when a block's cost has no bound to begin with, so that there is no master.
  init?(_ program: LinearProgram, _ structure: BlockStructure, goal: Double, threads: Int, limits: Limits) {
    self.program = program.relaxed
    notesPoints = program.integerCount == 0
    (self.goal, self.threads, self.limits) = (goal, threads, limits)
    let parts = BlockParts(program, structure)
    let implied = ImpliedBounds(of: program, limits: limits)
    let places = Dictionary(uniqueKeysWithValues: zip(parts.shared.columns, parts.shared.columns.indices))
    let recourses = parts.blocks.indices.map { Recourse($0, of: parts, places: places, bounds: implied) }
    guard let master = Master(parts, recourses, implied: implied) else { return nil }
    (self.recourses, self.master, sharedColumns) = (recourses, master, parts.shared.columns)
    levelStep = LevelStep(master.base, sharedCount: master.sharedCount)
    solvers = recourses.map { RecourseSolver($0, staysLoaded: recourses.count <= Self.mostLoaded) }
    dualBound = DualBound(program: program, bounds: implied, limits: limits)
  }

  mutating func run() -> Ending {
    while true {
      if limits.mustStop { return .stopped }
      iterations += 1
      let answer = master.solve(gap: masterGap, limits: limits)
      pivots += answer.iterations
      guard !answer.primal.isEmpty else { return ending(without: answer) }
      raise(answer)
      if gap <= goal { return .converged }
      let swing = Array(answer.primal.prefix(master.sharedCount))
      let step = takesLevelStep ? stepToLevel() : nil
      newCuts = visit(step ?? swing)
      if gap <= goal || (newCuts == 0 && step == nil) { return limits.mustStop ? .stopped : .converged }
    }
  }

  var gap: Double {
    guard let best, let bound else { return .infinity }
    return bound >= best.objective ? 0 : relativeGap(objective: best.objective, bound: bound)
  }

  /// Far from the end a rough bound will do.
  private var masterGap: Double { min(SolveOptions.continuousGap, max(gap / 100, goal / 10)) }

  // MARK: Steps

  /// After a step that taught nothing the master's own point does.
  private var takesLevelStep: Bool { newCuts > 0 && iterations - lastHalving.iteration > patience }

  private mutating func stepToLevel() -> [Double]? {
    guard let best, let bound else { return nil }
    return levelStep.point(
      from: sharedColumns.map { best.primal[$0] }, level: best.objective / 2 + bound / 2, limits: limits)
  }

  /// Asks every block what x costs; how many cuts that gave.
  mutating func visit(_ x: [Double]) -> Int {
    let answers = concurrentMap(solvers.count, threads: threads) { [solvers, limits] in
      solvers[$0].solve(at: x, limits: limits)
    }
    recourseSolves += answers.count
    pivots += answers.reduce(0) { $0 + $1.iterations }
    let before = master.cuts.count
    for cut in answers.compactMap(\.cut) where isNew(cut, at: x) {
      master.add(cut)
      levelStep.add(cut)
    }
    offer(x, answers)
    return master.cuts.count - before
  }

  private func isNew(_ cut: Cut, at x: [Double]) -> Bool {
    guard cut.constant.isFinite, cut.isOptimality else { return cut.constant.isFinite }
    let value = cut.value(at: x)
    return value > master.cost(ofBlock: cut.block, at: x) + Self.newCut * max(1, abs(value))
  }

  /// Keeps the point if it is the best.
  private mutating func offer(_ x: [Double], _ answers: [Recourse.Answer]) {
    guard let primal = assembled(x, answers.map(\.primal)) else { return }
    let certificate = Certificate(of: primal, in: program)
    guard certificate.isFeasible, certificate.objective < best?.objective ?? .infinity else { return }
    best = (primal, certificate.objective)
    if notesPoints { limits.monitor?.note(incumbent: certificate.objective) }
    noteGap()
  }

  /// The point of the whole made of shared columns and each block's own; nil where a block has none.
  func assembled(_ x: [Double], _ own: [[Double]?]) -> [Double]? {
    var primal = [Double](repeating: 0, count: program.columnCount)
    for (column, value) in zip(sharedColumns, x) { primal[column] = value }
    for (recourse, values) in zip(recourses, own) {
      guard let values else { return nil }
      for (column, value) in zip(recourse.columns, values) { primal[column] = value }
    }
    return primal
  }

  private mutating func raise(_ answer: Solution) {
    guard let certified = answer.boundCertified, certified > bound ?? -.infinity else { return }
    (bound, proof) = (certified, answer)
    limits.monitor?.note(bound: certified)
    noteGap()
  }

  private mutating func noteGap() {
    if gap <= lastHalving.gap / 2 { lastHalving = (iterations, gap) }
  }

  private func ending(without answer: Solution) -> Ending {
    switch answer.termination {
    case .limit, .cancelled: return .stopped
    case .infeasible:
      let multipliers = master.rowDuals(answer.farkas ?? [], recourses, rowCount: program.rowCount)
      if let proof = dualBound.provenInfeasible(multipliers: multipliers) { return .infeasible(proof) }
      return .failed("the master found no point, which could not be proved of the whole")
    default: return .failed("the master ended \(answer.termination.rawValue)")
    }
  }
}

extension LShaped {
  /// What was found, with prices: the duals that the best bound rests on.
  func solution(_ ending: Ending, asked: Double) -> Solution? {
    if case .infeasible(let multipliers) = ending {
      var answer = Solution(termination: .infeasible, detail: "infeasible; proved by a combination of rows")
      (answer.farkas, answer.rung, answer.iterations) = (multipliers, "decomposition", pivots)
      return answer
    }
    guard let best else { return nil }
    var answer = Solution(termination: .feasible, detail: "")
    (answer.objective, answer.primal) = (best.objective, best.primal)
    answer.rowActivity = Certificate(of: best.primal, in: program).rowActivity
    answer.boundCertified = bound
    if let proof { price(&answer, by: proof) }
    answer.boundClaimed = answer.boundCertified
    (answer.rung, answer.iterations) = ("decomposition", pivots)
    conclude(&answer, ending, asked: asked)
    return answer
  }

  /// The whole programme's own duals may prove a little more than the cuts, which were rounded.
  private func price(_ answer: inout Solution, by proof: Solution) {
    answer.rowDuals = master.rowDuals(proof.rowDuals, recourses, rowCount: program.rowCount)
    answer.reducedCosts = (0..<program.columnCount).map { j in
      program.entries(ofColumn: j).reduce(program.objective[j]) {
        $0 - program.values[$1] * answer.rowDuals[Int(program.rowIndices[$1])]
      }
    }
    let certified = dualBound.value(rowDuals: answer.rowDuals)
    if certified > answer.boundCertified ?? -.infinity { answer.boundCertified = certified }
  }

  private func conclude(_ answer: inout Solution, _ ending: Ending, asked: Double) {
    let reached = answer.gap ?? .infinity
    answer.detail = "feasible with gap \(reached)"
    if reached <= asked {
      answer.termination = .optimal
      answer.detail = "optimal; certified by weak duality"
    } else if ending == .stopped {
      let isCancelled = limits.monitor?.isCancelled == true
      if isCancelled { answer.termination = .cancelled }
      answer.detail += isCancelled ? "; then cancelled" : "; the time limit came first"
    }
    answer.detail += "; \(summary)"
  }

  var summary: String { "\(iterations) iterations, \(master.cuts.count) cuts, \(recourseSolves) recourse solves" }
}
