import Foundation
import Planning

/// How a run ended. One table: what happened, the exit code, and the sentence for it.
enum Ending: String, CaseIterable, Error {
  case done, failed, infeasible, unbounded, limit, numerical, usage, internalError, unwritable, interrupted, terminated

  var code: Int32 { row.code }
  var sentence: String { row.sentence }

  private var row: (code: Int32, sentence: String) {
    switch self {
    case .done: (0, "done, and every assertion holds")
    case .failed: (1, "an assertion or threshold failed, or a plan was rejected")
    case .infeasible: (3, "proved infeasible")
    case .unbounded: (3, "proved unbounded")
    case .limit: (4, "stopped at a limit short of the asked gap")
    case .numerical: (5, "numerical trouble; nothing is certified")
    case .usage: (64, "wrong usage or bad input")
    case .internalError: (70, "internal error")
    case .unwritable: (73, "the output cannot be written; what was there is intact")
    case .interrupted: (130, "stopped by Ctrl-C; the best plan found, if any, is written")
    case .terminated: (143, "stopped by SIGTERM; the best plan found, if any, is written")
    }
  }

  /// How a plan's status ends the run that made it.
  init(_ status: PlanStatus) {
    switch status {
    case .optimal: self = .done
    case .feasible, .limit: self = .limit
    case .infeasible: self = .infeasible
    case .unbounded: self = .unbounded
    case .numerical: self = .numerical
    }
  }

  /// The table as the help shows it.
  static var table: String {
    Dictionary(grouping: allCases, by: \.code).sorted { $0.key < $1.key }.map { code, endings in
      "  \(String(repeating: " ", count: 3 - String(code).count))\(code)  "
        + endings.map(\.sentence).joined(separator: ", or ")
    }.joined(separator: "\n")
  }
}

/// Leaves with an ending's code. Everything that was written has gone to its file: nothing here is buffered.
func leave(_ ending: Ending) -> Never { exit(ending.code) }
