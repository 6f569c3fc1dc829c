import Foundation

/// A moment, in whole seconds since 1970-01-01T00:00Z.
public struct Instant: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let seconds: Int

  public init(seconds: Int) { self.seconds = seconds }

  /// 00:00 on a day in a time zone: the moment from which a date in a lease counts.
  ///
  /// The first moment of the day where the zone skips midnight on it (a change to summer time), and the first of two
  /// midnights.
  public init(_ day: Day, in zone: TimeZone = .gmt) {
    func offset(_ seconds: Int) -> Int { zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds))) }
    let utc = day.number * 86_400
    let before = offset(utc - 86_400), after = offset(utc + 86_400)
    let early = utc - max(before, after), late = utc - min(before, after)
    // Where neither is midnight, the clock jumps over it at the later of the two.
    seconds = early == late || offset(early) == utc - early ? early : late
  }

  /// The moment written as ``description`` writes it; nil for any other text.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "T", omittingEmptySubsequences: false)
    guard let day = parts.first.flatMap({ Day($0) }) else { return nil }
    let clock = parts.dropFirst().first?.dropLast().split(separator: ":").map { Int($0) ?? -1 } ?? []
    seconds = day.number * 86_400 + zip(clock, [3600, 60, 1]).reduce(0) { $0 + $1.0 * $1.1 }
    guard description == text else { return nil }
  }

  /// The UTC day that holds it.
  public var day: Day { Day(number: Int((Double(seconds) / 86_400).rounded(.down))) }

  /// Hours from `start` to `end`, as they pass: 23 or 25 on a day of a change of clocks.
  public static func hours(from start: Instant, to end: Instant) -> Double {
    Double(end.seconds - start.seconds) / 3600
  }

  /// `2026-07-01` at midnight UTC, `2026-07-01T05:00Z` otherwise (seconds only where there are any).
  public var description: String {
    let rest = seconds - day.number * 86_400
    let date = day.description
    guard rest != 0 else { return date }
    let clock = "\(Day.padded(rest / 3600, 2)):\(Day.padded(rest / 60 % 60, 2))"
    return rest % 60 == 0 ? "\(date)T\(clock)Z" : "\(date)T\(clock):\(Day.padded(rest % 60, 2))Z"
  }

  public static func < (a: Instant, b: Instant) -> Bool { a.seconds < b.seconds }
}
