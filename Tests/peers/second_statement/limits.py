"""What a site can bear at a moment: what it has, steps, modules, what is held back, and outages."""

from .programme import Sum, total

COLUMNS = {"power": "power_mw", "air": "air_mw", "liquid": "liquid_mw"}


class Limits:
    """The limits of one site."""

    def __init__(self, statement, row):
        self.statement, self.case, self.row, self.site = statement, statement.case, row, row["site"]
        self.steps = [each for each in self.case.steps if each["site"] == self.site]
        self.outages = [each for each in self.case.outages if each["site"] == self.site]
        self.expansions = [each for each in statement.expansions if each.site == self.site]

    def value(self, name, column, moment, default=None):
        """A figure of the site in the period of a moment."""
        return self.case.parameter(
            f"site.{self.site}.{name}", self.case.period_of(moment), self.row, column, default)

    def midnight(self, row, column):
        return self.case.midnight(row.date(column), self.site)

    def cuts(self):
        """Every moment at which a limit may change."""
        yield from (self.midnight(row, "from") for row in self.steps)
        yield from (self.midnight(row, column) for row in self.outages for column in ("starts", "ends"))
        yield from (moment for expansion in self.expansions for moment in expansion.moments.values())
        if self.row.get("water_from"):
            yield self.midnight(self.row, "water_from")

    def left(self, kind, moment):
        """The share that outages leave: what several take adds up."""
        taken = sum(
            1 - row.number(f"{kind}_share", 1.0) for row in self.outages
            if self.midnight(row, "starts") <= moment < self.midnight(row, "ends"))
        return max(0.0, 1 - taken)

    def kilowatts(self, kind, path, moment):
        """The limit of the power, or of a loop; None where there is none."""
        column = COLUMNS[kind]
        given = self.value(kind, column, moment)
        if given is None:
            return None
        given += sum(row.number(column, 0.0) for row in self.steps if self.midnight(row, "from") <= moment)
        share = self.left(kind, moment)
        if kind == "power":
            share *= 1 - self.value("redundancy", "redundancy_share", moment, 0.0)
        return (max(0.0, given) + self.added(column, path, moment)) * (1000 * share)

    def added(self, column, path, moment):
        return total(expansion.adds(column, path, moment) for expansion in self.expansions)

    def other(self, name, column, path, moment, until):
        """Racks, floor or water: the figure of a moment's period, with the modules that serve by another moment."""
        given = self.value(name, column, moment)
        return None if given is None else Sum(given) + self.added(column, path, until)
