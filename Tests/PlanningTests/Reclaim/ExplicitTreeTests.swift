import Fleet
import Testing

@testable import Planning

@Suite("Notices as stopping times and a full tree of scenarios are one problem") struct ExplicitTreeTests {
  @Test(arguments: 0..<200) func theTreeIsWorthAsMuch(seed: Int) throws {
    let drawn = RandomReclaimCase.drawn(seed)
    let tree = try ExplicitTree(drawn).value()
    let own = try relaxedValue(drawn)
    guard let tree, let own else {
      #expect(tree == nil && own == nil, "\(seed): \(own as Any), the tree \(tree as Any)")
      return
    }
    #expect(isClose(tree, own, relative: 1e-7), "\(seed): \(own), the tree \(tree)")
  }

  /// Most draws can be planned, and have futures to tell apart.
  @Test func theDrawsAreNoEasyOnes() throws {
    let timelines = (0..<200).map { Timeline(RandomReclaimCase.drawn($0)) }
    #expect(timelines.count { $0.paths.count > 3 } >= 80)
    #expect(timelines.count { timeline in timeline.paths.contains { $0.notices.count > 1 } } >= 15)
    #expect(
      timelines.count { timeline in timeline.paths.contains { $0.notices.contains { $0.pools.count > 1 } } } >= 30)
    #expect(try (0..<40).count { try relaxedValue(RandomReclaimCase.drawn($0)) != nil } >= 36)
  }
}
