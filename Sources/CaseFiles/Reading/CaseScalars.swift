import Fleet

extension RawCase {
  /// The value of a key: what is written, or its standard; nil where neither can be had, which is reported elsewhere.
  private func value(_ column: Column, _ scalars: [String: Scalar]) -> Value? {
    if let scalar = scalars[column.name], !scalar.text.isEmpty {
      return try? column.decode(scalar.text, measured: true).get()
    }
    guard case .standard(let text) = column.presence else { return nil }
    return try? column.decode(text, measured: true).get()
  }

  private func scalar(_ name: String) -> Value? {
    CaseKeys.scalars.first { $0.name == name }.flatMap { value($0, scalars) }
  }

  private func option(_ name: String) -> Value? {
    CaseKeys.options.first { $0.name == name }.flatMap { value($0, options) }
  }

  private func number(_ name: String) -> Double? { if case .number(let number)? = option(name) { number } else { nil } }

  private func whole(_ name: String) -> Int? { if case .whole(let number)? = option(name) { number } else { nil } }

  /// Reports keys that must be there and are not.
  func checkRequired(except unusable: Set<String>, log: FindingLog) {
    for column in CaseKeys.scalars
    where column.isRequired && scalars[column.name] == nil && !unusable.contains(column.name) {
      log.add(
        at: Place(file: "case.yaml"), name: column.name, "\(column.noun) \(column.verb) missing",
        "Write \(column.name): and \(column.wanted).")
    }
  }

  /// The periods of the case; none where a key that they need is missing or wrong.
  func periods(log: FindingLog) -> [Period] {
    guard case .day(let start)? = scalar("starts"), case .text(let name)? = scalar("step"),
      let step = PeriodName.Step(rawValue: name), case .whole(let count)? = scalar("periods")
    else { return [] }
    if let periods = Period.sequence(from: start, step: step, count: count) { return periods }
    let near: Day =
      switch step {
      case .month: start.firstOfMonth(adding: 0)
      case .quarter: start.firstOfMonth(adding: -((start.civil.month - 1) % 3))
      case .week: start + -PeriodName.weekday(start)
      }
    if let written = scalars["starts"] {
      log.add(
        at: written.place, name: "starts", value: written.text, "a case starts on the first day of a \(name)",
        "Write \(near).")
    }
    return []
  }

  var name: String { scalars["name"]?.text ?? "" }

  var fiscalYearStart: Int { if case .whole(let month)? = scalar("fiscal_year_start") { month } else { 1 } }

  var discountRate: Double { if case .number(let rate)? = scalar("discount_rate") { rate } else { 0 } }

  var planOn: PlanOn {
    guard case .text(let text)? = scalar("plan_on"), let quantile = Column.quantile(text) else { return .mean }
    return .quantile(quantile)
  }

  var planOptions: PlanOptions {
    var options = PlanOptions()
    options.gap = number("gap") ?? options.gap
    options.riskWeight = number("risk_weight") ?? options.riskWeight
    options.riskLevel = number("risk_level") ?? options.riskLevel
    options.yearlyBudget = number("yearly_budget")
    options.floorPenalty = number("floor_penalty") ?? options.floorPenalty
    options.serviceFloorPenalty = number("service_floor_penalty") ?? options.serviceFloorPenalty
    options.tailValueFloor = number("tail_value_floor")
    options.endValueHaircut = number("end_value_haircut") ?? options.endValueHaircut
    options.carbonPrice = number("carbon_price") ?? options.carbonPrice
    options.carbonCap = number("carbon_cap")
    if case .text(let window)? = option("carbon_window") {
      options.carbonWindow = LimitWindow(rawValue: window) ?? options.carbonWindow
    }
    options.mostNotices = whole("most_notices") ?? options.mostNotices
    options.goals = readGoals()
    options.changeLimit = number("change_limit")
    options.changePrice = number("change_usd_per_gpu") ?? 0
    return options
  }
}
