extension TableSpecification {
  /// The page about the case format, `docs/case-format.md`: its tables come from what the reader itself uses.
  public static func markdown() -> String {
    var text = introduction + "## case.yaml\n\n| key | holds | if left out | meaning |\n|---|---|---|---|\n"
    for column in CaseKeys.scalars { text += row(column) }
    for section in CaseKeys.sections { text += "| `\(section.name)` | | nothing | \(sentence(section.meaning)) |\n" }
    text += "\nUnder `options`:\n\n| key | holds | if left out | meaning |\n|---|---|---|---|\n"
    for column in CaseKeys.options { text += row(column, parameter: "option.\(column.name)") }
    text += "\n## Columns of every table\n\nAny table may carry these; they are kept and shown, and never used in the "
    text += "arithmetic.\n\n| column | meaning |\n|---|---|\n"
    for column in common { text += "| `\(column.name)` | \(sentence(column.noun)) |\n" }
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
    for column in ownColumns { text += TableSpecification.row(column, of: self) }
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

  private static let introduction = """
    # The case format

    A case is a folder: `case.yaml` for what is one value, and CSV files for what is a table. `tenure check CASE` reads
    a case and reports everything that is wrong with it at once, with file, line, column, value, rule and remedy.

    ## Rules for every file

    - **Text** is UTF-8 without a byte order mark; lines end with LF or CRLF. `case.yaml` has at most 1 MB, a table at
      most 64 MB and a million cells.
    - **Tables** are comma-separated (RFC 4180) with a header. Columns may stand in any order, and so may rows: the
      order changes nothing in the plan. A text with commas stands between double quotes, and a double quote inside is
      written twice. Empty lines, comments, short rows, long rows and two identical rows are errors, and so is a column
      that is not listed below.
    - **Units** stand in the names of columns, and a cell is a number alone: `300` under `power_mw`. In `case.yaml` and
      `--set` the unit stands behind the number: `300 MW`, `250 kW`, `90 days`, `2.35 USD/GPUh`, `8 %`.
    - **Numbers** have digits, a decimal point and an exponent: `12`, `0.5`, `-3.25`, `1e6`. There is no `nan`, `inf`,
      `0x10`, `010`, `1_000`, `1,000`, `1,5`, `.5` or `+3`. `yes`, `no`, `on` and `off` are words.
    - **Money** is in USD only. Convert other currencies, and say the rate in the note.
    - **Shares** are fractions in tables (`0.08`); in `case.yaml` and `--set` also `8 %`.
    - **Dates** are `YYYY-MM-DD` and mean 00:00 at the site (a job's release and deadline: UTC); the end of anything is the
      first day without it.
    - **Periods** are named `2026-07`, `2026-W27` (ISO 8601) or `2026-Q3`, as the case's step has it. A row about a
      period before the first one is an error; rows after the last one are not used, and one warning a table says so.
    - **Ids** have small letters, digits and hyphens, and start with a letter or digit: `[a-z0-9][a-z0-9-]*`. Names of
      models may have points and underscores too.
    - **Paths** are relative to the folder of the file in which they stand, and stay inside the models root: the parent
      of the case folder, or `--root`. Links are followed and must end inside it.
    - **YAML** is read without anchors, aliases, tags, merge keys and second documents. A value is its text: what it
      means is decided by its key alone.

    ## Variants

    `extends: ../other-case` starts from another case. Its keys hold unless they are given again; `options`, `tables` and
    `set` are merged key by key, and `remove` adds to the removals of the base. A table that stands in the variant's
    folder, or that its `tables` name, replaces the base's table of that name whole.

    After that, `remove` takes rows out, `set` changes parameters, and `--set` changes them once more. Removing a
    workload takes its rows of `demand.csv` along, removing a lease its rows of `reclaim.csv`, and removing anything its
    rows of `prices.csv`. A row that still refers to what was removed is an error: decide what becomes of it.

    ```yaml
    extends: ../colossus-1
    name: colossus-1 with less power
    set:
      site.colossus-1.power: 250 MW
      site.colossus-1.power.2026-09: 200 MW
      lease.colossus-1.notice: 30 days
    remove:
      - tranche.colossus-1-h200
    ```

    ## Parameters

    A parameter's name is the table's singular, the row's id and the column without its unit, and where it may vary the
    period: `site.colossus-1.power`, `lease.spot.price.2026-09`. The last column of the tables below lists them. Besides
    there are `demand.WORKLOAD`, `option.NAME` and `case.NAME` (any key of `case.yaml` with one value, but not its name).
    A hazard of `reclaim.csv` changes in all rows of its pool, and one per year takes the place of one per month.

    - With a period the value holds in that period; without one it holds in **every** period, and rows of `prices.csv`
      about the parameter are dropped.
    - The value has a unit, and may have any that is listed for it: `0.25 GW` for `power_mw`. Work units are priced in
      `USD/unit`, `USD/kunit` or `USD/Munit`, and tokens also in `USD/token`, `USD/ktoken` or `USD/Mtoken`.
    - `none` empties a cell that may be empty: `tenant.chat.cap_gpus=none`.
    - `*1.5` multiplies what the case says of a number in a table, in every period or in the one named: `demand.chat=*1.5`.
    - Of settings that clash, the later one wins; within `set`, those with a period come after those without.

    | unit | spellings |
    |---|---|
    \(units)


    """

  /// A line for each unit that a parameter may be given in.
  private static var units: String {
    var seen: Set<String> = []
    let named = all.flatMap(\.columns).filter { $0.parameter != nil }
    let others = [demand.columns[2]] + CaseKeys.scalars + CaseKeys.options
    return (named + others).compactMap { column in
      guard let unit = column.unit, seen.insert(unit.accepted).inserted, unit.accepted != "no unit" else { return nil }
      return "| \(unit.name.isEmpty ? "a share" : unit.name) | \(unit.accepted) |"
    }.joined(separator: "\n")
  }
}
