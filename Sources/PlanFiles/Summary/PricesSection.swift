import Fleet
import Planning

/// A limit over all periods in which it binds, and what one unit more or fewer in each of them is worth.
///
/// Prices of one limit are added over periods and paths, since they are USD of the one objective for the same unit:
/// that is the worth of one unit more throughout. Prices of different limits never are.
struct LimitPrice {
  var rule: String
  var subject: String
  var unit: String
  /// Indices of the periods in which it binds.
  var periods: Set<Int> = []
  /// USD for one unit more, and for one unit fewer, throughout: a loss is negative. Where a side is not known the dual
  /// stands in: the objective is concave in a limit, so that no side can be better than its dual says.
  var oneMore = 0.0
  var oneFewer = 0.0
  /// USD for one per cent more of each limit, by the side that is known: what limits of different units have in common.
  var onePercent = 0.0
  var kinds: Set<String> = []

  mutating func add(_ row: RuleRow, periods: Set<Int>) {
    self.periods.formUnion(periods)
    kinds.insert(row.kind)
    let more = row.priceUp ?? row.dual ?? 0, fewer = row.priceDown ?? row.dual ?? 0
    oneMore += more
    oneFewer -= fewer
    onePercent += max(abs(more), abs(fewer)) * abs(row.limit) / 100
  }
}

extension RuleRow {
  /// Whether it binds with a price that is not zero on some side, as far as is known.
  fileprivate var isPriced: Bool {
    [priceUp ?? dual, priceDown ?? dual].contains { ($0 ?? 0) != 0 }
  }
}

extension PlanSummary {
  /// Limits of the case that bind, by rule and subject, in falling order of what one per cent of the limit is worth.
  var limitPrices: [LimitPrice] {
    var places: [[String]: Int] = [:]
    var prices: [LimitPrice] = []
    for row in plan.rules where row.isGiven && row.isPriced {
      let (subject, periods) = split(row.key)
      let name = [row.rule, subject, row.unit]
      let place = places[name] ?? prices.count
      places[name] = place
      if place == prices.count { prices.append(LimitPrice(rule: row.rule, subject: subject, unit: row.unit)) }
      prices[place].add(row, periods: periods)
    }
    // Ties keep the order of the rules.
    return prices.enumerated().sorted { ($1.element.onePercent, $0.offset) < ($0.element.onePercent, $1.offset) }
      .map(\.element)
  }

  /// What binds and what it is worth: the ten limits of which one per cent is worth most.
  func prices(_ page: inout Page) {
    let prices = limitPrices
    page.heading("What binds, and what it is worth", remark: "USD of value, in all periods in which it binds")
    guard !prices.isEmpty else {
      page.line("  No limit has a price.")
      return
    }
    var table = TextTable(titles: ["limit", "binds", "unit", "one more", "one fewer", "  "])
    table.left = [0, 1, 2, 5]
    table.shrinksTo = 20
    for price in prices.prefix(10) {
      table.rows.append([
        .init("\(price.rule) \(price.subject)"), .init(binding(price.periods)), .init(price.unit.shortened(to: 14)),
        .init(Figures.change(price.oneMore)), .init(Figures.change(price.oneFewer)),
        .init(mark(price.kinds)),
      ])
    }
    page.table(table)
    remarks(prices, &page)
  }

  private func remarks(_ prices: [LimitPrice], _ page: inout Page) {
    let kinds = prices.prefix(10).reduce(into: Set<String>()) { $0.formUnion($1.kinds) }
    if kinds.contains("one_sided") {
      page.paragraph("¹ a bound: one more is worth no more than this, one fewer costs no less", .dim)
    }
    if kinds.contains("fixed_integers") {
      page.paragraph("² with racks, gangs and signed units as they are in the plan", .dim)
    }
    let more = prices.count > 10 ? "; \(prices.count - 10) more in rules.csv" : ""
    page.paragraph("first what 1 % of the limit is worth most" + more, .dim)
  }

  private func mark(_ kinds: Set<String>) -> String {
    (kinds.contains("one_sided") ? "¹" : "") + (kinds.contains("fixed_integers") ? "²" : "")
  }

  /// `always`, `Jul 26`, `Jul 26–Dec 26`, or `7 of 18` where it binds on and off.
  private func binding(_ periods: Set<Int>) -> String {
    let all = planningCase.periods
    guard let first = periods.min(), let last = periods.max() else { return "-" }
    if periods.count == all.count { return "always" }
    if periods.count == 1 { return Calendar.long(all[first].id) }
    if last - first + 1 == periods.count {
      let sameYear = Calendar.year(all[first].id) == Calendar.year(all[last].id)
      let start = sameYear ? Calendar.short(all[first].id) : Calendar.long(all[first].id)
      return "\(start)–\(Calendar.long(all[last].id))"
    }
    return "\(periods.count) of \(all.count)"
  }

  /// A row's key without what says when and on which path: `colossus-1,2026-09@notice-2026-08` is of `colossus-1`.
  private func split(_ key: String) -> (subject: String, periods: Set<Int>) {
    var subject: [Substring] = []
    var periods: Set<Int> = []
    for part in key.split(separator: ",") {
      let when = part.prefix { $0 != "@" }
      if let index = periodIndex(when) {
        periods.insert(index)
      } else if !plan.paths.contains(where: { $0.path == part }) {
        subject.append(part)
        if part.hasPrefix("FY"), let year = Int(part.dropFirst(2)) { periods.formUnion(fiscalYear(year)) }
      }
    }
    return (subject.joined(separator: ", "), periods)
  }

  private func fiscalYear(_ year: Int) -> [Int] {
    planningCase.periods.indices.filter { planningCase.fiscalYear($0) == year }
  }

  /// The period of that name, or the one that holds the moment.
  private func periodIndex(_ text: Substring) -> Int? {
    if let index = planningCase.periods.firstIndex(where: { $0.id == text }) { return index }
    guard let day = Day(text.prefix(10)) else { return nil }
    return planningCase.periods.firstIndex { $0.start <= day && day < $0.end }
  }
}
