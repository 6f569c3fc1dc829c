"""What a site draws, evaporates and lets out: rows against its limits, and what is paid for it."""

import typing

from .calendar import hours
from .cooling import Cooling
from .limits import Limits
from .programme import Sum, total

DEMAND_MONTHS = {"month": 1.0, "quarter": 3.0, "week": 7 * 12 / 365}


class Draw(typing.NamedTuple):
    """Power of the GPUs of a class that work for a tenant at a site: kW of IT, at the peak and as a mean."""

    site: str
    gpu_class: str
    tenant: str
    peak: Sum
    mean: Sum


class Site:
    """One site, slice by slice."""

    def __init__(self, statement, row):
        self.statement, self.case, self.name = statement, statement.case, row["site"]
        self.limits = Limits(statement, row)
        self.cooling = Cooling(statement, self.limits)
        self.facility, self.water, self.carbon, self.let_out = {}, {}, {}, {}

    def by_loop(self, draws, which):
        """kW of IT that go into the air and into the liquid."""
        liquid = total(getattr(each, which) * self.liquid_share(each) for each in draws)
        return {"air": total(getattr(each, which) for each in draws) - liquid, "liquid": liquid}

    def liquid_share(self, draw):
        return self.case.classes[draw.gpu_class].number("liquid_share")

    def slice(self, path, index, draws):
        start, _ = self.statement.slices[index]
        draws = [draw for draw in draws if draw.site == self.name]
        peak, mean = self.by_loop(draws, "peak"), self.by_loop(draws, "mean")
        facility, meter, litres = self.cooling.carried(peak, mean, start)
        on_utility = self.limits.row["power_basis"] == "utility"
        self.keep("power", path, index, facility if on_utility else total(peak.values()))
        self.keep("air", path, index, peak["air"])
        self.keep("liquid", path, index, peak["liquid"])
        self.keep_space(path, start)
        self.facility[path, index] = facility
        self.pay(path, index, meter, litres)
        self.charge(path, index, draws)

    def keep(self, kind, path, index, drawn):
        start = self.statement.slices[index][0]
        limit = self.limits.kilowatts(kind, path, start)
        if limit is not None:
            out = self.limits.left(kind, start) < 1
            rule = f"site-outage-{kind}" if out else "site-power" if kind == "power" else f"site-cooling-{kind}"
            self.statement.programme.at_most(drawn, limit, rule)

    def keep_space(self, path, start):
        racks = square_metres = Sum()
        for tranche in self.statement.tranches:
            if tranche.site == self.name:
                row = self.case.classes[tranche.gpu_class]
                each = 1 / row.number("gpus_per_rack", row.number("unit_gpus"))
                taken = self.statement.choices.held(tranche, path, start) * each
                racks, square_metres = racks + taken, square_metres + taken * row.number("rack_m2", 0.0)
        for name, column, taken in (("racks", "racks", racks), ("floor", "floor_m2", square_metres)):
            limit = self.limits.other(name, column, path, start, start)
            if limit is not None:
                self.statement.programme.at_most(taken, limit, f"site-space-{name}")

    def pay(self, path, index, meter, litres):
        """Energy, water and carbon of a slice."""
        start, end = self.statement.bounds(path, index)
        value, megawatt_hours = self.limits.value, meter * (hours(start, end) / 1000)
        water = litres * (hours(start, end) / 1000)
        tons = megawatt_hours * (value("carbon", "carbon_kg_per_mwh", start, 0.0) / 1000)
        self.water[path, index], self.carbon[path, index] = water, tons
        self.let_out[path, index] = megawatt_hours * (value("local_air", "local_air_kg_per_mwh", start, 0.0) / 1000)
        book = self.statement.book
        book(path, index, "energy", megawatt_hours * -value("energy", "energy_usd_per_mwh", start))
        book(path, index, "water", water * -value("water_price", "water_usd_per_m3", start, 0.0))
        book(path, index, "carbon", tons * -self.case.keys.number("carbon_price", 0.0))

    def charge(self, path, index, draws):
        """The energy of each tenant, at the least PUE that its GPUs' heat can have: what is more is nobody's."""
        start, end = self.statement.bounds(path, index)
        price = self.limits.value("energy", "energy_usd_per_mwh", start) * hours(start, end) / 1000
        for draw in draws:
            least = self.cooling.least("pue_mean", "pue_mean", start, self.liquid_share(draw))
            self.statement.tenants.spend(draw.tenant, path, index, draw.mean * (price * least))

    def windows(self):
        """What is settled over more than one slice."""
        for path in self.statement.paths:
            for window in self.statement.windows("period"):
                self.demand_charge(path, window)
            for window in self.statement.windows(self.limits.row.get("water_window") or "period"):
                self.keep_water(path, window)
            for window in self.statement.windows("year"):
                cap, along = self.limits.row.number("local_air_t"), self.statement.along
                if cap is not None:
                    self.statement.programme.at_most(along(self.let_out, path, window), cap, "local-air")

    def demand_charge(self, path, window):
        start, programme = self.statement.slices[window[0]][0], self.statement.programme
        price = self.limits.value("demand", "demand_usd_per_kw", start, 0.0)
        if not price or self.statement.owner(path, window[0]) is not path:
            return
        peak = programme.column()
        for index in window:
            if (path, index) in self.facility:
                programme.at_most(self.facility[path, index], peak)
        months = DEMAND_MONTHS[self.case.keys["step"]]
        self.statement.book(path, window[-1], "demand-charge", peak * -(price * months))

    def keep_water(self, path, window):
        (first, _), (last, _) = self.statement.slices[window[0]], self.statement.slices[window[-1]]
        limit = self.limits.other("water", "water_m3", path, first, last)
        if limit is not None and self.statement.owner(path, window[-1]) is path:
            self.statement.programme.at_most(
                self.statement.along(self.water, path, window), limit,
                f"site-water-{self.limits.row.get('water_window') or 'period'}")
