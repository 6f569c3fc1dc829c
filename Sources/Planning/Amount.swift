import Fleet

/// A number that depends on what is decided: a constant and a sum of columns.
struct Amount: Sendable {
  var constant = 0.0
  var terms: Terms = []

  var isNothing: Bool { constant == 0 && terms.isEmpty }
  var isOne: Bool { constant == 1 && terms.isEmpty }

  /// Whether it is another amount times a factor.
  func isTimes(_ other: Amount, _ factor: Double) -> Bool {
    constant == factor * other.constant && terms.count == other.terms.count
      && zip(terms, other.terms).allSatisfy { $0.column == $1.column && $0.coefficient == factor * $1.coefficient }
  }

  mutating func add(_ other: Amount, times factor: Double = 1) {
    guard factor != 0 else { return }
    constant += factor * other.constant
    terms += other.terms.map { ($0.column, factor * $0.coefficient) }
  }
}

extension Draft {
  /// Books an amount, and so many USD for each of it.
  mutating func earn(
    _ term: CostTermName, at node: Node, tenant: Ref<Tenant>? = nil, site: Ref<Site>? = nil, _ amount: Amount,
    usd: Double
  ) {
    earn(term, at: node, tenant: tenant, site: site, nil, usd: usd * amount.constant)
    for part in amount.terms {
      earn(term, at: node, tenant: tenant, site: site, part.column, usd: usd * part.coefficient)
    }
  }
}
