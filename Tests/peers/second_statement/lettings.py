"""The owner's side: GPUs that are let, called back, and what they bring."""

from .calendar import DAY, hours
from .programme import total
from .tranches import Lease


class Letting:
    """A workload of kind letting, under a lease of which we are the lessor."""

    def __init__(self, statement, row):
        self.statement, self.row, self.name = statement, row, row["workload"]
        self.site, self.gpu_class = row["sites"], row["gpu_classes"]
        case = statement.case
        self.lease = Lease(case, case.leases[row["lease"]], self.site, None)
        unit = int(case.classes[self.gpu_class].number("unit_gpus"))
        least, most = -(-int(row.number("min_gpus")) // unit), int(row.number("max_gpus")) // unit
        self.most = unit * most
        self.gpus = statement.programme.column(least, most, whole=True) * unit

    def call_periods(self):
        """(number, last day for the call) of the periods for whose start all lettings of the lease may be called."""
        case, row = self.statement.case, self.lease.row
        if row["reclaim_holder"] not in ("owner", "both"):
            return
        first = max(row.date("notice_from", row.date("start")), row.date("start"), case.periods[0].first)
        for number, period in enumerate(case.periods):
            last_day = period.first - DAY * (1 + int(row.number("notice_days", 0)))
            if last_day >= first and period.first < row.date("end"):
                yield number, last_day

    def calls(self, path):
        """(period number, 1 if all lettings of the lease are called back for its start) along a path."""
        statement = self.statement
        return [
            (number, statement.choices.once(
                ("call", self.lease.name, number, path.knowing(last_day, statement.case.periods)),
                statement.programme.switch))
            for number, last_day in self.call_periods()]

    def at_work(self, path, moment):
        """GPUs set aside at a moment."""
        if self.lease.term(moment) != 1:
            return total([])
        back = total(
            call for number, call in self.calls(path) if self.statement.choices.going(self.lease, number) <= moment)
        return self.part(1 - back)

    def part(self, share):
        """A share, 0 or 1, of what is let."""
        key = ("let", self.name, share.constant, *sorted(share.terms.items()))
        return self.statement.choices.once(
            key, lambda: self.statement.programme.product(share, self.gpus, self.most))

    def book_all(self):
        lease, statement = self.lease, self.statement
        share = lease.share
        for path in statement.paths:
            if self.calls(path):
                statement.programme.at_most(total(call for _, call in self.calls(path)), 1)
            for index in statement.own(path):
                start, end = statement.slices[index]
                if lease.term(start) == 1:
                    rent = self.at_work(path, start) * (share * lease.price(start) * hours(start, end))
                    statement.book(path, index, "rent", rent)
                    statement.book(path, index, "rent", rent * -lease.prepaid, "letting-credit")
            start = max(lease.start, statement.case.starts)
            if lease.row.date("start") >= statement.case.periods[0].first and start < statement.case.ends:
                received = lease.prepaid * share * self.rent_inside(start)
                index = statement.index_of(start)
                statement.book(path, index, "rent", self.gpus * received, "letting-prepayment")
            self.book_calls(path, share)

    def rent_inside(self, since):
        """USD per GPU from a moment on: what is let after the horizon does not count."""
        return sum(
            self.lease.price(start) * hours(start, end) for start, end in self.statement.slices
            if self.lease.term(start) == 1 and start >= since)

    def book_calls(self, path, share):
        lease, statement = self.lease, self.statement
        for number, call in self.calls(path):
            moment = statement.choices.going(lease, number)
            rest = lease.refund_share * lease.prepaid * share * self.rent_inside(moment)
            each = lease.row.number("compensation_usd_per_gpu", 0.0)
            taken, index = self.part(call), statement.index_of(moment)
            statement.book(path, index, "rent", taken * -each, "letting-compensation")
            statement.book(path, index, "rent", taken * -rest, "letting-refund")
