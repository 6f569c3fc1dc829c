import PlanFiles
import Planning

extension NamedProgramme {
  /// The programme as JSON, a minimisation: columns and rows with their names and limits, and the entries by name.
  ///
  /// A limit of null is none.
  var document: JSONValue {
    let rowNames = program.rowLower.indices.map(rowName)
    let columnNames = program.columnLower.indices.map(columnName)
    let columns = columnNames.indices.map { index -> JSONValue in
      [
        "name": .string(columnNames[index]), "lower": limit(program.columnLower[index]),
        "upper": limit(program.columnUpper[index]), "cost": .number(program.objective[index]),
        "integer": .bool(program.isInteger[index]),
      ]
    }
    let rows = rowNames.indices.map { index -> JSONValue in
      [
        "name": .string(rowNames[index]), "lower": limit(program.rowLower[index]),
        "upper": limit(program.rowUpper[index]),
      ]
    }
    let entries = columnNames.indices.flatMap { column in
      (program.columnStarts[column]..<program.columnStarts[column + 1]).map { place -> JSONValue in
        [
          "row": .string(rowNames[Int(program.rowIndices[place])]), "column": .string(columnNames[column]),
          "value": .number(program.values[place]),
        ]
      }
    }
    return [
      "sense": "minimise", "constant": .number(program.objectiveConstant), "columns": .array(columns),
      "rows": .array(rows), "entries": .array(entries),
    ]
  }
}

private func limit(_ value: Double) -> JSONValue { value.isFinite ? .number(value) : .null }
