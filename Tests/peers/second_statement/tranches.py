"""What is there of a tranche, when, and what an hour of it costs: everything that no decision changes."""

from .calendar import DAY, hours, local_day, midnight, months_on
from .paths import last_end

YEAR_HOURS = 8760


def standing(stair, moment):
    """GPUs that a stair of (moment, GPUs from then on) has brought by a moment."""
    return max((gpus for first, gpus in stair if first <= moment), default=0)


class Lease:
    """A row of leases.csv at a site: its moments and its prices."""

    def __init__(self, case, row, site, gpus):
        self.case, self.row, self.site, self.name = case, row, site, row["lease"]
        self.gpus = gpus
        self.start = case.midnight(row.date("start"), site)
        self.end = case.midnight(row.date("end"), site)
        self.last_end = case.midnight(last_end(row), site)
        self.share = row.number("take_or_pay_share")
        self.prepaid = row.number("prepaid_share", 0.0)
        self.notice_share = row.number("notice_rent_share", 1.0)
        self.refund_share = row.number("refund_share", 1.0)
        self.window = row.get("take_or_pay_window") or "hour"
        ramp = row.date("ramp_until")
        self.ramp_until = case.midnight(ramp, site) if ramp else self.start

    def term(self, moment):
        """1 and 2: the terms; 0: neither."""
        return 0 if moment < self.start or moment >= self.last_end else 1 if moment < self.end else 2

    def list_price(self, period, term):
        """USD per GPU-hour in a period, without ramp and notice."""
        name = f"lease.{self.name}"
        if term == 2:
            return self.case.parameter(f"{name}.renewal_price", period, self.row, "renewal_usd_per_gpu_h")
        if self.row.get("usd_per_month"):
            return self.row.number("usd_per_month") * months_in(period) / (self.gpus * hours(period.start, period.end))
        return self.case.parameter(f"{name}.price", period, self.row, "usd_per_gpu_h")

    def price(self, moment):
        if self.term(moment) == 1 and moment < self.ramp_until:
            return self.row.number("ramp_usd_per_gpu_h")
        return self.list_price(self.case.period_of(moment), self.term(moment))

    def price_beyond(self, term):
        """USD per GPU-hour after the horizon: that of the last period."""
        if term == 1 and self.row.get("usd_per_month"):
            return self.row.number("usd_per_month") * 12 / (YEAR_HOURS * self.gpus)
        return self.list_price(self.case.periods[-1], term)

    def window_of(self, moment):
        """The take-or-pay window that holds a moment."""
        term, date = self.term(moment), local_day(moment, self.case.zone(self.site))
        years = (date - self.row.date("start")).days // 365 + 1
        while months_on(self.row.date("start"), 12 * years) > date:
            years -= 1
        return term, {
            "hour": moment, "month": (date.year, date.month), "quarter": (date.year, (date.month - 1) // 3),
            "year": years, "term": 0}[self.window]

    def rent(self, slices, stair, since):
        """USD for all GPUs of a stair over the first term from a moment on, inside the horizon and beyond it."""
        inside = sum(
            self.price(start) * hours(start, end) * standing(stair, start)
            for start, end in slices if self.term(start) == 1 and start >= since)
        first = max(self.case.ends, self.start, since)
        cuts = sorted({first, self.end, *(moment for moment, _ in stair)})
        return inside + self.price_beyond(1) * sum(
            hours(start, end) * standing(stair, start)
            for start, end in zip(cuts, cuts[1:]) if start >= first and end <= self.end)

    def cuts(self):
        """Every moment at which a price or a window may change."""
        yield from (self.start, self.end, self.last_end, self.ramp_until)
        if self.window != "hour":
            date = self.case.periods[0].first.replace(day=1)
            while date <= self.case.periods[-1].last:
                yield self.case.midnight(date, self.site)
                date = months_on(date, 1)
            for years in range(40):
                yield self.case.midnight(months_on(self.row.date("start"), 12 * years), self.site)


def months_in(period):
    """How many calendar months a period is, by hours, UTC."""
    found, month = 0.0, period.first.replace(day=1)
    while month < period.last:
        start, end = midnight(month), midnight(months_on(month, 1))
        found += hours(max(start, period.start), min(end, period.end)) / hours(start, end)
        month = months_on(month, 1)
    return found


class Tranche:
    """A row of tranches.csv: its class, its lease and its deliveries."""

    def __init__(self, case, row, leases):
        self.case, self.row, self.name = case, row, row["tranche"]
        self.site, self.gpu_class = row["site"], row["gpu_class"]
        self.unit = int(case.classes[self.gpu_class].number("unit_gpus"))
        self.lease = leases(row["lease"], self.site) if row.get("lease") else None
        self.fixed = row.number("gpus")
        self.units = (int(row.number("min_units", 0)), int(row.number("max_units", 0)))
        self.delivered_on = self.delivery_day()
        self.stair = self.deliveries()
        self.share_at_work = self.productive()

    @property
    def to_sign(self):
        return self.fixed is None

    def delivery_day(self):
        case, row = self.case, self.row
        asked = row.date("available_from") or (self.lease.row.date("start") if self.lease else None)
        if not self.to_sign:
            return asked
        signed = row.date("decide_by") or case.periods[0].first
        first = signed + DAY * int(row.number("lead_days", 0))
        return max(asked or first, first)

    def deliveries(self):
        """(moment, GPUs from then on): the stair; per unit signed, of a tranche to sign."""
        if self.delivered_on is None:
            return [(self.case.starts, self.fixed)]
        if self.to_sign:
            return [(self.case.midnight(self.delivered_on, self.site), self.unit)]
        units, steps = int(self.fixed) // self.unit, int(self.row.number("ramp_days", 0)) // 7 + 1
        days = [self.case.midnight(self.delivered_on + DAY * 7 * step, self.site) for step in range(steps)]
        return [(day, self.unit * (units * (step + 1) // steps)) for step, day in enumerate(days)]

    def delivered(self, moment):
        """GPUs that have come by a moment and are in a term; per unit signed, of a tranche to sign."""
        if self.lease and self.lease.term(moment) == 0:
            return 0
        return standing(self.stair, moment)

    def productive(self):
        """The share of the hours in which a GPU that may be interrupted works."""
        row = self.lease.row if self.lease else {}
        if not row.get("interruptions_per_month"):
            return 1.0
        return 1 / (1 + row.number("interruptions_per_month") * row.number("restart_hours", 0.5) / 730)

    @property
    def spot(self):
        return self.lease is not None and self.lease.row.get("purchase_mode") == "spot"

    def cuts(self):
        return [date for date, _ in self.stair] + (list(self.lease.cuts()) if self.lease else [])
