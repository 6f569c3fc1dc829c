extension TextbookProgram {
  /// Games and fits: programmes with free columns.
  static let fits = [
    TextbookProgram(
      "two politicians", "Hillier and Lieberman, ch. 15; the last column is the value",
      textbook(
        .maximise, [0, 0, 0, 1],
        [
          equal([1, 1, 1, 0], 1), atLeast([0, 5, 2, -1], 0), atLeast([-2, 4, 3, -1], 0), atLeast([2, -3, -4, -1], 0),
        ], free: [3]), .optimum(-2, over: 11)),
    TextbookProgram(
      "Morra with two fingers", "Chvatal, ch. 15; the last column is the value",
      textbook(
        .maximise, [0, 0, 0, 0, 1],
        [
          equal([1, 1, 1, 1, 0], 1), atLeast([0, -2, 3, 0, -1], 0), atLeast([2, 0, 0, -3, -1], 0),
          atLeast([-3, 0, 0, 4, -1], 0), atLeast([0, 3, -4, 0, -1], 0),
        ], free: [4]), .optimum(0)),
    // A line through (0, 0), (1, 1), (2, 4): intercept, slope, greatest distance.
    TextbookProgram(
      "line with the least greatest error", "Chvatal, ch. 14",
      textbook(
        .minimise, [0, 0, 1],
        [
          atMost([1, 0, -1], 0), atLeast([1, 0, 1], 0), atMost([1, 1, -1], 1), atLeast([1, 1, 1], 1),
          atMost([1, 2, -1], 4), atLeast([1, 2, 1], 4),
        ], free: [0, 1]), .optimum(1, over: 2)),
    TextbookProgram(
      "line with the least sum of errors", "Chvatal, ch. 14; the same points",
      textbook(
        .minimise, [0, 0, 1, 1, 1],
        [
          atMost([1, 0, -1, 0, 0], 0), atLeast([1, 0, 1, 0, 0], 0), atMost([1, 1, 0, -1, 0], 1),
          atLeast([1, 1, 0, 1, 0], 1), atMost([1, 2, 0, 0, -1], 4), atLeast([1, 2, 0, 0, 1], 4),
        ], free: [0, 1]), .optimum(1)),
    TextbookProgram(
      "greatest circle in a triangle", "Boyd and Vandenberghe, Convex Optimization, ch. 4; sides 3, 4 and 5",
      textbook(
        .maximise, [0, 0, 1], [atLeast([1, 0, -1], 0), atLeast([0, 1, -1], 0), atMost([3, 4, 5], 12)], free: [0, 1]),
      .optimum(-1)),
  ]
}
