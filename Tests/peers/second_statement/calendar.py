"""Days, midnights and periods of a case."""

import datetime
import zoneinfo

UTC = datetime.timezone.utc
DAY = datetime.timedelta(days=1)


def day(text):
    return datetime.date.fromisoformat(text)


def midnight(date, zone="UTC"):
    """00:00 of a date there, as a moment of UTC."""
    return datetime.datetime(date.year, date.month, date.day, tzinfo=zoneinfo.ZoneInfo(zone)).astimezone(UTC)


def local_day(moment, zone):
    return moment.astimezone(zoneinfo.ZoneInfo(zone)).date()


def hours(begin, end):
    return max(0.0, (end - begin).total_seconds() / 3600)


def months_on(date, months):
    """The same day so many months later, or the last of its month."""
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    for number in (date.day, 30, 29, 28):
        try:
            return datetime.date(year, month + 1, number)
        except ValueError:
            continue
    raise ValueError(date)


class Period:
    """A month, week or quarter, UTC."""

    def __init__(self, first, step):
        self.first = first
        self.last = first + 7 * DAY if step == "week" else months_on(first, {"month": 1, "quarter": 3}[step])
        self.start, self.end = midnight(self.first), midnight(self.last)
        year, week, _ = first.isocalendar()
        self.name = {
            "month": f"{first.year}-{first.month:02}", "week": f"{year}-W{week:02}",
            "quarter": f"{first.year}-Q{(first.month + 2) // 3}"}[step]

    @property
    def days(self):
        return (self.last - self.first).days

    def fiscal_year(self, first_month):
        """A period belongs to the fiscal year of its first day."""
        return self.first.year - (self.first.month < first_month)


def periods(first, step, count):
    made = [Period(first, step)]
    while len(made) < count:
        made.append(Period(made[-1].last, step))
    return made
