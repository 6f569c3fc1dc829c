import Fleet
import Throughput

@testable import Planning

/// One future and all that is decided in it, stated anew: a copy of every column, and rows by tranche, level and day.
///
/// No integers, gangs, ramps, caps, cooling or time zones.
struct FutureStatement {
  typealias Terms = HandProgramme.Terms

  /// What a column is, the first day of what it decides, and the day on which it is decided.
  struct Label: Hashable {
    let what: String
    let start, decided: Day
  }

  struct Slice {
    let period: Int
    let start, end: Day
    var hours: Double { 24 * Double(end - start) }
  }

  let draws: CallDraws
  let rates: RateTable
  let known: CallDraws.Known
  var columns: [Label: Int] = [:]
  /// USD, discounted.
  var value: Terms = []
  var constant = 0.0
  /// USD as paid, by fiscal year.
  var bills: [Int: Terms] = [:]
  /// Work done of each job, in work units.
  var done: [Int: Terms] = [:]
  /// GPUs at work by workload and by what movers cannot tell apart, in the slice before.
  var before: [String: Terms]?

  var `case`: PlanningCase { draws.case }

  /// Writes the future into a programme.
  init(_ draws: CallDraws, _ rates: RateTable, _ known: CallDraws.Known, into programme: inout HandProgramme) {
    (self.draws, self.rates, self.known) = (draws, rates, known)
    for (index, tranche) in self.case.tranches.enumerated() {
      guard case .optional(let least, let most) = tranche.size else { continue }
      let column = programme.column(from: Double(least), to: Double(most), isWhole: true)
      columns[Label(what: "sign \(index)", start: firstDay, decided: firstDay + -1)] = column
    }
    let all = slices
    addFallbacks(all, &programme)
    addChoices(all, &programme)
    for slice in all { addSlice(slice, &programme) }
    addJobs(all, &programme)
    guard let budget = self.case.options.yearlyBudget else { return }
    for bill in bills.values { programme.row(bill, atMost: budget) }
  }

  // MARK: - Time

  var firstDay: Day { self.case.periods[0].start }
  var lastDay: Day { self.case.periods.last!.end }

  /// The notices in order, each with its first day.
  var notices: [Int] { Set(known.compactMap { $0 }).sorted() }

  /// When the term in which the last of the leases goes that were called would have ended; nil where none was called.
  var calledUntil: Day? {
    self.case.leases.indices.compactMap { index in
      let gone = draws.gone(Ref(index), known), last = draws.lastDay(of: Ref(index)), end = self.case.leases[index].end
      return gone < end ? end : gone < last ? last : nil
    }.max()
  }

  func start(of tranche: Tranche) -> Day {
    let lease = tranche.lease.map { self.case[$0].start } ?? firstDay
    let first = max(lease, tranche.availableFrom ?? lease)
    if case .optional = tranche.size { return max(first, firstDay + tranche.leadDays) }
    return first
  }

  /// Cut wherever GPUs come or go, or a job may begin or must end.
  var slices: [Slice] {
    var cuts: Set<Day> = []
    for tranche in self.case.tranches where tranche.fallback == nil {
      cuts.insert(start(of: tranche))
      guard let lease = tranche.lease else { continue }
      cuts.formUnion([self.case[lease].end, draws.lastDay(of: lease), draws.gone(lease, known)])
    }
    for job in self.case.workloads.compactMap(\.job) { cuts.formUnion([job.release, job.deadline].compactMap { $0 }) }
    return self.case.periods.enumerated().flatMap { index, period in
      let edges = [period.start] + cuts.filter { $0 > period.start && $0 < period.end }.sorted() + [period.end]
      return zip(edges, edges.dropFirst()).map { Slice(period: index, start: $0, end: $1) }
    }
  }

  // MARK: - Columns and money

  mutating func column(
    _ what: String, _ slice: Slice, decided: Day? = nil, to upper: Double, _ programme: inout HandProgramme
  ) -> Int {
    let column = programme.column(to: upper)
    columns[label(what, slice, decided: decided)] = column
    return column
  }

  /// What is decided of a slice, mostly with what is known when its period begins.
  func label(_ what: String, _ slice: Slice, decided: Day? = nil) -> Label {
    Label(what: what, start: slice.start, decided: decided ?? self.case.periods[slice.period].start)
  }

  mutating func earn(_ usd: Double, _ column: Int, _ slice: Slice) {
    value.append((column, usd * self.case.discount(slice.period)))
  }

  /// What the yearly budget has to pay.
  mutating func pay(_ usd: Double, _ column: Int, _ slice: Slice) {
    earn(-usd, column, slice)
    bills[self.case.fiscalYear(slice.period), default: []].append((column, usd))
  }
}
