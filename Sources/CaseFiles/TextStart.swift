import Fleet

/// Where the text of a file starts behind a byte order mark; nil where the file is not UTF-8 text at all.
///
/// An empty file, a byte order mark and UTF-16 are findings; after a mark reading goes on.
func textStart(_ bytes: [UInt8], at place: Place, log: FindingLog, empty: String) -> Int? {
  guard !bytes.isEmpty else {
    log.add(at: Place(file: place.file), "the file is empty", empty)
    return nil
  }
  if bytes.starts(with: Array("PK\u{3}\u{4}".utf8)) {
    log.add(at: place, "the file is a spreadsheet or another archive, not text", "Export it as CSV in UTF-8.")
    return nil
  }
  if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) || bytes.prefix(4).contains(0) {
    log.add(at: place, "the file is not UTF-8 text; it looks like UTF-16 or a binary file", "Save it as UTF-8.")
    return nil
  }
  guard bytes.starts(with: [0xEF, 0xBB, 0xBF]) else { return 0 }
  log.add(
    at: place, "the file starts with a byte order mark, which would become part of the first name",
    "Save it as UTF-8 without a byte order mark.")
  guard bytes.count > 3 else {
    log.add(at: Place(file: place.file), "the file is empty", empty)
    return nil
  }
  return 3
}
