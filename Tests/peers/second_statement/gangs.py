"""Gangs: many GPUs at once on one arrangement, or none; and what it costs to pause."""

import typing

from .programme import Sum, total
from .sites import Draw


class Member(typing.NamedTuple):
    """A class that takes part in an arrangement."""

    gpu_class: str
    effective: float  # GPUs of the slowest class that one of its GPUs counts for
    kilowatts: float


class Gang:
    """A job with a class rule. Its pace is in proportion to its GPUs: a curve is not told exactly by the pages."""

    def __init__(self, statement, row):
        assert row.number("scaling_exponent", 1.0) == 1.0
        self.statement, self.row, self.name = statement, row, row["workload"]
        self.running = {}

    def slice(self, path, index, tranches):
        """Pace and power in a slice, on the tranches that may work for it."""
        programme, draws, paces, runs = self.statement.programme, [], [], []
        tranches = [tranche for tranche in tranches if not tranche.spot]
        for site, slowest, point in self.arrangements(tranches):
            run, counted, gpus = programme.switch(), [], []
            others = {tranche.gpu_class for tranche in tranches if tranche.site == site} - {slowest}
            for member in self.members(slowest, point, sorted(others)):
                columns = [
                    self.statement.work.at(self.row, tranche, path, index) for tranche in tranches
                    if (tranche.site, tranche.gpu_class) == (site, member.gpu_class)]
                gpus += columns
                counted.append(total(columns) * member.effective)
                power = total(columns) * member.kilowatts
                draws.append(Draw(site, member.gpu_class, self.row["tenant"], power, power))
            programme.at_most(run * self.row.number("min_gpus"), total(gpus))
            programme.at_most(total(gpus), run * self.row.number("max_gpus"))
            pace = programme.column()
            programme.at_most(pace, total(counted) * self.rate(slowest, point))
            paces.append(pace)
            runs.append(run)
            self.statement.watch("gang-at-point" if point.name != "full" else "gang", run)
        programme.at_most(total(runs), 1)
        self.running[path, index] = total(runs)
        return total(paces), draws

    def rate(self, gpu_class, point):
        return self.statement.work.rate(self.row, gpu_class) * point.throughput

    def arrangements(self, tranches):
        """(site, slowest class, its point)."""
        for site, slowest in sorted({(tranche.site, tranche.gpu_class) for tranche in tranches}):
            for point in self.statement.work.points(slowest):
                yield site, slowest, point

    def members(self, slowest, point, others):
        """The slowest class at its point, and those that are no slower at their full one."""
        yield Member(slowest, 1.0, self.statement.work.kilowatts(slowest) * point.draw)
        least, penalty = self.rate(slowest, point), self.row.number("mixed_penalty", 1.0)
        for gpu_class in others if self.row["class_rule"] == "mixed" else ():
            full = self.statement.work.rate(self.row, gpu_class)
            if full >= least:
                effective = ((1 - penalty) * full + penalty * least) / least
                yield Member(gpu_class, effective, self.statement.work.kilowatts(gpu_class))

    def pauses(self):
        """What is paid each time the gang runs again."""
        cost = self.row.number("pause_usd", 0.0)
        begun = {}
        for path in self.statement.paths if cost else ():
            for index in self.statement.firsts[path]:
                before = self.statement.piece(path, index - 1) if index else None
                ran, had_begun = self.running.get(before, Sum()), begun.get(before, Sum())
                runs = self.running.get((path, index), Sum())
                begun[path, index] = self.statement.programme.column(0, 1)
                again = self.statement.programme.column(0, 1)
                self.statement.programme.at_most(had_begun, begun[path, index])
                self.statement.programme.at_most(runs, begun[path, index])
                self.statement.programme.at_most(runs - ran + had_begun - 1, again)
                self.statement.book(path, index, "pauses", again * -cost)
