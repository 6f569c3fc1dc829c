import Fleet

extension TableSpecification {
  static let workloads = TableSpecification(
    "workloads", singular: "workload", required: true, key: ["workload"],
    meaning: """
      What tenants want: services, whose demand by period stands in `demand.csv`, jobs, and lettings of our own GPUs. A \
      job with a `class_rule` is a gang: it runs on many GPUs at once or not at all. A letting sets GPUs aside for its \
      tenant while its lease runs and we have not called them back.
      """,
    columns: [
      Column("workload", .id, .required, "a workload's id"),
      Column("tenant", .reference("tenant"), .required, "the tenant of a workload"),
      Column("kind", .choice(["service", "job", "letting"]), .required, "the kind of a workload"),
      Column("lease", .reference("lease"), .blank("no letting"), "the lease of a letting", more: "Its lessor is us."),
      Column(
        "model", .label, .blank("a letting, or unit `gpu-hour`; required otherwise"), "the model of a workload",
        more: "As in `measurements.csv` or `models.csv`. Work in GPU-hours has none: every class does one in an hour."),
      Column(
        "precision", .choice(["bf16", "fp8", "fp4"]), .blank("the best that a class has"),
        "the precision of a workload"),
      Column("unit", .label, .standard("token"), "the name of a work unit"),
      Column(
        "input_tokens", .number(.tokens, .atLeast(0)), .blank("not stated"), "the input tokens of a request",
        plausible: 1...10_000_000),
      Column(
        "output_tokens", .number(.tokens, .atLeast(0)), .blank("not stated"), "the output tokens of a request",
        plausible: 1...10_000_000),
      Column("gpu_classes", .references("gpu-class"), .blank("all"), "the classes of a workload"),
      Column("sites", .references("site"), .blank("all of the tenant"), "the sites of a workload"),
      Column(
        "value_usd_per_unit", .number(.dollarsPerWorkUnit, .atLeast(0)), .blank("a letting; required otherwise"),
        "the value of a work unit", parameter: "value", varies: true),
      Column(
        "shortfall_usd_per_unit", .number(.dollarsPerWorkUnit, .atLeast(0)), .standard("0"),
        "the loss from a work unit not done", parameter: "shortfall", varies: true),
      Column(
        "min_share", .number(.share, .share), .blank("none"), "the least share of a service's demand to be covered",
        more: "Services only.", parameter: "min_share", varies: true),
      Column(
        "cover_share", .number(.share, .share), .blank("none"),
        "the share of a service's demand to be covered after a call", more: "Services only.",
        parameter: "cover_share", varies: true),
      Column(
        "cover", .choice(Cover.Proof.allCases.map(\.rawValue)), .standard("allocation"), "the proof of a cover",
        more: """
          `allocation`: the GPUs at work, less those called; `recourse`: what can be done from the notice on. Services \
          with a `cover_share` only.
          """, parameter: "cover"),
      Column(
        "cover_calls", .whole(.none, .atLeast(1)), .standard("1"), "the number of calls that a cover outlasts",
        more: "Services with a `cover_share` only.", parameter: "cover_calls"),
      Column(
        "load_curve", .reference("load-curve"), .blank("flat, with a warning"), "the load curve of a service",
        more: "`flat` for a load that never moves. Services only."),
      Column(
        "mix_efficiency", .number(.share, .positiveShare), .standard("1"),
        "what is left of the sum of the classes' rates of a service",
        more: """
          Services only. Counts as soon as tranches of several classes may serve it, and then for each of them, also \
          where the plan uses one alone.
          """, parameter: "mix_efficiency"),
      Column(
        "work_units", .number(.workUnits, .positive), .blank("none; required for a job"), "the work of a job",
        more: "Jobs only, as the rest down to `pause_usd`.", parameter: "work_units"),
      Column("release", .day, .blank("the start of the case"), "the first day of a job", parameter: "release"),
      Column(
        "deadline", .day, .blank("the end of the case"), "the first day after a job",
        more: "With a cost of lateness: the day by which it is due.", parameter: "deadline"),
      Column(
        "lateness_usd_per_unit_day", .number(.dollarsPerUnitDay, .atLeast(0)), .blank("not done after it"),
        "the cost of a work unit done a day after the deadline", parameter: "lateness"),
      Column(
        "latest", .day, .blank("the end of the case"), "the first day on which a late job is no longer done",
        parameter: "latest"),
      Column(
        "min_gpus", .whole(.gpus, .between(0, 1e9)), .blank("no gang, no letting"),
        "the fewest GPUs of a gang or a letting", parameter: "min_gpus"),
      Column(
        "max_gpus", .whole(.gpus, .between(1, 1e9)), .blank("no gang, no letting"),
        "the most GPUs of a gang or a letting", parameter: "max_gpus"),
      Column(
        "class_rule", .choice(["single", "mixed"]), .blank("no gang"), "whether a gang may mix classes",
        more: "`single`: one class at a time; `mixed`: several, at the slowest one's pace."),
      Column(
        "mixed_penalty", .number(.share, .share), .standard("1"), "the penalty of mixed classes",
        more: "0: each at its own pace; 1: all at the slowest one's.", parameter: "mixed_penalty"),
      Column(
        "scaling_exponent", .number(.none, .positiveShare), .standard("1"), "the exponent of a gang's pace",
        more: "b in pace = rate * GPUs^b.", parameter: "scaling_exponent"),
      Column(
        "pause_usd", .number(.dollars, .atLeast(0)), .standard("0"), "the cost of a gang's pause",
        more: "Each time it runs again.", parameter: "pause"),
      Column(
        "migration_usd_per_gpu", .number(.dollarsPerGPU, .atLeast(0)), .standard("0"),
        "the cost of moving a GPU's work",
        parameter: "migration"),
      Column(
        "whole_units", .flag, .standard("false"), "whether a workload takes whole units only"),
    ])
}

