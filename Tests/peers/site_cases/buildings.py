"""Drawn sites: power, cooling, water, space, air, and what changes them."""

from contract_cases.dice import DAY

ZONES = ["UTC", "UTC", "America/Los_Angeles", "Asia/Tokyo", "Europe/Berlin", "Australia/Lord_Howe"]
PARKS = (
    (("dry", None, 1.5, 1.4, 0), ("wet", None, 1.25, 1.15, 1.8)),
    (("dry", None, 1.5, 1.4, 0), ("wet", None, 1.25, 1.15, 1.8), ("free", None, 1.6, 1.1, 0.2)),
    (("fans", "air", 1.5, 1.4, 0), ("plates", "liquid", 1.2, 1.1, 0.5)),
    (("fans", "air", 1.5, 1.4, 0), ("plates", "liquid", 1.2, 1.1, 0.5), ("tower", None, 1.3, 1.2, 2)),
    (("fans", "air", 1.4, 1.3, 0), ("tower", None, 1.25, 1.15, 2)),
    (("only", None, 1.3, 1.2, 1.5),),
)


def kilowatts(site, tranches, classes):
    """IT kW of all that may stand at a site, at its peak, and its liquid share."""
    kinds, whole, liquid = {row["gpu_class"]: row for row in classes}, 0.0, 0.0
    for row in tranches:
        if row["site"] == site["site"]:
            kind = kinds[row["gpu_class"]]
            power = (row.get("gpus") or row["max_units"] * kind["unit_gpus"]) * kind["kw_per_gpu"]
            whole, liquid = whole + power, liquid + power * kind["liquid_share"]
    return whole, liquid


def place(dice, name):
    return {
        "site": name, "time_zone": dice.choice(ZONES), "power_basis": dice.choice(["it", "utility"]),
        "energy_usd_per_mwh": dice.choice([60, 100, 200])}


