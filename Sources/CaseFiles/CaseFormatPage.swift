extension TableSpecification {
  /// The tables of the page about the case format, made from the same descriptions that the reader uses.
  public static func markdown() -> String {
    var text = "## case.yaml\n\n| key | holds | if left out | meaning |\n|---|---|---|---|\n"
    for column in CaseKeys.scalars { text += row(column) }
    for section in CaseKeys.sections { text += "| `\(section.name)` | | nothing | \(sentence(section.meaning)) |\n" }
    text += "\nUnder `options`:\n\n| key | holds | if left out | meaning |\n|---|---|---|---|\n"
    for column in CaseKeys.options { text += row(column, parameter: "option.\(column.name)") }
    for table in all { text += "\n" + table.section }
    return text
  }

  private var section: String {
    var text = "## \(fileName)\n\n\(meaning) \(isRequired ? "Required." : "May be left out.")"
    switch key.count {
    case 0: text += " No two rows may be the same."
    case 1: text += " No two rows may have the same `\(key[0])`."
    default: text += " No two rows may be alike in \(key.map { "`\($0)`" }.joined(separator: ", "))."
    }
    text += "\n\n| column | holds | if empty | meaning | parameter |\n|---|---|---|---|---|\n"
    for column in columns.dropLast(4) { text += TableSpecification.row(column, of: self) }
    let rest = columns.suffix(4).filter { $0.isRequired }
    for column in rest { text += TableSpecification.row(column, of: self) }
    return text
  }

  private static func row(_ column: Column, of table: TableSpecification) -> String {
    let name = column.parameter.map { "`\(table.singular).ID.\($0)`" + (column.variesByPeriod ? ", by period" : "") }
    return "| `\(column.name)` | \(column.type) | \(empty(column)) | \(meaning(column)) | \(name ?? "") |\n"
  }

  private static func row(_ column: Column, parameter: String? = nil) -> String {
    "| `\(column.name)` | \(column.type) | \(empty(column)) | \(meaning(column)) |\n"
  }

  private static func empty(_ column: Column) -> String {
    switch column.presence {
    case .required: "**required**"
    case .standard(let text): "`\(text)`"
    case .blank(let text): text
    }
  }

  private static func meaning(_ column: Column) -> String {
    column.more.isEmpty ? sentence(column.noun) : "\(sentence(column.noun)) \(column.more)"
  }

  private static func sentence(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() + "." }
}
