"""What GPUs work for: services, jobs and lettings; power and energy."""

from .calendar import hours, midnight
from .programme import Sum, total

SECONDS = 3600


def levels(case, workload):
    """(share of time, load as a share of the peak): a stair."""
    rows = [row for row in case.table("load-curves") if row["curve"] == workload.get("load_curve")]
    marks = sorted((row.number("quantile"), row.number("share_of_peak")) for row in rows)
    found, before = [], 0.0
    for quantile, load in [*marks, (1.0, 1.0)]:
        found += [(quantile - before, load)] if quantile > before else []
        before = quantile
    return found


class Work:
    """The GPUs at work, and what that is worth."""

    def __init__(self, statement):
        self.statement, self.case, self.programme = statement, statement.case, statement.programme
        self.at_work, self.pace = {}, {}

    def state(self):
        for path in self.statement.paths:
            for index in self.statement.own(path):
                self.slice(path, index)
        for row in self.case.workloads:
            if row["kind"] == "job":
                self.job(row)

    def slice(self, path, index):
        start, _ = self.statement.slices[index]
        drawing = {site: Sum() for site in self.case.sites}
        for row in self.case.workloads:
            groups = self.groups(row, path, index)
            if row["kind"] == "letting":
                gpus = self.let(row, path, index, groups)
            else:
                gpus = self.serve(row, path, index, groups)
            for site, power in gpus:
                drawing[site] = drawing[site] + power
        for site, power in drawing.items():
            self.power(site, power, start)
        for tranche in self.statement.tranches:
            used = self.statement.used(tranche, path, index)
            if used.terms:
                self.programme.at_most(used, self.statement.choices.held(tranche, path, start))

    def groups(self, row, path, index):
        """GPUs that may work for a workload: (site, class, productive share) with a column for each tranche."""
        start, found = self.statement.slices[index][0], {}
        if row["kind"] == "job" and not self.release(row) <= start < self.deadline(row):
            return found
        for tranche in self.statement.tranches:
            allowed = tranche.site in row.names("sites", [tranche.site]) and tranche.gpu_class in row.names(
                "gpu_classes", [tranche.gpu_class])
            allowed = allowed and not (row["kind"] == "letting" and tranche.spot)
            if allowed and self.statement.choices.could_hold(tranche, path, start):
                column = self.programme.column()
                self.at_work.setdefault((tranche.name, path, index), []).append(column)
                found.setdefault((tranche.site, tranche.gpu_class, tranche.share_at_work), []).append(column)
        return {group: total(columns) for group, columns in found.items()}

    def serve(self, row, path, index, groups):
        """A service or a job in a slice: GPUs, loads, value; the power that it draws."""
        start, end = self.statement.slices[index]
        loads, capacity = [], []
        for (site, gpu_class, share), gpus in groups.items():
            rate = self.statement.rates[row["workload"], gpu_class] * share
            load = self.programme.column()
            self.programme.at_most(load, gpus * rate)
            loads.append(load)
            capacity.append(gpus * rate)
            self.energy(path, index, site, gpu_class, gpus, load * (1 / rate))
        done = total(loads)
        value = self.parameter(row, "value", start)
        self.statement.book(path, index, "value", done * (value * SECONDS * hours(start, end)))
        self.pace[row["workload"], path, index] = done
        if row["kind"] == "service":
            self.service(row, path, index, total(capacity), done)
        return [(group[0], gpus * self.kilowatts(group[1])) for group, gpus in groups.items()]

    def service(self, row, path, index, capacity, served):
        start, end = self.statement.slices[index]
        name, period = row["workload"], self.case.period_of(start)
        asked = self.case.demand[name, period.name] * self.statement.demand_factor(row, path)
        curve, seconds = levels(self.case, row), SECONDS * hours(start, end)
        answered = self.programme.column(0, asked)
        self.programme.at_most(answered, capacity)
        parts = []
        for share, load in curve:
            part = self.programme.column(0, load * asked)
            self.programme.at_most(part, answered)
            parts.append(part * share)
        self.programme.at_most(served, total(parts))
        mean = asked * sum(share * load for share, load in curve)
        cost = self.parameter(row, "shortfall", start)
        self.statement.book(path, index, "shortfall", (served - mean) * (cost * seconds))
        floor = self.parameter(row, "min_share", start) * asked
        if floor:
            self.floor(row, path, index, floor, answered, cost * seconds)

    def floor(self, row, path, index, floor, answered, shortfall):
        """The least share of a demand: hard, unless a notice has taken GPUs, or a demand has changed."""
        start, end = self.statement.slices[index]
        taken = self.statement.choices.all_taken(self.statement.tranches, path)
        worth = shortfall + self.parameter(row, "value", start) * SECONDS * hours(start, end)
        short = self.programme.column(0, floor)
        if not self.statement.has_event(path):
            self.programme.at_most(short, taken * floor)
        self.programme.at_most(floor - answered, short)
        multiple = self.case.keys.number("service_floor_penalty", 3.0)
        self.statement.book(path, index, "floor-penalty", short * -(multiple * worth))

    def job(self, row):
        """Work done along a whole path, and what is missing of it."""
        inside = [
            index for index, (start, _) in enumerate(self.statement.slices)
            if self.release(row) <= start < self.deadline(row)]
        for path in self.statement.paths:
            if self.statement.owner(path, inside[-1]) is not path:
                continue
            done = total(
                self.pace[row["workload"], self.statement.owner(path, index), index]
                * (SECONDS * hours(*self.statement.slices[index])) for index in inside)
            work = row.number("work_units")
            missing = self.programme.column(0, 1)
            self.programme.equal(done * (1 / work) + missing, 1)
            cost = self.parameter(row, "shortfall", self.statement.slices[inside[-1]][0])
            self.statement.book(path, inside[-1], "shortfall", missing * (-work * cost))

    def let(self, row, path, index, groups):
        """A letting sets aside just so many GPUs, which draw their whole power."""
        letting, start = self.statement.lettings[row["workload"]], self.statement.slices[index][0]
        gpus = total(groups.values())
        self.programme.equal(gpus, letting.at_work(path, start))
        self.energy(path, index, letting.site, letting.gpu_class, gpus, gpus)
        return [(letting.site, gpus * self.kilowatts(letting.gpu_class))]

    def energy(self, path, index, site, gpu_class, gpus, busy):
        start, end = self.statement.slices[index]
        idle = self.case.classes[gpu_class].number("idle_kw_per_gpu")
        kilowatts = gpus * idle + busy * (self.kilowatts(gpu_class) - idle)
        row = self.case.sites[site]
        price = row.number("energy_usd_per_mwh") * row.number("pue_mean") / 1000
        self.statement.book(path, index, "energy", kilowatts * (-price * hours(start, end)))

    def power(self, site, drawn, start):
        row, period = self.case.sites[site], self.case.period_of(start)
        limit = 1000 * self.case.parameter(f"site.{site}.power", period, row, "power_mw")
        if drawn.terms:
            peak = row.number("pue_peak") if row["power_basis"] == "utility" else 1.0
            self.programme.at_most(drawn * peak, limit)

    def kilowatts(self, gpu_class):
        return self.case.classes[gpu_class].number("kw_per_gpu")

    def parameter(self, row, name, moment):
        column = {"value": "value_usd_per_unit", "shortfall": "shortfall_usd_per_unit"}.get(name, name)
        return self.case.parameter(
            f"workload.{row['workload']}.{name}", self.case.period_of(moment), row, column, 0.0)

    def release(self, row):
        date = row.date("release")
        return max(self.case.starts, midnight(date)) if date else self.case.starts

    def deadline(self, row):
        date = row.date("deadline")
        return min(self.case.ends, midnight(date)) if date else self.case.ends
