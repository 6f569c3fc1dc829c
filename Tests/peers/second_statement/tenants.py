"""What a tenant may spend in a year, and how much of it may stand at one site."""

from .calendar import hours
from .programme import Sum, total


class Tenants:
    """Budgets and shares, over all work of a tenant."""

    def __init__(self, statement):
        self.statement, self.case = statement, statement.case
        self.spent = {}

    def spend(self, tenant, path, index, amount):
        self.spent.setdefault((tenant, path, index), []).append(amount)

    def at_work(self, tenant, tranche, path, index):
        return total(gpus for name, gpus in self.statement.at_work(tranche, path, index) if name == tenant)

    def bind(self):
        for row in self.case.tenants:
            budgets = [
                self.case.parameter(f"tenant.{row['tenant']}.budget", period, row, "budget_usd")
                for period in self.case.periods]
            if any(budget is not None for budget in budgets):
                self.keep_budget(row, budgets)
            for path in self.statement.paths:
                for index in self.statement.firsts[path]:
                    self.keep_share(row, path, index)

    def keep_budget(self, row, budgets):
        """A budget holds for a fiscal year; the year's first period in the horizon says how much it is."""
        spent = {
            (path, index): self.rent(row["tenant"], path, index)
            + total(self.spent.get((row["tenant"], path, index), ()))
            for path in self.statement.paths for index in self.statement.own(path)}
        for path in self.statement.paths:
            for window in self.statement.windows("year"):
                budget = budgets[self.statement.number_of(window[0])]
                if budget is not None:
                    along = self.statement.along(spent, path, window)
                    self.statement.programme.at_most(along * 1e-3, budget * 1e-3, "tenant-budget")

    def rent(self, tenant, path, index):
        """GPUs at work, at the mean rent of their pool."""
        start, end = self.statement.slices[index]
        pools = {}
        for tranche in self.statement.tranches:
            if self.statement.choices.could_hold(tranche, path, start):
                pools.setdefault(self.pool(tranche), []).append(tranche)
        return total(
            self.at_work(tenant, tranche, path, index) * (hours(start, end) * self.tariff(pool, path, start))
            for pool in pools.values() for tranche in pool)

    def pool(self, tranche):
        """What no row can tell apart: site, class, lessor, reclaim."""
        called = {
            row["pool"] for row in self.case.reclaim if tranche.lease and row.get("lease") == tranche.lease.name}
        lessor = tranche.lease.row["lessor"] if tranche.lease else None
        return tranche.site, tranche.gpu_class, lessor, frozenset(called), tranche.share_at_work

    def tariff(self, pool, path, start):
        """USD per GPU-hour: the mean rent of a pool's tranches, weighed by the most GPUs that can be there."""
        most = [tranche.delivered(start) * (tranche.units[1] if tranche.to_sign else 1) for tranche in pool]
        return sum(self.rent_due(tranche, path, start) * gpus for tranche, gpus in zip(pool, most)) / sum(most)

    def rent_due(self, tranche, path, start):
        """The price as due: in the time of a lessor's notice its share."""
        if not tranche.lease:
            return 0.0
        gone = self.statement.choices.gone(tranche.lease, path)
        told = gone and gone[1] <= start < gone[0]
        return tranche.lease.price(start) * (tranche.lease.notice_share if told else 1.0)

    def keep_share(self, row, path, index):
        share = self.case.parameter(
            f"tenant.{row['tenant']}.site_share",
            self.case.periods[self.statement.number_of(index)], row, "site_share")
        if share is None:
            return
        at = {site: Sum() for site in self.case.sites}
        for tranche in self.statement.tranches:
            at[tranche.site] = at[tranche.site] + self.at_work(row["tenant"], tranche, path, index)
        for gpus in at.values():
            if gpus.terms:
                self.statement.programme.at_most(gpus, total(at.values()) * share, "site-share")
