import Fleet
import Planning

/// The JSON Schema (draft 2020-12) of `plan.json`; also at `docs/schema/plan-1.schema.json`.
///
/// It names every key and allows no other, so that a key that is renamed or added by mistake is noticed.
public let planSchema: JSONValue = {
  let body = closed([
    .init("schema", described(["const": .string(planSchemaName)], "Name and version of this schema.")),
    .init("case", text("The case's name.")),
    .init("status", words(PlanStatus.allCases.map(\.rawValue), "What is known of the plan.")),
    .init("objective", number("USD, maximised: (1 - risk_weight) * expected value - risk_weight * CVaR of cost.")),
    .init("bound", maybe(number("USD: bound_certified, or bound_claimed where there is none."))),
    .init("bound_claimed", maybe(number("USD: the bound that branch and cut claims."))),
    .init("bound_certified", maybe(number("USD: the bound by weak duality."))),
    .init("gap", maybe(number("(bound_certified - objective) / max(1, |objective|)."))),
    .init("asked_gap", atLeastZero("Largest gap at which the plan may be called optimal.")),
    .init("certificate", certificate),
    .init("inputs", list(of: inputFile, "The files that the case was read from.")),
    .init("program", program),
    .init("run", run),
    .init("risk", risk),
    .init("horizon", horizon),
    .init("goals", list(of: goal, "The goals, in the order in which they were met.")),
    .init("incumbent", described(maybe(incumbent), "What became of the plan before; null for a first plan.")),
    .init("totals", totals),
  ])
  guard case .object(let members) = body else { return body }
  return .object(
    [
      .init("$schema", "https://json-schema.org/draft/2020-12/schema"),
      .init("$id", "urn:tenure:plan-1"),
      .init("title", "A capacity plan"),
    ] + members)
}()

private let certificate = closed([
  .init("verdict", words(CertificateFacts.Verdict.allCases.map(\.rawValue), "What the independent check found.")),
  .init("objective_recomputed", maybe(number("USD, from the tables alone."))),
  .init(
    "worst",
    list(
      of: closed([
        .init("rule", text("The rule.")), .init("key", text("Where it is broken most; empty where it holds.")),
        .init("amount", atLeastZero("By how much, in unit.")), .init("unit", text("Unit of amount.")),
      ]), "The worst violation of each rule.")),
])

private let inputFile = closed([
  .init("path", text("Path in the case, as seen from its folder.")),
  .init("sha256", ["type": "string", "pattern": "^[0-9a-f]{64}$", "description": "SHA-256 of the file."]),
])

private let program = closed([
  .init("rows", count("Rows.")), .init("columns", count("Columns.")), .init("integers", count("Integer columns.")),
  .init("nonzeros", count("Entries that are not zero.")),
])

private let run = closed([
  .init("version", text("Version of the program.")), .init("glpk", text("Version of GLPK.")),
  .init("openblas", text("Version of OpenBLAS.")), .init("seed", ["type": "integer"]),
  .init("rung", text("Rung of the retry ladder that passed the certificate.")),
  .init("iterations", count("Simplex iterations.")), .init("nodes", count("Nodes of branch and cut.")),
  .init(
    "options",
    closed([
      .init("gap", atLeastZero("The case's gap with integers.")), .init("risk_weight", share("Weight of CVaR.")),
      .init("risk_level", share("Level of CVaR.")),
      .init("tail_value_floor", maybe(number("USD: least mean value of the worst paths."))),
      .init("end_value_haircut", share("What a committed GPU-hour is worth less after the horizon.")),
      .init("most_notices", count("Most pools called that the plan prepares for.")),
      .init("yearly_budget", maybe(number("USD per fiscal year."))),
      .init("change_limit", maybe(atLeastZero("GPUs that may move in a slice against the incumbent."))),
      .init("change_usd_per_gpu", atLeastZero("USD per GPU that moves against the incumbent.")),
      .init("floor_penalty", atLeastZero("USD per GPU-hour by which a tenant's floor is missed after a notice.")),
      .init("service_floor_penalty", atLeastZero("Multiple of value and shortfall cost, after a notice.")),
      .init(
        "plan_on",
        described(
          ["anyOf": [["const": "mean"], share("A quantile.")]], "Which rate of its interval the plan counts on.")),
      .init("discount_rate", number("Per year, as a fraction.")),
    ])),
])