class Building:
    """What is drawn of one site, once it is known what stands there: gentle where something is promised, with
    interruptions where something may pause."""

    def __init__(self, dice, site, tranches, classes, *, gentle, pausing):
        self.dice, self.site, self.classes, self.gentle, self.pausing = dice, site, classes, gentle, pausing
        self.tranches = [row for row in tranches if row["site"] == site["site"]]
        self.whole, self.liquid = kilowatts(site, tranches, classes)
        self.modes, self.steps, self.outages, self.expansions, self.prices = [], [], [], [], []
        for draw in (self.power, self.cooling, self.water, self.space, self.air, self.step, self.outage, self.expand,
                     self.vary):
            draw()

    def part(self, kilowatts, *shares):
        """A share of so many kW, as MW."""
        return round(max(kilowatts, 4) * self.dice.choice(shares) / 1000, 5)

    def power(self):
        dice, site = self.dice, self.site
        site["power_mw"] = self.part(self.whole, *((1, 1.5, 3) if self.gentle else (0.4, 0.7, 1, 2)))
        site["redundancy_share"] = dice.maybe(0.35, dice.choice([0.1, 0.25]))
        site["demand_usd_per_kw"] = dice.maybe(0.35, dice.choice([5, 20, 60]))

    def cooling(self):
        """One PUE, or modes with their own; and limits of the loops."""
        dice, site = self.dice, self.site
        if dice.chance(0.55):
            for name, loop, peak, mean, water in dice.choice(PARKS):
                heat = dice.maybe(0.1 if self.gentle else 0.4, self.part(self.whole, 0.15, 0.3, 0.6))
                self.modes.append({
                    "mode": f"{site['site']}-{name}", "site": site["site"], "loop": loop, "pue_peak": peak,
                    "pue_mean": mean, "wue_l_per_kwh": water or None, "heat_mw": heat})
        else:
            site.update(pue_peak=1.25, pue_mean=1.2, wue_l_per_kwh=dice.choice([None, 0.5, 1.8]))
        shares = (1, 1.2) if self.gentle else (0.4, 0.8, 1.2)
        if dice.chance(0.35):
            site["air_mw"] = self.part(self.whole - self.liquid, *shares)
        if self.liquid and dice.chance(0.35):
            site["liquid_mw"] = self.part(self.liquid, *shares)

    def water(self):
        dice, site = self.dice, self.site
        site["water_usd_per_m3"] = dice.maybe(0.35, dice.choice([2, 10, 30]))
        site["water_from"] = dice.maybe(0 if self.gentle else 0.2, dice.day(0.05, 0.4))
        if dice.chance(0.4):
            site["water_window"] = dice.choice([None, "period", "year", "horizon"])
            periods = 1 if site["water_window"] in (None, "period") else dice.count
            full = self.whole * 1.5 * dice.hours / dice.count / 1000
            site["water_m3"] = round(full * periods * dice.choice([0.2, 0.5, 0.9]), 3)

    def racks(self, units):
        """Racks, and the floor of each, of all tranches; of those to sign so many of their units."""
        kinds = {row["gpu_class"]: row for row in self.classes}
        for row in self.tranches:
            kind = kinds[row["gpu_class"]]
            gpus = row.get("gpus") or row[units] * kind["unit_gpus"]
            yield gpus / (kind.get("gpus_per_rack") or kind["unit_gpus"]), kind["rack_m2"] or 0

    def space(self):
        """Mostly no less than what stands there whatever is decided; to the unit, so that whole units may fill it."""
        dice, every, fixed = self.dice, list(self.racks("max_units")), list(self.racks("min_units"))
        for column, chance, of in (
                ("racks", 0.4, lambda pair: pair[0]), ("floor_m2", 0.3, lambda pair: pair[0] * pair[1])):
            whole, there = sum(map(of, every)), sum(map(of, fixed))
            if whole and dice.chance(chance):
                least = there if self.gentle or dice.chance(0.96) else 0
                self.site[column] = round(max(least, whole * dice.choice([0.5, 0.7, 0.9])), 3)

    def air(self):
        dice, site = self.dice, self.site
        site["carbon_kg_per_mwh"] = dice.choice([None, 100, 300, 500])
        if dice.chance(0.3):
            site["local_air_kg_per_mwh"] = dice.choice([0.5, 2])
            full = self.whole * 1.25 * dice.hours / 1000 * site["local_air_kg_per_mwh"] / 1000
            site["local_air_t"] = dice.maybe(0.8, round(full * dice.choice([0.2, 0.4, 0.7]), 6))

    def limits(self, *shares):
        """A change of each limit that is there, some of them."""
        dice, site = self.dice, self.site
        found = {"power_mw": self.part(self.whole, *shares)}
        for column in ("air_mw", "liquid_mw"):
            if site.get(column):
                found[column] = dice.maybe(0.7, round(site[column] * dice.choice(shares), 5))
        return found

    def step(self):
        dice = self.dice
        for number in range(dice.choice([0, 0, 0, 1, 2])):
            changes = self.limits(*((0.2, 0.4) if self.gentle else (-0.5, -0.2, 0.2, 0.4)))
            row = {"power_step": f"{self.site['site']}-{number}", "site": self.site["site"], "from": dice.day(0, 0.8)}
            self.steps.append({**row, **changes})

    def outage(self):
        dice, counts = self.dice, [0, 0, 1, 2, 3] if self.site["site"] == "x" else [0, 0, 1]
        for number in range(max(dice.choice(counts), self.pausing)):
            starts = dice.day(0.1, 0.8)
            ends = starts + DAY * dice.randint(1, max(2, dice.length // 4))
            if dice.chance(0.5):
                starts, ends = dice.crossing()
            row = {"outage": f"{self.site['site']}-{number}", "site": self.site["site"], "starts": starts, "ends": ends}
            for kind in ("power", "air", "liquid"):
                chance = 0.8 if kind == "power" else 0.4
                if kind == "power" or self.site.get(f"{kind}_mw"):
                    shares = [0.8, 0.9] if self.gentle else [0, 0.3, 0.6, 0.8]
                    row[f"{kind}_share"] = dice.maybe(chance, dice.choice(shares))
            if self.pausing and number == 0 and not self.gentle:
                row["power_share"] = 0
            self.outages.append(row)

    def expand(self):
        dice, site = self.dice, self.site
        for number in range(dice.choice([0, 0, 0, 1, 1, 2])):
            row = {
                "expansion": f"{site['site']}-{number}", "site": site["site"], "max_modules": dice.choice([1, 2, 3]),
                "lead_days": dice.choice([None, *(int(dice.spread * days) for days in (5, 12, 35))])}
            row.update({
                column: cell if column == "power_mw" else dice.maybe(0.7, cell)
                for column, cell in self.limits(0.15, 0.3).items()})
            for column in ("water_m3", "racks", "floor_m2"):
                if site.get(column):
                    row[column] = dice.maybe(0.7, round(site[column] * 0.25, 3))
            capital = round(dice.choice([0.05, 0.2, 0.6]) * dice.hours * row["power_mw"] * 1000)
            row["capital_usd"] = dice.maybe(0.8, capital)
            row["life_months"] = dice.choice([2, 12, 48]) if row["capital_usd"] else None
            self.expansions.append(row)

    def vary(self):
        """Figures that differ by period."""
        dice, site, name = self.dice, self.site, self.site["site"]
        columns = {
            "power": "power_mw", "redundancy": "redundancy_share", "demand": "demand_usd_per_kw", "water": "water_m3",
            "water_price": "water_usd_per_m3", "local_air": "local_air_kg_per_mwh", "racks": "racks",
            "floor": "floor_m2", "carbon": "carbon_kg_per_mwh", "energy": "energy_usd_per_mwh"}
        figures = {f"site.{name}.{key}": site[column] for key, column in columns.items() if site.get(column)}
        columns = {"pue_peak": "pue_peak", "pue_mean": "pue_mean", "wue": "wue_l_per_kwh", "heat": "heat_mw"}
        for row in self.modes:
            figures.update({
                f"cooling-mode.{row['mode']}.{key}": row[column] for key, column in columns.items()
                if row.get(column)})
        for parameter, figure in figures.items():
            if dice.chance(0.12):
                self.prices += [
                    {"parameter": parameter, "period": period, "value": self.varied(parameter, figure)}
                    for period in dice.periods()]

    def varied(self, parameter, figure):
        """A figure around another one; a PUE stays above 1, and its mean below its peak."""
        if "pue" in parameter:
            return round(figure + self.dice.choice([-0.05, 0]), 3)
        return round(figure * self.dice.choice([0.7, 1, 1.2]), 6)
