/// Why a plan could not be written; whatever stood in its place before still does.
public enum WriteFailure: Error, Hashable, Sendable {
  /// Something stands there that is no plan and is not to be lost.
  case notAPlan(path: String, found: String)
  /// Something stands there, and only a new folder is written.
  case occupied(path: String, found: String)
  /// The system said no.
  case system(action: String, path: String, reason: String)
  /// The case as planned could not be written.
  case inputs(reason: String)
  /// A number in a table is NaN or infinite.
  case notFinite(table: String, column: String, row: Int)
  /// A number in `plan.json` is NaN or infinite.
  case notFiniteValue(key: String)
  /// A plan without its base path.
  case noPath
}

extension WriteFailure: CustomStringConvertible {
  /// One sentence with what to do.
  public var description: String {
    switch self {
    case .notAPlan(let path, let found):
      "\(path) is \(found), not a plan, so it is left as it is. Name a new folder, or one that holds a plan."
    case .occupied(let path, let found):
      "\(path) is \(found), so it is left as it is. Name a new folder."
    case .system(let action, let path, let reason):
      "\(action) \(path) failed: \(reason). What was there is unchanged."
    case .inputs(let reason):
      "The case as planned could not be written: \(reason). What was there is unchanged."
    case .notFinite(let table, let column, let row):
      "Row \(row) of \(table).csv has no finite number for \(column), so the plan is not written. "
        + "This is a fault of the program."
    case .notFiniteValue(let key):
      "plan.json has no finite number for \(key), so the plan is not written. This is a fault of the program."
    case .noPath:
      "The plan has no base path, so it is not written. This is a fault of the program."
    }
  }
}
