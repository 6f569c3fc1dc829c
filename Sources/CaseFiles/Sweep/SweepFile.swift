import Fleet
import Foundation

/// A sweep as its file states it: a case, what varies over which values, and what to keep of each plan.
public struct SweepFile: Sendable {
  /// Something that varies: one parameter, or several that take the same values at once.
  public struct Axis: Sendable {
    /// As the table of results names it.
    public let name: String
    public let parameters: [String]
    /// Values as `--set` takes them.
    public let values: [String]
  }

  /// A case to plan: the value of each axis, in order.
  public struct Point: Sendable {
    public let values: [String]
    /// `name=value` as `--set` takes them.
    public let settings: [String]
  }

  public let name: String
  /// The case folder.
  public let folder: URL
  public let axes: [Axis]
  /// Names of the figures to keep of each plan.
  public let results: [String]

  /// Every combination of the axes' values, the last axis moving fastest.
  public var points: [Point] {
    axes.reduce([Point(values: [], settings: [])]) { points, axis in
      points.flatMap { point in
        axis.values.map { value in
          Point(values: point.values + [value], settings: point.settings + axis.parameters.map { "\($0)=\(value)" })
        }
      }
    }
  }
}

/// Reads a sweep file, `NAME.sweep.yaml`.
///
///     name: Less power
///     case: .                                  the folder of the case, from this file's; `.` if left out
///     parameters:
///       site.colossus-1.power: [300 MW, 250 MW]
///       demand:
///         of: [demand.chat, demand.search]     several at once
///         values: ["*1", "*2"]                 `*` multiplies what the case says
///     results: [objective, workload.chat.served]
///
/// - Throws: all findings at once.
public func readSweep(at file: URL) throws(CaseFindings) -> SweepFile {
  let log = FindingLog()
  let path = file.path(percentEncoded: false), place = Place(file: file.lastPathComponent)
  let reader = SweepReader(log: log, place: place)
  let sweep = reader.read(path)
  guard let sweep, !log.hasErrors else { throw CaseFindings(findings: log.sorted) }
  return sweep
}

private struct SweepReader {
  let log: FindingLog
  let place: Place

  /// More points than a person reads are for another tool.
  static let pointLimit = 10_000

  func read(_ path: String) -> SweepFile? {
    let folder = URL(filePath: path).deletingLastPathComponent()
    let files = InputFiles(
      root: folder.path(percentEncoded: false), folder: folder.path(percentEncoded: false), log: log)
    guard let bytes = files.read(path, limit: YAMLReader.sizeLimit, at: place),
      let pairs = YAMLReader(file: place.file, log: log).read(bytes)
    else { return nil }
    let keys = ["name", "case", "parameters", "results"]
    for (key, _) in pairs where !keys.contains(key.text) {
      log.add(
        at: key.place, name: key.text, "a sweep has no such key",
        suggestion(key.text, among: keys) + "It may have \(listed(keys)).")
    }
    let values = Dictionary(pairs.map { ($0.key.text, $0.value) }) { first, _ in first }
    let axes = values["parameters"].map(axes) ?? []
    if axes.isEmpty, !log.hasErrors {
      log.add(
        at: place, name: "parameters", "nothing varies",
        "Write parameters: and below it lines such as \"site.home.power: [1 MW, 2 MW]\".")
    }
    let named = Dictionary(grouping: axes.flatMap(\.parameters)) { $0 }.filter { $0.value.count > 1 }.keys
    for parameter in named.sorted() {
      log.add(at: place, name: parameter, "a parameter varies once", "Take it out of all but one of the lines.")
    }
    let count = axes.reduce(1) { min($0, SweepReader.pointLimit + 1) * $1.values.count }
    if count > SweepReader.pointLimit {
      log.add(
        at: place, name: "parameters", "a sweep has at most \(SweepReader.pointLimit) points, this one has \(count)",
        "Take values out.")
    }
    let name = values["name"].flatMap { text($0, "name") } ?? place.file
    let base = values["case"].flatMap { text($0, "case") } ?? "."
    return SweepFile(
      name: name, folder: folder.appending(path: base, directoryHint: .isDirectory).standardizedFileURL, axes: axes,
      // The objective is kept of every point.
      results: (values["results"].map { texts($0, "results") } ?? []).filter { $0 != "objective" })
  }

  private func axes(_ value: YAMLValue) -> [SweepFile.Axis] {
    guard case .map(let pairs, _) = value else {
      log.add(
        at: value.place, name: "parameters", "parameters is a map", "Write \"name: [value, value]\" lines below it.")
      return []
    }
    return pairs.compactMap { key, value in
      guard case .map(let parts, _) = value else {
        return SweepFile.Axis(name: key.text, parameters: [key.text], values: texts(value, key.text))
      }
      let named = Dictionary(parts.map { ($0.key.text, $0.value) }) { first, _ in first }
      guard let of = named["of"], let values = named["values"], named.count == 2 else {
        log.add(
          at: key.place, name: key.text, "several parameters at once have of and values, and nothing else",
          "Write of: [name, name] and values: [value, value].")
        return nil
      }
      return SweepFile.Axis(name: key.text, parameters: texts(of, "of"), values: texts(values, "values"))
    }
  }

  private func texts(_ value: YAMLValue, _ name: String) -> [String] {
    guard case .list(let items, _) = value, !items.isEmpty else {
      log.add(at: value.place, name: name, "a list is wanted here", "Write \(name): [first, second].")
      return []
    }
    return items.compactMap { text($0, name) }
  }

  private func text(_ value: YAMLValue, _ name: String) -> String? {
    if case .scalar(let scalar) = value, !scalar.text.isEmpty { return scalar.text }
    log.add(at: value.place, name: name, "one value is wanted here", "Write a text or a number.")
    return nil
  }
}
