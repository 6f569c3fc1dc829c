import ArgumentParser
import PlanFiles
import Planning

/// `tenure explain --rules`
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Prints the rules that plans keep: what each says, its unit, and what its price means.",
    usage: "tenure explain --rules [options]",
    discussion: """
      Examples:
        tenure explain --rules
        tenure explain --rules --json
      """)

  @Flag(help: "Print the rule catalogue.")
  var rules = false

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard rules else { throw ValidationError("explain needs --rules in this version.") }
  }

  func run() throws {
    let console = output.console
    if output.json {
      try console.result(["rules": .array(ruleCatalogue.map(\.document))])
    } else {
      try console.result(ruleCatalogue.map(Explain.text).joined(separator: "\n"))
    }
  }

  private static func text(_ rule: RuleDescription) -> String {
    rule.name + "\n" + wrapped(rule.statement, indent: 2) + "\n"
  }
}

extension RuleDescription {
  fileprivate var document: JSONValue {
    ["name": .string(name), "statement": .string(statement)]
  }
}

/// Words in lines of at most 80 characters, the first after `indent` spaces, the others after two more.
func wrapped(_ text: String, indent: Int) -> String {
  var lines: [String] = []
  var line = String(repeating: " ", count: indent)
  var isEmpty = true
  for word in text.split(separator: " ") {
    if !isEmpty && line.count + 1 + word.count > 80 {
      lines.append(line)
      line = String(repeating: " ", count: indent + 2)
      isEmpty = true
    }
    line += (isEmpty ? "" : " ") + word
    isEmpty = false
  }
  return (lines + [line]).joined(separator: "\n")
}
