import Fleet
import Planning

/// The tables that speak of all paths together.
enum AnswerTable {
  static let rules = Table<RuleRow>(
    name: "rules",
    meaning: "Every limit that the plan keeps: how much of it is used, and what one more unit of it is worth.",
    columns: [
      .text("rule", "The rule.") { $0.rule },
      .text("key", "What the limit is of: site, tranche or workload, and period.", optional: true) { $0.key },
      .text("path", "The path on which it holds.") { $0.path },
      .text("unit", "Unit of limit, use and slack, and of the prices' denominator.", optional: true) { $0.unit },
      .number("limit", "as unit", "The limit.") { $0.limit },
      .number("use", "as unit", "What the plan uses of it.") { $0.use },
      .number("slack", "as unit", "What is left.") { $0.slack },
      .optional(
        "dual", "USD per unit",
        "The row's dual: at least price_up, at most price_down; empty where the rule does not bind."
      ) { $0.dual },
      .optional(
        "price_total", "USD per unit",
        "The dual where the goals before the value move with the limit too: the dual itself where there are none."
      ) { $0.priceTotal },
      .optional("price_up", "USD per unit", "Change of the objective for one unit more.") { $0.priceUp },
      .optional("price_down", "USD per unit", "Change of the objective per unit of increase, seen from one unit fewer.")
      {
        $0.priceDown
      },
      .optional("up_until", "as unit", "Limit up to which price_up holds; empty if not known.") { $0.upUntil },
      .optional("down_until", "as unit", "Limit down to which price_down holds; empty if not known.") { $0.downUntil },
      .text("kind", "What the price is.", words: ["exact", "fixed_integers", "one_sided", "slack"]) { $0.kind },
      .text("meaning", "What the price means; empty where the rule does not bind.", optional: true) { $0.meaning },
    ])

  static let decisions = Table<DecisionRow>(
    name: "decisions", meaning: "What is to be decided, how much, and by when.",
    columns: [
      .text("decision", "What to do.") { $0.decision },
      .text("subject", "With what.") { $0.subject },
      .text("period", "Period of the last date.") { $0.period },
      .number("amount", "as unit", "How much.") { $0.amount },
      .text("unit", "Unit of amount.", optional: true) { $0.unit },
      .time("last_date", .date, "Last day on which it can still be decided.") { $0.lastDate },
      .time(
        "takes_effect", .instant, "When the GPUs arrive, are first on standby, go, or stay on; empty for signings.",
        optional: true
      ) { $0.takesEffect },
    ])

  static let rates = Table<RateRow>(
    name: "rates", meaning: "The rates that the plan counts on.", key: ["workload", "gpu_class", "operating_point"],
    columns: [
      .text("workload", "The workload.") { $0.workload },
      .text("gpu_class", "The GPU class.") { $0.gpuClass },
      .text("operating_point", "The power cap.", optional: true) { $0.operatingPoint },
      .number("units_per_s_per_gpu", "work units/s/GPU", "The rate.") { $0.unitsPerSPerGPU },
      .number("low", "work units/s/GPU", "Lower end of its interval.") { $0.low },
      .number("high", "work units/s/GPU", "Upper end of its interval.") { $0.high },
      .text("origin", "How it was found: measured, or by which model.") { $0.origin },
      .text("source", "Where the measurement is from.", optional: true) { $0.source },
    ])

  static let changes = Table<ChangeRow>(
    name: "changes",
    meaning: "GPUs at work where they are not as the incumbent plan has them; without rows in a first plan.",
    key: ["starts", "workload", "site", "gpu_class", "operating_point"],
    columns: [
      .text("period", "Period that holds the slice.") { $0.span.period },
      .time("starts", .instant, "First moment of the slice.") { $0.span.starts },
      .text("tenant", "The tenant.") { $0.tenant },
      .text("workload", "The workload.") { $0.workload },
      .text("site", "The site.") { $0.site },
      .text("gpu_class", "The GPU class.") { $0.gpuClass },
      .text("operating_point", "The power cap.") { $0.operatingPoint },
      .number("before", "GPU", "GPUs by the incumbent.") { $0.before },
      .number("after", "GPU", "GPUs by this plan.") { $0.after },
    ])

