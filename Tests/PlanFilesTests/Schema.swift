import PlanFiles

/// What of a JSON Schema ``planSchema`` uses, checked: enough to hold a document to it without another program.
func violations(of schema: JSONValue, in value: JSONValue, at path: String = "$") -> [String] {
  var found: [String] = []
  if let constant = schema["const"], constant != value { found.append("\(path) is not \(constant.printed())") }
  if case .array(let words)? = schema["enum"], !words.contains(value) {
    found.append("\(path) is not one of the words")
  }
  if case .array(let choices)? = schema["anyOf"], choices.allSatisfy({ !violations(of: $0, in: value).isEmpty }) {
    found.append("\(path) is none of the choices")
  }
  if let type = schema["type"], !isOf(type, value) { found.append("\(path) is not \(type.printed(indent: nil))") }
  if case .integer(let least)? = schema["minimum"], (number(value) ?? .infinity) < Double(least) {
    found.append("\(path) is below \(least)")
  }
  if case .integer(let most)? = schema["maximum"], (number(value) ?? 0) > Double(most) {
    found.append("\(path) is above \(most)")
  }
  if case .array(let values) = value, let items = schema["items"] {
    found += values.enumerated().flatMap { violations(of: items, in: $1, at: "\(path)[\($0)]") }
  }
  if case .object(let members) = value { found += violations(of: schema, members, path) }
  return found
}

private func violations(of schema: JSONValue, _ members: [JSONValue.Member], _ path: String) -> [String] {
  var found: [String] = []
  if case .array(let required)? = schema["required"] {
    for case .string(let key) in required where !members.contains(where: { $0.key == key }) {
      found.append("\(path) lacks \(key)")
    }
  }
  for member in members {
    let inner = "\(path).\(member.key)"
    if let property = schema["properties"]?[member.key] {
      found += violations(of: property, in: member.value, at: inner)
    } else if schema["additionalProperties"] == false {
      found.append("\(inner) is not known")
    } else if let other = schema["additionalProperties"] {
      found += violations(of: other, in: member.value, at: inner)
    }
  }
  return found
}

private func isOf(_ type: JSONValue, _ value: JSONValue) -> Bool {
  if case .array(let types) = type { return types.contains { isOf($0, value) } }
  return switch (type, value) {
  case ("null", .null), ("string", .string), ("number", .number), ("number", .integer), ("integer", .integer),
    ("array", .array), ("object", .object), ("boolean", .bool):
    true
  default: false
  }
}

private func number(_ value: JSONValue) -> Double? {
  switch value {
  case .number(let value): value
  case .integer(let value): Double(value)
  default: nil
  }
}
