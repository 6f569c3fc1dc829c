"""Drawn tranches: what is owned, what may be bought, and what stands under a lease."""


def owned(dice, sites, classes):
    yield {
        "tranche": "own", "site": sites[0]["site"], "gpu_class": classes[0]["gpu_class"],
        "gpus": dice.choice([8, 16, 24])}
    if dice.chance(0.35):
        row = {
            "tranche": "bought", "site": dice.choice(sites)["site"], "gpu_class": dice.choice(classes)["gpu_class"],
            "min_units": dice.choice([0, 0, 1]), "max_units": 3, "lead_days": dice.choice([None, 20]),
            "life_months": dice.choice([2, 12, 48]), "decide_by": dice.maybe(0.5, dice.day(0, 0.5))}
        row["capital_usd_per_gpu"] = dice.choice([None, 10, 30])
        if row["capital_usd_per_gpu"]:
            row["capital_usd_per_gpu"] *= dice.length
        if not row["capital_usd_per_gpu"] or dice.chance(0.4):
            row["capital_usd"] = dice.choice([500, 5000])
        yield row


def leased(dice, lease, sites, classes):
    """One or two tranches of a lease, at sites of one time zone: a lease is left for all of them at one moment."""
    first = dice.choice(sites)
    alike = [site for site in sites if site["time_zone"] == first["time_zone"]]
    for number in range(dice.choice([1, 1, 2])):
        row = {
            "tranche": f"{lease['lease']}{number}", "site": dice.choice(alike if number else [first])["site"],
            "gpu_class": dice.choice(classes)["gpu_class"], "lease": lease["lease"]}
        row.update(size(dice, lease))
        start = max(lease["start"], dice.day(0, 0.5))
        if dice.chance(0.2) and start < lease["end"]:
            row["available_from"] = start
        yield row


def size(dice, lease):
    """GPUs that are there, or units to sign. What is signed of a prepaid lease is signed before it starts."""
    prepaid = bool(lease.get("prepaid_share"))
    if lease.get("usd_per_month") or (prepaid and lease["start"] < dice.first) or dice.chance(0.5):
        return {"gpus": dice.choice([16, 24, 48]), "ramp_days": dice.choice([None, None, 10, 20])}
    row = {
        "min_units": dice.choice([0, 0, 0, 1]), "max_units": dice.choice([3, 6]),
        "lead_days": dice.choice([None, None, 10])}
    if dice.chance(0.4):
        row["decide_by"] = min(dice.day(0, 0.5), lease["start"]) if prepaid else dice.day(0, 0.5)
    return row
