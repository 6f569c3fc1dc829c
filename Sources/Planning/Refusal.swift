import Fleet
import LinearProgramming

/// Why a case has no plan: proved, or stopped.
public struct Refusal: Sendable {
  public var status: PlanStatus
  public var detail: String
  /// The rules that cannot all be kept; empty unless that is proved.
  public var conflict: [ConflictMember]
}

/// A rule among those that cannot all be kept, and the line of input that it comes from.
public struct ConflictMember: Sendable {
  public var rule: String
  public var key: String
  public var sentence: String
  public var file: String
  public var line: Int
}

extension Refusal {
  init(_ formulation: Formulation, _ solution: Solution) {
    status =
      switch solution.termination {
      case .infeasible: .infeasible
      case .unbounded: .unbounded
      case .limit, .cancelled: .limit
      default: .numerical
      }
    detail = solution.detail
    conflict =
      solution.farkas.map { proof in
        let limits = Refusal.members(formulation, proof: proof) { $0.isLimit }
        return limits.isEmpty ? Refusal.members(formulation, proof: proof) { _ in true } : limits
      } ?? []
  }

  /// The rows that carry the proof, largest multiplier first, one for each rule and subject.
  ///
  /// The proof is a verified Farkas combination: these rows and the columns' bounds contradict each other. It need not
  /// be the smallest such set.
  private static func members(
    _ formulation: Formulation, proof: [Double], where counts: (Draft.RowLabel) -> Bool
  ) -> [ConflictMember] {
    let names = formulation.names
    let heaviest = proof.map(abs).max() ?? 0
    var seen: Set<String> = []
    var members: [ConflictMember] = []
    let order = proof.indices.filter { abs(proof[$0]) > 1e-9 * heaviest }
      .sorted { (-abs(proof[$0]), $0) < (-abs(proof[$1]), $1) }
    for index in order {
      let label = formulation.draft.rowLabels[index]
      guard counts(label), let rule = rules.first(where: { $0.name == label.family }) else { continue }
      let subject = "\(label.family) \(names.key(Key(label.key.first, label.key.second)))"
      guard seen.insert(subject).inserted else { continue }
      let origin = names.origin(label.key.first) ?? Origin(file: "case.yaml", line: 1)
      members.append(
        ConflictMember(
          rule: label.family, key: names.key(label.key), sentence: rule.unmet(label.key, names), file: origin.file,
          line: origin.line))
    }
    return members
  }
}
