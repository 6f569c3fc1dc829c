"""How the heat of a site is carried off: by the PUE of the site, or by modes with a PUE, a WUE and a limit each."""

from .programme import Sum, total


class Cooling:
    """The modes of one site; a site without modes has one PUE."""

    def __init__(self, statement, limits):
        self.statement, self.limits = statement, limits
        self.modes = [row for row in statement.case.modes if row["site"] == limits.site]
        self.loops = ("air", "liquid") if any(row.get("loop") for row in self.modes) else ("",)

    def figure(self, mode, name, column, moment, default=None):
        case = self.statement.case
        return case.parameter(f"cooling-mode.{mode['mode']}.{name}", case.period_of(moment), mode, column, default)

    def least(self, name, column, moment, liquid):
        """The least figure of the modes that take the heat of GPUs with a liquid share, that of the site where it has none."""
        if not self.modes:
            return self.limits.value(name, column, moment, 0.0)
        shares = {"": 1, "air": 1 - liquid, "liquid": liquid}
        return sum(
            shares[loop] * min(
                self.figure(mode, name, column, moment, 0.0) for mode in self.modes if mode.get("loop", "") in ("", loop))
            for loop in self.loops)

    def carried(self, peak, mean, moment):
        """Facility kW on the design day, mean kW at the meter, and litres an hour, from kW of IT by loop.

        Before the first day on which the site may draw water nothing goes through what takes water.
        """
        if not self.modes:
            whole, running = total(peak.values()), total(mean.values())
            value = self.limits.value
            self.keep_dry(whole * value("wue", "wue_l_per_kwh", moment, 0.0), moment)
            return (
                whole * value("pue_peak", "pue_peak", moment), running * value("pue_mean", "pue_mean", moment),
                running * value("wue", "wue_l_per_kwh", moment, 0.0))
        return self.by_mode(peak, mean, moment)

    def by_mode(self, peak, mean, moment):
        programme, cool, cooled = self.statement.programme, {}, {}
        for loop in self.loops:
            names = [mode["mode"] for mode in self.modes if mode.get("loop", "") in ("", loop)]
            for name in names:
                cool[name, loop], cooled[name, loop] = programme.column(), programme.column()
                programme.at_most(cooled[name, loop], cool[name, loop])
            for columns, heat in ((cool, peak), (cooled, mean)):
                heat = heat[loop] if loop else total(heat.values())
                programme.equal(total(columns[name, loop] for name in names), heat)
        facility = meter = litres = Sum()
        for mode in self.modes:
            whole, running = (
                total(column for key, column in columns.items() if key[0] == mode["mode"])
                for columns in (cool, cooled))
            limit = self.figure(mode, "heat", "heat_mw", moment)
            if limit is not None:
                programme.at_most(whole, 1000 * limit, "mode-heat")
            facility = facility + whole * self.figure(mode, "pue_peak", "pue_peak", moment)
            meter = meter + running * self.figure(mode, "pue_mean", "pue_mean", moment)
            wue = self.figure(mode, "wue", "wue_l_per_kwh", moment, 0.0)
            litres = litres + running * wue
            self.keep_dry(whole * wue, moment)
        self.watch(cool)
        return facility, meter, litres

    def keep_dry(self, litres, moment):
        first = self.limits.row.date("water_from")
        if first and moment < self.statement.case.midnight(first, self.limits.site):
            self.statement.programme.at_most(litres, 0, "water-from")

    def watch(self, cool):
        """Which modes are used, and which two together."""
        for mode in self.modes:
            kind = f"mode-{mode.get('loop') or ('no-loop' if self.loops == ('',) else 'both-loops')}"
            mine = [column for (name, _), column in cool.items() if name == mode["mode"]]
            others = [column for (name, _), column in cool.items() if name != mode["mode"]]
            self.statement.watch(kind, total(mine))
            if kind == "mode-both-loops":
                self.statement.watch("mode-both-loops-at-once", *mine)
            if others:
                self.statement.watch("modes-together", total(mine), total(others))
