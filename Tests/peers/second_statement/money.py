"""What leases, assets and lettings cost and earn, booked where the pages say."""

from .calendar import DAY, hours, months_on
from .programme import Sum


def book_all(statement):
    for tranche in statement.tranches:
        if tranche.lease:
            Rent(statement, tranche).book()
        elif tranche.to_sign:
            book_asset(statement, tranche)
    for lease in {lease.name: lease for lease in statement.leases.values()}.values():
        for path in statement.paths:
            book_exits(statement, lease, path)


def book_exits(statement, lease, path):
    fee = lease.row.number("exit_fee_usd", 0.0)
    for number, leave in statement.choices.leaves(lease, path):
        index = statement.index_of(statement.choices.going(lease, number))
        statement.book(path, index, "exit-fees", leave * -fee)


def book_asset(statement, tranche):
    """Capital with the delivery, and what is left of it at the end of the horizon."""
    case, row = statement.case, tranche.row
    each, once = row.number("capital_usd_per_gpu", 0.0), row.number("capital_usd", 0.0)
    came = tranche.stair[0][0]
    delivery = max(case.starts, came)
    if delivery >= case.ends or not each + once:
        return
    worn = case.midnight(months_on(tranche.delivered_on, int(row.number("life_months"))), tranche.site)
    kept = (1 - case.haircut) * max(0.0, 1 - hours(came, case.ends) / hours(came, worn))
    for path in statement.paths:
        capital = statement.choices.signed(tranche, path) * (each * tranche.unit)
        if once:
            capital = capital + statement.choices.any_signed(tranche, path) * once
        statement.book(path, statement.index_of(delivery), "capital", -capital, "building" if once else "")
        statement.book(path, len(statement.slices) - 1, "end-value", capital * kept, "book-value")


