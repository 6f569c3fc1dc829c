/// Who may end a lease early by notice.
public enum ReclaimHolder: String, Sendable, CaseIterable {
  case owner, lessee, both, none

  /// Whether the lessor may call the GPUs back.
  public var lessorMayReclaim: Bool { self == .owner || self == .both }
  /// Whether the lessee may give the GPUs back.
  public var lesseeMayExit: Bool { self == .lessee || self == .both }
}

/// A contract for GPUs: a term, a price, who may end it on what notice, and whether it can be renewed.
public struct Lease: Sendable {
  public var id: String
  public var lessor: String
  public var lessee: String
  /// First day of the term.
  public var start: Day
  /// First day after the term.
  public var end: Day
  /// USD per GPU-hour.
  public var price: PeriodValue
  /// Share of the committed GPU-hours that is paid even if not used: 1 for a reservation, 0 on demand.
  public var takeOrPayShare: Double
  public var reclaimHolder: ReclaimHolder
  /// Calendar days of the lessor's notice, counted from the day after notice is given.
  public var noticeDays: Int
  /// Earliest day on which the lessor may give notice; nil for the first day of the term.
  public var noticeFrom: Day?
  /// nil where the lessee is bound to the end of the term.
  public var exit: ExitRight?
  /// nil where the lease ends with its term.
  public var renewal: Renewal?
  /// How it is bought; nil for a contract of its own kind.
  public var mode: PurchaseMode?
  /// USD per month for all GPUs, from which ``price`` follows; nil where the price is stated.
  public var monthlyFee: Double?
  /// nil where the full price is due from the start.
  public var ramp: RampPrice?
  public var window = TakeOrPayWindow.hour
  /// Share of the committed rent of the first term that is paid when it starts.
  public var prepaidShare = 0.0
  public var onReclaim = ReclaimTerms()
  /// USD that a committed GPU-hour after the horizon is worth; nil for the price less the case's haircut.
  public var endValue: Double?
  /// nil for GPUs that stay while they are paid for.
  public var interruptions: Interruptions?
  public var origin: Origin

  public init(
    id: String, lessor: String, lessee: String = "", start: Day, end: Day, price: PeriodValue,
    takeOrPayShare: Double, reclaimHolder: ReclaimHolder, noticeDays: Int, noticeFrom: Day? = nil,
    exit: ExitRight? = nil, renewal: Renewal? = nil, origin: Origin
  ) {
    self.id = id
    self.lessor = lessor
    self.lessee = lessee
    self.start = start
    self.end = end
    self.price = price
    self.takeOrPayShare = takeOrPayShare
    self.reclaimHolder = reclaimHolder
    self.noticeDays = noticeDays
    self.noticeFrom = noticeFrom
    self.exit = exit
    self.renewal = renewal
    self.origin = origin
  }

  /// The first day without the GPUs after notice on `day`: the notice period runs from the day after.
  ///
  /// 90 days' notice on 1 July runs from 2 July through 29 September; the GPUs are gone on 30 September.
  public func reclaimDay(noticeOn day: Day) -> Day { day + 1 + noticeDays }

  /// The day of the notice after which the GPUs are gone on a day.
  public func noticeDay(reclaimedOn day: Day) -> Day { day + (-1 - noticeDays) }

  /// The first day on which the lessor may give notice, if it may at all: any lock-in is over then.
  public var firstNotice: Day { max(start, noticeFrom ?? start) }

  /// Whether the lessor may give notice on a day.
  public func mayBeCalled(on day: Day) -> Bool { reclaimHolder.lessorMayReclaim && day >= firstNotice }
}

/// A lot of GPUs of one class at one site, under one lease or owned.
public struct Tranche: Sendable {
  /// What of the tranche is there: a number of GPUs, or a choice of units to sign.
  public enum Size: Hashable, Sendable {
    /// So many GPUs, in whole units.
    case fixed(gpus: Int)
    /// Whole units to sign, between a least and a greatest number.
    case optional(minUnits: Int, maxUnits: Int)
    /// As many GPUs as are ordered of a fallback, or called from its standby.
    case ordered(Ref<Fallback>)
  }

  public var id: String
  public var site: Ref<Site>
  public var gpuClass: Ref<GPUClass>
  /// nil for GPUs that are owned.
  public var lease: Ref<Lease>?
  public var size: Size
  /// First day of delivery; nil for the lease's start, or always for owned GPUs.
  public var availableFrom: Day?
  /// Days from the first delivery to the last, in weekly steps of whole units.
  public var rampDays: Int
  /// Days between signing and the first delivery.
  public var leadDays: Int
  /// Day on which a tranche to sign is decided; nil for the start of the case.
  public var decideBy: Day?
  /// What units to sign cost that are bought; nil for leased ones, and for those that are there.
  public var capital: Capital?
  public var origin: Origin

  /// The fallback of which it is what is ordered; nil for GPUs that are there or to be signed.
  public var fallback: Ref<Fallback>? { if case .ordered(let fallback) = size { fallback } else { nil } }

  public init(
    id: String, site: Ref<Site>, gpuClass: Ref<GPUClass>, lease: Ref<Lease>?, size: Size, availableFrom: Day? = nil,
    rampDays: Int = 0, leadDays: Int = 0, decideBy: Day? = nil, capital: Capital? = nil, origin: Origin
  ) {
    self.id = id
    self.site = site
    self.gpuClass = gpuClass
    self.lease = lease
    self.size = size
    self.availableFrom = availableFrom
    self.rampDays = rampDays
    self.leadDays = leadDays
    self.decideBy = decideBy
    self.capital = capital
    self.origin = origin
  }
}
