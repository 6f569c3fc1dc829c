import Fleet
import Foundation
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
  /// What is short, and by how much at least.
  public var sentence: String
  /// How far its limit would have to move at least for there to be a plan, if no other one does; nil where the proof does
  /// not tell.
  public var amount: Double?
  public var unit: String
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
    let names = formulation.names, margin = formulation.programme.margin(of: proof)
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
      let measure = rule.measure(label.key, formulation.model)
      let amount = margin > 0 && label.isLimit ? margin / abs(proof[index]) / measure.rowUnits : nil
      let origin = names.origin(label.key.first) ?? Origin(file: "case.yaml", line: 1)
      members.append(
        ConflictMember(
          rule: label.family, key: names.key(label.key),
          sentence: rule.unmet(label.key, names) + (amount.map { shortage($0, measure.unit) } ?? ""), amount: amount,
          unit: measure.unit, file: origin.file, line: origin.line))
    }
    return members
  }
}

/// `, by 12.4 MW at least if nothing else gives way`
private func shortage(_ amount: Double, _ unit: String) -> String {
  let text = amount >= 100 ? String(format: "%.0f", amount) : String(format: "%.3g", amount)
  return ", by \(text) \(unit) at least if nothing else gives way"
}

extension LinearProgram {
  /// By how much the rows that multipliers combine contradict the columns' bounds, in units of the combination; 0 or less
  /// where these bounds alone prove nothing.
  ///
  /// A row's limit, moved by less than this over its multiplier, leaves the contradiction in place.
  fileprivate func margin(of multipliers: [Double]) -> Double {
    var sum = 0.0
    for (row, multiplier) in multipliers.enumerated() where multiplier != 0 {
      sum += multiplier * (multiplier > 0 ? rowLower[row] : rowUpper[row])
    }
    for column in 0..<columnCount {
      let reduced = entries(ofColumn: column).reduce(0) { $0 - multipliers[Int(rowIndices[$1])] * values[$1] }
      sum += reduced * (reduced > 0 ? columnLower[column] : columnUpper[column])
    }
    return sum.isFinite ? sum : 0
  }
}
