import CaseFiles
import Fleet

extension Audit {
  /// inputs: `plan.json` lists every file of `inputs/` with its SHA-256, and no other.
  mutating func checkInputs() {
    var listed: [String: String] = [:]
    for input in folder.document["inputs"].elements {
      let path = input["path"].text ?? ""
      listed[path.hasPrefix("inputs/") ? path : "inputs/" + path] = input["sha256"].text ?? ""
    }
    let present = folder.files.filter { $0.key.hasPrefix("inputs/") }
    for path in Set(listed.keys).union(present.keys).sorted() {
      let found = present[path].map { SHA256.hex($0) }
      ledger.require("inputs", found != nil && found == listed[path], key: path) {
        found == nil || listed[path] == nil
          ? "\(path): the file \(found == nil ? "is listed in plan.json and missing" : "is not listed in plan.json")."
          : "\(path): the file is not the one that the plan was made from; its hash is \(found!)."
      }
    }
  }

  /// datapackage: every table of the folder is listed with its columns in order, and every listed file is there.
  mutating func checkPackage() {
    var listed: Set<String> = []
    for resource in folder.package["resources"].elements {
      let path = resource["path"].text ?? ""
      listed.insert(path)
      let fields = resource["schema"]["fields"].elements.compactMap { $0["name"].text }.joined(separator: ",")
      let header = folder.files[path].map { String(decoding: $0.prefix { $0 != 10 && $0 != 13 }, as: UTF8.self) }
      ledger.require("datapackage", header == fields, key: path) {
        "datapackage.json: \(path) \(header == nil ? "is missing" : "has other columns than are listed")."
      }
    }
    for path in folder.files.keys.filter({ $0.hasSuffix(".csv") && !$0.hasPrefix("inputs/") }).sorted() {
      ledger.require("datapackage", listed.contains(path), key: path) { "datapackage.json: \(path) is not listed." }
    }
  }

  /// rules-slack, rules-price, rules-use: each row is consistent with itself, keeps its limit, and says what was
  /// recomputed.
  ///
  ///     |slack| = |limit - use|, slack >= 0;  a rule that does not bind has no price
  ///     down_until <= limit <= up_until;  a side of a price that is known is the dual
  mutating func checkRules() {
    for row in folder["rules"] {
      let scale = max(abs(row["limit"]), abs(row["use"]))
      var slack = Sum(row["limit"])
      slack.add(-row["use"])
      let difference = abs(abs(row["slack"]) - abs(slack.value))
      ledger.require("rules-slack", difference <= Ledger.tolerance(scale, unit: row.text("unit")), key: row.key) {
        "\(row.place): slack is \(row["slack"]), but limit and use are \(abs(slack.value)) apart."
      }
      let small = 1e-6 * max(1, abs(row["limit"]))
      ledger.require("rules-slack", row["slack"] >= -small, key: row.key) {
        "\(row.place): \(row.text("rule")) is broken by \(-row["slack"]) \(row.text("unit"))."
      }
      checkPrice(row, leavesNone: row["slack"] <= small)
      checkUse(row)
    }
  }

