import Testing

@testable import LinearProgramming

@Suite struct ExportTests {
  static let program = LinearProgram(
    columns: [(0, 1.5, 4), (-none, 0, none), (2, -0.1, 2), (0, 3, none), (-none, 1, 7)],
    rows: [
      (-none, [1, 2, 0, 0, 0], 10), (3, [0, 1, 0, 0.3, 0], none), (3, [1, 0, 1, 0, 0], 3),
      (-5, [0, 1, 0, 0, 1], 5),
    ], integers: [0, 3], constant: 12.5)

  @Test func `the golden programme has an optimum`() throws {
    let answer = try solve(Self.program)
    #expect(answer.termination == .optimal)
    // HiGHS reads the same from both files below.
    #expect(abs(try #require(answer.objective) - 4.3) < 1e-9)
  }

  @Test func `MPS golden`() {
    #expect(
      Self.program.mps() == """
        NAME tenure
        ROWS
         N COST
         L R1
         G R2
         E R3
         L R4
        COLUMNS
         MARKER 'MARKER' 'INTORG'
         C1 COST 1.5
         C1 R1 1
         C1 R3 1
         MARKER 'MARKER' 'INTEND'
         C2 R1 2
         C2 R2 1
         C2 R4 1
         C3 COST -0.1
         C3 R3 1
         MARKER 'MARKER' 'INTORG'
         C4 COST 3
         C4 R2 0.3
         MARKER 'MARKER' 'INTEND'
         C5 COST 1
         C5 R4 1
        RHS
         RHS COST -12.5
         RHS R1 10
         RHS R2 3
         RHS R3 3
         RHS R4 5
        RANGES
         RANGE R4 10
        BOUNDS
         LO BOUND C1 0
         UP BOUND C1 4
         FR BOUND C2
         FX BOUND C3 2
         LO BOUND C4 0
         PL BOUND C4
         MI BOUND C5
         UP BOUND C5 7
        ENDATA

        """)
  }

  @Test func `LP golden`() {
    #expect(
      Self.program.lpFormat() == """
        Minimize
         obj: + 1.5 C1 - 0.1 C3 + 3 C4 + 1 C5 + 12.5
        Subject To
         R1: + 1 C1 + 2 C2 <= 10
         R2: + 1 C2 + 0.3 C4 >= 3
         R3: + 1 C1 + 1 C3 = 3
         R4: + 1 C2 + 1 C5 <= 5
         R4.low: + 1 C2 + 1 C5 >= -5
        Bounds
         0 <= C1 <= 4
         C2 free
         C3 = 2
         0 <= C4 <= +inf
         -inf <= C5 <= 7
        General
         C1
         C4
        End

        """)
  }

  @Test func `names that a reader would trip over are replaced`() {
    let long = String(repeating: "x", count: 256)
    let names = ProgramNames(
      row: { ["power[a]", "two words", "COST", "power[a]"][$0] },
      column: { ["e1", "", long, "ok", "ok"][$0] })
    let mps = MPSWriter(Self.program, names: names)
    #expect(mps.rows == ["power[a]", "R2", "R3", "R4_8"])
    #expect(mps.columns == ["e1", "C2", "C3", "ok", "C5_2"])
    let lp = LPWriter(Self.program, names: names)
    #expect(lp.rows == ["R1", "R2", "COST", "R4"])
    #expect(lp.columns == ["C1", "C2", "C3", "ok", "C5_2"])
  }

  @Test(arguments: [(0.1, "0.1"), (1e-9, "1e-09"), (12, "12"), (-2.5, "-2.5"), (1e22, "1e+22")])
  func `numbers are short and exact`(value: Double, text: String) {
    #expect(shortest(value) == text)
    #expect(Double(shortest(value)) == value)
  }
}