private let worstPath = closed([
  .init("path", text("The path of least value.")),
  .init("notice_date", maybe(text("Day of its last notice; null on the base path."))),
  .init("value", number("USD, discounted.")),
])

private let riskMeasures = closed([
  .init("expected_value", number("USD: this plan's mean value at these hazards.")),
  .init("cvar", number("USD: its CVaR of cost.")),
])

private let risk = closed([
  .init("risk_weight", share("Weight of CVaR.")), .init("risk_level", share("Level of CVaR.")),
  .init("expected_value", number("USD: mean value over all paths, discounted.")),
  .init("cvar", maybe(number("USD: CVaR of cost over all paths."))),
  .init("value_without_reclaim", maybe(number("USD: optimum of the same case if no notice could be given."))),
  .init("uncovered", share("Probability of more calls than the paths tell; these count as if they had not come.")),
  .init("worst", maybe(worstPath)),
  .init("hazard_half", maybe(riskMeasures)), .init("hazard_double", maybe(riskMeasures)),
])

private let horizon = closed([
  .init(
    "end_value_haircut", share("What a committed GPU-hour is worth less than its price, where no lease says more.")),
  .init(
    "holdings",
    list(
      of: closed([
        .init("lease", text("The lease; empty for what is bought.")), .init("tranche", text("The tranche.")),
        .init("gpus", atLeastZero("GPUs held when the plan ends.")),
        .init("hours", atLeastZero("Hours after that for which they are committed; 0 for what is bought.")),
        .init("usd_per_gpu_h", atLeastZero("Price after the horizon.")),
        .init("end_value_usd_per_gpu_h", atLeastZero("What such an hour is taken to be worth.")),
        .init("owed_usd", atLeastZero("USD still to be paid.")),
        .init("worth_usd", number("USD that it is taken to be worth.")),
      ]), "What the base path holds beyond its end.")),
  .init("is_decisive", described(["type": "boolean"], "Whether anything that is decided has a value beyond the end.")),
  .init(
    "half",
    described(maybe(endValueAnswer), "With every end value at a half; null where nothing hangs on it, or time ran out.")
  ),
  .init("double", described(maybe(endValueAnswer), "With every end value at its double; null likewise.")),
])

private let endValueAnswer = closed([
  .init("loss_usd", atLeastZero("USD lost by keeping to the first decisions of the plan; 0 within the gap.")),
  .init("gap", atLeastZero("To which both plans were solved, as a fraction.")),
  .init(
    "changes",
    list(
      of: closed([
        .init("decision", text("As in decisions.csv.")), .init("subject", text("As in decisions.csv.")),
        .init("last_date", text("Last day on which it can be decided.")), .init("planned", number("In this plan.")),
        .init("other", number("At the other end value.")), .init("unit", text("Of both.")),
      ]), "First decisions that would be others.")),
])

private let goal = closed([
  .init("goal", text("The goal; a shortfall by priority has the priority behind it.")),
  .init("unit", words(["share", "USD", "GPU"], "Unit of all its figures.")),
  .init("best", number("The best that was found with the goals before it held.")),
  .init("bound", maybe(number("What is proved that no plan with those goals held betters."))),
  .init("slack", atLeastZero("By how much the goals after it may miss the best.")),
  .init("final", number("What it is in the plan.")),
  .init("gave_up", maybe(atLeastZero("How much better it could be without the goals before it."))),
])

private let incumbent = closed([
  .init("case", text("The incumbent's case.")), .init("objective", number("USD, as the incumbent promised.")),
  .init("today", text("The day from which everything may be decided anew.")),
  .init("called", list(of: ["type": "string"], "What has been called by today, with the period of each notice.")),
  .init("realised", number("USD, discounted: the money of the slices before today.")),
  .init("value", number("USD, discounted: of the whole path that came about, if no more notice comes.")),
  .init("moves", atLeastZero("GPUs that arrive where the incumbent did not have them, over all slices from today on.")),
  .init(
    "moves_bound", maybe(number("What is proved that no plan as good has fewer of; null where moves are no goal."))),
  .init("moves_proved", described(["type": "boolean"], "Whether no plan as good has fewer moves.")),
  .init("is_kept", described(["type": "boolean"], "Whether nothing of the incumbent is changed.")),
  .init(
    "decisions",
    list(
      of: closed([
        .init("decision", text("As in decisions.csv.")), .init("subject", text("As in decisions.csv.")),
        .init("last_date", text("Last day on which it can be decided.")), .init("unit", text("Of both amounts.")),
        .init("before", number("In the incumbent.")), .init("after", number("In this plan.")),
      ]), "What is decided otherwise.")),
  .init(
    "money",
    list(
      of: closed([
        .init("term", text("The cost term.")),
        .init("before", number("USD, expected and discounted, by the incumbent.")),
        .init("after", number("USD, expected and discounted, by this plan.")),
      ]), "Money by cost term.")),
  .init(
    "inputs",
    list(
      of: closed([
        .init("input", text("Table, row and column, or key of case.yaml.")),
        .init("before", maybe(text("As the incumbent had it; null where it had none."))),
        .init("after", maybe(text("As it is now; null where it is not there any more."))),
      ]), "Inputs that differ from the incumbent's.")),
])

