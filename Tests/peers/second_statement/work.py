"""What GPUs work for: services, jobs and lettings."""

import typing

from .calendar import DAY, hours, midnight
from .gangs import Gang
from .programme import total
from .sites import Draw

SECONDS = 3600


class Point(typing.NamedTuple):
    """An operating point: a share of the draw and a share of the throughput."""

    name: str
    draw: float
    throughput: float


FULL = Point("full", 1.0, 1.0)


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
        self.gangs = {
            row["workload"]: Gang(statement, row) for row in self.case.workloads if row.get("class_rule")}

    def state(self):
        for path in self.statement.paths:
            for index in self.statement.firsts[path]:
                self.slice(path, index)
        for row in self.case.workloads:
            if row["kind"] == "job":
                self.job(row)
        for gang in self.gangs.values():
            gang.pauses()

    def slice(self, path, index):
        start, draws = self.statement.slices[index][0], []
        for row in self.case.workloads:
            tranches = self.allowed(row, path, index)
            work = self.let if row["kind"] == "letting" else self.gang if row.get("class_rule") else self.serve
            draws += work(row, path, index, tranches)
        for site in self.statement.sites:
            site.slice(path, index, draws)
        for tranche in self.statement.tranches:
            used = self.statement.used(tranche, path, index)
            if used.terms:
                self.programme.at_most(used, self.statement.choices.held(tranche, path, start))

    def allowed(self, row, path, index):
        """The tranches that may work for a workload in a slice."""
        start = self.statement.slices[index][0]
        if row["kind"] == "job" and not self.release(row) <= start < self.latest(row):
            return []
        return [
            tranche for tranche in self.statement.tranches
            if tranche.site in row.names("sites", [tranche.site])
            and tranche.gpu_class in row.names("gpu_classes", [tranche.gpu_class])
            and self.statement.choices.could_hold(tranche, path, start)]

    def at(self, row, tranche, path, index):
        """GPUs of a tranche at work for a workload."""
        column = self.programme.column()
        self.at_work.setdefault((tranche.name, path, index), []).append((row["tenant"], column))
        return column

    def points(self, gpu_class):
        return [FULL, *(
            Point(row["point"], row.number("draw_factor"), row.number("throughput_factor"))
            for row in self.case.points if row["gpu_class"] == gpu_class)]

    def rate(self, row, gpu_class):
        """Units in a beat; what nobody knows the throughput of does a GPU-hour an hour."""
        return 1.0 if self.beats(row) == 1 else self.statement.rates[row["workload"], gpu_class]

    def beats(self, row):
        """Beats in an hour: of seconds, or of an hour where units are GPU-hours."""
        return 1 if row.get("unit") == "gpu-hour" and not row.get("model") else SECONDS

    def gang(self, row, path, index, tranches):
        pace, draws = self.gangs[row["workload"]].slice(path, index, tranches)
        self.earn(row, path, index, pace)
        return draws

    def serve(self, row, path, index, tranches):
        """A service or a job in a slice: GPUs, what they do and what it is worth; the power that it draws."""
        done, capacity, draws, groups = [], [], [], {}
        for tranche in tranches:
            for point in self.points(tranche.gpu_class):
                key = tranche.site, tranche.gpu_class, tranche.share_at_work, point
                groups.setdefault(key, []).append(self.at(row, tranche, path, index))
        for (site, gpu_class, share, point), columns in groups.items():
            gpus, busy = total(columns), self.programme.column()
            rate = self.rate(row, gpu_class) * share * point.throughput
            self.programme.at_most(busy, gpus)
            done.append(busy * rate)
            capacity.append(gpus * rate)
            draws.append(self.draw(row, site, gpu_class, gpus, busy, point))
            self.statement.watch("full" if point is FULL else "point", gpus)
            if share < 1 and point is not FULL:
                self.statement.watch("spot-at-point", gpus)
        self.earn(row, path, index, total(done))
        if row["kind"] == "service":
            self.service(row, path, index, total(capacity), total(done))
        return draws

    def earn(self, row, path, index, done):
        start, end = self.statement.bounds(path, index)
        value = self.parameter(row, "value", start)
        units = done * (self.beats(row) * hours(start, end))
        self.statement.book(path, index, "value", units * value)
        self.pace[row["workload"], path, index] = units
        late = row.number("lateness_usd_per_unit_day", 0.0)
        if late and start >= self.deadline(row):
            days = (start + (end - start) / 2 - self.deadline(row)) / DAY
            self.statement.book(path, index, "lateness", units * -(late * days))

    def draw(self, row, site, gpu_class, gpus, busy, point=FULL):
        """Idle power of all GPUs, and what those that are busy draw above it."""
        peak, idle = self.kilowatts(gpu_class) * point.draw, self.case.classes[gpu_class].number("idle_kw_per_gpu")
        return Draw(site, gpu_class, row["tenant"], gpus * peak, gpus * idle + busy * (peak - idle))

    def service(self, row, path, index, capacity, served):
        start, end = self.statement.bounds(path, index)
        name, period = row["workload"], self.case.period_of(start)
        asked = self.case.demand[name, period.name] * self.statement.demand_factor(row, path)
        asked, beats = asked * SECONDS / self.beats(row), self.beats(row) * hours(start, end)
        curve = levels(self.case, row)
        answered = self.programme.column(0, asked)
        self.programme.at_most(answered, capacity)
        parts = []
        for share, load in curve:
            part = self.programme.column(0, load * asked)
            self.programme.at_most(part, answered)
            parts.append(part * share)
        self.programme.at_most(served, total(parts))
        mean = asked * sum(share * load for share, load in curve)
        cost, value = self.parameter(row, "shortfall", start), self.parameter(row, "value", start)
        self.statement.book(path, index, "shortfall", (served - mean) * (cost * beats))
        floor = self.parameter(row, "min_share", start) * asked
        if floor:
            self.floor(row, path, index, floor, answered, (cost + value) * beats)

    def floor(self, row, path, index, floor, answered, worth):
        """The least share of a demand: hard, unless a notice has taken GPUs, or a demand has changed."""
        taken = self.statement.choices.all_taken(self.statement.tranches, path)
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
            if self.release(row) <= start < self.latest(row)]
        units = {key[1:]: done for key, done in self.pace.items() if key[0] == row["workload"]}
        for path in self.statement.paths:
            if self.statement.owner(path, inside[-1]) is not path:
                continue
            work = row.number("work_units")
            missing = self.programme.column(0, 1)
            self.programme.equal(self.statement.along(units, path, inside) * (1 / work) + missing, 1)
            cost = self.parameter(row, "shortfall", self.statement.slices[inside[-1]][0])
            self.statement.book(path, inside[-1], "shortfall", missing * (-work * cost))

    def let(self, row, path, index, tranches):
        """A letting sets aside just so many GPUs, which draw their whole power."""
        letting, start = self.statement.lettings[row["workload"]], self.statement.slices[index][0]
        gpus = total(self.at(row, tranche, path, index) for tranche in tranches if not tranche.spot)
        self.programme.equal(gpus, letting.at_work(path, start))
        return [self.draw(row, letting.site, letting.gpu_class, gpus, gpus)]

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

    def latest(self, row):
        """When a job can no longer run: where lateness has a price, later than its deadline."""
        if not row.get("lateness_usd_per_unit_day"):
            return self.deadline(row)
        date = row.date("latest")
        return min(self.case.ends, midnight(date)) if date else self.case.ends
