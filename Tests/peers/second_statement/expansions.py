"""Modules that a site may be given: who orders them, from when they serve, and what they cost."""

from .calendar import DAY, hours, months_on
from .programme import Sum, total


class Expansion:
    """A row of expansions.csv: whole modules, ordered at the starts of periods."""

    def __init__(self, statement, row):
        self.statement, self.case, self.row = statement, statement.case, row
        self.name, self.site = row["expansion"], row["site"]
        self.most = int(row.number("max_modules"))
        self.days = {number: self.day(period) for number, period in enumerate(self.case.periods)}
        self.moments = {
            number: max(self.case.midnight(day, self.site), self.case.periods[number].start)
            for number, day in self.days.items()}
        self.moments = {number: moment for number, moment in self.moments.items() if moment < self.case.ends}

    def day(self, period):
        """The first day on which what is ordered with a period serves."""
        return period.first + DAY * int(self.row.number("lead_days", 0))

    def built(self, path, number):
        """Modules ordered at the start of a period, by whoever stands on that path then."""
        knower = path.standing(number)
        return self.statement.choices.once(
            ("build", self.name, number, knower), lambda: self.statement.programme.column(0, self.most, whole=True))

    def serving(self, path, moment):
        """Modules that serve by a moment. None is there before it was ordered."""
        return total(self.built(path, number) for number, first in self.moments.items() if first <= moment)

    def adds(self, column, path, moment):
        """What the modules that serve by a moment add to a limit."""
        each = self.row.number(column, 0.0)
        return self.serving(path, moment) * each if each else Sum()

    def book_all(self):
        for path in self.statement.paths:
            along = total(self.built(path, number) for number in self.moments)
            self.statement.programme.at_most(along, self.most, "site-expansion")
            for number in self.moments:
                self.book(path, number)

    def book(self, path, number):
        """Capital with the first slice of service, and what is left of it at the end of the horizon."""
        capital = self.built(path, number) * self.row.number("capital_usd", 0.0)
        if not capital.terms:
            return
        came = self.moments[number]
        worn = self.case.midnight(months_on(self.days[number], int(self.row.number("life_months"))), self.site)
        left = max(0.0, 1 - hours(came, self.case.ends) / hours(came, worn))
        statement = self.statement
        statement.book(path, statement.index_of(self.moments[number]), "capital", -capital, "modules")
        statement.book(
            path, len(statement.slices) - 1, "end-value", capital * ((1 - self.case.haircut) * left), "module-value")
