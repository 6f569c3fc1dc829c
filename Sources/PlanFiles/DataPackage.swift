/// `datapackage.json`: every table with its columns, types, units and meanings, after Frictionless's Table Schema.
///
/// - Parameter name: the case's name; an id, as a data package asks for.
func dataPackage(name: String) -> JSONValue {
  [
    "profile": "tabular-data-package",
    "name": .string(name),
    "title": .string("Capacity plan of \(name)"),
    "resources": .array(planTables.map(resource)),
  ]
}

private func resource(_ table: TableDescription) -> JSONValue {
  var schema: [JSONValue.Member] = [
    .init("fields", .array(table.fields.map(schemaField))),
    .init("missingValues", [""]),
  ]
  if !table.key.isEmpty { schema.append(.init("primaryKey", .array(table.key.map(JSONValue.string)))) }
  return [
    "profile": "tabular-data-resource",
    "name": .string(table.name.replacing("/", with: "-")),
    "path": .string(table.path),
    "description": .string(table.meaning),
    "format": "csv",
    "mediatype": "text/csv",
    "encoding": "utf-8",
    "dialect": ["delimiter": ",", "quoteChar": "\"", "doubleQuote": true, "lineTerminator": "\n"],
    "schema": .object(schema),
  ]
}

private func schemaField(_ field: Field) -> JSONValue {
  var members: [JSONValue.Member] = [
    .init("name", .string(field.name)),
    .init("type", .string(field.type == .instant ? "string" : field.type.rawValue)),
    .init("description", .string(field.meaning)),
  ]
  // Table Schema has no word for units; a property of our own is allowed and kept by its readers.
  if !field.unit.isEmpty { members.append(.init("unit", .string(field.unit))) }
  var constraints: [JSONValue.Member] = []
  if !field.optional { constraints.append(.init("required", true)) }
  if !field.words.isEmpty { constraints.append(.init("enum", .array(field.words.map(JSONValue.string)))) }
  if field.type == .instant {
    constraints.append(.init("pattern", #"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?Z)?"#))
  }
  if !constraints.isEmpty { members.append(.init("constraints", .object(constraints))) }
  return .object(members)
}
