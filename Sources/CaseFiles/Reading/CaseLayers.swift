import Fleet
import Foundation

/// A case and those that it extends, laid over each other: keys merged, and for each table the file that holds it.
struct CaseLayers {
  var description = CaseDescription()
  /// Resolved paths of the tables' files.
  var paths: [String: String] = [:]
  /// Whether every file could be found and understood; otherwise nothing is reported as missing.
  var isComplete = true
}

/// Finds the files of a case: `case.yaml` of each folder in the chain of `extends`, and the tables.
struct LayerReader {
  let files: InputFiles
  let log: FindingLog

  /// Longest chain of `extends`.
  static let chainLimit = 16

  /// The layers of a resolved folder.
  func read(_ folder: String, chain: [String] = []) -> CaseLayers {
    var layers = CaseLayers()
    let own = describe(folder)
    layers.isComplete = own?.unusable.contains("extends") == false
    let description = own ?? CaseDescription()
    if let extends = description.extends {
      if let base = base(extends, of: folder, chain: chain + [folder]) {
        let complete = layers.isComplete && base.isComplete
        layers = base
        layers.isComplete = complete
      } else {
        layers.isComplete = false
      }
    }
    layers.description = description.over(layers.description)
    addTables(of: description, in: folder, to: &layers)
    return layers
  }

  private func describe(_ folder: String) -> CaseDescription? {
    let path = folder + "/case.yaml"
    let place = Place(file: files.shown(path))
    var status = stat()
    guard lstat(path, &status) == 0 || errno != EACCES else {
      log.add(at: place, "the folder cannot be read: \(String(cString: strerror(EACCES)))", "Check its permissions.")
      return nil
    }
    guard lstat(path, &status) == 0 else {
      let near = (try? FileManager.default.contentsOfDirectory(atPath: folder))?.sorted()
        .first { ["case.yml", "case.yaml.txt"].contains($0.lowercased()) || $0.lowercased() == "case.yaml" }
      log.add(
        at: place, "there is no such file",
        near.map { "Rename \($0) to case.yaml." }
          ?? "A case is a folder with a case.yaml; check the path, or copy models/quickstart to start one.")
      return nil
    }
    guard let resolved = files.resolve("case.yaml", from: folder, at: place, as: .file),
      let bytes = files.read(resolved, limit: YAMLReader.sizeLimit, at: place),
      let pairs = YAMLReader(file: place.file, log: log).read(bytes)
    else { return nil }
    return CaseDescription(pairs, log: log)
  }

  private func base(_ extends: Scalar, of folder: String, chain: [String]) -> CaseLayers? {
    guard let path = files.resolve(extends.text, from: folder, at: extends.place, name: "extends", as: .folder)
    else { return nil }
    func refuse(_ message: String, _ remedy: String) -> CaseLayers? {
      log.add(at: extends.place, name: "extends", value: extends.text, message, remedy)
      return nil
    }
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      return refuse("a case extends the folder of another case", "Name the folder, not a file in it.")
    }
    if chain.contains(path) {
      let names = (chain.drop { $0 != path } + [path]).map { $0.split(separator: "/").last.map(String.init) ?? "/" }
      return refuse("cases extend each other in a circle: \(names.joined(separator: " -> "))", "Break the circle.")
    }
    if chain.count > LayerReader.chainLimit {
      return refuse("cases extend each other more than \(LayerReader.chainLimit) deep", "Shorten the chain.")
    }
    return read(path, chain: chain)
  }

  private func addTables(of description: CaseDescription, in folder: String, to layers: inout CaseLayers) {
    let entries = Set((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
    var named: [String: String] = [:]
    for (table, path) in description.tables.sorted(by: { $0.key < $1.key }) {
      guard let resolved = files.resolve(path.text, from: folder, at: path.place, name: table, as: .file) else {
        layers.isComplete = false
        continue
      }
      layers.paths[table] = resolved
      named[table] = resolved
    }
    for table in TableSpecification.all where entries.contains(table.fileName) {
      let place = Place(file: files.shown(folder + "/" + table.fileName))
      guard let path = files.resolve(table.fileName, from: folder, at: place, as: .file) else {
        layers.isComplete = false
        continue
      }
      if let other = description.tables[table.name], let named = named[table.name], named != path {
        log.add(
          at: other.place, name: table.name, value: other.text, "\(table.fileName) stands in this folder too",
          "Take one of them out.")
      }
      layers.paths[table.name] = path
    }
    warnOfStrangers(entries, in: folder, named: Set(named.values))
  }

  /// Warns of CSV files that nothing reads: a table with a mistyped name would be left out in silence.
  private func warnOfStrangers(_ entries: Set<String>, in folder: String, named: Set<String>) {
    let known = TableSpecification.all.map(\.fileName)
    for entry in entries.sorted() where entry.lowercased().hasSuffix(".csv") && !known.contains(entry) {
      if let path = InputFiles.resolved(folder + "/" + entry), named.contains(path) { continue }
      log.add(
        .warning, at: Place(file: files.shown(folder + "/" + entry)),
        "no table of a case has this name, so it is not read",
        suggestion(entry, among: known) + "Name it under tables, or move it away.")
    }
  }
}
