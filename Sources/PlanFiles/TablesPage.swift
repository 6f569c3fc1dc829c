/// The docs page of a plan folder's tables, in Markdown: one heading and one table of columns for each.
public func tablesPage() -> String {
  var text = """
    # The tables of a plan

    CSV after RFC 4180 in UTF-8, lines end in `\\n`. Numbers are unrounded, in shortest round-trip form. `starts` and
    `ends` are `2026-07-01` for midnight UTC and `2026-07-01T05:00Z` otherwise; ends are exclusive. The tables in
    `recourse/` hold the notice paths. `datapackage.json` says the same for programs.

    """
  for table in planTables where !table.name.hasPrefix("recourse/") {
    text += table.markdown()
  }
  text += "\n## `recourse/`\n\nThe tables "
  text += planTables.filter { $0.name.hasPrefix("recourse/") }.map { "`\($0.name.dropFirst(9))`" }.joined(
    separator: ", ")
  text += " again, with a column `path` in front: rows of the notice paths from the notice on (`work`: whole path).\n"
  return text
}

extension TableDescription {
  /// The table's heading, meaning and columns.
  public func markdown() -> String {
    var text = "\n## `\(path)`\n\n\(meaning)"
    if !key.isEmpty { text += " A row's name: \(key.map { "`\($0)`" }.joined(separator: ", "))." }
    text += "\n\n| column | type | unit | meaning |\n|---|---|---|---|\n"
    for field in fields {
      var meaning = field.meaning
      if !field.words.isEmpty { meaning += " One of " + field.words.map { "`\($0)`" }.joined(separator: ", ") + "." }
      let type = field.type.rawValue + (field.optional ? ", may be empty" : "")
      text += "| `\(field.name)` | \(type) | \(field.unit) | \(meaning) |\n"
    }
    return text
  }
}
