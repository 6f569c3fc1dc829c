import Foundation

/// How a piece of text looks on a terminal that shows colour; nothing is said by colour alone.
enum Ink: String {
  case plain = ""
  case bold = "1"
  case dim = "2"
  case good = "32"
  case doubtful = "33"
  case bad = "31"
}

/// A page of lines of at most 80 characters.
struct Page {
  static let width = 80
  let colour: Bool
  private(set) var lines: [String] = []

  init(colour: Bool) { self.colour = colour }

  /// Text in its ink; as it is where no colour is wanted, or none would show.
  func paint(_ text: String, _ ink: Ink) -> String {
    colour && ink != .plain && text.contains { $0 != " " } ? "\u{1B}[\(ink.rawValue)m\(text)\u{1B}[0m" : text
  }

  /// A heading after an empty line, with a remark behind it.
  mutating func heading(_ title: String, remark: String = "") {
    if !lines.isEmpty { lines.append("") }
    let room = Page.width - title.count - 2
    lines.append(paint(title, .bold) + (remark.isEmpty ? "" : "  " + paint(remark.shortened(to: room), .dim)))
  }

  /// A line, cut to the page's width.
  mutating func line(_ text: String, _ ink: Ink = .plain) {
    lines.append(paint(text.shortened(to: Page.width), ink))
  }

  /// A text set in two columns: `left` and, at the right edge, `right`.
  mutating func line(_ left: [(String, Ink)], right: String) {
    let used = left.reduce(0) { $0 + $1.0.count }
    let room = max(2, Page.width - used - right.count)
    lines.append(
      left.map { paint($0.0, $0.1) }.joined() + String(repeating: " ", count: room) + paint(right, .dim))
  }

  /// A sentence after a label, broken between words; lines after the first begin with as many spaces as the label has
  /// characters, and `hanging` more.
  mutating func paragraph(_ text: String, label: String = "  ", hanging: Int = 0, _ ink: Ink = .plain) {
    var current = label
    var isEmpty = true
    for word in text.replacingOccurrences(of: " %", with: "\u{A0}%").split(separator: " ") {
      let word = word.replacingOccurrences(of: "\u{A0}", with: " ")
      if !isEmpty, current.count + 1 + word.count > Page.width {
        lines.append(paint(current, ink))
        current = String(repeating: " ", count: label.count + hanging) + word
      } else {
        current += (isEmpty ? "" : " ") + word
      }
      isEmpty = false
    }
    line(current, ink)
  }

  mutating func table(_ table: TextTable) { lines += table.lines(on: self) }
}

/// A table of text: names to the left, numbers to the right, the first column cut short where the page is too narrow.
struct TextTable {
  /// A cell with its ink.
  struct Entry: ExpressibleByStringInterpolation {
    var text: String
    var ink: Ink

    init(_ text: String, _ ink: Ink = .plain) {
      self.text = text
      self.ink = ink
    }
    init(stringLiteral text: String) { self.init(text) }
  }

  var titles: [String]
  /// Columns whose text begins at the left; all others end at the right.
  var left: Set<Int> = [0]
  var gap = 2
  var indent = 2
  /// The column that is cut where the table is too wide, and to no fewer characters than this.
  var shrinks = 0
  var shrinksTo = 8
  var rows: [[Entry]] = []

  /// The lines of the table, its titles first (none where all titles are empty).
  func lines(on page: Page) -> [String] {
    guard !rows.isEmpty else { return [] }
    let layout = layout()
    var lines: [String] = []
    if titles.contains(where: { !$0.isEmpty }) {
      lines.append(line(titles.map { Entry($0, .dim) }, layout, page))
    }
    return lines + rows.map { line($0, layout, page) }
  }

  /// Columns stand closer before anything is cut.
  private func layout() -> (widths: [Int], gap: Int) {
    var widths = titles.indices.map { column in
      rows.reduce(titles[column].count) { max($0, column < $1.count ? $1[column].text.count : 0) }
    }
    func total(_ gap: Int) -> Int { indent + widths.reduce(0, +) + gap * (widths.count - 1) }
    if total(gap) <= Page.width { return (widths, gap) }
    let excess = max(0, total(1) - Page.width)
    widths[shrinks] = max(min(shrinksTo, widths[shrinks]), widths[shrinks] - excess)
    return (widths, 1)
  }

  private func line(_ entries: [Entry], _ layout: (widths: [Int], gap: Int), _ page: Page) -> String {
    let (widths, gap) = layout
    var text = String(repeating: " ", count: indent)
    for (column, entry) in entries.enumerated() {
      let shown = entry.text.shortened(to: widths[column])
      let space = String(repeating: " ", count: widths[column] - shown.count)
      let isLast = column == entries.count - 1
      if left.contains(column) {
        text += page.paint(shown, entry.ink) + (isLast ? "" : space)
      } else {
        text += space + page.paint(shown, entry.ink)
      }
      if !isLast { text += String(repeating: " ", count: gap) }
    }
    while text.last == " " { text.removeLast() }
    return text
  }
}

extension String {
  /// The text, with an ellipsis for what is over `length` characters.
  func shortened(to length: Int) -> String {
    count <= length ? self : String(prefix(max(0, length - 1))) + (length > 0 ? "…" : "")
  }
}
