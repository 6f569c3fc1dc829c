import Testing

@testable import PlanFiles

@Suite struct FiguresTests {
  @Test(
    arguments: [
      (0, "0"), (7.78, "7.78"), (12.34, "12.3"), (999.4, "999"), (999.6, "1.00 k"), (1.25e9, "1.25 B"),
      (-310e6, "-310 M"),
      (999_960_000, "1.00 B"), (4.5e15, "4,500 T"), (0.042, "0.042"), (0.00001, "1e-05"),
    ] as [(Double, String)])
  func short(value: Double, text: String) { #expect(Figures.short(value) == text) }

  @Test(
    arguments: [(0, "0"), (999, "999"), (219_944, "219,944"), (1_000_000, "1,000,000"), (-1234, "-1,234"), (-0.2, "0")]
      as [(Double, String)])
  func count(value: Double, text: String) { #expect(Figures.count(value) == text) }

  @Test(
    arguments: [(291_606, "291.6"), (300_000, "300"), (8160, "8.16"), (82, "0.082"), (0, "0"), (100_000, "100")]
      as [(Double, String)])
  func megawatts(kilowatts: Double, text: String) { #expect(Figures.megawatts(kilowatts) == text) }

  @Test(
    arguments: [
      (1, "100 %"), (0.9997, "99.9 %"), (1 - 1e-12, "100 %"), (0.984, "98.4 %"), (1 - 0.9, "10 %"), (0, "0 %"),
      (0.0408, "4.1 %"), (0.8, "80 %"), (1.04, "104 %"),
    ] as [(Double, String)])
  func percent(share: Double, text: String) { #expect(Figures.percent(share) == text) }

  @Test(
    arguments: [(950, "950"), (1200, "1.2k"), (9960, "10k"), (219_944, "220k"), (999_600, "1.0M"), (0, "0")]
      as [(Double, String)])
  func shortCount(value: Double, text: String) { #expect(Figures.shortCount(value) == text) }

  @Test(arguments: [(1, "100%"), (0.996, "99%"), (0, "0%"), (0.58, "58%")] as [(Double, String)])
  func shortPercent(share: Double, text: String) { #expect(Figures.shortPercent(share) == text) }

  @Test(
    arguments: [(0.00031, "0.031 %"), (0, "0 %"), (1e-8, "under 0.0001 %"), (-1e-17, "0 %"), (0.05, "5 %")]
      as [(Double, String)])
  func fraction(value: Double, text: String) { #expect(Figures.fraction(value) == text) }
}
