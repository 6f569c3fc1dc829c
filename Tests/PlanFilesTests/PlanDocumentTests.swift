import Fleet
import Testing

@testable import PlanFiles
@testable import Planning

@Suite struct PlanDocumentTests {
  private let planningCase = SampleCase.make()
  static let certificate = CertificateFacts(
    verdict: .pass, objectiveRecomputed: 1.5, worst: [.init(rule: "site-power", key: "", amount: 0, unit: "kW")])

  private func document(_ plan: Plan, _ certificate: CertificateFacts = certificate) throws -> JSONValue {
    try planDocument(
      plan, of: planningCase, version: "0.1.0", certificate: certificate,
      inputs: [InputFile(path: "case.yaml", sha256: String(repeating: "0f", count: 32))])
  }

  @Test func keysAreThosePromised() throws {
    guard case .object(let members) = try document(SamplePlan.make(planningCase)) else { return }
    #expect(
      members.map(\.key) == [
        "schema", "case", "status", "objective", "bound", "bound_claimed", "bound_certified", "gap", "asked_gap",
        "certificate", "inputs", "program", "run", "risk", "horizon", "goals", "incumbent", "totals",
      ])
  }

  @Test func documentKeepsItsSchema() throws {
    #expect(violations(of: planSchema, in: try document(SamplePlan.make(planningCase))) == [])
    #expect(violations(of: planSchema, in: try document(SamplePlan.make(planningCase), .unchecked)) == [])
  }

  @Test func documentWithNothingProvedKeepsItsSchema() throws {
    var plan = SamplePlan.make(SampleCase.make(reclaim: false))
    (plan.boundClaimed, plan.boundCertified, plan.gap, plan.status) = (nil, nil, nil, .limit)
    let document = try document(plan)
    #expect(document["bound"] == .null)
    #expect(violations(of: planSchema, in: document) == [])
  }

  @Test func boundIsTheCertifiedOneWhereThereIsOne() throws {
    var plan = SamplePlan.make(planningCase)
    #expect(try document(plan)["bound"] == .number(plan.boundCertified!))
    plan.boundCertified = nil
    #expect(try document(plan)["bound"] == .number(plan.boundClaimed!))
  }

  @Test func schemaNoticesWhatItShould() throws {
    let good = try document(SamplePlan.make(planningCase))
    guard case .object(var members) = good else { return }
    members.append(.init("host", "here"))
    #expect(violations(of: planSchema, in: .object(members)) == ["$.host is not known"])
    members.removeLast()
    members[2].value = "perfect"
    #expect(violations(of: planSchema, in: .object(members)) == ["$.status is not one of the words"])
    members.remove(at: 3)
    #expect(violations(of: planSchema, in: .object(members)).contains("$ lacks objective"))
  }

  @Test func aNumberThatIsNoneIsRefused() {
    var plan = SamplePlan.make(planningCase)
    plan.risk.expectedValue = .infinity
    #expect(throws: WriteFailure.notFiniteValue(key: "risk.expected_value")) { try document(plan) }
  }

  @Test func storedSchemaIsUpToDate() throws {
    try expectStored(planSchema.printed() + "\n", "docs/schema/plan-1.schema.json")
  }
}
