import PlanFiles
import Verification

extension Verdict {
  /// The verdict for people: that all holds, or what does not, one violation after another.
  ///
  /// - Parameter most: how many violations are told; the rest are counted.
  func text(most: Int = .max) -> String {
    guard !passed else {
      let objective = objectiveRecomputed.map { ", objective recomputed: \($0) USD" } ?? ""
      return "passed (\(checks) comparisons\(objective))\n"
    }
    let rest = violations.count - min(most, violations.count)
    return "rejected (\(violations.count) of \(checks) comparisons fail)\n"
      + violations.prefix(most).map(\.text).joined() + (rest > 0 ? "  and \(rest) more\n" : "")
  }

  /// The verdict under the keys that other programs rely on.
  var document: JSONValue {
    [
      "verdict": passed ? "pass" : "fail",
      "violations": .array(violations.map(\.document)),
      "objective_recomputed": JSONValue(objectiveRecomputed),
      "bound_certified": JSONValue(boundCertified),
      "comparisons": .integer(checks),
      "worst": .array(
        worst.map { ["rule": .string($0.rule), "amount": .number($0.amount), "unit": .string($0.unit)] }),
    ]
  }
}

extension Violation {
  fileprivate var text: String { "  \(rule) [\(key)]\n\(wrapped(sentence, indent: 4))\n" }

  fileprivate var document: JSONValue {
    [
      "rule": .string(rule), "key": .string(key), "amount": .number(amount), "unit": .string(unit),
      "sentence": .string(sentence),
    ]
  }
}

extension CertificateFacts {
  /// The verdict as plan.json keeps it: a slack below zero is a violation, any other is none.
  init(_ verdict: Verification.Verdict) {
    self.init(
      verdict: verdict.passed ? .pass : .fail, objectiveRecomputed: verdict.objectiveRecomputed,
      worst: verdict.worst.map { .init(rule: $0.rule, key: "", amount: max(0, -$0.amount), unit: $0.unit) })
  }
}
