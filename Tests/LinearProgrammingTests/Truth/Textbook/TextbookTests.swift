import Testing

@testable import LinearProgramming

@Suite struct TextbookTests {
  /// What the book says is true, and is what the solver says.
  @Test(arguments: TextbookProgram.all)
  func `the book's answer is found`(textbook: TextbookProgram) throws {
    let program = textbook.program
    let truth = Truth(program)
    expect(truth, of: ExactProgram(program), toBe: textbook.known)
    let answer = try solve(program, options: SolveOptions(relativeGap: 1e-9))
    #expect(Faults(answer, to: program, truth: truth).found.isEmpty)
  }

  @Test func `there are thirty and more, each told apart`() {
    #expect(TextbookProgram.all.count >= 30)
    #expect(Set(TextbookProgram.all.map(\.name)).count == TextbookProgram.all.count)
  }

  private func expect(_ truth: Truth, of exact: ExactProgram, toBe known: TextbookProgram.Known) {
    switch known {
    case .optimum(let above, let below):
      #expect(truth.optimum == Fraction(Exact(above), over: Exact(below)))
    case .ray(let direction):
      #expect(truth == .unbounded)
      #expect(exact.falls(along: direction.map { Exact($0) }))
    case .conflict(let multipliers):
      #expect(truth == .infeasible)
      #expect(exact.isRefuted(by: multipliers.map { Exact($0) }))
    case .noWholePoint:
      #expect(truth == .infeasible)
    }
  }
}
