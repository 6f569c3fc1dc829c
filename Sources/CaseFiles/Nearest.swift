/// The known name that is nearest to a mistyped one, or nil where none is near.
///
/// Near means at most two changes (a letter put in, left out, replaced, or two swapped), or a third of the letters in
/// a longer name, and one in a name of three. A name without its unit, `notice` for `notice_days`, is nearest of all.
/// Of equally near names the first in order of the alphabet is taken.
public func nearest(_ text: String, among names: some Sequence<String>) -> String? {
  let wanted = Array(text.lowercased().unicodeScalars.prefix(64))
  guard !wanted.isEmpty else { return nil }
  if let whole = names.filter({ $0.hasPrefix(text + "_") }).min() { return whole }
  let most = wanted.count < 4 ? 1 : max(2, wanted.count / 3)
  var best: (distance: Int, name: String)?
  for name in names {
    let candidate = Array(name.lowercased().unicodeScalars.prefix(64))
    guard abs(candidate.count - wanted.count) <= most else { continue }
    let distance = editDistance(wanted, candidate)
    guard distance <= most, distance < max(wanted.count, candidate.count) else { continue }
    if best.map({ (distance, name) < ($0.distance, $0.name) }) ?? true { best = (distance, name) }
  }
  return best?.name
}

/// `Did you mean "x"? ` before a remedy, or nothing.
func suggestion(_ text: String, among names: some Sequence<String>) -> String {
  nearest(text, among: names).map { "Did you mean \"\($0)\"? " } ?? ""
}

/// Fewest insertions, removals, replacements and swaps of neighbours between two texts.
private func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
  var before: [Int] = [], last = Array(0...b.count)
  for i in 1...a.count {
    var row = [i] + [Int](repeating: 0, count: b.count)
    for j in b.indices.map({ $0 + 1 }) {
      let change = a[i - 1] == b[j - 1] ? 0 : 1
      row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + change)
      if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { row[j] = min(row[j], before[j - 2] + 1) }
    }
    (before, last) = (last, row)
  }
  return last[b.count]
}

/// Names for a sentence: `a, b or c`.
func listed(_ names: [String]) -> String {
  guard names.count > 1, let last = names.last else { return names.first ?? "" }
  return names.dropLast().joined(separator: ", ") + " or " + last
}