extension CaseBuilder {
  func workloads() -> [Workload] {
    let demand = demand(), misplaced = misplacedDemand, curves = loadCurves(), known = knownModels
    return nouns(.workloads) { row in
      if let model = row.text("model"), !known.contains(model), unread.isDisjoint(with: ["measurements", "models"]) {
        row.report(
          "model", "neither measurements.csv nor models.csv has this model",
          suggestion(model, among: known) + "Add a row for it, so that its rate can be had.")
      }
      if row.text("unit") ?? "token" == "token" {
        for column in ["value_usd_per_unit", "shortfall_usd_per_unit"] where row.number(column) ?? 0 > 0.001 {
          row.warn(
            column, "a token is seldom worth more than 0.001 USD",
            "Check the unit: USD per million tokens, divided by 1,000,000, belong here.")
        }
      }
      let kind = kind(row, demand, misplaced, curves), isLetting = row.text("kind") == "letting"
      if !isLetting { checkWork(row) }
      guard row.isSound, let id = row.id, let tenant: Ref<Tenant> = ref(row, "tenant"), let kind,
        let model = isLetting || isInGPUHours(row) ? "" : row.text("model"),
        let value = isLetting ? PeriodValue(0) : value(row, "value_usd_per_unit"),
        let shortfall = self.value(row, "shortfall_usd_per_unit"), let migration = row.number("migration_usd_per_gpu"),
        let isWhole = row.flag("whole_units")
      else { return nil }
      return Workload(
        id: id, tenant: tenant, kind: kind, model: model, precision: row.text("precision"),
        unit: isLetting ? "GPU-s" : row.text("unit") ?? "token", inputTokens: row.number("input_tokens"),
        outputTokens: row.number("output_tokens"), gpuClasses: refs(row, "gpu_classes"), sites: refs(row, "sites"),
        value: value, shortfallCost: shortfall, migrationCost: migration, wholeUnits: isWhole,
        origin: row.origin)
    }
  }

  private func kind(
    _ row: Record, _ demand: [String: [Double?]], _ misplaced: [String: Int], _ curves: [String: LoadCurve]
  ) -> Workload.Kind? {
    switch row.text("kind") {
    case "job": job(row).map { .job($0) }
    case "letting": letting(row).map { .letting($0) }
    default: service(row, demand, misplaced, curves)
    }
  }

  /// What every service and every job says.
  private func checkWork(_ row: Record) {
    refuse(["lease"], row, of: "a letting", what: "a \(row.text("kind") ?? "service")")
    let wanted = [
      ("model", "a model", "Write its name, as in measurements.csv or models.csv, or unit gpu-hour."),
      ("value_usd_per_unit", "a value", "Write it, 0 for none."),
    ]
    for (column, noun, remedy) in wanted {
      if column == "model", isInGPUHours(row) {
        if row.isFilled("model") {
          row.report(
            "model", "work in GPU-hours has no model: a GPU of any class does one in an hour",
            "Leave it empty, or write the unit that the model's rates are measured in.")
        }
        continue
      }
      let isPriced = column != "model" && overrides["workload.\(row.id ?? "").value"] != nil
      guard !row.isFilled(column), !isPriced, row.isWhole else { continue }
      row.report(column, "a service or a job has \(noun)", remedy)
    }
  }

