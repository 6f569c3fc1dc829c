import Foundation

@testable import LinearProgramming

extension TextbookProgram {
  /// What made the simplex method cycle, stall or take every corner.
  static let degenerate = [
    TextbookProgram(
      "Beale's cycle", "Beale, Cycling in the dual simplex algorithm, 1955, as in Bazaraa et al., ch. 4",
      textbook(
        .minimise, [-0.75, 20, -0.5, 6],
        [atMost([0.25, -8, -1, 9], 0), atMost([0.5, -12, -0.5, 3], 0), atMost([0, 0, 1, 0], 1)]),
      .optimum(-5, over: 4)),
    TextbookProgram(
      "Marshall and Suurballe's cycle", "A note on cycling in the simplex method, 1969; Chvatal, ch. 3",
      textbook(
        .maximise, [10, -57, -9, -24],
        [atMost([0.5, -5.5, -2.5, 9], 0), atMost([0.5, -1.5, -0.5, 1], 0), atMost([1, 0, 0, 0], 1)]), .optimum(-1)),
    TextbookProgram(
      "Kuhn's cycle", "Balinski and Tucker, Duality theory of linear programs, 1969",
      textbook(
        .minimise, [-2, -3, 1, 12],
        [atMost([-2, -9, 1, 9], 0), atMost([1, 3, -1, -6], 0), atMost([2, 3, -1, -12], 2)]), .optimum(-2)),
    TextbookProgram(
      "Yudin and Golshtein's cycle", "Gass and Vinjamuri, Cycling in linear programming problems, 2004",
      textbook(
        .maximise, [0, 0, 1, -1, 1, -1, 0],
        [
          equal([1, 0, 2, -3, -5, 6, 0], 0), equal([0, 1, 6, -5, -3, 2, 0], 0), equal([0, 0, 3, 1, 2, 4, 1], 1),
        ]), .optimum(-1, over: 2)),
    TextbookProgram(
      "Klee and Minty's cube of three", "How good is the simplex algorithm?, 1972; Chvatal, ch. 4",
      textbook(
        .maximise, [100, 10, 1], [atMost([1, 0, 0], 1), atMost([20, 1, 0], 100), atMost([200, 20, 1], 10_000)]),
      .optimum(-10_000)),
    TextbookProgram("Klee and Minty's cube of five", "the same, in powers of five", cube(5), .optimum(-3125)),
    TextbookProgram(
      "five rows through one corner", "Bertsimas and Tsitsiklis, ch. 2, on degeneracy",
      textbook(
        .maximise, [1, 1],
        [atMost([1, 0], 1), atMost([0, 1], 1), atMost([1, 1], 2), atMost([2, 1], 3), atMost([1, 2], 3)]),
      .optimum(-2)),
  ]

  /// Row i, from 1: 2^i x_1 + 2^(i - 1) x_2 + ... + 4 x_(i - 1) + x_i <= 5^i.
  private static func cube(_ size: Int) -> LinearProgram {
    let rows = (1...size).map { i in
      let earlier = (1..<i).map { exp2(Double(i - $0 + 1)) }
      let later = [Double](repeating: 0, count: size - i)
      return atMost(earlier + [1] + later, pow(5, Double(i)))
    }
    return textbook(.maximise, (1...size).map { exp2(Double(size - $0)) }, rows)
  }
}
