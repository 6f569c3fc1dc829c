import Fleet

/// Names of rows, columns and their subjects, made when someone reads them.
struct Names: Sendable {
  let model: Model

  /// `site-power[colossus-1,2026-07]`
  func name(_ family: String, _ key: Key) -> String { "\(family)[\(self.key(key))]" }

  /// `colossus-1,2026-07`
  func key(_ key: Key) -> String {
    let parts = [key.first, key.second, key.third].compactMap(subject) + [key.node.map { node($0) }].compactMap { $0 }
    return parts.joined(separator: ",")
  }

  func subject(_ subject: Subject) -> String? {
    let planningCase = model.case
    return switch subject {
    case .none: nil
    case .site(let ref): planningCase[ref].id
    case .gpuClass(let ref): planningCase[ref].id
    case .lease(let ref): planningCase[ref].id
    case .tranche(let ref): planningCase[ref].id
    case .tenant(let ref): planningCase[ref].id
    case .workload(let ref): planningCase[ref].id
    case .arrangement(let ref, let index): arrangement(model.arrangements(ref)[index])
    case .pool(let index): pool(index)
    case .point(let ref): planningCase[ref].id
    case .expansion(let ref): planningCase[ref].id
    case .mode(let ref): planningCase[ref].id
    case .lessor(let index): model.pools.lessors[index]
    case .reclaimPool(let index): planningCase.reclaimPools[index].id
    case .path(let index): model.timeline.paths[index].id
    case .fiscalYear(let year): "FY\(year)"
    case .moment(let moment): moment.description
    case .part(let part): part.rawValue
    case .ordinal(let number): String(number)
    }
  }

  /// `colossus-1/h100-sxm`, with an operating point `colossus-1/h100-sxm@h100-500w`
  private func arrangement(_ place: Arrangement) -> String {
    "\(model.case[place.site].id)/\(model.case[place.slowest].id)" + (place.point.map { "@\(model.case[$0].id)" } ?? "")
  }

  /// The tranches of a pool: `colossus-1-h100`, or `a+b`.
  func pool(_ index: Int) -> String {
    model.pools.all[index].tranches.map { model.case[$0].id }.joined(separator: "+")
  }

  /// `2026-07`; `2026-07-16` for a slice that begins inside its period; `2026-09@notice-2026-08` off the base path.
  func node(_ index: Int) -> String {
    let node = model.timeline.nodes[index]
    let period = model.case.periods[node.period]
    let when = node.start == Instant(period.start) ? period.id : node.start.description
    return node.path == 0 ? when : "\(when)@\(model.timeline.paths[node.path].id)"
  }

  /// `in 2026-07`, `in 2026-07 until 2026-07-16`, `from 2026-07-16 in 2026-07`, `in 2026-09 after notice-2026-08`.
  func when(_ key: Key) -> String {
    guard let index = key.node else { return "over the plan" }
    let node = model.timeline.nodes[index]
    let period = model.case.periods[node.period]
    let isLater = node.start != Instant(period.start)
    let start = isLater ? "from \(node.start) " : ""
    let end = !isLater && node.end != Instant(period.end) ? " until \(node.end)" : ""
    let path = node.path == 0 ? "" : " after \(model.timeline.paths[node.path].id)"
    return "\(start)in \(period.id)\(end)\(path)"
  }

  /// As ``when(_:)``, of a limit over a fiscal year or the horizon: `in FY2027`, `over the plan`.
  func over(_ key: Key) -> String {
    let path = key.pathIndex.map { $0 == 0 ? "" : " after \(model.timeline.paths[$0].id)" } ?? ""
    for case .fiscalYear(let year) in [key.first, key.second] { return "in FY\(year)\(path)" }
    return when(key) + path
  }

  /// Where in the input a subject was written; nil for what no one row says.
  func origin(_ subject: Subject) -> Origin? {
    let planningCase = model.case
    return switch subject {
    case .site(let ref): planningCase[ref].origin
    case .gpuClass(let ref): planningCase[ref].origin
    case .lease(let ref): planningCase[ref].origin
    case .tranche(let ref): planningCase[ref].origin
    case .tenant(let ref): planningCase[ref].origin
    case .workload(let ref): planningCase[ref].origin
    case .arrangement(let ref, _): planningCase[ref].origin
    case .pool(let index): planningCase[model.pools.all[index].tranches[0]].origin
    case .point(let ref): planningCase[ref].origin
    case .expansion(let ref): planningCase[ref].origin
    case .mode(let ref): planningCase[ref].origin
    case .lessor(let index):
      planningCase.tranches.first { planningCase.lessor(of: $0) == model.pools.lessors[index] }
        .map { $0.lease.map { planningCase[$0].origin } ?? $0.origin }
    case .reclaimPool(let index): planningCase.reclaimPools[index].origin
    case .none, .path, .fiscalYear, .moment, .part, .ordinal: nil
    }
  }
}
