extension TextbookProgram {
  static let networks = [
    TextbookProgram(
      "two canneries, three warehouses", "Dantzig, Linear Programming and Extensions, ch. 3.3",
      textbook(
        .minimise, [225, 153, 162, 225, 162, 126],
        [
          atMost([1, 1, 1, 0, 0, 0], 350), atMost([0, 0, 0, 1, 1, 1], 600), atLeast([1, 0, 0, 1, 0, 0], 325),
          atLeast([0, 1, 0, 0, 1, 0], 300), atLeast([0, 0, 1, 0, 0, 1], 275),
        ]), .optimum(153_675)),
    TextbookProgram(
      "assignment of three", "after Kuhn, The Hungarian method, 1955; one of the six rows follows from the others",
      textbook(
        .minimise, [25, 40, 35, 40, 60, 35, 20, 40, 25],
        [
          equal([1, 1, 1, 0, 0, 0, 0, 0, 0], 1), equal([0, 0, 0, 1, 1, 1, 0, 0, 0], 1),
          equal([0, 0, 0, 0, 0, 0, 1, 1, 1], 1), equal([1, 0, 0, 1, 0, 0, 1, 0, 0], 1),
          equal([0, 1, 0, 0, 1, 0, 0, 1, 0], 1),
        ]), .optimum(95)),
    // s1 16, s2 13, 13 12, 21 4, 24 14, 32 9, 3t 20, 43 7, 4t 4.
    TextbookProgram(
      "greatest flow", "Cormen, Leiserson, Rivest and Stein, Introduction to Algorithms, ch. 26",
      textbook(
        .maximise, [1, 1, 0, 0, 0, 0, 0, 0, 0],
        [
          equal([1, 0, -1, 1, 0, 0, 0, 0, 0], 0), equal([0, 1, 0, -1, -1, 1, 0, 0, 0], 0),
          equal([0, 0, 1, 0, 0, -1, -1, 1, 0], 0), equal([0, 0, 0, 0, 1, 0, 0, -1, -1], 0),
        ], upTo: [16, 13, 12, 4, 14, 9, 20, 7, 4]), .optimum(-23)),
    // Distances t, x, y, z from s: st 10, sy 5, tx 1, ty 2, yt 3, yx 9, yz 2, xz 4, zx 6.
    TextbookProgram(
      "shortest paths as potentials", "Cormen et al., Introduction to Algorithms, ch. 24",
      textbook(
        .maximise, [1, 1, 1, 1],
        [
          atMost([1, 0, 0, 0], 10), atMost([0, 0, 1, 0], 5), atMost([-1, 1, 0, 0], 1), atMost([-1, 0, 1, 0], 2),
          atMost([1, 0, -1, 0], 3), atMost([0, 1, -1, 0], 9), atMost([0, 0, -1, 1], 2), atMost([0, -1, 0, 1], 4),
          atMost([0, 1, 0, -1], 6),
        ], free: [0, 1, 2, 3]), .optimum(-29)),
  ]
}
