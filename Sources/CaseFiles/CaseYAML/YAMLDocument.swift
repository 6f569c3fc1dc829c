import Fleet
import Foundation
import Yams

/// A node of a YAML file reduced to what a case may hold: texts, lists and maps, each with its place.
indirect enum YAMLValue {
  case scalar(Scalar)
  case list([YAMLValue], Place)
  case map([(key: Scalar, value: YAMLValue)], Place)

  var place: Place {
    switch self {
    case .scalar(let scalar): scalar.place
    case .list(_, let place), .map(_, let place): place
    }
  }
}

/// Reads YAML that means one thing only: no anchors, aliases, tags, merge keys or second documents, and no types.
///
/// A scalar is its text; whether `no` or `010` is anything else is decided by the key that it belongs to.
struct YAMLReader {
  let file: String
  let log: FindingLog

  /// Greatest size of a file in bytes.
  static let sizeLimit = 1_000_000
  /// Greatest number of lines, and of commas, which bounds how many values there are.
  static let valueLimit = 10_000
  /// Deepest nesting that is handed to the parser.
  static let depthLimit = 32
  /// A key that stood twice is renamed to this and left out, so that reading can go on.
  private static let repeated = "\u{FFFC}"

  /// The map at the top of a file, or nil after findings.
  func read(_ bytes: [UInt8]) -> [(key: Scalar, value: YAMLValue)]? {
    let start = textStart(
      bytes, at: place(1, 1), log: log, empty: "Write name, starts, step and periods.")
    guard let start, let text = text(bytes[start...]), isShallow(text), let root = compose(text) else { return nil }
    guard case .map(let pairs, _) = root else {
      log.add(at: root.place, "a case is a map of keys to values", "Write lines such as \"name: my-case\".")
      return nil
    }
    return pairs
  }

  private func place(_ line: Int, _ column: Int) -> Place { Place(file: file, line: line, column: column) }

  private func text(_ bytes: ArraySlice<UInt8>) -> String? {
    var line = 1, lineStart = bytes.startIndex
    for index in bytes.indices where bytes[index] == 10 {
      guard isUTF8(bytes[lineStart..<index], line) else { return nil }
      (line, lineStart) = (line + 1, index + 1)
    }
    // In Swift CR LF is one character, which no split at "\n" would find.
    let unix = bytes.indices.filter { bytes[$0] != 13 || $0 + 1 == bytes.endIndex || bytes[$0 + 1] != 10 }.map {
      bytes[$0]
    }
    guard isUTF8(bytes[lineStart...], line) else { return nil }
    let text = String(decoding: unix, as: UTF8.self)
    return isPlain(text) ? text : nil
  }

  /// Reports the first character that is not seen but acts; a tab and an end of line are none.
  private func isPlain(_ text: String) -> Bool {
    var line = 1, column = 0
    for scalar in text.unicodeScalars {
      column += 1
      if scalar == "\n" { (line, column) = (line + 1, 0) }
      guard scalar.isUnseen, scalar != "\n", scalar != "\t" else { continue }
      switch scalar {
      case "\r":
        log.add(
          at: place(line, column), "a line ends with a lone carriage return", "Save the file with LF or CRLF line ends."
        )
      case "\0": log.add(at: place(line, column), "there is a NUL byte", "Take it out; a text file has none.")
      default:
        log.add(at: place(line, column), "there is a control character", "Take it out; a text file has none.")
      }
      return false
    }
    return true
  }

  private func isUTF8(_ bytes: ArraySlice<UInt8>, _ line: Int) -> Bool {
    if String(validating: bytes, as: UTF8.self) != nil { return true }
    // What cannot be decoded becomes U+FFFD, and the first of those that is not written out is the place.
    let sound = String(decoding: bytes, as: UTF8.self).unicodeScalars.prefix { $0 != "\u{FFFD}" }
    log.add(at: place(line, sound.count + 1), "there are bytes that are not UTF-8", "Save the file as UTF-8.")
    return false
  }

