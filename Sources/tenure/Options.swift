import ArgumentParser
import Foundation

/// How a command speaks.
struct OutputOptions: ParsableArguments {
  @Flag(help: "Print one JSON document on stdout, also on error.")
  var json = false

  @Flag(help: "No progress and no warnings on stderr; errors stay.")
  var quiet = false

  @Flag(help: "No colour; NO_COLOR in the environment does the same.")
  var noColor = false

  var console: Console {
    let environment = ProcessInfo.processInfo.environment
    let wanted = !noColor && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
    return Console(
      json: json, quiet: quiet, color: wanted && isatty(STDERR_FILENO) == 1,
      resultColor: wanted && isatty(STDOUT_FILENO) == 1)
  }
}

/// Which values a case is read with.
struct CaseOptions: ParsableArguments {
  @Option(
    name: .customLong("set"),
    help: .init(
      "Give a named parameter another value, with its unit: site.colossus-1.power=250MW. May be repeated; the last one holds.",
      valueName: "name=value"))
  var settings: [Setting] = []

  @Option(
    help: .init(
      "The folder that every path of the case must stay inside; the case's parent folder unless given.",
      valueName: "dir"))
  var root: String?
}

/// How long and how closely a case is solved.
struct SolveOptions: ParsableArguments {
  @Option(help: .init("Stop after this long and keep the best plan found: 90, 90s, 5min, 1h.", valueName: "duration"))
  var timeLimit: TimeLimit?

  @Option(help: .init("The gap at which a plan may be called optimal: 0.1% or 0.001; the case's own unless given."))
  var gap: Gap?

  @Option(
    help: .init(
      "Stop when the solver holds this much memory: 512MB, 4GB; three quarters of the machine's unless given.",
      valueName: "size"))
  var memoryLimit: MemorySize?

  @Option(help: "Threads for what can be done side by side; every core unless given. One plan is solved on one.")
  var threads: Int?

  @Option(help: "Seed of whatever the solver chooses at random; the same seed gives the same plan.")
  var seed = 1

  func validate() throws {
    if let threads, threads < 1 { throw ValidationError("--threads \(threads) is too few: 1 or more.") }
    guard seed >= 0 else { throw ValidationError("--seed is \(seed); it is 0 or more.") }
  }
}

/// `name=value`, as `--set` takes it; what it may name is for the case to say.
struct Setting: ExpressibleByArgument, Sendable {
  let name: String
  let value: String

  init?(argument: String) {
    guard let equals = argument.firstIndex(of: "="), equals != argument.startIndex else { return nil }
    name = argument[..<equals].trimmingCharacters(in: .whitespaces)
    value = argument[argument.index(after: equals)...].trimmingCharacters(in: .whitespaces)
  }

  var defaultValueDescription: String { "\(name)=\(value)" }
}

/// A fraction of at most 1: `0.001` or `0.1%`.
struct Gap: ExpressibleByArgument, Sendable {
  let fraction: Double

  init?(argument: String) {
    let percent = argument.hasSuffix("%")
    let number = (percent ? String(argument.dropLast()) : argument).trimmingCharacters(in: .whitespaces)
    guard let value = plainNumber(number) else { return nil }
    fraction = percent ? value / 100 : value
    guard fraction <= 1 else { return nil }
  }

  var defaultValueDescription: String { "\(fraction)" }
}

/// A length of time: seconds, or with one of the units s, min, h.
struct TimeLimit: ExpressibleByArgument, Sendable {
  let duration: Duration

  init?(argument: String) {
    let units = [("min", 60.0), ("s", 1.0), ("h", 3600.0)]
    let unit = units.first { argument.hasSuffix($0.0) }
    let number = argument.dropLast(unit?.0.count ?? 0).trimmingCharacters(in: .whitespaces)
    guard let value = plainNumber(number), value > 0, value < 1e9 else { return nil }
    duration = .seconds(value * (unit?.1 ?? 1))
  }

  var defaultValueDescription: String { "\(duration)" }
}

/// An amount of memory of at least 1 MB, which is 2^20 bytes, as solvers count; a GB is 1024 of them.
struct MemorySize: ExpressibleByArgument, Sendable {
  let bytes: Int

  init?(argument: String) {
    let units = [("GB", 30.0), ("MB", 20.0)]
    guard let unit = units.first(where: { argument.hasSuffix($0.0) }),
      let value = plainNumber(argument.dropLast(2).trimmingCharacters(in: .whitespaces)), value < 1e6
    else { return nil }
    bytes = Int(value * exp2(unit.1))
    guard bytes >= 1 << 20 else { return nil }
  }

  var defaultValueDescription: String { "\(bytes >> 20)MB" }
}

/// Digits with at most one point: no sign, exponent, nan or hex, as everywhere in a case.
private func plainNumber(_ text: String) -> Double? {
  guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) || $0 == 46 }) else { return nil }
  return Double(text)
}
