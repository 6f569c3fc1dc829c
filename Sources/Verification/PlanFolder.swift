import Fleet
import Foundation

/// A plan folder as it was found: its tables, what `plan.json` says, and the bytes of the rest.
struct PlanFolder {
  /// Every file by its path in the folder.
  let files: [String: [UInt8]]
  /// What `plan.json` says.
  let document: JSON
  /// What `datapackage.json` says.
  let package: JSON
  /// The rows of every table by its path without `.csv`.
  var tables: [String: [Row]]

  /// The tables of one path; on notice paths the same columns stand behind `path`. Without cooling modes a plan may lack
  /// `cooling`.
  static let pathTables: [String: String] = [
    "allocation": "period starts ends tenant workload site gpu_class tranche operating_point "
      + "gpus# units_per_s# mean_units_per_s# it_kw#",
    "service": "period starts ends tenant workload asked# mean_asked# capacity# served# short#",
    "jobs": "period starts ends tenant workload site slowest_class gpus# effective_gpus# units_per_s# units# "
      + "operating_point~",
    "work": "tenant workload work_units# done_units# missing_units#",
    "sites": "period starts ends site it_kw# facility_kw# limit_kw# air_kw# liquid_kw# water_m3# energy_mwh# "
      + "carbon_kg# provisioned_kw# local_air_kg#~ racks#~ floor_m2#~",
    "cooling": "period starts ends site mode loop peak_kw# mean_kw#",
    "leases": "period starts ends lease tranche held# used# paid_usd# state",
    "money": "period tenant site term usd#",
    "decisions": "decision subject period amount# unit last_date takes_effect",
  ]
  static let wholeTables: [String: String] = [
    "rules":
      "rule key path unit limit# use# slack# dual? price_total?~ price_up? price_down? up_until? down_until? kind meaning",
    "rates": "workload gpu_class operating_point units_per_s_per_gpu# low# high# origin source",
    "changes": "period starts tenant workload site gpu_class operating_point before# after#",
    "recourse": "path parent called notice_date reclaim_date probability# value_usd# loss_usd?",
  ]

  /// Reads the tables; throws every finding at once where one is missing or malformed.
  init(_ files: [String: [UInt8]]) throws(VerificationFailure) {
    var findings: [Finding] = []
    var tables: [String: [Row]] = [:]
    func read(_ name: String, _ columns: String, required: Bool) {
      let path = name + ".csv"
      guard let bytes = files[path] else {
        if required { findings.append(Finding(file: path, message: "the file is missing", remedy: "Plan again.")) }
        return
      }
      tables[name] = Layout(columns).rows(bytes, table: path, findings: &findings)
    }
    func document(_ path: String) -> JSON {
      if let bytes = files[path], let json = try? JSONDecoder().decode(JSON.self, from: Data(bytes)) { return json }
      findings.append(Finding(file: path, message: "there is no JSON document here", remedy: "Write the plan again."))
      return .null
    }
    for (name, columns) in PlanFolder.pathTables.sorted(by: { $0.key < $1.key }) {
      read(name, columns, required: name != "cooling")
      read("recourse/" + name, "path " + columns, required: false)
    }
    for (name, columns) in PlanFolder.wholeTables.sorted(by: { $0.key < $1.key }) {
      read(name, columns, required: name != "changes")
    }
    self.document = document("plan.json")
    self.package = document("datapackage.json")
    guard findings.isEmpty else { throw VerificationFailure(findings: findings) }
    self.files = files
    self.tables = tables
  }

  /// The rows of a table in file order; none where a table of the notice paths is missing.
  subscript(table: String) -> [Row] { tables[table] ?? [] }

  /// The files of a folder by path; throws where it cannot be read.
  static func files(at folder: URL) throws(VerificationFailure) -> [String: [UInt8]] {
    do {
      var files: [String: [UInt8]] = [:]
      for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
        let url = folder.appendingPathComponent(path)
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder), !isFolder.boolValue else {
          continue
        }
        files[path] = [UInt8](try Data(contentsOf: url))
      }
      return files
    } catch {
      let finding = Finding(
        file: folder.lastPathComponent, message: "the plan folder cannot be read", remedy: "Name a plan folder.")
      throw VerificationFailure(findings: [finding])
    }
  }
}

/// A JSON document as it stands.
enum JSON: Decodable, Sendable {
  case object([String: JSON]), array([JSON]), number(Double), text(String), flag(Bool), null

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let value = try? container.decode([String: JSON].self) {
      self = .object(value)
    } else if let value = try? container.decode([JSON].self) {
      self = .array(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .text(value)
    } else if let value = try? container.decode(Bool.self) {
      self = .flag(value)
    } else {
      self = .null
    }
  }

  subscript(key: String) -> JSON { if case .object(let members) = self { members[key] ?? .null } else { .null } }
  var members: [(key: String, value: JSON)] {
    if case .object(let members) = self { members.sorted { $0.key < $1.key } } else { [] }
  }
  var elements: [JSON] { if case .array(let elements) = self { elements } else { [] } }
  var number: Double? { if case .number(let number) = self { number } else { nil } }
  var text: String? { if case .text(let text) = self { text } else { nil } }
}
