import Fleet
import Foundation

/// The `goals` of `case.yaml`: a list of a goal's name, with what later goals may take of it behind.
extension Goal.Kind {
  /// The unit of a slack; a share of the goal's best may be written where `sharesItsBest`.
  fileprivate var unit: QuantityUnit {
    switch self {
    case .shortfall, .shortfallByPriority: .share
    case .value: .dollars
    case .moves: .gpus
    }
  }

  fileprivate func slack(_ text: String) -> Result<Goal.Slack, Refusal> {
    let isShare = self == .value && text.hasSuffix("%")
    return (isShare ? QuantityUnit.share : unit).parse(text).flatMap { amount in
      guard amount >= 0 else { return .failure(Refusal("a slack is 0 or more", "Write it without the sign.")) }
      return .success(isShare ? .share(amount) : .amount(amount))
    }
  }
}

extension RawCase {
  /// The goals as they are written; nil where the case leaves them to the usual. What is wrong is reported where `log` is
  /// given.
  func readGoals(log: FindingLog? = nil) -> [Goal]? {
    guard !goals.isEmpty else { return nil }
    var found: [Goal] = []
    for text in goals {
      guard let goal = goal(text, log) else { continue }
      if found.contains(where: { $0.kind == goal.kind }) {
        log?.add(at: text.place, name: "goals", value: text.text, "a goal stands once", "Take one of them out.")
      } else {
        found.append(goal)
      }
    }
    if !found.contains(where: { $0.kind == .value }), found.count == goals.count {
      log?.add(at: goals[0].place, name: "goals", "value is among the goals of every plan", "Add a line \"- value\".")
    }
    return found
  }

  private func goal(_ written: Scalar, _ log: FindingLog?) -> Goal? {
    let parts = written.text.split(separator: " ", maxSplits: 1).map(String.init)
    let names = Goal.Kind.allCases.map(\.rawValue)
    guard let name = parts.first, let kind = Goal.Kind(rawValue: name) else {
      log?.add(
        at: written.place, name: "goals", value: written.text, "there is no such goal",
        suggestion(parts.first ?? "", among: names) + "Goals are \(listed(names)).")
      return nil
    }
    guard parts.count > 1 else { return Goal(kind) }
    switch kind.slack(parts[1].trimmingCharacters(in: .whitespaces)) {
    case .success(let slack): return Goal(kind, slack: slack)
    case .failure(let refusal):
      log?.add(at: written.place, name: "goals", value: written.text, refusal.message, refusal.remedy)
      return nil
    }
  }
}
