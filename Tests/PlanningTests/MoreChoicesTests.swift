import Fleet
import Testing

@testable import LinearProgramming
@testable import Planning

/// One way more to cool, to run or to grow never hurts: the others are still there.
@Suite struct MoreChoicesTests {
  /// Cases with every limit that the choice may ease; each may gain a little, or much.
  private func drawn(_ seed: Int) -> (planningCase: PlanningCase, random: SplitMix64) {
    var random = SplitMix64(state: UInt64(7000 + seed))
    var drawn = RandomReclaimCase.withSites(
      seed, .init(pools: 1...1, mostNotices: 1...1, hasFloors: false, isWhole: seed % 3 == 0))
    for index in drawn.sites.indices {
      drawn.sites[index].power = .init(Double.random(in: 2...8, using: &random))
      drawn.sites[index].powerBasis = Bool.random(using: &random) ? .it : .utility
    }
    return (drawn, random)
  }

  /// - Returns: by how much the choice helps, USD; nil where nothing can be kept without it.
  private func gain(
    _ seed: Int, _ prepare: (inout PlanningCase, inout SplitMix64) -> Void = { _, _ in },
    _ add: (inout PlanningCase, inout SplitMix64) -> Void
  ) throws -> Double? {
    var (planningCase, random) = drawn(seed)
    prepare(&planningCase, &random)
    guard let before = try relaxedValue(planningCase) else { return nil }
    add(&planningCase, &random)
    let after = try #require(try relaxedValue(planningCase), "seed \(seed): no plan with one choice more")
    #expect(after >= before - 1e-6 * max(1, abs(before)), "seed \(seed): \(before) became \(after)")
    return (after - before) / max(1, abs(before))
  }

  private func expectHelp(_ gains: [Double?]) {
    #expect(gains.count { $0 != nil } >= 40)
    #expect(gains.count { $0 ?? 0 > 1e-4 } >= 10, "\(gains.count { $0 ?? 0 > 1e-4 }) of 50 gain anything")
  }

  @Test func anotherCoolingMode() throws {
    expectHelp(
      try (0..<50).map { seed in
        try gain(seed, addModes) { $0.coolingModes.append(mode(0, 1, &$1)) }
      })
  }

  @Test func anotherOperatingPoint() throws {
    expectHelp(
      try (0..<50).map { seed in
        try gain(seed) { planningCase, random in
          planningCase.operatingPoints = planningCase.gpuClasses.indices.map {
            TinyCase.point(
              "eco-\($0)", draw: .random(in: 0.4...0.9, using: &random),
              throughput: .random(in: 0.5...1, using: &random),
              gpuClass: $0)
          }
        }
      })
  }

  @Test func anotherExpansion() throws {
    expectHelp(
      try (0..<50).map { seed in
        try gain(seed) { planningCase, random in
          var hall = TinyCase.hall(2, capital: .random(in: 0...500, using: &random)) { $0.power = 4 }
          hall.id = "annex"
          hall.leadDays = Int.random(in: 0...2, using: &random)
          planningCase.expansions.append(hall)
        }
      })
  }

  private func addModes(_ planningCase: inout PlanningCase, _ random: inout SplitMix64) {
    for site in planningCase.sites.indices { planningCase.coolingModes.append(mode(site, 0, &random)) }
  }

  private func mode(_ site: Int, _ number: Int, _ random: inout SplitMix64) -> CoolingMode {
    var mode = TinyCase.mode(
      "mode-\(site)-\(number)", number == 0 ? nil : [nil, .air, .liquid].randomElement(using: &random)!,
      puePeak: .random(in: 1.1...1.6, using: &random), pueMean: .random(in: 1...1.5, using: &random),
      wue: .random(in: 0...3, using: &random),
      heat: Bool.random(using: &random) ? .random(in: 2...8, using: &random) : nil)
    mode.site = Ref(site)
    return mode
  }
}
