"""The ways in which the future may go: who calls what at the start of which period, and how likely that is."""

import itertools
import math

from .calendar import DAY, months_on

MONTH_DAYS = 365 / 12


def last_end(lease):
    """The first day after a lease, its second term included where there may be one."""
    end, months = lease.date("end"), lease.number("renewal_months")
    return months_on(end, int(months)) if months else end


class Path:
    """One way: the calls that are made along it, each with its period."""

    def __init__(self, parent=None, number=None, called=()):
        self.parent, self.number = parent, number
        self.calls = dict(parent.calls if parent else {}, **{pool: number for pool in called})
        self.probability = 1.0

    def standing(self, number):
        """The path that stands in a period: this one, or that which it has not yet left."""
        return self if self.number is None or number >= self.number else self.parent.standing(number)

    def knowing(self, date, periods):
        """The path that stands on a day: all notices up to it, that day's included, are known."""
        return self if self.number is None or periods[self.number].first <= date else self.parent.knowing(date, periods)

    def knowing_at(self, moment, periods):
        """The path that stands at a moment."""
        told = self.number is None or periods[self.number].start <= moment
        return self if told else self.parent.knowing_at(moment, periods)


class Calls:
    """What the pools of reclaim.csv may do."""

    def __init__(self, case):
        self.case = case
        self.rows = {}
        for row in case.reclaim:
            self.rows.setdefault(row["pool"], []).append(row)
        self.holding = {}
        for row in case.reclaim:
            if row.get("lease"):
                self.holding.setdefault(row["lease"], set()).add(row["pool"])

    def gone_day(self, lease, path):
        """The first day without the GPUs of a lease and the period of the notice, where a path calls it."""
        row = self.case.leases[lease]
        if row["reclaim_holder"] not in ("owner", "both"):
            return None
        for number in sorted(path.calls[pool] for pool in self.holding.get(lease, ()) if pool in path.calls):
            first = self.case.periods[number].first
            gone = first + DAY * (1 + int(row.number("notice_days", 0)))
            may = first >= max(row.date("start"), row.date("notice_from", row.date("start")))
            if may and gone < min(last_end(row), self.case.periods[-1].last):
                return gone, number
        return None

    def ends(self, lease, path, number):
        """Whether a call in a period would end a lease earlier than it ends so far."""
        called = Path(path, number)
        called.calls = {pool: number for pool in self.holding[lease]}
        return self.gone_day(lease, path) is None and self.gone_day(lease, called) is not None

    def changes(self, row, number):
        """Whether a call in a period would change a demand."""
        later = self.case.periods[number:]
        return row.number("demand_factor") != 1 and any(
            self.case.demand[row["workload"], period.name] for period in later)

    def possible(self, pool, path, number):
        return pool not in path.calls and any(
            self.ends(row["lease"], path, number) if row.get("lease") else self.changes(row, number)
            for row in self.rows[pool])

    def hazard(self, pool, path, number):
        """The probability of the call at the start of a period, given that it has not come."""
        row, period = self.rows[pool][0], self.case.periods[number]
        if row.get("period"):
            listed = {each["period"]: each.number("probability") for each in self.rows[pool]}
            before = sum(
                listed.get(each.name, 0) for earlier, each in enumerate(self.case.periods[:number])
                if self.possible(pool, path.standing(earlier), earlier))
            return listed.get(period.name, 0) / (1 - before) if before < 1 else 0.0
        monthly = row.number("hazard_per_month")
        if monthly is None:
            monthly = 1 - (1 - row.number("hazard_per_year")) ** (1 / 12)
        if path.calls:
            monthly = row.number("hazard_per_month_after", monthly)
        return 1 - (1 - monthly) ** (period.days / MONTH_DAYS)

    def paths(self):
        """Every path that the plan prepares for; the first is the base path."""
        made = [Path()]
        for path in made:
            made += self.leaving(path, int(self.case.keys.number("most_notices", 1)) - len(path.calls))
        return made

    def leaving(self, path, more):
        """The paths that leave one; what they take of its probability is taken."""
        found = []
        for number in range(0 if path.number is None else path.number + 1, len(self.case.periods)):
            pools = [pool for pool in sorted(self.rows) if self.possible(pool, path, number)]
            hazards = {pool: self.hazard(pool, path, number) for pool in pools}
            stays = path.probability
            for called in itertools.chain(*(itertools.combinations(hazards, n) for n in range(1, more + 1))):
                child = Path(path, number, called)
                child.probability = path.probability * math.prod(
                    hazard if pool in called else 1 - hazard for pool, hazard in hazards.items())
                stays -= child.probability
                found += [child] if child.probability > 0 else []
            path.probability = stays
        return found
