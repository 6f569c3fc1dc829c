import Fleet

/// A job's work is done between its release and its deadline, or counted as missing.
///
///     sum over t of 3600 * H[t] * pace[w,t] + missing[w] = work[w]      (work units; per job, per path)
///
/// Written as a mean over the seconds in which the job may run, in work units per second, so that trillions of tokens
/// and single runs stand in figures of one size.
///
/// The sum runs over the whole path: what was done before a notice counts after it. A path that no longer has a
/// slice in which the job may run shares the row of the path that it leaves. The dual is USD per work unit asked for.
enum JobWork: Rule {
  static let name = "job-work"
  static let statement = "work done along a path + work missing = the job's work (work units, per path)"

  static func measure(_ key: Key, _ model: Model) -> Measure {
    guard case .workload(let ref) = key.first else { return Measure("unit") }
    return Measure(model.case[ref].unit, rowUnits: 1 / model.openSeconds(ref))
  }

  static func write(into draft: inout Draft, _ decisions: Decisions, _ model: Model) {
    for missing in decisions.missing {
      let path = model.timeline.paths[missing.path]
      let open = model.openSeconds(missing.workload)
      var terms: Terms = [(missing.column, 1)]
      for index in path.nodes {
        let node = model.timeline.nodes[index]
        terms += decisions.loads(at: node, of: missing.workload).map { ($0.column, node.seconds / open) }
        terms += decisions.gangRuns(at: node, of: missing.workload).map { ($0.pace, node.seconds / open) }
      }
      let work = model.case[missing.workload].job!.work / open
      draft.row(name, Key(.workload(missing.workload), .path(missing.path)), terms, lower: work, upper: work)
    }
  }

  static func priced(_ key: Key, _ names: Names) -> String {
    "one more unit of work asked of \(names.subject(key.first)!)"
  }

  static func unmet(_ key: Key, _ names: Names) -> String {
    "\(names.subject(key.first)!) cannot do its work in time"
  }
}
