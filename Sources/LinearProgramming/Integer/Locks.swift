/// In how many rows each column can do harm by moving.
///
/// Raising x_j breaks nothing if no row with a_ij > 0 ends above and none with
/// a_ij < 0 ends below: it has no *up-lock*. Rounding towards the side without
/// locks keeps a feasible point feasible.
struct Locks {
  private(set) var up: [Int]
  private(set) var down: [Int]

  init(of program: LinearProgram) {
    up = [Int](repeating: 0, count: program.columnCount)
    down = up
    for j in 0..<program.columnCount {
      for entry in program.entries(ofColumn: j) where program.values[entry] != 0 {
        let i = Int(program.rowIndices[entry])
        let rises = program.values[entry] > 0
        if program.rowUpper[i].isFinite { rises ? (up[j] += 1) : (down[j] += 1) }
        if program.rowLower[i].isFinite { rises ? (down[j] += 1) : (up[j] += 1) }
      }
    }
  }
}
