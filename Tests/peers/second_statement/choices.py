"""What is decided of leases and tranches, and what is held in consequence."""

from .calendar import DAY
from .paths import last_end
from .programme import Sum, total


class Choices:
    """Exits, renewals, signings and the owner's calls, each decided by whoever knows so much and no more."""

    def __init__(self, case, calls, paths, programme):
        self.case, self.calls, self.programme = case, calls, programme
        self.paths, self.slices, self.made = paths, [], {}

    def once(self, key, make):
        if key not in self.made:
            self.made[key] = make()
        return self.made[key]

    def signed(self, tranche, path):
        """Whole units, decided on the path that stands on the day of signing."""
        knower = self.signer(tranche, path)

        def make():
            there = any(
                self.could_hold(tranche, each, start) for each in self.paths if self.signer(tranche, each) is knower
                for start, _ in self.slices)
            return self.programme.column(*tranche.units, whole=True) if there else Sum()

        return self.once(("sign-later" if tranche.row.get("decide_by") else "sign", tranche.name, knower), make)

    def signer(self, tranche, path):
        """The path that stands on the day of signing; none where that is the start of the case, the same for all."""
        date = tranche.row.date("decide_by")
        return path.knowing_at(self.case.midnight(date, tranche.site), self.case.periods) if date else None

    def any_signed(self, tranche, path):
        """1 if any unit is signed."""
        units, most = self.signed(tranche, path), tranche.units[1]

        def make():
            switch = self.programme.switch()
            self.programme.at_most(units, switch * most)
            return switch

        return self.once(("any", *units.terms), make)

    def renewed(self, row, path):
        """1 if the second term is taken; 0 where there is none."""
        if not row.get("renewal_months"):
            return Sum()
        knower = path.knowing(row.date("decide_by"), self.case.periods)
        return self.once(("renew", row["lease"], knower), self.programme.switch)

    def exit_periods(self, row, lease):
        """The periods with whose start a lease may be left. What is paid for as it is used is not left."""
        if row["reclaim_holder"] not in ("lessee", "both") or lease.share == 0:
            return
        notice = int(row.number("exit_notice_days", row.number("notice_days", 0)))
        first = row.date("exit_from", row.date("notice_from", row.date("start")))
        for number, period in enumerate(self.case.periods):
            last_day = period.first - DAY * (1 + notice)
            known = last_day >= max(first, row.date("start"), self.case.periods[0].first)
            if not known or not row.date("start") <= period.first < last_end(row):
                continue
            if period.first < row.date("end") or last_day >= row.date("decide_by"):
                yield number, last_day

    def leaves(self, lease, path):
        """(period number, 1 if a lease is left with its start) along a path; a call that comes first voids an exit."""
        gone = self.gone(lease, path)
        return [
            (number, self.once(
                ("leave", lease.name, number, path.knowing(last_day, self.case.periods)), self.programme.switch))
            for number, last_day in self.exit_periods(lease.row, lease)
            if not gone or self.going(lease, number) < gone[0]]

    def left(self, lease, path, moment, since=None):
        """1 if a lease has been left by a moment, and not before another."""
        return total(
            leave for number, leave in self.leaves(lease, path)
            if self.going(lease, number) <= moment and (since is None or self.going(lease, number) >= since))

    def going(self, lease, number):
        """When the GPUs of a lease go, or come back, with a period: 00:00 at the site."""
        return self.case.midnight(self.case.periods[number].first, lease.site)

    def going_on(self, lease, path, moment):
        """1 if a lease goes on at a moment: in term or renewed, and not left."""
        if lease.term(moment) == 1:
            return 1 - self.left(lease, path, moment)
        return self.renewed(lease.row, path) - self.left(lease, path, moment, since=lease.end)

    def gone(self, lease, path):
        """When the lessor's call takes the GPUs on a path, and when it was told; None if it does not."""
        called = self.calls.gone_day(lease.name, path)
        if called is None:
            return None
        return self.case.midnight(called[0], lease.site), self.case.periods[called[1]].start

    def could_hold(self, tranche, path, moment):
        """Whether any GPU of a tranche could be there."""
        gone = tranche.lease and self.gone(tranche.lease, path)
        most = 1 if not tranche.to_sign else tranche.units[1]
        return tranche.delivered(moment) * most > 0 and not (gone and moment >= gone[0])

    def held(self, tranche, path, moment):
        """GPUs of a tranche that are there."""
        return self.offered(tranche, path, moment) if self.could_hold(tranche, path, moment) else Sum()

    def offered(self, tranche, path, moment):
        """GPUs that would be there if no call had taken them."""
        share = self.going_on(tranche.lease, path, moment) if tranche.lease else Sum(1)
        return self.times_units(tranche, path, share) * tranche.delivered(moment)

    def times_units(self, tranche, path, share):
        """A share, 0 or 1, of the units of a tranche; of a fixed tranche the share itself."""
        if not tranche.to_sign:
            return share
        units = self.signed(tranche, path)
        key = ("units", *sorted(share.terms.items()), share.constant, *units.terms)
        return self.once(key, lambda: self.programme.product(share, units, tranche.units[1]))

    def taken(self, tranche, path):
        """The units, or the share, that the lessor's call takes: what was there or to come on the path that it left."""
        gone, told = self.gone(tranche.lease, path)
        called = path
        while self.case.periods[called.number].start > told:
            called = called.parent
        if tranche.to_sign and self.signer(tranche, path) is not self.signer(tranche, called.parent):
            return Sum()  # Signed by those who knew of the call: it was not to come when the call came.
        return self.times_units(tranche, path, self.going_on(tranche.lease, called.parent, gone))

    def settled(self, tranche, path):
        """What of that goes by the call: not what the path itself leaves, or does not renew, before the GPUs go."""
        taken = self.taken(tranche, path)
        own = self.times_units(tranche, path, self.going_on(tranche.lease, path, self.gone(tranche.lease, path)[0]))

        def make():
            least = self.programme.column(0, tranche.units[1] if tranche.to_sign else 1)
            self.programme.at_most(least, taken)
            self.programme.at_most(least, own)
            return least

        return self.once(("settled", tranche.name, path), make)

    def all_taken(self, tranches, path):
        """Everything that the calls along a path take."""
        return total(
            self.taken(tranche, path) for tranche in tranches if tranche.lease and self.gone(tranche.lease, path))

    def bind_leases(self, leases, paths):
        """A lease is left once, and its second term only if it is taken; it is renewed only if it is not left."""
        for lease in leases.values():
            for path in paths:
                exits = self.left(lease, path, self.case.ends)
                if exits.terms:
                    self.programme.at_most(exits, 1)
                if lease.row.get("renewal_months"):
                    second = self.left(lease, path, self.case.ends, since=lease.end)
                    self.programme.at_most(second, self.renewed(lease.row, path))
                    first = exits - second
                    self.programme.at_most(self.renewed(lease.row, path), 1 - first)
