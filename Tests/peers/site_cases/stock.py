"""Drawn GPUs: owned, under contracts of all kinds or of the plainest, and two leases in one pool."""

from contract_cases import contracts, lots
from contract_cases.dice import DAY

CLASSES = (
    {"gpu_class": "node", "unit_gpus": 8, "kw_per_gpu": 1.25, "idle_kw_per_gpu": 0.25},
    {"gpu_class": "card", "unit_gpus": 4, "kw_per_gpu": 0.8, "idle_kw_per_gpu": 0.1})


def classes(dice):
    count = dice.choice([1, 2])
    rows = [dict(row, liquid_share=dice.choice([0, 0.6, 0.8]), rack_m2=dice.choice([None, 1.5, 3])) for row in CLASSES]
    rows[0]["gpus_per_rack"] = dice.choice([None, 4, 16])
    return rows[:count]


def plain(dice, name):
    """A lease for the whole horizon, paid in full or as it is used, that may be called."""
    share = dice.choice([1, 0, 0.6])
    holder = dice.choice(["owner", "owner", "none", "both"])
    return {
        "lease": name, "lessor": f"lessor-{name}", "lessee": "us", "start": dice.first, "end": dice.last,
        "usd_per_gpu_h": dice.choice([0.6, 1, 1.8]), "take_or_pay_share": share, "reclaim_holder": holder,
        "notice_days": None if holder == "none" else dice.days(0.3, 0.6),
        "notice_rent_share": dice.choice([None, 0.5]) if holder != "none" else None}


def spot(dice):
    return {
        "lease": "spot", "lessor": "market", "lessee": "us", "start": dice.first, "end": dice.last,
        "usd_per_gpu_h": dice.choice([0.4, 0.9]), "take_or_pay_share": 0, "reclaim_holder": "none",
        "purchase_mode": "spot", "interruptions_per_month": dice.choice([5, 30]),
        "restart_hours": dice.choice([None, 2])}


def twins(dice):
    """Two leases of one lessor at different prices, that nobody may call."""
    for name, price in (("cheap", dice.choice([0.4, 0.8])), ("dear", dice.choice([1.4, 2]))):
        yield {
            "lease": name, "lessor": "twin", "lessee": "us", "start": dice.first, "end": dice.last,
            "usd_per_gpu_h": price, "take_or_pay_share": dice.choice([0, 0, 1]), "reclaim_holder": "none"}


def stock(dice, sites, kinds, few):
    """Leases and tranches."""
    leases, tranches = [], list(lots.owned(dice, sites, kinds))
    for name in "ab"[: dice.choice([1, 1, 1 if few else 2])]:
        lease = contracts.lease(dice, name) if dice.chance(0.15 if few else 0.4) else plain(dice, name)
        leases.append(lease)
        tranches += [in_time(dice, lease, row) for row in lots.leased(dice, lease, sites, kinds)]
    if dice.chance(0.25):
        leases.append(spot(dice))
        tranches.append(lot(dice, "spot", dice.choice(sites), dice.choice(kinds)))
    if dice.chance(0.3):
        leases += twins(dice)
        site, kind = dice.choice(sites), dice.choice(kinds)
        tranches += [lot(dice, "cheap", site, kind), lot(dice, "dear", site, kind)]
    return leases, tranches


def in_time(dice, lease, row):
    """A short lease is signed at once, before it is over; and can be left before it is."""
    signed = row.get("decide_by") or dice.first
    if not row.get("gpus") and signed + DAY * (row.get("lead_days") or 0) >= lease["end"]:
        row.update(decide_by=None, lead_days=None)
    for column in ("exit_from", "notice_from"):
        if lease.get(column) and lease[column] >= lease["end"]:
            lease[column] = None
    return row


def lot(dice, lease, site, kind):
    row = {"tranche": f"{lease}-lot", "site": site["site"], "gpu_class": kind["gpu_class"], "lease": lease}
    if dice.chance(0.3):
        return {**row, "min_units": 0, "max_units": 3}
    return {**row, "gpus": dice.choice([8, 16])}
