"""The whole programme of a case, and its optimum."""

import math

from . import money
from .calendar import midnight
from .case import Case
from .choices import Choices
from .lettings import Letting
from .paths import Calls
from .programme import Programme, Sum, total
from .tranches import Lease, Tranche
from .work import Work

BUDGETED = ("lease-payments", "exit-fees", "energy")


class Statement:
    """Slices, paths, columns, rows and a ledger of what is earned and paid."""

    def __init__(self, case, rates):
        self.case, self.rates, self.programme = case, rates, Programme()
        self.calls = Calls(case)
        self.paths = self.calls.paths()
        self.leases, self.ledger, self.lettings = {}, [], {}
        self.tranches = [Tranche(case, row, self.lease) for row in case.tranches]
        self.slices = self.cut()
        self.choices = Choices(case, self.calls, self.paths, self.slices, self.programme)
        self.lettings = {
            row["workload"]: Letting(self, row) for row in case.workloads if row["kind"] == "letting"}
        self.work = Work(self)
        self.work.state()
        self.choices.bind_leases(self.leases, self.paths)
        money.book_all(self)
        for letting in self.lettings.values():
            letting.book()
        self.keep_budget()

    def lease(self, name, site):
        """A lease as it is at a site."""
        gpus = sum(row.number("gpus", 0) for row in self.case.tranches if row.get("lease") == name)
        if (name, site) not in self.leases:
            self.leases[name, site] = Lease(self.case, self.case.leases[name], site, gpus)
        return self.leases[name, site]

    def cut(self):
        """Slices: the calendar cut at every date on which anything may take effect, the same on every path."""
        case, cuts = self.case, set()
        for period in case.periods:
            cuts |= {period.start, period.end}
        for tranche in self.tranches:
            cuts.update(tranche.cuts())
        for site in case.sites:
            cuts |= {case.midnight(period.first, site) for period in case.periods}
        for (name, site) in self.leases:
            found = (self.calls.gone_day(name, path) for path in self.paths)
            cuts |= {case.midnight(gone[0], site) for gone in found if gone}
        for row in case.workloads:
            cuts |= {midnight(row.date(column)) for column in ("release", "deadline") if row.get(column)}
            if row["kind"] == "letting":
                cuts.update(Lease(case, case.leases[row["lease"]], row["sites"], None).cuts())
        inside = sorted(moment for moment in cuts if case.starts <= moment <= case.ends)
        return list(zip(inside, inside[1:]))

    def number_of(self, index):
        start = self.slices[index][0]
        return next(number for number, period in enumerate(self.case.periods) if period.start <= start < period.end)

    def owner(self, path, index):
        """The path on which a slice of a path stands."""
        return path.standing(self.number_of(index))

    def own(self, path):
        return [index for index in range(len(self.slices)) if self.owner(path, index) is path]

    def index_of(self, moment):
        """The slice that begins at a moment."""
        return next(index for index, (start, _) in enumerate(self.slices) if start == moment)

    def used(self, tranche, path, index):
        return total(self.work.at_work.get((tranche.name, path, index), ()))

    def has_event(self, path):
        """Whether a demand has changed along a path."""
        return any(row.get("workload") and row["pool"] in path.calls for row in self.case.reclaim)

    def demand_factor(self, row, path):
        """What the events along a path make of a demand, once they have come."""
        factors = {
            each["pool"]: each.number("demand_factor") for each in self.case.reclaim
            if each.get("workload") == row["workload"] and each["pool"] in path.calls}
        return math.prod(factors.values())

    def book(self, path, index, term, amount, what=""):
        """Books an amount at a slice, if that slice is the path's own; words for what it is besides its term."""
        if self.owner(path, index) is path and (amount.terms or amount.constant):
            self.ledger.append((path, index, term, f"{term} {what}", amount))

    def value(self, path):
        """The value of a whole path, shared slices included, discounted."""
        return total(
            amount * self.case.discount(self.case.periods[self.number_of(index)])
            for owner, index, _, _, amount in self.ledger if self.owner(path, index) is owner)

    def keep_budget(self):
        budget, first = self.case.keys.number("yearly_budget"), int(self.case.keys.number("fiscal_year_start", 1))
        if budget is None:
            return
        years = [period.fiscal_year(first) for period in self.case.periods]
        for path in self.paths:
            for year in sorted(set(years)):
                spent = total(
                    amount for owner, index, term, _, amount in self.ledger
                    if self.owner(path, index) is owner and term in BUDGETED and years[self.number_of(index)] == year)
                self.programme.at_most(spent * -1e-3, budget * 1e-3)

    def objective(self):
        """(1 - risk weight) * expected value - risk weight * CVaR of cost, in thousands."""
        weight = self.case.keys.number("risk_weight", 0.0)
        values = {path: self.value(path) * 1e-3 for path in self.paths}
        expected = total(value * path.probability for path, value in values.items())
        if weight == 0 or len(self.paths) == 1:
            return expected
        level = self.case.keys.number("risk_level", 0.9)
        eta = self.programme.column(-1e9, 1e9)
        tail = eta
        for path, value in values.items():
            excess = self.programme.column()
            self.programme.at_most(-value - eta, excess)
            tail = tail + excess * (path.probability / (1 - level))
        return expected * (1 - weight) - tail * weight

    def solve(self, gap):
        """The optimum in USD with its bound, and what the optimum does; None where nothing keeps the rules."""
        found = self.programme.maximise(self.objective(), gap)
        if found is None:
            return None
        value, bound, solution = found
        return value * 1e3, bound * 1e3, self.done(solution)

    def done(self, solution):
        """Words for the choices that are taken, the amounts that are paid, and the events that come."""
        found = {key[0] for key, choice in self.choices.made.items() if choice.value(solution) > 0.5}
        for _, _, _, words, amount in self.ledger:
            if abs(amount.value(solution)) > 1e-3:
                found.update(words.split())
        events = (self.demand_factor(row, path) for row in self.case.workloads for path in self.paths)
        return found | ({"event"} if any(factor != 1 for factor in events) else set())


def best(folder, rates, gap):
    """Value and bound of a case in USD, and what its optimum does; None where nothing keeps the rules."""
    return Statement(Case(folder), rates).solve(gap)
