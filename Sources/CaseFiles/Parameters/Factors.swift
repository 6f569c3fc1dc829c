import Fleet

/// A setting that multiplies: `*1.5` is half as much again of what the case says, in every period.
extension Setting {
  /// What it multiplies by, as written; nil for a setting that states a value.
  var factor: String? {
    value.text.hasPrefix("*") ? value.text.dropFirst().trimmingCharacters(in: .whitespaces) : nil
  }
}

extension RawCase {
  /// Multiplies what a parameter is, in its row and in the rows of `demand.csv` or `prices.csv` about it.
  ///
  /// Reports a factor that is no number, and a parameter that is none or has no value to multiply.
  mutating func multiply(
    _ setting: Setting, by written: String, _ target: ParameterTarget, patch: CSVTable.Patch, log: FindingLog
  ) {
    func refuse(_ message: String, _ remedy: String) {
      log.add(at: setting.value.place, name: setting.name, value: setting.value.text, message, remedy)
    }
    guard case .success(let factor) = NumberGrammar.number(written) else {
      return refuse("the factor is no number", "Write it as *1.5.")
    }
    guard target.column.unit != nil else { return refuse("this parameter is no number", "Write its value.") }
    let found: Int
    switch target.subject {
    case .demand(let workload):
      let keys = [("workload", workload)] + (target.period.map { [("period", $0)] } ?? [])
      found = multiply(in: "demand", "units_per_s", where: keys, by: factor, patch: patch)
    case .cell(let table, let id, let column):
      let name = "\(table.singular).\(id).\(column.parameter!)"
      let dated = [("parameter", name)] + (target.period.map { [("period", $0)] } ?? [])
      let inRow = [(column: table.idColumn.name, text: id)]
      var count = multiply(in: "prices", "value", where: dated, by: factor, patch: patch)
      if target.period == nil {
        count += multiply(in: table.name, column.name, where: inRow, by: factor, patch: patch)
      } else if count == 0, let usual = numbers(in: table.name, column.name, where: inRow).first?.value {
        upsert("prices", dated, "value", (usual * factor).shortest, patch: patch)
        count = 1
      }
      found = count
    case .key: return refuse("a factor is for what stands in tables", "Write the value.")
    }
    if found == 0 { refuse("the case states no value to multiply here", "Write the value itself.") }
  }

  /// Multiplies the numbers of a column in the rows with these texts, and says how many there were.
  private mutating func multiply(
    in table: String, _ column: String, where keys: [(column: String, text: String)], by factor: Double,
    patch: CSVTable.Patch
  ) -> Int {
    let found = numbers(in: table, column, where: keys)
    for number in found {
      tables[table]?.rows[number.row].cells[number.place].text = (number.value * factor).shortest
      tables[table]?.rows[number.row].cells[number.place].patch = patch
    }
    return found.count
  }

  /// The numbers of a column in the rows with these texts, and where they stand.
  private func numbers(
    in table: String, _ column: String, where keys: [(column: String, text: String)]
  ) -> [(row: Int, place: Int, value: Double)] {
    guard let csv = tables[table], let place = csv.index(of: column) else { return [] }
    let places = keys.compactMap { key in csv.index(of: key.column).map { ($0, key.text) } }
    guard places.count == keys.count else { return [] }
    return csv.rows.enumerated().compactMap { index, row in
      guard place < row.cells.count, places.allSatisfy({ $0.0 < row.cells.count && row.cells[$0.0].text == $0.1 }),
        case .success(let number) = NumberGrammar.number(row.cells[place].text)
      else { return nil }
      return (index, place, number)
    }
  }
}
