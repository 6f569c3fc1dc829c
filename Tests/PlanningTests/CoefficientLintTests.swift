import Fleet
import LinearProgramming
import Testing
import Throughput

@testable import Planning

@Suite struct CoefficientLintTests {
  @Test func aPriceInAnotherUnitIsNamedOnceWithItsLine() throws {
    var planningCase = Specimen.case
    planningCase.workloads[0].value = .init(3e12)
    let error = #expect(throws: CoefficientDefects.self) { try makePlan(planningCase) }
    let found = try #require(error).findings
    #expect(Set(found.map { $0.name!.prefix { $0 != "[" } }).count == found.count, "\(found.map(\.description))")
    #expect(found.allSatisfy { $0.severity == .error && ["specimen", "case.yaml"].contains($0.file) && $0.line == 1 })
    #expect(try #require(found[0].name).hasPrefix("USD of objective per load[answers,"))
    #expect(throws: CoefficientDefects.self) { try makeProgramme(planningCase) }
  }

  @Test func aCoefficientIsNamedByItsColumnAndRow() throws {
    var planningCase = TinyCase.days()
    planningCase.measurements[0].unitsPerSecond = 1e12
    let found = try formulated(planningCase).numberFindings
    #expect(
      found.contains {
        $0.name == "gpus[chat,owned,day-1] in demand-cover[chat,home,gpu,day-1]" && $0.value == "-1e+12"
      },
      "\(found.map(\.description))")
  }

  @Test func limitsAndTheConstantAreHeldToAGreatestSize() throws {
    var planningCase = TinyCase.days()
    planningCase.changeService {
      $0.demand = [1e16, 0, 0, 0]
      $0.minShare = .init(1e-12)
    }
    planningCase.workloads[0].shortfallCost = .init(1)
    let names = try formulated(planningCase).numberFindings.compactMap(\.name)
    #expect(names.contains { $0.hasPrefix("demand-cover[chat,") })
    #expect(names.contains("USD of objective whatever is decided"))
  }

  @Test func aSoundCaseHasNoFinding() throws {
    let formulation = try formulated(Specimen.case)
    #expect(formulation.numberFindings.isEmpty && formulation.spreadFinding == nil)
    #expect(CoefficientSpread(formulation.programme).ratio < 1e4)
  }

  /// Two classes and two limits, each of which one class hardly touches: no unit of a row or column evens that out.
  @Test func aSpreadThatNoUnitCuresIsADoubtThatNamesBothEnds() throws {
    var planningCase = Specimen.case
    planningCase.gpuClasses[0].liquidShare = 1 - 1e-8
    planningCase.gpuClasses[1].liquidShare = 1e-8
    let finding = try #require(try formulated(planningCase).spreadFinding)
    #expect(finding.severity == .warning)
    #expect(finding.message.contains("the largest is "))
    #expect(try NamedProgramme(formulated(planningCase)).warnings == [finding])
  }
}
