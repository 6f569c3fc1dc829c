"""Chance, on horizons of 2 to 4 periods; and what a case would draw if all of it ran."""

from contract_cases.dice import DAY, DAYS, Dice


class SiteDice(Dice):
    """The calendar of a drawn case, with a fiscal year that may begin inside it."""

    def __init__(self, seed):
        super().__init__(seed)
        self.count = self.choice([2, 2, 3, 3, 4])
        self.bounds = [self.bound(number) for number in range(self.count + 1)]
        self.last = self.bounds[-1]

    @property
    def hours(self):
        return 24 * self.length

    @property
    def spread(self):
        """How much longer than a month a period is: money by the horizon grows with it."""
        return DAYS[self.step] / 30

    def fiscal_month(self):
        inside = [day.month for day in self.bounds[1:-1]]
        return self.choice([1, *(month for month in inside if month > 1), *(month for month in inside if month > 1)])

    def crossing(self):
        """A day shortly before a period ends, and one shortly after."""
        bound = self.choice(self.bounds[1:-1])
        return bound - DAY * self.randint(1, 5), bound + DAY * self.randint(1, 5)
