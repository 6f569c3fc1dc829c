import Testing

@testable import Fleet

@Suite struct LoadCurveTests {
  let curve = LoadCurve(id: "c", quantiles: [(0.25, 0.2), (0.75, 0.6), (0.9, 1)])

  @Test func timeBeyondTheLastQuantileRunsAtThePeak() {
    #expect(abs(curve.levels.reduce(0) { $0 + $1.weight } - 1) < 1e-15)
    #expect(abs(curve.mean - (0.25 * 0.2 + 0.5 * 0.6 + 0.25 * 1)) < 1e-15)
  }

  @Test(arguments: [0, 0.1, 0.2, 0.35, 0.6, 0.61, 0.99, 1, 1.5])
  func servedIsTheLowerEnvelopeOfItsLines(capacity: Double) {
    let envelope = curve.segments.map { $0.slope * capacity + $0.offset }.min()!
    #expect(abs(curve.served(capacity: capacity) - envelope) < 1e-12)
  }

  @Test func aFlatLoadServesWhatIsThere() {
    #expect(LoadCurve.flat.served(capacity: 0.4) == 0.4)
    #expect(LoadCurve.flat.served(capacity: 2) == 1)
  }
}
