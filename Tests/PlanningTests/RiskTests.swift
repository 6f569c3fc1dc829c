import Testing

@testable import Planning

@Suite struct RiskTests {
  @Test func conditionalValueAtRiskIsTheMeanOfTheWorst() {
    let costs = [10.0, 40, 20], probabilities = [0.7, 0.05, 0.25]
    #expect(
      isClose(
        conditionalValueAtRisk(costs: costs, probabilities: probabilities, level: 0.9), (0.05 * 40 + 0.05 * 20) / 0.1))
    #expect(isClose(conditionalValueAtRisk(costs: costs, probabilities: probabilities, level: 0), 0.7 * 10 + 2 + 5))
    #expect(conditionalValueAtRisk(costs: costs, probabilities: probabilities, level: 1) == 40)
  }
}