class Rent:
    """The lease payments of one tranche."""

    def __init__(self, statement, tranche):
        self.statement, self.tranche, self.lease = statement, tranche, tranche.lease
        self.choices = statement.choices

    def book(self):
        for path in self.statement.paths:
            gone = self.choices.gone(self.lease, path)
            for index in self.statement.own(path):
                if self.choices.could_hold(self.tranche, path, self.statement.slices[index][0]):
                    self.book_slice(path, index, gone)
            self.book_prepayment(path)
            if gone and gone[0] < self.statement.case.ends:
                self.book_call(path, *gone)
            if self.lease.window != "hour":
                self.book_windows(path, gone)
            self.book_beyond(path)

    def cost(self, index, gone):
        """USD per GPU in a slice, price times hours."""
        start, end = self.statement.slices[index]
        told = gone and gone[1] <= start < gone[0]
        return self.lease.price(start) * hours(start, end) * (self.lease.notice_share if told else 1.0)

    def words(self, index, gone):
        """What is particular about the rent of a slice."""
        lease, start = self.lease, self.statement.slices[index][0]
        found = [lease.row.get("purchase_mode") or "", "second-term" if lease.term(start) == 2 else ""]
        found.append("fee" if lease.row.get("usd_per_month") else "")
        found.append("ramp" if start < lease.ramp_until else "")
        told = gone and gone[1] <= start < gone[0] and lease.notice_share < 1
        return " ".join([*found, "notice-rent" if told else ""])

    def book_slice(self, path, index, gone):
        statement, lease, start = self.statement, self.lease, self.statement.slices[index][0]
        cost, used = self.cost(index, gone), statement.used(self.tranche, path, index)
        held = self.choices.held(self.tranche, path, start)
        paid = used * cost
        if lease.window == "hour" and lease.share > 0 or lease.share == 1:
            paid = statement.programme.column()
            statement.programme.at_most(used * cost, paid)
            statement.programme.at_most(held * (cost * lease.share), paid)
        statement.book(path, index, "lease-payments", -paid, self.words(index, gone))
        if lease.term(start) == 1:
            statement.book(path, index, "lease-payments", held * (lease.prepaid * lease.share * cost), "credit")

    def whole(self):
        """All GPUs of the tranche, whatever of its stair has come; per unit signed, of a tranche to sign."""
        return self.tranche.unit if self.tranche.to_sign else self.tranche.fixed

    def contracted(self, path):
        return self.choices.signed(self.tranche, path) if self.tranche.to_sign else Sum(1)

    def book_prepayment(self, path):
        lease, statement, case, start = self.lease, self.statement, self.statement.case, self.lease.start
        if self.tranche.to_sign:
            decided = self.tranche.row.date("decide_by")
            start = max(start, case.midnight(decided, self.tranche.site) if decided else case.starts)
        elif lease.row.date("start") < case.periods[0].first:
            return
        index = next((place for place, (begins, _) in enumerate(statement.slices) if begins >= start), None)
        if index is not None:
            rent = lease.rent(statement.slices, self.tranche.stair, statement.slices[index][0])
            statement.book(
                path, index, "lease-payments",
                self.contracted(path) * (-lease.prepaid * lease.share * rent), "prepayment")

    def book_call(self, path, gone, told):
        """With the slice in which the GPUs have gone: what is refunded and compensated."""
        lease, statement, tranche = self.lease, self.statement, self.tranche
        after = lease.rent(statement.slices, tranche.stair, gone)
        notice = lease.rent(statement.slices, tranche.stair, told) - after
        refund = lease.refund_share * lease.prepaid * lease.share * (after + (1 - lease.notice_share) * notice)
        each = lease.row.number("compensation_usd_per_gpu", 0.0) * self.whole()
        if refund or each:
            taken, index = self.choices.settled(tranche, path), statement.index_of(gone)
            statement.book(path, index, "settlements", taken * refund, "refund")
            statement.book(path, index, "settlements", taken * each, "compensation")

    def windows(self):
        """The slices of each window."""
        found = {}
        for index, (start, _) in enumerate(self.statement.slices):
            if self.lease.term(start):
                found.setdefault(self.lease.window_of(start), []).append(index)
        return found.values()

    def book_windows(self, path, gone):
        for window in self.windows():
            there = [
                index for index in window
                if self.choices.could_hold(self.tranche, path, self.statement.slices[index][0])]
            if there and self.statement.owner(path, there[-1]) is path:
                self.book_top_up(path, there[-1], window, gone)

    def book_top_up(self, path, last, window, gone):
        statement, lease, owing, kept = self.statement, self.lease, Sum(), ""
        for index in window:
            start = statement.slices[index][0]
            if gone and start >= gone[0]:
                if lease.row.get("reclaim_take_or_pay") == "full":
                    taken = self.choices.taken(self.tranche, path) * self.whole()
                    owing, kept = owing + taken * (lease.share * self.cost(index, gone)), " kept"
                continue
            owner = statement.owner(path, index)
            if lease.share == 1:
                continue
            cost = self.cost(index, gone)
            held = self.choices.held(self.tranche, owner, start)
            owing = owing + held * (lease.share * cost) - statement.used(self.tranche, owner, index) * cost
        top_up = statement.programme.column()
        statement.programme.at_most(owing, top_up)
        statement.book(path, last, "lease-payments", -top_up, f"top-up-{lease.window}{kept}")

    def book_beyond(self, path):
        """What is committed to after the horizon, and what that is worth."""
        lease, case = self.lease, self.statement.case
        last = len(self.statement.slices) - 1
        start = self.statement.slices[last][0]
        if lease.share == 0 or not lease.term(start) or self.statement.owner(path, last) is not path:
            return
        term = lease.term(start)
        until = lease.end if term == 1 else lease.last_end
        if lease.row["reclaim_holder"] in ("lessee", "both"):
            until = min(until, self.exit_day())
        price, prepaid = lease.price_beyond(term), lease.prepaid if term == 1 else 0.0
        worth = lease.row.number("end_value_usd_per_gpu_h", (1 - case.haircut) * price)
        held = self.choices.held(self.tranche, path, start) * hours(case.ends, until)
        value = max(lease.share * worth, worth - (1 - lease.share) * price)
        self.statement.book(path, last, "commitments", held * (-(1 - prepaid) * lease.share * price))
        self.statement.book(path, last, "end-value", held * value)

    def exit_day(self):
        row, case = self.lease.row, self.statement.case
        notice = int(row.number("exit_notice_days", row.number("notice_days", 0)))
        first = row.date("exit_from", row.date("notice_from", row.date("start")))
        return case.midnight(max(case.periods[-1].last, first) + DAY * (1 + notice), self.lease.site)
