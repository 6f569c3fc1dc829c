"""Drawn leases."""

from .dice import DAY

RIGHTS = ("notice_days", "notice_from", "exit_notice_days", "exit_from", "exit_fee_usd")


def lease(dice, name):
    """A lease with its days, its rights, its renewal and its money."""
    start = dice.choice([dice.first, dice.first, dice.first - 40 * DAY, dice.day(0, 0.4)])
    row = {
        "lease": name, "lessor": f"lessor-{name}", "lessee": "us", "start": start, "end": dice.end(start),
        "usd_per_gpu_h": dice.choice([1, 1.5, 2, 3]), "take_or_pay_share": dice.choice([1, 1, 0.5, 0.8, 0]),
        "reclaim_holder": dice.choice(["owner", "owner", "both", "both", "lessee", "none"])}
    rights(dice, row)
    if row["end"] < dice.last and dice.chance(0.6):
        row["renewal_months"] = dice.choice([1, 3])
        row["renewal_usd_per_gpu_h"] = dice.choice([0.5, 1, 2])
        row["decide_by"] = max(dice.first, row["end"] - DAY * dice.choice([1, 10, 40]))
    mode(dice, row)
    commitment(dice, row)
    reclaim(dice, row)
    price(dice, row)
    return row


def rights(dice, row):
    """Who may end it, on what notice."""
    early = row["start"] <= dice.first
    if row["reclaim_holder"] != "none":
        row["notice_days"] = dice.days(0.3, 0.6, 1.4)
        row["notice_from"] = dice.maybe(0.2, min(dice.day(0.2, 0.6), row["end"] - DAY)) if early else None
    if row["reclaim_holder"] in ("lessee", "both"):
        row["exit_notice_days"] = dice.maybe(0.6, dice.days(0.3, 1))
        row["exit_from"] = dice.maybe(0.2, dice.day(0, 0.5)) if early else None
        row["exit_fee_usd"] = dice.choice([None, 100, 2000])


def mode(dice, row):
    kind = dice.choice([None, None, None, "spot", "capacity-block", "on-demand", "reserved"])
    if kind == "spot":
        row.update(
            take_or_pay_share=0, interruptions_per_month=dice.choice([5, 30]), restart_hours=dice.choice([None, 2]),
            usd_per_gpu_h=dice.choice([0.5, 1]))
    elif kind == "capacity-block":
        row.update(take_or_pay_share=1, prepaid_share=1, reclaim_holder="none", **dict.fromkeys(RIGHTS))
    elif kind == "on-demand":
        row["take_or_pay_share"] = 0
    elif kind == "reserved" and not row["take_or_pay_share"]:
        row["take_or_pay_share"] = 0.8
    row["purchase_mode"] = kind


def commitment(dice, row):
    """How what is committed is settled, paid ahead, and valued at the end."""
    share = row["take_or_pay_share"]
    if share:
        row.setdefault("prepaid_share", dice.maybe(0.4, dice.choice([0.3, 1])))
        window = dice.choice(["month", "quarter", "year", "term"])
        row["take_or_pay_window"] = dice.maybe(0.8 if share < 1 else 0.2, window)
        row["end_value_usd_per_gpu_h"] = dice.choice([None, None, 0.2, 1.2, 3])


def reclaim(dice, row):
    """What a lessor's call costs the lessor."""
    if row["reclaim_holder"] in ("owner", "both"):
        row["notice_rent_share"] = dice.choice([None, 0, 0.5])
        row["compensation_usd_per_gpu"] = dice.choice([None, 50, 400])
        row["refund_share"] = dice.choice([None, 0, 0.5]) if row.get("prepaid_share") else None
        row["reclaim_take_or_pay"] = dice.choice([None, "full"]) if row.get("take_or_pay_window") else None


def price(dice, row):
    """A price that steps up, or a fee for all GPUs."""
    until = row["start"] + DAY * dice.randint(1, max(1, int(0.8 * (dice.last - row["start"]).days)))
    if dice.chance(0.25) and until < row["end"]:
        row.update(ramp_until=until, ramp_usd_per_gpu_h=dice.choice([0.3, 0.6]))
    elif dice.chance(0.3) and row["purchase_mode"] != "spot":
        row.update(usd_per_month=dice.choice([15000, 40000]), usd_per_gpu_h=None)


def steps(dice, row):
    """Rows of prices.csv for a lease."""
    if row.get("usd_per_gpu_h") is None or not dice.chance(0.25):
        return []
    return [
        {"parameter": f"lease.{row['lease']}.price", "period": period, "value": dice.choice([1, 2, 3])}
        for period in dice.periods()]


def let(dice):
    """A lease under which we let GPUs."""
    start = dice.choice([dice.first, dice.first - 20 * DAY, dice.day(0, 0.3)])
    row = {
        "lease": "let", "lessor": "us", "lessee": "guest", "start": start, "end": dice.end(start),
        "usd_per_gpu_h": dice.choice([2, 3, 4]), "take_or_pay_share": dice.choice([1, 1, 0.8]),
        "reclaim_holder": dice.choice(["owner", "owner", "both", "none"]), "prepaid_share": dice.choice([None, 0.5])}
    if row["reclaim_holder"] != "none":
        row["notice_days"] = dice.days(0.3, 0.6)
        row["refund_share"] = dice.choice([None, 0.5]) if row["prepaid_share"] else None
        row["compensation_usd_per_gpu"] = dice.choice([None, 50])
    until = dice.first + 10 * DAY
    if dice.chance(0.2) and start < until < row["end"]:
        row.update(ramp_until=until, ramp_usd_per_gpu_h=1)
    return row
