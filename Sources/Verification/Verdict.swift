import Fleet

/// What the independent check of a plan folder found.
public struct Verdict: Sendable {
  /// Whether every rule, identity and statement holds; the same as no violations.
  public var passed: Bool
  /// What does not hold, in the order in which it was checked: the folder, its rows, the rules, the money, the claims.
  public var violations: [Violation]
  /// The objective from `money.csv` and `recourse/money.csv` alone, USD; nil if the slices do not hold together.
  public var objectiveRecomputed: Double?
  /// A bound proved here. Always nil for now: the check recomputes what the plan is worth, not that none is better;
  /// of `bound_certified` it checks only that status and gap agree with it.
  public var boundCertified: Double?
  /// For each rule or identity that was checked, its tightest case: the smallest slack in the rule's unit, negative
  /// where it is broken; for an identity minus the largest difference, rounding included.
  public var worst: [(rule: String, amount: Double, unit: String)]
  /// Comparisons made.
  public var checks: Int
}

/// One thing in a plan folder that does not hold.
public struct Violation: Hashable, Sendable {
  /// The rule or identity that breaks: `site-power`, `money-sums`.
  public var rule: String
  /// Where: path, subject and slice, or the row's own texts.
  public var key: String
  /// By how much, in ``unit``; 1 where it is a matter of yes or no.
  public var amount: Double
  public var unit: String
  /// In the planner's words, with table and line.
  public var sentence: String

  public init(rule: String, key: String, amount: Double, unit: String, sentence: String) {
    self.rule = rule
    self.key = key
    self.amount = amount
    self.unit = unit
    self.sentence = sentence
  }
}

/// A plan folder that cannot be read at all: files missing, tables malformed, or a case with errors.
public struct VerificationFailure: Error, Sendable {
  public var findings: [Finding]

  public init(findings: [Finding]) { self.findings = findings }
}
