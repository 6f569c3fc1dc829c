/// The keys of `case.yaml`, described as columns are: from here come reader, errors, writer and pages.
enum CaseKeys {
  /// Keys at the top that hold one value.
  static let scalars: [Column] = [
    Column("name", .text, .required, "the case's name"),
    Column("starts", .day, .required, "the first day of the case", more: "The first day of a period."),
    Column(
      "step", .choice(PeriodName.Step.allCases.map(\.rawValue)), .required, "the kind of a period",
      more: "Weeks start on Mondays (ISO 8601), quarters in January, April, July and October."),
    Column("periods", .whole(.none, .between(1, 1200)), .required, "the number of periods"),
    Column(
      "fiscal_year_start", .whole(.none, .between(1, 12)), .standard("1"), "the month in which a fiscal year starts"),
    Column(
      "discount_rate", .number(.share, .between(0, 10)), .standard("0"), "the discount rate",
      more: "Per year, `8 %` or `0.08`.", plausible: 0.001...0.5),
    Column(
      "plan_on", .planOn, .standard("mean"), "the rate of its interval on which the plan counts",
      more: "`p10` counts on what nine cells in ten exceed."),
  ]

  /// Scalars that `case.NAME` may set.
  static let settable = scalars.filter { $0.name != "name" }

  /// Keys under `options`.
  static let options: [Column] = [
    Column(
      "gap", .number(.share, .between(0, 1)), .standard("0.001"), "the gap at which a plan may be called optimal",
      more: "`0.1 %` or `0.001`."),
    Column("risk_weight", .number(.share, .share), .standard("0"), "the weight of CVaR against the expected value"),
    Column(
      "risk_level", .number(.share, .share), .standard("0.9"), "the level of CVaR",
      more: "0.9 is the mean of the worst tenth, 1 the worst path alone."),
    Column(
      "tail_value_floor", .number(.dollars, .any), .blank("none"), "the least mean value of the worst paths",
      more: "Minus CVaR of cost, over the worst 1 - `risk_level`. May be negative: `-2 BUSD`."),
    Column(
      "most_notices", .whole(.none, .atLeast(1)), .standard("1"),
      "the greatest number of calls that a plan prepares for",
      more: "One after another, or together; the plan says how likely more of them are."),
    Column(
      "end_value_haircut", .number(.share, .share), .standard("0.25"),
      "what a committed GPU-hour is worth less after the horizon",
      more: "As a share of its price, and of the book value of what is bought."),
    Column(
      "yearly_budget", .number(.dollars, .positive), .blank("no cap"),
      "the most that leases and energy cost in a fiscal year", more: "`18 BUSD`.", plausible: 1e3...1e13),
    Column(
      "carbon_price", .number(.dollarsPerTonne, .atLeast(0)), .standard("0 USD/t"), "the price of CO2",
      plausible: 0.1...2000),
    Column("carbon_cap", .number(.tonnes, .atLeast(0)), .blank("no cap"), "the most CO2 in `carbon_window`"),
    Column(
      "carbon_window", .choice(["year", "horizon"]), .standard("year"), "the time over which CO2 is counted",
      more: "`year`: a fiscal year."),
    Column(
      "change_limit", .number(.gpus, .atLeast(0)), .blank("no limit"),
      "the most GPUs that move in a slice against an incumbent plan",
      more: "Beyond those that are not there any more."),
    Column(
      "change_usd_per_gpu", .number(.dollarsPerGPU, .atLeast(0)), .standard("0 USD/GPU"),
      "the price of a GPU that moves against an incumbent plan", plausible: 0.01...100_000),
    Column(
      "floor_penalty", .number(.dollarsPerGPUHour, .atLeast(0)), .standard("20 USD/GPUh"),
      "the price of missing a tenant's floor after a notice", plausible: 0.01...10_000),
    Column(
      "service_floor_penalty", .number(.none, .atLeast(0)), .standard("3"),
      "the price of missing a service floor after a notice",
      more: "As a multiple of the service's value and shortfall cost."),
  ]

  /// Keys that hold more than one value, with what they hold.
  static let sections: [(name: String, meaning: String)] = [
    ("extends", "the path of another case folder, whose keys, tables, settings and removals hold unless given again"),
    ("options", "a map of options, below"),
    ("tables", "a map from a table's name to the path of a CSV file, relative to this folder"),
    ("set", "a map from a parameter's name to a value with its unit, as `--set` takes them"),
    ("remove", "a list of rows to leave out, as `tranche.colossus-1-h200`"),
    (
      "goals",
      "a list of goals, the first one first, each with what later ones may take of it: `shortfall 1 %`, "
        + "`shortfall-by-priority`, `value 0.1 %` or `value 5 MUSD`, `moves 100 GPUs`; left out, `value` alone"
    ),
  ]

  static let names = scalars.map(\.name) + sections.map(\.name)
}
