import Fleet

/// A `case.yaml` as it stands: what it says under each key that is known, everything else reported.
struct CaseDescription {
  var extends: Scalar?
  var scalars: [String: Scalar] = [:]
  var options: [String: Scalar] = [:]
  /// Paths of tables by name.
  var tables: [String: Scalar] = [:]
  /// Settings in the order of the file.
  var settings: [Setting] = []
  var removals: [Scalar] = []
  var goals: [Scalar] = []
  /// Keys that stand there with what they cannot hold, which is reported once.
  var unusable: Set<String> = []

  init() {}

  init(_ pairs: [(key: Scalar, value: YAMLValue)], log: FindingLog) {
    for (key, value) in pairs {
      switch key.text {
      case "extends":
        extends = CaseDescription.scalar(key, value, log)
        if extends == nil { unusable.insert(key.text) }
      case "options":
        for (name, text) in CaseDescription.map(key, value, log) {
          if CaseDescription.isKnown(name, in: CaseKeys.options.map(\.name), of: "options", log) {
            options[name.text] = text
          }
        }
      case "tables":
        for (name, path) in CaseDescription.map(key, value, log) {
          if CaseDescription.isKnown(name, in: TableSpecification.all.map(\.name), of: "tables", log) {
            tables[name.text] = path
          }
        }
      case "set": settings = CaseDescription.map(key, value, log).map { Setting(name: $0.key.text, value: $0.value) }
      case "remove": removals = CaseDescription.list(key, value, log, example: "site.id")
      case "goals": goals = CaseDescription.list(key, value, log, example: "value 0.1 %")
      default:
        if CaseDescription.isKnown(key, in: CaseKeys.names, of: "case.yaml", log) {
          scalars[key.text] = CaseDescription.scalar(key, value, log)
          if scalars[key.text] == nil { unusable.insert(key.text) }
        }
      }
    }
    checkValues(log)
  }

  /// Reports every scalar that its key cannot take.
  private func checkValues(_ log: FindingLog) {
    for (columns, texts) in [(CaseKeys.scalars, scalars), (CaseKeys.options, options)] {
      for column in columns {
        guard let scalar = texts[column.name] else { continue }
        if scalar.text.isEmpty {
          log.add(
            at: scalar.place, name: column.name, "\(column.noun) \(column.verb) missing",
            "Write it, or take the key out.")
        } else {
          switch column.decode(scalar.text, measured: true) {
          case .failure(let refusal):
            log.add(at: scalar.place, name: column.name, value: scalar.text, refusal.message, refusal.remedy)
          case .success(.number(let number)):
            guard let doubt = column.doubt(of: number) else { continue }
            log.add(
              .warning, at: scalar.place, name: column.name, value: scalar.text, doubt.message, doubt.remedy)
          case .success: break
          }
        }
      }
    }
  }

  /// This case on top of its base: scalars hold unless given again; maps merge key by key; removals add up; goals are
  /// those given last.
  func over(_ base: CaseDescription) -> CaseDescription {
    var merged = base
    merged.scalars.merge(scalars) { $1 }
    merged.options.merge(options) { $1 }
    merged.tables.merge(tables) { $1 }
    merged.removals += removals
    if !goals.isEmpty { merged.goals = goals }
    let renewed = Set(settings.map(\.name))
    merged.settings = merged.settings.filter { !renewed.contains($0.name) } + settings
    merged.unusable.formUnion(unusable)
    return merged
  }

  private static func isKnown(_ key: Scalar, in names: [String], of section: String, _ log: FindingLog) -> Bool {
    if names.contains(key.text) { return true }
    log.add(
      at: key.place, name: key.text, "\(section) has no such key",
      suggestion(key.text, among: names) + "It may have \(names.joined(separator: ", ")).")
    return false
  }

  private static func scalar(_ key: Scalar, _ value: YAMLValue, _ log: FindingLog) -> Scalar? {
    if case .scalar(let scalar) = value { return scalar }
    log.add(
      at: value.place, name: key.text, "one value is wanted here, not a list or a map", "Write \(key.text): value.")
    return nil
  }

  private static func map(_ key: Scalar, _ value: YAMLValue, _ log: FindingLog) -> [(key: Scalar, value: Scalar)] {
    switch value {
    case .map(let pairs, _):
      return pairs.compactMap { name, value in scalar(name, value, log).map { (name, $0) } }
    case .scalar(let text) where text.text.isEmpty: return []
    default:
      log.add(
        at: value.place, name: key.text, "\(key.text) is a map", "Write \"name: value\" lines, indented, below it.")
      return []
    }
  }

  private static func list(
    _ key: Scalar, _ value: YAMLValue, _ log: FindingLog, example: String
  ) -> [Scalar] {
    switch value {
    case .list(let items, _): return items.compactMap { scalar(key, $0, log) }
    case .scalar(let text) where text.text.isEmpty: return []
    default:
      log.add(at: value.place, name: key.text, "\(key.text) is a list", "Write \"- \(example)\" lines below it.")
      return []
    }
  }
}
