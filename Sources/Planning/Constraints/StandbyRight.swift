import Fleet

/// No more GPUs are called from standby after a notice than were held when it came.
///
///     sum of calls[f,t] along a path <= sum over its notices of hold[f, period before the notice]
///                                                                  (GPUs; per standby fallback, per notice path)
///     sum over f of held[f,t] <= GPUs that the calls along the path take        (GPUs; per slice of a notice path)
///
/// What is held is paid for with its premium on the path that the notice leaves; a notice at the start of the case
/// finds nothing. What is called stays to the end of the term of the leases that were called back, at the latest. The
/// dual is what one more GPU on standby would have saved on that path, weighed by its probability.
enum StandbyRight: Rule {
  static let name = "standby-right"
  static let statement =
    "GPUs called from standby along a path <= GPUs held on standby in the period before each of its notices, and those there <= GPUs that were called back (GPUs, per path)"

  static func measure(_ key: Key, _ model: Model) -> Measure { Measure("GPU") }

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    for (index, fallback) in model.case.fallbacks.enumerated() where fallback.kind == .standby {
      for (number, path) in model.timeline.paths.enumerated() {
        let calls = path.nodes.compactMap {
          decisions.fallbacks.arriving(Ref(index), at: model.timeline.nodes[$0])
        }
        guard !calls.isEmpty else { continue }
        let held = model.timeline.lineage(of: number).compactMap { leaving -> Column? in
          guard let parent = leaving.parent, let notice = leaving.notices.last else { return nil }
          return decisions.fallbacks.standby(Ref(index), path: parent, period: notice.period - 1)
        }
        draft.row(
          name, Key(.tranche(model.tranche(of: Ref(index))), .path(number)), calls.map { ($0, 1) }, upper: 0,
          limitTerms: held.map { ($0, 1) })
      }
    }
    for part in decisions.taken.bounded {
      draft.product(name, part.column, of: part.signed, most: part.most, share: part.share) {
        Key(.tranche(part.tranche), .path(part.path), .part($0))
      }
    }
    for (number, path) in model.timeline.paths.enumerated().dropFirst() {
      write(number, path, into: &draft, decisions, model)
    }
  }

  /// A standby stands in for what was called, and for no more.
  private static func write(
    _ number: Int, _ path: Path, into draft: inout Draft, _ decisions: Decisions, _ model: Model
  ) {
    let standbys = model.case.fallbacks.indices.filter { model.case.fallbacks[$0].kind == .standby }
    let taken = decisions.taken.parts[number]
    let sure = taken.reduce(0) { $0 + $1.gpus }
    for node in model.timeline.nodes(of: path) {
      let held = standbys.compactMap { decisions.fallbacks.held[$0][node.index] }
      let most = standbys.reduce(0) { $0 + model.stock.mostGPUs(model.tranche(of: Ref($1)), at: node) }
      guard !held.isEmpty, most > sure || taken.contains(where: { !$0.terms.isEmpty }) else { continue }
      draft.row(
        name, Key(.path(number), at: node), held.map { ($0, 1) }, upper: sure, limitTerms: taken.flatMap(\.terms),
        isLimit: false)
    }
  }

  static func priced(_ key: Key, _ names: Names) -> String {
    "one more GPU of \(names.subject(key.first)!) on standby before \(names.subject(key.second)!)"
  }

  static func unmet(_ key: Key, _ names: Names) -> String {
    "too few GPUs of \(names.subject(key.first)!) are on standby before \(names.subject(key.second)!)"
  }
}