  /// A row is a path with its loss against the optimum of the same case without notice.
  static let recourse = Table<(path: PathTables, loss: Double?)>(
    name: "recourse", meaning: "Every path that the future may take, with what it is worth and what notice would cost.",
    key: ["path"],
    columns: [
      .text("path", "The path.") { $0.path.path },
      .text("parent", "The path that it leaves; empty on the base path.", optional: true) { $0.path.parent ?? "" },
      .text("called", "Pools called, each with the period of its notice; empty on the base path.", optional: true) {
        $0.path.called.joined(separator: " ")
      },
      .time("notice_date", .date, "Day of its last notice; empty on the base path.", optional: true) {
        $0.path.noticeDay
      },
      .time("reclaim_date", .date, "First day without the first GPUs to go; empty on the base path.", optional: true) {
        $0.path.reclaimDay
      },
      .number("probability", "", "Probability of the path; they sum to 1.") { $0.path.probability },
      .number("value_usd", "USD", "Value of the whole path, shared slices included, discounted.") { $0.path.value },
      .optional(
        "loss_usd", "USD",
        "Value without reclaim less value_usd; empty where that value was not found or no notice can be given."
      ) {
        $0.loss
      },
    ])
}

/// Every table of a plan folder, in the order of the docs page.
public let planTables: [TableDescription] =
  [
    PathTable.allocation.description, PathTable.service.description, PathTable.jobs.description,
    PathTable.work.description, PathTable.sites.description, PathTable.cooling.description,
    PathTable.leases.description, PathTable.money.description,
    AnswerTable.rules.description, AnswerTable.decisions.description, AnswerTable.rates.description,
    AnswerTable.recourse.description, AnswerTable.changes.description,
  ] + [
    PathTable.allocation.recourse.description, PathTable.service.recourse.description,
    PathTable.jobs.recourse.description, PathTable.work.recourse.description, PathTable.sites.recourse.description,
    PathTable.cooling.recourse.description,
    PathTable.leases.recourse.description, PathTable.money.recourse.description,
    AnswerTable.decisions.recourse.description,
  ]

/// A table of a plan folder, written out.
struct TableFile {
  let path: String
  let text: String
}

extension Plan {
  /// Every table as text, in the order of ``planTables``; those in `recourse/` have no rows if there is no notice path.
  func tableFiles() throws(WriteFailure) -> [TableFile] {
    guard let base = paths.first else { throw .noPath }
    let values = paths.map { (path: $0, loss: risk.valueWithoutReclaim.map { [value = $0.value] in $0 - value }) }
    return [
      try file(PathTable.allocation, base.allocation), try file(PathTable.service, base.service),
      try file(PathTable.jobs, base.jobs), try file(PathTable.work, base.work), try file(PathTable.sites, base.sites),
      try file(PathTable.cooling, base.cooling),
      try file(PathTable.leases, base.leases), try file(PathTable.money, base.money),
      try file(AnswerTable.rules, rules), try file(AnswerTable.decisions, decisions),
      try file(AnswerTable.rates, rates), try file(AnswerTable.recourse, values),
      try file(AnswerTable.changes, incumbent?.changes ?? []),
      try recourse(PathTable.allocation, \.allocation), try recourse(PathTable.service, \.service),
      try recourse(PathTable.jobs, \.jobs), try recourse(PathTable.work, \.work),
      try recourse(PathTable.sites, \.sites), try recourse(PathTable.cooling, \.cooling),
      try recourse(PathTable.leases, \.leases),
      try recourse(PathTable.money, \.money), try recourse(AnswerTable.decisions, \.decisions),
    ]
  }

  private func file<Row>(_ table: Table<Row>, _ rows: [Row]) throws(WriteFailure) -> TableFile {
    TableFile(path: table.description.path, text: try table.csv(rows))
  }

  private func recourse<Row: Sendable>(
    _ table: Table<Row>, _ rows: KeyPath<PathTables, [Row]>
  ) throws(WriteFailure) -> TableFile {
    let all = paths.dropFirst().flatMap { path in path[keyPath: rows].map { OnPath(path: path.path, row: $0) } }
    return try file(table.recourse, all)
  }
}
