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
  /// USD for one unit more throughout; nil if some period's price on that side is not known.
  var oneMore: Double? = 0
  /// USD for one unit fewer throughout, a loss being negative; nil likewise.
  var oneFewer: Double? = 0
  /// USD for one per cent more of each limit, by the side that is known: what limits of different units have in common.
  var onePercent = 0.0
  var kinds: Set<String> = []

  mutating func add(_ row: RuleRow, period: Int?) {
    if let period { periods.insert(period) }
    oneMore = sum(oneMore, row.priceUp)
    oneFewer = sum(oneFewer, row.priceDown.map { -$0 })
    onePercent += abs(row.priceUp ?? row.priceDown ?? 0) * abs(row.limit) / 100
    kinds.insert(row.kind)
  }

  private func sum(_ total: Double?, _ price: Double?) -> Double? {
    guard let total, let price else { return nil }
    return total + price
  }
}

extension PlanSummary {
  /// Rows with a price, by rule and subject, in falling order of what one per cent of the limit is worth.
  var limitPrices: [LimitPrice] {
    var places: [[String]: Int] = [:]
    var prices: [LimitPrice] = []
    for row in plan.rules where (row.priceUp ?? 0) != 0 || (row.priceDown ?? 0) != 0 {
      let (subject, period) = split(row.key)
      let name = [row.rule, subject, row.unit]
      let place = places[name] ?? prices.count
      places[name] = place
      if place == prices.count { prices.append(LimitPrice(rule: row.rule, subject: subject, unit: row.unit)) }
      prices[place].add(row, period: period)
    }
    // Ties keep the order of the rules.
    return prices.enumerated().sorted { ($1.element.onePercent, $0.offset) < ($0.element.onePercent, $1.offset) }
      .map(\.element)
  }

  /// What binds and what it is worth: the ten limits of which one per cent is worth most.
  func prices(_ page: inout Page) {
    let prices = limitPrices
    page.heading("What binds, and what it is worth", remark: "USD of value for one unit throughout")
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
        .init(price.oneMore.map(Figures.change) ?? "?"), .init(price.oneFewer.map(Figures.change) ?? "?"),
        .init(mark(price.kinds)),
      ])
    }
    page.table(table)
    remarks(prices, &page)
  }

  private func remarks(_ prices: [LimitPrice], _ page: inout Page) {
    let kinds = prices.prefix(10).reduce(into: Set<String>()) { $0.formUnion($1.kinds) }
    if kinds.contains("one_sided") { page.paragraph("¹ one-sided: the other side is not known", .dim) }
    if kinds.contains("fixed_integers") { page.paragraph("² with every whole number of the plan held as it is", .dim) }
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
  private func split(_ key: String) -> (subject: String, period: Int?) {
    var subject: [Substring] = []
    var period: Int?
    for part in key.split(separator: ",") {
      let when = part.prefix { $0 != "@" }
      if let index = periodIndex(when) {
        period = period ?? index
      } else if !plan.paths.contains(where: { $0.path == part }) {
        subject.append(part)
      }
    }
    return (subject.joined(separator: ", "), period)
  }

  /// The period of that name, or the one that holds the moment.
  private func periodIndex(_ text: Substring) -> Int? {
    if let index = planningCase.periods.firstIndex(where: { $0.id == text }) { return index }
    guard let day = Day(text.prefix(10)) else { return nil }
    return planningCase.periods.firstIndex { $0.start <= day && day < $0.end }
  }
}
