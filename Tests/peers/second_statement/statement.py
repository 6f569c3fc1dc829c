"""The whole programme of a case, and its optimum."""

import math

from . import money
from .calendar import midnight
from .case import Case
from .choices import Choices
from .expansions import Expansion
from .lettings import Letting
from .paths import Calls
from .programme import Programme, total
from .sites import Site
from .tenants import Tenants
from .tranches import Lease, Tranche
from .work import Work

BUDGETED = ("lease-payments", "exit-fees", "energy", "demand-charge", "water", "carbon")


class Statement:
    """Slices, paths, columns, rows and a ledger of what is earned and paid."""

    def __init__(self, case, rates):
        self.case, self.rates, self.programme = case, rates, Programme()
        self.calls = Calls(case)
        self.paths = self.calls.paths()
        self.leases, self.ledger, self.watched = {}, [], []
        self.tranches = [Tranche(case, row, self.lease) for row in case.tranches]
        self.expansions = [Expansion(self, row) for row in case.expansions]
        self.sites = [Site(self, row) for row in case.sites.values()]
        self.choices = Choices(case, self.calls, self.paths, self.programme)
        self.lettings = {
            row["workload"]: Letting(self, row) for row in case.workloads if row["kind"] == "letting"}
        self.shared_cuts = self.cuts()
        self.slices = self.choices.slices = self.cut()
        self.firsts = {path: self.pieces(path) for path in self.paths}
        self.tenants = Tenants(self)
        self.work = Work(self)
        self.work.state()
        self.choices.bind_leases(self.leases, self.paths)
        money.book_all(self)
        for each in (*self.lettings.values(), *self.expansions):
            each.book_all()
        for site in self.sites:
            site.windows()
        self.tenants.bind()
        self.keep_budget()
        self.keep_carbon()

    def lease(self, name, site):
        """A lease as it is at a site."""
        gpus = sum(row.number("gpus", 0) for row in self.case.tranches if row.get("lease") == name)
        if (name, site) not in self.leases:
            self.leases[name, site] = Lease(self.case, self.case.leases[name], site, gpus)
        return self.leases[name, site]

    def cut(self):
        """Slices: the calendar cut at every date on which anything may take effect, on whatever path."""
        called = set().union(*(self.called(path) for path in self.paths))
        inside = sorted(
            moment for moment in self.shared_cuts | called if self.case.starts <= moment <= self.case.ends)
        return list(zip(inside, inside[1:]))

    def called(self, path):
        """The moments at which calls take GPUs along a path."""
        gone = ((self.calls.gone_day(name, path), site) for name, site in self.leases)
        return {self.case.midnight(day[0], site) for day, site in gone if day}

    def cuts(self):
        """The dates on which anything may take effect on every path."""
        case = self.case
        cuts = {moment for period in case.periods for moment in (period.start, period.end)}
        for each in (*self.tranches, *(site.limits for site in self.sites)):
            cuts.update(each.cuts())
        for lease in self.leases.values():
            cuts |= {self.choices.going(lease, number) for number, _ in self.choices.exit_periods(lease.row, lease)}
        for row in case.workloads:
            cuts |= {midnight(row.date(column)) for column in ("release", "deadline", "latest") if row.get(column)}
        for letting in self.lettings.values():
            cuts.update(letting.lease.cuts())
            cuts |= {self.choices.going(letting.lease, number) for number, _ in letting.call_periods()}
        return cuts

    def pieces(self, path):
        """The first of the own slices of a path that no date divides on this path."""
        effective = self.shared_cuts | self.called(path)
        return [index for index in self.own(path) if self.slices[index][0] in effective]

    def piece(self, path, index):
        """The first slice of the piece that holds a slice; path and slice as they stand."""
        path = self.owner(path, index)
        return path, max((first for first in self.firsts[path] if first <= index), default=None)

    def bounds(self, path, index):
        """Begin and end of the piece that a slice begins."""
        later = [first for first in self.firsts[path] if first > index]
        until = later[0] - 1 if later else self.own(path)[-1]
        return self.slices[index][0], self.slices[until][1]

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

    def at_work(self, tranche, path, index):
        """(tenant, GPUs of a tranche) in a slice of a path's own."""
        return self.work.at_work.get((tranche.name, *self.piece(path, index)), ())

    def used(self, tranche, path, index):
        return total(gpus for _, gpus in self.at_work(tranche, path, index))

    def windows(self, kind):
        """The slices of each period, of each fiscal year, or of the whole horizon."""
        years, found = self.case.years(), {}
        for index in range(len(self.slices)):
            number = self.number_of(index)
            found.setdefault({"period": number, "year": years[number], "horizon": 0}[kind], []).append(index)
        return list(found.values())

    def along(self, amounts, path, window):
        """What adds up over the slices of a window on a whole path."""
        keys = ((self.owner(path, index), index) for index in window)
        return total(amounts[key] for key in keys if key in amounts)

    def watch(self, word, *sums):
        """A word for what is done where all of these are above 0."""
        self.watched.append((word, sums))

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
        budget = self.case.keys.number("yearly_budget")
        if budget is None:
            return
        spent = {}
        for owner, index, term, _, amount in self.ledger:
            if term in BUDGETED:
                spent.setdefault((owner, index), []).append(-amount)
        spent = {key: total(amounts) for key, amounts in spent.items()}
        for path in self.paths:
            for window in self.windows("year"):
                self.programme.at_most(self.along(spent, path, window) * 1e-3, budget * 1e-3, "budget-cap")

    def keep_carbon(self):
        cap = self.case.keys.number("carbon_cap")
        if cap is None:
            return
        let_out = {key: total(site.carbon[key] for site in self.sites) for key in self.sites[0].carbon}
        kind = self.case.keys.get("carbon_window", "year")
        for path in self.paths:
            for window in self.windows(kind):
                self.programme.at_most(self.along(let_out, path, window), cap, f"carbon-cap-{kind}")

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

    def solve(self, gap, without=()):
        """The optimum in USD with its bound, and what the optimum does; None where nothing keeps the rules."""
        found = self.programme.maximise(self.objective(), gap, without)
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
        for word, sums in self.watched:
            if all(each.value(solution) > 1e-6 for each in sums):
                found.add(word)
        events = (self.demand_factor(row, path) for row in self.case.workloads for path in self.paths)
        return found | ({"event"} if any(factor != 1 for factor in events) else set())


def best(folder, rates, gap):
    """Value and bound of a case in USD, and what its optimum does; None where nothing keeps the rules."""
    return Statement(Case(folder), rates).solve(gap)
