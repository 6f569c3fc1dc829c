import CaseFiles
import Fleet
import Foundation

/// Checks a plan folder from its files alone: every rule, every sum, every dollar, and what the plan says of itself.
///
/// The case is read from `inputs/`; slices, availability, notice paths and their probabilities are worked out from it
/// here, without the code that made the plan. Each figure is then held against the figures it follows from, in twice
/// the working precision. Throws where the folder cannot be read at all. It does not prove that no plan is better,
/// nor that rates nobody uses are right.
public func verify(planAt folder: URL) throws(VerificationFailure) -> Verdict {
  let files = try PlanFolder.files(at: folder)
  let planningCase: PlanningCase
  do {
    planningCase = try readCase(at: folder.appendingPathComponent("inputs")).planningCase
  } catch {
    throw VerificationFailure(findings: error.findings)
  }
  return verdict(on: try PlanFolder(files), of: planningCase)
}

/// The verdict on a folder, given the case that is in its `inputs/`.
func verdict(on folder: PlanFolder, of planningCase: PlanningCase) -> Verdict {
  var audit = Audit(planningCase, folder)
  audit.checkInputs()
  audit.checkPackage()
  audit.checkRates()
  audit.takeLeaseChoices()
  audit.takeLettings()
  audit.takeBuilds()
  audit.layOut()
  audit.leaveOutWhatIsMoot()
  audit.checkExits()
  audit.checkCalls()
  audit.checkWindows()
  audit.takeOrders()
  audit.checkAllocation()
  audit.checkGangs()
  audit.checkSigned()
  audit.checkServices()
  audit.checkJobs()
  audit.checkWork()
  audit.checkSites()
  audit.checkCooling()
  audit.checkWater()
  audit.checkAir()
  audit.checkLeases()
  audit.checkLettings()
  audit.checkFallbacks()
  audit.checkStandby()
  audit.checkSpace()
  audit.checkExpansions()
  audit.checkWholeUnits()
  audit.checkTenants()
  audit.checkSiteShares()
  audit.checkCover()
  audit.checkMoney()
  audit.checkChanges()
  audit.checkPast()
  audit.checkBudget()
  audit.checkTenantBudgets()
  audit.checkRecourse()
  audit.checkObjective()
  audit.checkGoals()
  audit.checkRisk()
  audit.checkTotals()
  audit.checkRules()
  audit.checkDecisions()
  audit.checkStatus()
  return Verdict(
    passed: audit.ledger.violations.isEmpty, violations: audit.ledger.violations,
    objectiveRecomputed: audit.objective, boundCertified: nil, worst: audit.ledger.worst,
    checks: audit.ledger.checks)
}

/// A plan under examination: what was read, what was laid out from it, and what was found.
struct Audit {
  let planningCase: PlanningCase
  let folder: PlanFolder
  let ledger = Ledger()
  /// The rows of the tables of the notice paths, by table and path.
  private let rowsAfterNotice: [String: [String: [Row]]]
  /// The base path first, and every path after the one that it leaves; their slices are laid out from the rows.
  var courses: [Course]
  /// Probability that more is called than the paths tell.
  let uncovered: Double
  /// Work units per second of one GPU, by workload, class and operating point.
  var rates: [[String]: Double] = [:]
  /// GPUs let, by letting.
  var gpusLet: [String: Double] = [:]
  /// Objective recomputed, USD.
  var objective: Double?

  init(_ planningCase: PlanningCase, _ folder: PlanFolder) {
    self.planningCase = planningCase
    self.folder = folder
    self.rowsAfterNotice = Dictionary(
      uniqueKeysWithValues: PlanFolder.pathTables.keys.map { table in
        (table, Dictionary(grouping: folder["recourse/" + table]) { $0.text("path") })
      })
    let named = Set(folder["recourse"].map { $0.text("path") })
    // What rounding leaves of a hazard of 1 may be told as a path or not.
    let tree = CourseTree(planningCase) { id, probability in
      probability > 1e-12 || planningCase.coversEveryNotice || named.contains(id)
    }
    self.courses = tree.courses
    self.uncovered = tree.uncovered
  }

  var base: Course { courses[0] }

  /// The rows of a table on one path.
  func rows(_ table: String, of course: Course) -> [Row] {
    course.parent == nil ? folder[table] : rowsAfterNotice[table]?[course.id] ?? []
  }

  /// All slices of a path from the start of the case, those shared with the paths before it first.
  func wholePath(_ course: Course) -> [Slice] { before(course) + course.slices }

  /// The slices that a path shares with those before it.
  func before(_ course: Course) -> [Slice] {
    course.parent.map { wholePath(courses[$0]).filter { $0.start < course.from } } ?? []
  }

  /// A path with those that it comes from, the base path first.
  func line(to course: Course) -> [Course] { (course.parent.map { line(to: courses[$0]) } ?? []) + [course] }

  /// Every slice of every path, with its path.
  var everySlice: [(Course, Slice)] { courses.flatMap { course in course.slices.map { (course, $0) } } }

  func occasion(_ course: Course, _ slice: Slice, _ subjects: String...) -> Occasion {
    let period = planningCase.periods[slice.period]
    let time = slice.start == Instant(period.start) ? period.id : slice.start.description
    return Occasion(path: course.id, time: time, subjects: subjects)
  }
}