  private func checkPrice(_ row: Row, leavesNone binds: Bool) {
    let kind = row.text("kind"), (up, down) = (row.optional("price_up"), row.optional("price_down"))
    ledger.require("rules-price", ["exact", "fixed_integers", "one_sided", "slack"].contains(kind), key: row.key) {
      "\(row.place): there is no price of the kind \"\(kind)\"."
    }
    // What the goals after the value leave of a limit was used up at the value's best.
    let leavesSome = planningCase.goals.last?.kind != .value
    ledger.require(
      "rules-price", kind == "slack" ? up ?? 0 == 0 && down ?? 0 == 0 : binds || leavesSome, key: row.key
    ) {
      "\(row.place): \(row.text("rule")) has \(row["slack"]) left; a rule that does not bind is slack and has no price."
    }
    let dual = row.optional("dual")
    ledger.require("rules-price", (kind == "slack") == (dual == nil), key: row.key) {
      "\(row.place): a rule that binds has a dual, and no other has."
    }
    ledger.require("rules-price", kind == "slack" || (kind == "one_sided") == (up == nil || down == nil), key: row.key)
    {
      "\(row.place): a price of which a side is not known is one_sided, and no other is."
    }
    // Goals before the value move with a limit; without any the price in all is the price.
    let hasEarlier = planningCase.goals.first?.kind != .value
    let isTold = row.has("price_total") && !hasEarlier
    ledger.require("rules-price", !isTold || row.optional("price_total") == dual, key: row.key) {
      "\(row.place): no goal stands before the value, so that price_total is the dual."
    }
    for side in [up, down].compactMap({ $0 }) where kind != "slack" {
      ledger.require("rules-price", abs(side - (dual ?? .nan)) <= 1e-9 * abs(side), key: row.key) {
        "\(row.place): a side of the price is \(side), but the dual, which it is, \(dual ?? .nan)."
      }
    }
    let low = row.optional("down_until") ?? -.infinity, high = row.optional("up_until") ?? .infinity
    let small = 1e-6 * max(1, abs(row["limit"]))
    ledger.require("rules-price", low - small <= row["limit"] && row["limit"] <= high + small, key: row.key) {
      "\(row.place): the limit \(row["limit"]) does not lie where its prices hold, from \(low) to \(high)."
    }
  }

  /// Rules of which every row is recomputed here. Rows of the others may be in the form that the programme was written
  /// in (work done and missing against work), so that only their own figures can be held against each other.
  private static let known: Set = [
    "site-power", "site-cooling", "service-floor", "tenant-floor", "tenant-cap", "supplier-share", "budget-cap",
    "reclaim-cover", "take-or-pay", "site-outage", "site-water", "site-space", "site-expansion", "carbon-cap",
    "tenant-budget", "site-share",
  ]

  /// The slack that a row states is the one found here and so is its limit, save where the row brings all to one side.
  private func checkUse(_ row: Row) {
    let words = Set(Audit.words(row.text("key")))
    guard Audit.known.contains(row.text("rule")), !isBrokenUp(row, words) else { return }
    let facts = ledger.facts[row.text("rule"), default: []].filter { fact in
      fact.occasion.path == (row.text("path").isEmpty ? "base" : row.text("path"))
        && words.isSuperset(of: fact.occasion.subjects.flatMap(Audit.words))
        && fact.occasion.time.map(words.contains) ?? true
    }
    let scale = row.text("unit").hasPrefix("MW") ? 1000.0 : 1
    let agrees = facts.contains { fact in
      let allowed = Ledger.tolerance(max(abs(fact.limit), abs(fact.use)), unit: fact.unit)
      return abs(abs(row["slack"] * scale) - abs(fact.limit - fact.use)) <= allowed
        && (row["limit"] == 0 || abs(row["limit"] * scale - fact.limit) <= allowed)
    }
    ledger.require("rules-use", agrees, key: row.key) {
      let first = facts.first.map { "limit \($0.limit) and use \($0.use) \($0.unit)" } ?? "no such rule to keep there"
      return "\(row.place): by the other tables and the case there is \(first)."
    }
  }
}

extension Audit {
  fileprivate static func words(_ text: String) -> [String] { text.split { ",/ []@".contains($0) }.map(String.init) }

  /// Whether a row is one of several that together say that a service outlasts several calls.
  fileprivate func isBrokenUp(_ row: Row, _ words: Set<String>) -> Bool {
    row.text("rule") == "reclaim-cover"
      && planningCase.workloads.contains { workload in
        let cover = workload.service?.cover
        return words.contains(workload.id) && cover?.proof == .allocation && cover?.calls ?? 0 > 1
      }
  }
}
