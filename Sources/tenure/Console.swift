import Fleet
import Foundation
import PlanFiles

/// The two streams: results on stdout, everything else on stderr. Nothing is buffered, so nothing is lost on the way out.
struct Console: Sendable {
  var json = false
  var quiet = false
  /// Whether findings may be coloured: a terminal that wants it.
  var color = false
  /// Whether results may be: stdout is such a terminal.
  var resultColor = false

  /// stdout, whole or not at all.
  ///
  /// - Throws: ``Failure`` where it cannot be written: a full disk, a closed pipe.
  func result(_ text: String) throws {
    guard Console.write(text, to: STDOUT_FILENO) else {
      throw Failure(.unwritable, "the result cannot be written to stdout: \(String(cString: strerror(errno)))")
    }
  }

  /// The one JSON document of a run.
  func result(_ document: JSONValue) throws { try result(document.printed() + "\n") }

  /// A line for people on stderr, left out by `--quiet`.
  func note(_ text: String) {
    if !quiet { problem(text) }
  }

  /// A line on stderr that `--quiet` does not silence.
  func problem(_ text: String, newline: Bool = true) {
    _ = Console.write(newline && !text.hasSuffix("\n") ? text + "\n" : text, to: STDERR_FILENO)
  }

  /// All findings, one a line; with `--quiet` only the errors.
  func show(_ findings: [Finding]) {
    for finding in findings where finding.severity == .error || !quiet {
      problem(color ? Console.painted(finding) : finding.description)
    }
  }

  private static func painted(_ finding: Finding) -> String {
    let word = "\(finding.severity.rawValue):"
    let paint = finding.severity == .error ? "\u{1B}[31m" : "\u{1B}[33m"
    guard let range = finding.description.range(of: word) else { return finding.description }
    return finding.description.replacingCharacters(in: range, with: "\(paint)\(word)\u{1B}[0m")
  }

  static func write(_ text: String, to descriptor: Int32) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = Foundation.write(descriptor, UnsafeRawPointer(rest.baseAddress!), rest.count)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { return false }
        rest = rest.dropFirst(count)
      }
      return true
    }
  }
}

extension Slice<UnsafeBufferPointer<UInt8>> {
  fileprivate var baseAddress: UnsafePointer<UInt8>? { base.baseAddress.map { $0 + startIndex } }
}

/// A path as a shell takes it for one word.
func shellWord(_ text: String) -> String {
  let plain = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "_-./+:@%,"))
  let text = text.hasPrefix("-") ? "./" + text : text
  let isPlain = !text.isEmpty && text.unicodeScalars.allSatisfy(plain.contains)
  return isPlain ? text : "'" + text.replacingOccurrences(of: "'", with: "'\\''") + "'"
}
