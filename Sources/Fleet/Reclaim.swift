/// Leases that one call takes back together, services whose demand it changes, and how likely that is.
///
/// A pool may hold the leases of one lessor, or those of several that a common cause would end; a lease may be in several
/// pools, and the first call that ends it counts. A pool of services alone is an event in our own demand.
public struct ReclaimPool: Sendable {
  /// How probable notice is at the start of each period.
  public enum Likelihood: Hashable, Sendable {
    /// Probability in a month of 365/12 days, given no notice of this pool before.
    case hazardPerMonth(Double)
    /// Probability of notice at the start of a period, by index of the period; what is left is "never".
    case listed([Int: Double])
  }

  public var id: String
  public var leases: [Ref<Lease>]
  /// What the demand of a service is multiplied by from the call on.
  public var demandFactors: [Ref<Workload>: Double] = [:]
  public var likelihood: Likelihood
  /// Probability in a month once another pool has been called; nil where that changes nothing.
  public var hazardAfter: Double?
  public var origin: Origin

  public init(
    id: String, leases: [Ref<Lease>], likelihood: Likelihood, hazardAfter: Double? = nil, origin: Origin
  ) {
    self.id = id
    self.leases = leases
    self.likelihood = likelihood
    self.hazardAfter = hazardAfter
    self.origin = origin
  }
}

/// GPUs that can be had when others go: ordered firmly ahead of time, or kept on standby and called after a notice.
public struct Fallback: Sendable {
  public enum Kind: String, Sendable, CaseIterable {
    /// Ordered on any day, notice or not.
    case firm
    /// Held against a premium, and called only after a notice, up to what was held in the period before it, for no longer
    /// than the term of what was called back.
    case standby
  }

  public var id: String
  public var supplier: String
  public var site: Ref<Site>
  public var gpuClass: Ref<GPUClass>
  public var kind: Kind
  /// Days from the order, or the call, to the first day with the GPUs.
  public var leadDays: Int
  /// Months for which GPUs are kept at least once they have arrived; nil for the rest of the horizon.
  public var minMonths: Int?
  /// USD per GPU-hour from arrival on.
  public var price: PeriodValue
  /// USD per GPU-hour held on standby; 0 for firm orders.
  public var premium: PeriodValue
  /// Most GPUs to have, or to hold on standby, at a time.
  public var capGPUs: Int
  public var origin: Origin

  public init(
    id: String, supplier: String, site: Ref<Site>, gpuClass: Ref<GPUClass>, kind: Kind, leadDays: Int,
    minMonths: Int? = nil, price: PeriodValue, premium: PeriodValue = .init(0), capGPUs: Int, origin: Origin
  ) {
    self.id = id
    self.supplier = supplier
    self.site = site
    self.gpuClass = gpuClass
    self.kind = kind
    self.leadDays = leadDays
    self.minMonths = minMonths
    self.price = price
    self.premium = premium
    self.capGPUs = capGPUs
    self.origin = origin
  }

  /// The moment of the order of GPUs that arrive at `arrival`.
  public func decided(for arrival: Instant) -> Instant { Instant(seconds: arrival.seconds - leadDays * 86_400) }

  /// The moment from which GPUs that arrived at `arrival` may be given back; nil for never.
  ///
  /// The same day of the month so many months on, or the last day of a shorter month.
  public func release(of arrival: Instant) -> Instant? {
    guard let minMonths else { return nil }
    let day = arrival.day
    return Instant(seconds: arrival.seconds + (day.adding(months: minMonths) - day) * 86_400)
  }
}