private let totals = closed([
  .init("money", amounts("USD by cost term on the base path, as paid, and their sum.")),
  .init("expected", amounts("USD by cost term over all paths, expected and discounted, and their sum.")),
  .init("gpus_peak", atLeastZero("GPUs at work, most in any slice.")),
  .init("tenants", list(of: tenant, "What each tenant gets.")),
  .init("sites", list(of: site, "What each site draws.")),
])

private let tenant = closed([
  .init("tenant", text("The tenant.")),
  .init("served_share", maybe(number("Served of asked, weighed by value per unit; null without values."))),
  .init("gpus_peak", atLeastZero("GPUs at work, most in any slice.")),
  .init(
    "workloads",
    list(
      of: closed([
        .init("workload", text("The workload.")), .init("kind", words(["service", "job", "letting"], "What it is.")),
        .init("unit", text("Name of one work unit.")), .init("asked_units", atLeastZero("Work asked.")),
        .init("served_units", number("Work served or done.")),
        .init("short_units", number("Work asked and not served.")),
        .init("served_share", number("served_units / asked_units; 1 where nothing is asked.")),
      ]), "Its workloads, over the horizon.")),
])

private let site = closed([
  .init("site", text("The site.")), .init("gpus_peak", atLeastZero("GPUs at work, most in any slice.")),
  .init("it_mw_peak", atLeastZero("IT MW, most in any slice.")),
  .init("facility_mw_peak", atLeastZero("Facility MW, most in any slice.")),
  .init("provisioned_mw_peak", atLeastZero("What an outside estimate would provision, MW; never a limit.")),
  .init("energy_mwh", number("MWh at the meter.")), .init("water_m3", number("m3 of water.")),
  .init("carbon_t", number("Tonnes of CO2.")), .init("local_air_t", number("Tonnes let out into its own air.")),
])

private func described(_ schema: JSONValue, _ description: String) -> JSONValue {
  guard case .object(let members) = schema else { return schema }
  return .object(members + [.init("description", .string(description))])
}

private func text(_ description: String) -> JSONValue { described(["type": "string"], description) }
private func number(_ description: String) -> JSONValue { described(["type": "number"], description) }
private func atLeastZero(_ description: String) -> JSONValue {
  described(["type": "number", "minimum": 0], description)
}
private func share(_ description: String) -> JSONValue {
  described(["type": "number", "minimum": 0, "maximum": 1], description)
}
private func count(_ description: String) -> JSONValue { described(["type": "integer", "minimum": 0], description) }
private func words(_ words: [String], _ description: String) -> JSONValue {
  described(["enum": .array(words.map(JSONValue.string))], description)
}
private func list(of items: JSONValue, _ description: String) -> JSONValue {
  described(["type": "array", "items": items], description)
}
private func amounts(_ description: String) -> JSONValue {
  described(["type": "object", "required": ["sum"], "additionalProperties": ["type": "number"]], description)
}

/// The same schema, or null.
private func maybe(_ schema: JSONValue) -> JSONValue {
  guard case .object(let members) = schema else { return schema }
  return .object(members.map { $0.key == "type" ? .init("type", .array([$0.value, "null"])) : $0 })
}

/// An object that has exactly these keys.
private func closed(_ properties: [JSONValue.Member]) -> JSONValue {
  [
    "type": "object",
    "required": .array(properties.map { .string($0.key) }),
    "additionalProperties": false,
    "properties": .object(properties),
  ]
}
