import Fleet

/// How many GPUs may be somewhere else than the incumbent plan has them.
///
///     sum over w, o of changed[w,o,t] <= limit + gone[t]          (GPUs; per slice)
///
/// gone are GPUs of the incumbent's that are not there any more: the work that they did must go somewhere. After a notice
/// that has not come yet there is no limit.
enum ChangeLimit: Rule {
  static let name = "change-limit"
  static let statement =
    "GPUs at work where the incumbent plan does not have them <= limit + GPUs of its own that are gone (GPU)"

  static func measure(_ key: Key, _ model: Model) -> Measure { Measure("GPU") }

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    guard let limit = model.case.options.changeLimit else { return }
    for (index, changes) in Dictionary(grouping: decisions.changes.all, by: \.node).sorted(by: { $0.key < $1.key }) {
      let node = model.timeline.nodes[index]
      draft.row(name, Key(at: node), changes.map { ($0.column, 1) }, upper: limit + model.gone(at: node))
    }
  }

  static func priced(_ key: Key, _ names: Names) -> String {
    "one more GPU that may move against the incumbent \(names.when(key))"
  }

  static func unmet(_ key: Key, _ names: Names) -> String {
    "more GPUs must move against the incumbent \(names.when(key)) than change_limit allows"
  }
}
