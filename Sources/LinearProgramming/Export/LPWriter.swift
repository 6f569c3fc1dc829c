/// Writes a programme in the CPLEX LP format, as a minimisation.
///
/// The format for people: one row per inequality. A row with two different
/// bounds is written twice, as `NAME` and `NAME.low`, since readers disagree on
/// double inequalities. The objective constant is a bare number at the end of the
/// objective. All bounds are written out.
///
/// The format allows fewer characters in names than MPS; a name with others, or
/// one that reads as a number or a keyword, is replaced by the default.
struct LPWriter {
  let program: LinearProgram
  let rows: [String]
  let columns: [String]

  init(_ program: LinearProgram, names: ProgramNames) {
    self.program = program
    rows = names.all(
      program.rowCount, names.row, default: ProgramNames.defaultRow,
      isUsable: { Self.isUsable($0) && !$0.hasSuffix(".low") })
    columns = names.all(
      program.columnCount, names.column, default: ProgramNames.defaultColumn,
      isUsable: Self.isUsable)
  }

  private static let keywords: Set<String> = [
    "st", "s.t.", "bounds", "bound", "general", "generals", "gen", "integer", "integers", "int",
    "binary", "binaries", "bin", "end", "free", "inf", "infinity", "min", "max", "minimize",
    "maximize", "minimum", "maximum", "semi", "sos", "obj",
  ]

  /// Names start with a letter other than e (`2 e3` would be a number), and hold
  /// letters, digits, `_` and `.` only.
  private static func isUsable(_ name: String) -> Bool {
    guard let first = name.utf8.first, name.utf8.count <= 255 else { return false }
    let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
    func isLetter(_ byte: UInt8) -> Bool { letters.contains(byte | 0x20) }
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    let rest = name.utf8.allSatisfy {
      isLetter($0) || digits.contains($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".")
    }
    return isLetter(first) && first | 0x20 != UInt8(ascii: "e") && rest
      && !keywords.contains(name.lowercased())
  }

  func text() -> String {
    var text = "Minimize\n obj:"
    let costs = (0..<program.columnCount).filter { program.objective[$0] != 0 }
    write(costs.map { (columns[$0], program.objective[$0]) }, to: &text)
    if program.objectiveConstant != 0 {
      text += " " + signed(program.objectiveConstant)
    } else if costs.isEmpty {
      text += columns.isEmpty ? " 0" : " 0 \(columns[0])"
    }
    text += "\nSubject To\n"
    writeRows(to: &text)
    text += "Bounds\n"
    for j in 0..<program.columnCount { text += bounds(j) }
    writeIntegers(to: &text)
    return text + "End\n"
  }

  private func writeRows(to text: inout String) {
    var terms = [[(String, Double)]](repeating: [], count: program.rowCount)
    for j in 0..<program.columnCount {
      for entry in program.entries(ofColumn: j) {
        terms[Int(program.rowIndices[entry])].append((columns[j], program.values[entry]))
      }
    }
    for i in 0..<program.rowCount where !terms[i].isEmpty || !columns.isEmpty {
      let body = terms[i].isEmpty ? [(columns[0], 0)] : terms[i]
      let (lower, upper) = (program.rowLower[i], program.rowUpper[i])
      if lower == upper {
        writeRow(rows[i], body, "= \(shortest(upper))", to: &text)
        continue
      }
      if upper.isFinite { writeRow(rows[i], body, "<= \(shortest(upper))", to: &text) }
      if lower.isFinite {
        let name = upper.isFinite ? rows[i] + ".low" : rows[i]
        writeRow(name, body, ">= \(shortest(lower))", to: &text)
      }
    }
  }

  private func writeRow(
    _ name: String, _ terms: [(String, Double)], _ end: String, to text: inout String
  ) {
    text += " \(name):"
    write(terms, to: &text)
    text += " \(end)\n"
  }

  /// Terms, a few on each line: readers limit the length of lines.
  private func write(_ terms: [(String, Double)], to text: inout String) {
    for (index, (name, value)) in terms.enumerated() {
      if index > 0 && index % 8 == 0 { text += "\n  " }
      text += " \(signed(value)) \(name)"
    }
  }

  private func signed(_ value: Double) -> String {
    value < 0 ? "- \(shortest(-value))" : "+ \(shortest(value))"
  }

  private func bounds(_ j: Int) -> String {
    let (lower, upper, name) = (program.columnLower[j], program.columnUpper[j], columns[j])
    if lower == upper { return " \(name) = \(shortest(lower))\n" }
    if lower.isInfinite && upper.isInfinite { return " \(name) free\n" }
    let below = lower.isFinite ? shortest(lower) : "-inf"
    let above = upper.isFinite ? shortest(upper) : "+inf"
    return " \(below) <= \(name) <= \(above)\n"
  }

  private func writeIntegers(to text: inout String) {
    let integers = (0..<program.columnCount).filter { program.isInteger[$0] }
    if integers.isEmpty { return }
    text += "General\n"
    for j in integers { text += " \(columns[j])\n" }
  }
}

extension LinearProgram {
  /// The programme in the CPLEX LP format; see `LPWriter` for what is written how.
  public func lpFormat(names: ProgramNames = ProgramNames()) -> String {
    LPWriter(self, names: names).text()
  }
}
