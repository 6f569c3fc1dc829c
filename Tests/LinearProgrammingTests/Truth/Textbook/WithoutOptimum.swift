extension TextbookProgram {
  static let endless = [
    TextbookProgram(
      "no limit on the second column", "Taha, Operations Research, ch. 3",
      textbook(.maximise, [2, 1], [atMost([1, -1], 10), atMost([2, 0], 40)]), .ray([0, 1])),
    TextbookProgram(
      "a bakery that buys flour and yeast without limit", "Winston, Operations Research, ch. 4",
      textbook(.maximise, [36, 30, -3, -4], [atMost([1, 1, -1, 0], 5), atMost([6, 5, 0, -1], 10)]),
      .ray([1, 0, 1, 6])),
    TextbookProgram(
      "a line in the polyhedron", "Schrijver, Theory of Linear and Integer Programming, ch. 8",
      textbook(.minimise, [1, 1], [(-1, [1, -1], 1)], free: [0, 1]), .ray([-1, -1])),
  ]

  static let contradictory = [
    TextbookProgram(
      "pseudo-optimum", "Taha, Operations Research, ch. 3",
      textbook(.maximise, [3, 2], [atMost([2, 1], 2), atLeast([3, 4], 12)]), .conflict([-4, 1])),
    TextbookProgram(
      "neither it nor its dual has a point", "Chvatal, Linear Programming, ch. 5",
      textbook(.maximise, [2, -1], [atMost([1, -1], 1), atMost([-1, 1], -2)]), .conflict([-1, -1])),
    TextbookProgram(
      "a negative circle of differences", "Cormen et al., Introduction to Algorithms, ch. 24",
      textbook(
        .minimise, [0, 0, 0], [atMost([1, -1, 0], 3), atMost([0, 1, -1], -2), atMost([-1, 0, 1], -2)], free: [0, 1, 2]),
      .conflict([-1, -1, -1])),
    TextbookProgram(
      "Fredholm's alternative", "Schrijver, Theory of Linear and Integer Programming, ch. 3",
      textbook(.minimise, [1, 1], [equal([1, 2], 3), equal([2, 4], 7)], free: [0, 1]), .conflict([-2, 1])),
    TextbookProgram(
      "Farkas' alternative", "Farkas, Theorie der einfachen Ungleichungen, 1902; Bertsimas and Tsitsiklis, ch. 4",
      textbook(.minimise, [0, 0, 0], [equal([1, 2, 1], 1), equal([1, 0, 3], 4)]), .conflict([-3, 1])),
  ]
}
