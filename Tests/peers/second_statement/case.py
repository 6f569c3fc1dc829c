"""A case folder, read: only what the second statement uses of it."""

import csv
import pathlib

from .calendar import day, midnight, periods


class Row(dict):
    """A row of a table; an empty cell is as good as none."""

    def number(self, column, default=None):
        return float(self[column].split()[0]) if self.get(column) else default

    def date(self, column, default=None):
        return day(self[column]) if self.get(column) else default

    def names(self, column, default):
        return self[column].split() if self.get(column) else default


def keys(text):
    """The keys of a case.yaml, those under `options` among them."""
    pairs = (line.split("#")[0].partition(":") for line in text.splitlines())
    return Row({key.strip(): value.strip() for key, _, value in pairs})


def share(text):
    return float(text[:-1]) / 100 if text.endswith("%") else float(text)


class Case:
    """Tables by their names, and what is one value."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.keys = keys((self.folder / "case.yaml").read_text(encoding="utf-8"))
        self.periods = periods(day(self.keys["starts"]), self.keys["step"], int(self.keys["periods"]))
        self.starts, self.ends = self.periods[0].start, self.periods[-1].end
        self.discount_rate = share(self.keys.get("discount_rate", "0"))
        self.haircut = share(self.keys.get("end_value_haircut", "0.25"))
        self.sites = {row["site"]: row for row in self.table("sites")}
        self.classes = {row["gpu_class"]: row for row in self.table("gpu-classes")}
        self.leases = {row["lease"]: row for row in self.table("leases")}
        self.tranches = self.table("tranches")
        self.tenants = self.table("tenants")
        self.workloads = self.table("workloads")
        self.reclaim = self.table("reclaim")
        self.modes, self.points = self.table("cooling-modes"), self.table("operating-points")
        self.steps, self.outages = self.table("power-steps"), self.table("outages")
        self.expansions = self.table("expansions")
        self.demand = {(row["workload"], row["period"]): row.number("units_per_s") for row in self.table("demand")}
        self.varied = {(row["parameter"], row["period"]): row.number("value") for row in self.table("prices")}

    def table(self, name):
        file = self.folder / f"{name}.csv"
        if not file.exists():
            return []
        with file.open(encoding="utf-8", newline="") as lines:
            return [Row(row) for row in csv.DictReader(lines)]

    def zone(self, site):
        return self.sites[site].get("time_zone") or "UTC"

    def midnight(self, date, site):
        return midnight(date, self.zone(site))

    def discount(self, period):
        return (1 + self.discount_rate) ** (-(period.first - self.periods[0].first).days / 365)

    def period_of(self, moment):
        return next(period for period in self.periods if period.start <= moment < period.end)

    def years(self):
        """The fiscal year of each period: that of its first day."""
        first = int(self.keys.number("fiscal_year_start", 1))
        return [period.fiscal_year(first) for period in self.periods]

    def parameter(self, name, period, row, column, default=None):
        """A figure in a period: that of prices.csv, or that of the row."""
        varied = self.varied.get((name, period.name))
        return row.number(column, default) if varied is None else varied