  /// Work that counts the GPUs themselves, and has no model to be fast or slow with.
  private func isInGPUHours(_ row: Record) -> Bool { row.text("unit") == "gpu-hour" }

  private var knownModels: Set<String> {
    Set(["measurements", "models"].flatMap { tables[$0]?.records.compactMap { $0.text("model") } ?? [] })
  }

  private func service(
    _ row: Record, _ demand: [String: [Double?]], _ misplaced: [String: Int], _ curves: [String: LoadCurve]
  ) -> Workload.Kind? {
    guard row.text("kind") == "service" else { return nil }
    let jobColumns = [
      "work_units", "release", "deadline", "lateness_usd_per_unit_day", "latest", "min_gpus", "max_gpus", "class_rule",
      "mixed_penalty", "scaling_exponent", "pause_usd",
    ]
    refuse(jobColumns, row, of: "a job", what: "a service")
    if !row.isFilled("load_curve") {
      row.warn(
        "load_curve", "the service has no load curve, so that its load counts as flat",
        "Name a curve of load-curves.csv, or write flat.")
    }
    let minimum = value(row, "min_share", whenBlank: 0), share = value(row, "cover_share", whenBlank: 0)
    guard let id = row.id, let efficiency = row.number("mix_efficiency"), let cover = cover(row, share) else {
      return nil
    }
    let asked = demand[id] ?? Array(repeating: nil, count: periods.count)
    let missing = periods.indices.filter { asked[$0] == nil }
    guard missing.count <= misplaced[id] ?? 0 || unread.contains("demand") else {
      let names = missing.map { periods[$0].id }
      row.report(
        "workload",
        "demand.csv has no row for this service in \(names.count == 1 ? "" : "\(names.count) periods: ")"
          + names.prefix(4).joined(separator: ", ") + (names.count > 4 ? " and so on" : ""),
        "Write one for each period, with 0 where nothing is asked.")
      return nil
    }
    if minimum != nil, row.number("value_usd_per_unit") == 0, (row.number("shortfall_usd_per_unit") ?? 0) == 0 {
      row.warn(
        "min_share", "a floor of work that is worth nothing costs nothing to break after a notice",
        "Give the work a value or a shortfall cost.")
    }
    let curve = row.text("load_curve") ?? "flat"
    return .service(
      Service(
        demand: asked.map { $0 ?? 0 }, loadCurve: curves[curve] ?? .flat, minShare: minimum, coverShare: share,
        cover: cover, mixEfficiency: efficiency))
  }

  private func cover(_ row: Record, _ share: PeriodValue?) -> Cover? {
    if share == nil, !row.isFilled("cover_share") {
      for column in ["cover", "cover_calls"] where row.isFilled(column) {
        row.report(
          column, "this is about a share to be covered, and the service has no cover_share",
          "Leave it empty, or write cover_share too.")
      }
    }
    guard let proof = row.text("cover").flatMap(Cover.Proof.init), let calls = row.whole("cover_calls") else {
      return nil
    }
    return Cover(proof, calls: calls)
  }

  /// Cover by recourse is shown on paths of as many calls, and the case must have them.
  func checkCoverCalls(mostNotices: Int) {
    for row in tables["workloads"]?.records ?? [] where row.text("cover") == Cover.Proof.recourse.rawValue {
      guard let calls = row.whole("cover_calls"), calls > mostNotices else { continue }
      row.report(
        "cover_calls", "the case prepares for \(mostNotices) calls (option most_notices), and this cover is for more",
        "Write most_notices: \(calls) in case.yaml, or cover_calls \(mostNotices).")
    }
  }

  func refuse(_ columns: [String], _ row: Record, of owner: String, what: String) {
    for column in columns where row.isFilled(column) {
      row.report(
        column, "this is a column of \(owner), and the row is \(what)",
        owner == "a gang" ? "Leave it empty, or write class_rule too." : "Leave it empty, or change the kind.")
    }
  }
}
