"""What is drawn by chance, and the calendar of a drawn case."""

import datetime
import random

DAY = datetime.timedelta(days=1)
HOUR = 1 / 3600  # USD per unit of a GPU that does one unit per second, at 1 USD per GPU-hour
STARTS = {"month": datetime.date(2026, 7, 1), "week": datetime.date(2026, 6, 29), "quarter": datetime.date(2026, 7, 1)}
DAYS = {"month": 30, "week": 7, "quarter": 91}


class Dice(random.Random):
    """Chance from a seed, with the horizon on which its days lie."""

    def __init__(self, seed):
        super().__init__(seed)
        self.step = self.choice(["month", "month", "week", "quarter"])
        self.count = self.choice([3, 4, 5, 6] if self.step == "week" else [3, 3, 4])
        self.first = STARTS[self.step]
        self.bounds = [self.bound(number) for number in range(self.count + 1)]
        self.last = self.bounds[-1]

    def bound(self, number):
        if self.step == "week":
            return self.first + 7 * DAY * number
        months = 6 + number * {"month": 1, "quarter": 3}[self.step]
        return datetime.date(2026 + months // 12, months % 12 + 1, 1)

    def periods(self):
        for first in self.bounds[:-1]:
            year, week, _ = first.isocalendar()
            yield {
                "week": f"{year}-W{week:02}", "month": f"{first:%Y-%m}",
                "quarter": f"{first.year}-Q{(first.month + 2) // 3}"}[self.step]

    @property
    def length(self):
        return (self.last - self.first).days

    def chance(self, probability):
        return self.random() < probability

    def maybe(self, probability, value):
        """A value or an empty cell."""
        return value if self.chance(probability) else None

    def day(self, low=0.0, high=1.0):
        """A day of that part of the horizon, often the first of a period."""
        firsts = [day for day in self.bounds if low <= (day - self.first).days / self.length <= high]
        if firsts and self.chance(0.3):
            return self.choice(firsts)
        return self.first + DAY * self.randint(int(low * self.length), int(high * self.length))

    def days(self, *periods):
        """No day, or so many periods of them."""
        return self.choice([0, *(int(DAYS[self.step] * part) for part in periods)])

    def end(self, start):
        """The end of a term: inside the horizon, or beyond it."""
        late = self.choice([0.6, 0.9, 1.5, 3.0]) * self.uniform(0.7, 1)
        return max(start + 5 * DAY, self.first + DAY * int(self.length * late))
