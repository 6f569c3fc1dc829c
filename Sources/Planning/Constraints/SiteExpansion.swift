import Fleet

/// A site grows by no more modules than it can.
///
///     sum over k of build[e,k] <= most modules[e],  build whole          (modules; per expansion and path)
///
/// What a module adds counts from its lead time after the order on, in the limits of ``SitePower``, ``SiteCooling``,
/// ``SiteWater`` and ``SiteSpace``. Modules are whole, so that one more of them has no price: prices hold with these
/// numbers as they are.
enum SiteExpansion: Rule {
  static let name = "site-expansion"
  static let statement = "modules ordered of an expansion along a path <= its most modules (modules, per path)"

  static func measure(_ key: Key, _ model: Model) -> Measure { Measure("module") }

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    for (index, expansion) in model.case.expansions.enumerated() {
      for number in model.timeline.paths.indices {
        let builds = decisions.expansions.builds(of: Ref(index), on: number, model)
        guard builds.contains(where: { $0.path == number }) else { continue }
        draft.row(
          name, Key(.expansion(Ref(index)), .path(number)), builds.map { ($0.column, 1) },
          upper: Double(expansion.maxModules))
      }
    }
  }

  static func priced(_ key: Key, _ names: Names) -> String { "one more module of \(names.subject(key.first)!)" }

  static func unmet(_ key: Key, _ names: Names) -> String { "\(names.subject(key.first)!) has too few modules" }
}
