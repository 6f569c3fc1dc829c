@testable import LinearProgramming

extension TextbookProgram {
  static let whole = [
    TextbookProgram(
      "four investments", "Winston, Operations Research, ch. 9",
      textbook(
        .maximise, [16, 22, 12, 8], [atMost([5, 7, 4, 3], 14)], upTo: [1, 1, 1, 1], whole: [0, 1, 2, 3]),
      .optimum(-42)),
    TextbookProgram(
      "fire stations for six towns", "Winston, Operations Research, ch. 9",
      textbook(
        .minimise, [1, 1, 1, 1, 1, 1],
        [
          atLeast([1, 1, 0, 0, 0, 0], 1), atLeast([1, 1, 0, 0, 0, 1], 1), atLeast([0, 0, 1, 1, 0, 0], 1),
          atLeast([0, 0, 1, 1, 1, 0], 1), atLeast([0, 0, 0, 1, 1, 1], 1), atLeast([0, 1, 0, 0, 1, 1], 1),
        ], upTo: [1, 1, 1, 1, 1, 1], whole: Set(0..<6)), .optimum(2)),
    TextbookProgram(
      "machines hired at a fixed charge", "Winston, Operations Research, ch. 9",
      textbook(
        .maximise, [6, 4, 7, -200, -150, -100],
        [
          atMost([3, 2, 6, 0, 0, 0], 150), atMost([4, 3, 4, 0, 0, 0], 160), atMost([1, 0, 0, -40, 0, 0], 0),
          atMost([0, 1, 0, 0, -53, 0], 0), atMost([0, 0, 1, 0, 0, -25], 0),
        ], upTo: [none, none, none, 1, 1, 1], whole: [3, 4, 5]), .optimum(-75)),
    TextbookProgram(
      "a triangle's fractional stable set", "Nemhauser and Wolsey, ch. II.2", triangle, .optimum(-3, over: 2)),
    TextbookProgram("a triangle's stable set", "Nemhauser and Wolsey, ch. II.2", triangle.allWhole, .optimum(-1)),
    TextbookProgram(
      "half of nine", "Jeroslow, Trivial integer programs unsolvable by branch-and-bound, 1974",
      textbook(
        .minimise, [Double](repeating: 0, count: 9), [equal([Double](repeating: 2, count: 9), 9)],
        upTo: [Double](repeating: 1, count: 9), whole: Set(0..<9)), .noWholePoint),
    TextbookProgram(
      "two cuts to the top", "Papadimitriou and Steiglitz, Combinatorial Optimization, ch. 14",
      textbook(.maximise, [0, 1], [atMost([3, 2], 6), atMost([-3, 2], 0)], upTo: [2, 3], whole: [0, 1]), .optimum(-1)),
    TextbookProgram(
      "five nodes of a tree", "Wolsey, Integer Programming, ch. 7",
      textbook(
        .maximise, [4, -1], [atMost([7, -2], 14), atMost([0, 1], 3), atMost([2, -2], 3)], upTo: [9, 9], whole: [0, 1]),
      .optimum(-7)),
    TextbookProgram(
      "tables and chairs", "Winston, Operations Research, ch. 9",
      textbook(.maximise, [8, 5], [atMost([1, 1], 6), atMost([9, 5], 45)], upTo: [9, 9], whole: [0, 1]), .optimum(-40)),
    TextbookProgram(
      "the whole optimum is far from the relaxation's", "Wolsey, Integer Programming, ch. 1",
      textbook(.maximise, [100, 64], [atMost([50, 31], 250), atLeast([3, -2], -4)], upTo: [9, 9], whole: [0, 1]),
      .optimum(-500)),
  ]

  private static let triangle = textbook(
    .maximise, [1, 1, 1], [atMost([1, 1, 0], 1), atMost([0, 1, 1], 1), atMost([1, 0, 1], 1)], upTo: [1, 1, 1])
}

extension LinearProgram {
  fileprivate var allWhole: LinearProgram {
    var program = self
    program.isInteger = isInteger.map { _ in true }
    return program
  }
}
