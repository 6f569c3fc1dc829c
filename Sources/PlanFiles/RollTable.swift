import Fleet
import Planning

/// A plan of a case that is planned anew period by period.
public struct RollStep: Sendable {
  public var period: String
  /// USD, as the plan promises.
  public var objective: Double
  /// USD, discounted: of the periods before, and what is expected of those to come.
  public var realised, ahead: Double
  /// GPUs that arrive where the plan before did not have them; 0 for the first plan.
  public var moves: Double
  /// What was called at the start of the period.
  public var notices: [String]

  public init(_ plan: Plan, period: String, notices: [String]) {
    self.period = period
    objective = plan.objective
    realised = plan.incumbent?.realised ?? 0
    ahead = plan.risk.expectedValue - realised
    moves = plan.incumbent?.moves ?? 0
    self.notices = notices
  }
}

private let table = Table<RollStep>(
  name: "roll", meaning: "A case planned anew at the start of each period, each plan following the one before.",
  key: ["period"],
  columns: [
    .text("period", "The period at whose start the plan was made.") { $0.period },
    .number("objective_usd", "USD", "What the plan promises.") { $0.objective },
    .number("realised_usd", "USD", "Of the periods before, discounted.") { $0.realised },
    .number("ahead_usd", "USD", "Expected of the periods to come, discounted.") { $0.ahead },
    .number("moves_gpu", "GPU", "GPUs that arrive where the plan before did not have them.") { $0.moves },
    .text("notices", "What was called at the start of the period.", optional: true) {
      $0.notices.joined(separator: " ")
    },
  ])

/// `roll.csv`.
public func rollTable(_ steps: [RollStep]) throws(WriteFailure) -> String { try table.csv(steps) }

/// A roll on a terminal: a line for each period, and what came of it beside what could have come.
public func rollSummary(_ steps: [RollStep], realised: Double, foresight: Double?) -> String {
  var page = Page(colour: false)
  var table = TextTable(titles: ["from", "promised", "realised", "ahead", "GPUs moved", "called"])
  table.left = [0, 5]
  for step in steps {
    table.rows.append([
      .init(step.period), .init(Figures.short(step.objective)), .init(Figures.short(step.realised)),
      .init(Figures.short(step.ahead)), .init(Figures.count(step.moves)), .init(step.notices.joined(separator: " ")),
    ])
  }
  page.heading("Rolled period by period, USD")
  page.table(table)
  page.paragraph(
    "promised: the plan's value. realised: of the periods before it. ahead: expected of those to come, with what is held at "
      + "the end. GPUs moved: those that arrive where the plan before did not have them", .dim)
  page.paragraph("realised in all: \(Figures.money(realised))")
  if let foresight {
    let share = foresight > 0 ? ", of which \(Figures.percent(realised / foresight)) was realised" : ""
    page.paragraph("with all that came known from the start: \(Figures.money(foresight))\(share)")
  }
  page.paragraph("every commitment that was made was kept in every later plan")
  return page.lines.map { $0 + "\n" }.joined()
}

extension RollStep {
  /// The step as `roll --json` prints it.
  public var json: JSONValue {
    [
      "period": .string(period), "objective_usd": .number(objective), "realised_usd": .number(realised),
      "ahead_usd": .number(ahead), "moves_gpu": .number(moves), "notices": .array(notices.map { .string($0) }),
    ]
  }
}
