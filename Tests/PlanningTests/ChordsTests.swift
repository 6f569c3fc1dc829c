import Foundation
import Testing

@testable import Planning

@Suite struct ChordsTests {
  @Test(arguments: [(0.93, 8192.0, 65_536.0), (0.5, 8, 20_000), (0.86, 72, 288), (1, 8, 80), (0.9, 64, 64)])
  func chordsStayUnderTheCurveAndWithinOnePercent(exponent: Double, least: Double, most: Double) {
    let chords = GangUniformity.chords(exponent, from: least, to: most)
    for step in 0...400 {
      let n = least + (most - least) * Double(step) / 400
      let pace = chords.map { $0.slope * n + $0.offset }.min()!
      let curve = pow(n, exponent)
      #expect(pace <= curve * (1 + 1e-12))
      #expect(pace >= curve * 0.99)
    }
  }
}
