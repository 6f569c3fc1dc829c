import Fleet
import LinearProgramming
import Throughput

@testable import Planning

/// A case as a tree of scenarios: a full copy of every column for each future, and rows that make two copies equal as
/// long as nothing tells their futures apart.
struct ExplicitTree {
  private(set) var programme = HandProgramme()
  private let draws: CallDraws
  private var futures: [(statement: FutureStatement, probability: Double)] = []

  init(_ planningCase: PlanningCase) throws {
    draws = CallDraws(case: planningCase)
    let rates = try RateTable(planningCase)
    for history in draws.histories() {
      futures.append((FutureStatement(draws, rates, history.known, into: &programme), history.probability))
    }
    let others = Dictionary(uniqueKeysWithValues: futures.map { ($0.statement.known, $0.statement) })
    for future in futures { future.statement.addLimits(others, &programme) }
    addObjective(planningCase.options)
    addNonAnticipativity()
  }

  /// USD, integers aside or not; nil where no plan keeps every rule.
  func value(isWhole: Bool = false) throws -> Double? {
    var options = SolveOptions()
    options.relativeGap = 1e-8
    let program = isWhole ? programme.program : programme.program.relaxed
    return try solve(program, options: options).objective.map { -$0 }
  }

  /// (1 - lambda) * mean - lambda * CVaR, CVaR = eta + mean excess / (1 - a).
  private mutating func addObjective(_ options: PlanOptions) {
    let level = options.riskLevel, far = 1e7
    let eta = programme.column(from: -far, to: far)
    programme.gain([(eta, -options.riskWeight)])
    for (statement, probability) in futures {
      programme.gain(statement.value, times: (1 - options.riskWeight) * probability)
      programme.gain((1 - options.riskWeight) * probability * statement.constant)
      // At level 1 no future may cost more than eta, unless it cannot happen.
      let excess = programme.column(to: level < 1 || probability == 0 ? 2 * far : 0)
      if level < 1 { programme.gain([(excess, -options.riskWeight * probability / (1 - level))]) }
      programme.row([(eta, 1), (excess, 1)] + statement.value, atLeast: -statement.constant)
    }
  }

  private mutating func addNonAnticipativity() {
    struct Shared: Hashable {
      let label: FutureStatement.Label
      let known: CallDraws.Known
    }
    var copies: [Shared: [Int]] = [:]
    for future in futures {
      for (label, column) in future.statement.columns {
        copies[Shared(label: label, known: known(future.statement.known, on: label.decided)), default: []].append(
          column)
      }
    }
    for (shared, columns) in copies.sorted(by: { $0.value[0] < $1.value[0] }) {
      for (a, b) in zip(columns, columns.dropFirst()) { programme.row([(a, 1), (b, -1)], atLeast: 0, atMost: 0) }
      // What cannot be done in one of the futures cannot be done before they part.
      let group = futures.count { known($0.statement.known, on: shared.label.decided) == shared.known }
      if columns.count < group { columns.forEach { programme.forbid($0) } }
    }
  }

  /// Of all that will be known, what is known on a day.
  private func known(_ all: CallDraws.Known, on day: Day) -> CallDraws.Known {
    all.map { period in period.flatMap { draws.case.periods[$0].start <= day ? $0 : nil } }
  }
}
