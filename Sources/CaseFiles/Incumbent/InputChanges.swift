import Fleet

extension CaseFolder {
  /// The inputs that differ from those that the incumbent was made from, in order of their names.
  public var inputChanges: [InputChange] {
    guard let incumbent else { return [] }
    let before = CaseFolder.cells(incumbent.inputs), after = CaseFolder.cells(texts.mapValues { Array($0.utf8) })
    return Set(before.keys).union(after.keys).sorted().compactMap { input in
      before[input] == after[input] ? nil : InputChange(input: input, before: before[input], after: after[input])
    }
  }

  /// Every value of a case as planned, by its name; of a row that stands alone, its key.
  private static func cells(_ files: [String: [UInt8]]) -> [String: String] {
    var cells: [String: String] = [:]
    for specification in TableSpecification.all {
      guard let bytes = files[specification.fileName],
        let table = try? PlainTable(bytes, file: specification.fileName)
      else { continue }
      for row in table.rows {
        let key = specification.key.compactMap { row.cells[$0] }.filter { !$0.isEmpty }
        for column in specification.ownColumns where !specification.key.contains(column.name) {
          guard let text = row.cells[column.name], !text.isEmpty else { continue }
          cells[([specification.singular] + key + [column.name]).joined(separator: ".")] = text
        }
      }
    }
    return cells.merging(files["case.yaml"].map(keys) ?? [:]) { $1 }
  }

  /// The keys of a `case.yaml` as ``write(to:)`` writes it.
  private static func keys(_ bytes: [UInt8]) -> [String: String] {
    var keys: [String: String] = [:], section = "case"
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      let text = line.drop { $0 == " " }
      if text.hasPrefix("- ") {
        keys[section, default: ""] += (keys[section] == nil ? "" : ", ") + text.dropFirst(2)
        continue
      }
      let parts = text.split(separator: ":", maxSplits: 1)
      let value = parts.count > 1 ? parts[1].drop { $0 == " " } : ""
      if value.isEmpty {
        section = parts[0] == "options" ? "option" : "case.\(parts[0])"
      } else {
        keys["\(line.hasPrefix(" ") ? section : "case").\(parts[0])"] = String(value)
      }
    }
    keys["case.name"] = nil
    return keys
  }
}
