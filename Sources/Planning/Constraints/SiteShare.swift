import Fleet

/// No site holds more than a share of a tenant's GPUs.
///
///     sum of x over the pools at a site <= share[k] * sum of x over all pools          (GPUs; per tenant and site, per slice)
///
/// The dual is what one GPU above the share would earn.
enum SiteShare: Rule {
  static let name = "site-share"
  static let statement = "GPUs of a tenant at one site <= share * all its GPUs (GPUs, per slice)"
  static let isMootOnceLeft = true

  static func measure(_ key: Key, _ model: Model) -> Measure { Measure("GPU") }

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    let sites = model.case.sites.indices.map { index in
      (Subject.site(Ref(index)), { (pool: Pool) in pool.site == Ref(index) })
    }
    draft.shares(name, of: sites, decisions, model) { $0.siteShare }
  }

  static func priced(_ key: Key, _ names: Names) -> String {
    "one GPU at \(names.subject(key.second)!) above its share of \(names.subject(key.first)!) \(names.when(key))"
  }

  static func unmet(_ key: Key, _ names: Names) -> String {
    "\(names.subject(key.first)!) would need more than its share at \(names.subject(key.second)!) \(names.when(key))"
  }
}