  /// Refuses deep nesting, and more values than any case has, before the parser, which calls itself for each level.
  private func isShallow(_ text: String) -> Bool {
    for mark in [UInt8(ascii: "\n"), UInt8(ascii: ",")]
    where text.utf8.count(where: { $0 == mark }) > YAMLReader.valueLimit {
      log.add(
        at: Place(file: file), "the file holds more than \(YAMLReader.valueLimit) values",
        "Put what is a table into a CSV file.")
      return false
    }
    var open = 0
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let indent = line.utf8.prefix { $0 == 32 || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "?") }.count
      let body = line.utf8.dropFirst(indent)
      if body.first == UInt8(ascii: "#") { continue }
      var deepest = open
      for byte in body {
        if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") { open += 1 }
        if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") { open = max(0, open - 1) }
        deepest = max(deepest, open)
      }
      if indent > 2 * YAMLReader.depthLimit || deepest > YAMLReader.depthLimit {
        log.add(
          at: place(number + 1, 1), "the file is nested more than \(YAMLReader.depthLimit) deep",
          "A case needs three levels.")
        return false
      }
    }
    return true
  }

  /// Parses, and where a key stands twice reports it and parses again without it.
  private func compose(_ text: String) -> YAMLValue? {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for _ in 0..<50 {
      do {
        let parser = try Parser(yaml: lines.joined(separator: "\n"), encoding: .utf8)
        guard let node = try parser.singleRoot() else {
          log.add(at: Place(file: file), "the file holds nothing", "Write name, starts, step and periods.")
          return nil
        }
        return value(node, lines)
      } catch YamlError.duplicatedKeysInMapping(let names, let context) {
        guard report(names, from: context.mark, in: &lines) else { return nil }
      } catch {
        report(error, lines)
        return nil
      }
    }
    return nil
  }

  /// Reports every later place of each key and renames it there; false where none can be found.
  ///
  /// - Parameter mark: the first place of one of them; all are keys of the map that holds it.
  private func report(_ names: [String], from mark: Mark, in lines: inout [String]) -> Bool {
    guard lines.indices.contains(mark.line - 1) else { return false }
    let depth = YAMLReader.indent(lines[mark.line - 1]), wanted = Set(names)
    let isInside = { (line: String) in
      let body = line.drop { $0 == " " || $0 == "\r" }
      return body.isEmpty || body.first == "#" || YAMLReader.indent(line) >= depth
    }
    var first = mark.line - 1
    while first > 0, isInside(lines[first - 1]) { first -= 1 }
    var seen: [String: Int] = [:]
    var isMended = false
    for index in first..<lines.count {
      guard isInside(lines[index]) else { break }
      guard YAMLReader.indent(lines[index]) == depth, let key = YAMLReader.key(of: lines[index]), wanted.contains(key)
      else { continue }
      guard let earlier = seen[key] else {
        seen[key] = index
        continue
      }
      log.add(
        at: place(index + 1, depth + 1), name: key, "the key stands twice, in line \(earlier + 1) too",
        "Take one of them out.")
      let rest = lines[index].dropFirst(depth).drop { $0 != ":" }
      lines[index] = String(repeating: " ", count: depth) + YAMLReader.repeated + String(index) + rest
      isMended = true
    }
    if !isMended {
      log.add(at: place(mark.line, mark.column), name: names.first, "the key stands twice", "Take one of them out.")
    }
    return isMended
  }

  private static func indent(_ line: String) -> Int { line.prefix { $0 == " " }.count }

  private static func key(of line: String) -> String? {
    let body = line.drop { $0 == " " }
    guard let colon = body.firstIndex(of: ":") else { return nil }
    return body[..<colon].trimmingCharacters(in: ["\"", "'", " "])
  }

  private func report(_ error: Error, _ lines: [String]) {
    let remedy = "Check quotes, colons, tabs and indentation there; put a text with special characters in quotes."
    switch error {
    case YamlError.scanner(let context?, let problem, _, _) where problem.contains("end of stream"),
      YamlError.parser(let context?, let problem, _, _) where problem.contains("expected ','"):
      // Where something was opened says more than where the file ends without closing it.
      log.add(at: place(context.mark.line, context.mark.column), "this is not YAML: \(problem)", remedy)
    case YamlError.scanner(_, let problem, let mark, _), YamlError.parser(_, let problem, let mark, _):
      log.add(at: place(mark.line, mark.column), "this is not YAML: \(problem)", remedy)
    case YamlError.composer(_, let problem, let mark, _):
      let isAlias = problem.contains("alias")
      let word = lines[mark.line - 1].unicodeScalars.dropFirst(mark.column - 1).prefix {
        !" ,]}".unicodeScalars.contains($0)
      }
      log.add(
        at: place(mark.line, mark.column), value: isAlias ? String(String.UnicodeScalarView(word)) : nil,
        isAlias ? "anchors and aliases are not used in a case" : "a case is one document, and a second one starts here",
        isAlias ? "Write the value out." : "Take out what follows the line of three hyphens.")
    default:
      log.add(at: place(1, 1), "this is not YAML", remedy)
    }
  }

  /// A node without what a case may not hold; that is reported and left out.
  private func value(_ node: Yams.Node, _ lines: [String]) -> YAMLValue? {
    let here = node.mark.map { place($0.line, $0.column) } ?? place(1, 1)
    guard isPlain(here, lines) else { return nil }
    switch node {
    case .scalar(let scalar): return .scalar(Scalar(text: scalar.string, place: here))
    case .alias: return nil
    case .sequence(let sequence): return .list(sequence.compactMap { value($0, lines) }, here)
    case .mapping(let mapping):
      var pairs: [(key: Scalar, value: YAMLValue)] = []
      for (key, child) in mapping {
        guard let word = value(key, lines) else { continue }
        guard case .scalar(let key) = word else {
          log.add(at: word.place, "a key is a plain word", "Write \"key: value\".")
          continue
        }
        if key.text.hasPrefix(YAMLReader.repeated) { continue }
        if key.text == "<<" {
          log.add(at: key.place, name: "<<", "merge keys are not used in a case", "Use extends, or write the keys out.")
          continue
        }
        if let child = value(child, lines) { pairs.append((key, child)) }
      }
      return .map(pairs, here)
    }
  }

  /// Whether a node starts with neither an anchor nor a tag.
  private func isPlain(_ place: Place, _ lines: [String]) -> Bool {
    guard let line = place.line, let column = place.column, lines.indices.contains(line - 1) else { return true }
    let rest = lines[line - 1].unicodeScalars.dropFirst(column - 1)
    guard let first = rest.first, first == "&" || first == "!" || first == "*" else { return true }
    let word = String(String.UnicodeScalarView(rest.prefix { $0 != " " && $0 != "," && $0 != "\r" }))
    log.add(
      at: place, value: word,
      first == "!" ? "tags are not used in a case" : "anchors and aliases are not used in a case",
      first == "!" ? "Take it out: the key says what its value is." : "Write the value out.")
    return false
  }
}
