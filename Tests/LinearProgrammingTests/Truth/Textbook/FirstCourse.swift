extension TextbookProgram {
  static let firstCourse = [
    TextbookProgram(
      "glass doors and windows", "Hillier and Lieberman, Introduction to Operations Research, ch. 3",
      textbook(.maximise, [3, 5], [atMost([1, 0], 4), atMost([0, 2], 12), atMost([3, 2], 18)]), .optimum(-36)),
    TextbookProgram(
      "first dictionary", "Chvatal, Linear Programming, ch. 2",
      textbook(.maximise, [5, 4, 3], [atMost([2, 3, 1], 5), atMost([4, 1, 2], 11), atMost([3, 4, 2], 8)]),
      .optimum(-13)),
    TextbookProgram(
      "diet of oatmeal, chicken, eggs, milk, pie and pork", "Chvatal, Linear Programming, ch. 1",
      textbook(
        .minimise, [3, 24, 13, 9, 20, 19],
        [
          atLeast([110, 205, 160, 160, 420, 260], 2000), atLeast([4, 32, 13, 8, 4, 14], 55),
          atLeast([2, 12, 54, 285, 22, 80], 800),
        ], upTo: [4, 3, 2, 8, 2, 2]), .optimum(185, over: 2)),
    TextbookProgram(
      "paints", "Taha, Operations Research, ch. 2",
      textbook(.maximise, [5, 4], [atMost([6, 4], 24), atMost([1, 2], 6), atMost([-1, 1], 1), atMost([0, 1], 2)]),
      .optimum(-21)),
    TextbookProgram(
      "blend of feed", "Taha, Operations Research, ch. 2",
      textbook(.minimise, [30, 90], [atLeast([1, 1], 800), atMost([21, -30], 0), atLeast([3, -1], 0)]),
      .optimum(744_000, over: 17)),
    TextbookProgram(
      "desks, tables and chairs", "Winston, Operations Research, ch. 4",
      textbook(
        .maximise, [60, 30, 20], [atMost([8, 6, 1], 48), atMost([4, 2, 1.5], 20), atMost([2, 1.5, 0.5], 8)],
        upTo: [none, 5, none]), .optimum(-280)),
    TextbookProgram(
      "three columns, three rows", "Bazaraa, Jarvis and Sherali, Linear Programming and Network Flows, ch. 3",
      textbook(.minimise, [1, 1, -4], [atMost([1, 1, 2], 9), atMost([1, 1, -1], 2), atMost([-1, 1, 1], 4)]),
      .optimum(-17)),
    TextbookProgram(
      "symmetric limits", "Bertsimas and Tsitsiklis, Introduction to Linear Optimization, ch. 3",
      textbook(.minimise, [-10, -12, -12], [atMost([1, 2, 2], 20), atMost([2, 1, 2], 20), atMost([2, 2, 1], 20)]),
      .optimum(-136)),
    TextbookProgram("sailing boats of four quarters", "Winston, Operations Research, ch. 3", boats, .optimum(78_450)),
  ]

  /// Regular work up to 40 at 400, overtime at 450, 20 for keeping one; 10 at the start.
  private static let boats = textbook(
    .minimise, [400, 400, 400, 400, 450, 450, 450, 450, 20, 20, 20, 20],
    [
      equal([1, 0, 0, 0, 1, 0, 0, 0, -1, 0, 0, 0], 30), equal([0, 1, 0, 0, 0, 1, 0, 0, 1, -1, 0, 0], 60),
      equal([0, 0, 1, 0, 0, 0, 1, 0, 0, 1, -1, 0], 75), equal([0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, -1], 25),
    ], upTo: [40, 40, 40, 40] + [Double](repeating: none, count: 8))
}
