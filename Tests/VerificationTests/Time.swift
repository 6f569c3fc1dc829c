import Testing
@testable import Verification
@Test func timing() throws {
  var plan = SmallPlan(smallCase()); plan.write()
  let c = ContinuousClock(), folder = try PlanFolder(plan.bytes())
  print("read", c.measure { _ = try! PlanFolder(plan.bytes()) })
  print("courses", c.measure { _ = plan.planningCase.courses() })
  var a = Audit(plan.planningCase, folder)
  let steps: [(String, (inout Audit) -> Void)] = [
    ("inputs", { $0.checkInputs() }), ("package", { $0.checkPackage() }), ("rates", { $0.checkRates() }),
    ("layout", { $0.layOut() }),
    ("alloc", { $0.checkAllocation() }), ("gangs", { $0.checkGangs() }), ("serv", { $0.checkServices() }),
    ("jobs", { $0.checkJobs() }), ("work", { $0.checkWork() }),
    ("sites", { $0.checkSites() }), ("signed", { $0.checkSigned() }), ("leases", { $0.checkLeases() }),
    ("whole", { $0.checkWholeUnits() }), ("tenants", { $0.checkTenants() }),
    ("cover", { $0.checkReclaimCover() }), ("money", { $0.checkMoney() }), ("budget", { $0.checkBudget() }),
    ("obj", { $0.checkObjective() }), ("totals", { $0.checkTotals() }), ("rules", { $0.checkRules() }),
    ("dec", { $0.checkDecisions() }), ("status", { $0.checkStatus() }),
  ]
  for s in steps { print(s.0, c.measure { s.1(&a) }) }
}
