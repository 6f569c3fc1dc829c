"""Drawn work, and the events that change it or take GPUs."""

from .dice import DAY, DAYS, HOUR

CURVE = ((0.3, 0.4), (0.7, 0.75), (0.9, 0.9))


def curve():
    return [{"curve": "stair", "quantile": quantile, "share_of_peak": load} for quantile, load in CURVE]


def services(dice):
    for name in ["chat", "code"][: dice.choice([1, 1, 2])]:
        yield {
            "workload": name, "tenant": "ours", "kind": "service", "model": "small", "unit": "token",
            "value_usd_per_unit": dice.choice([2, 3, 5]) * HOUR, "shortfall_usd_per_unit": dice.choice([None, HOUR]),
            "min_share": dice.choice([None, None, None, 0.1, 0.3]), "load_curve": dice.choice(["flat", "stair"]),
            "gpu_classes": dice.choice([None, None, "node"])}


def job(dice):
    row = {
        "workload": "study", "tenant": "ours", "kind": "job", "model": "small", "unit": "token",
        "value_usd_per_unit": dice.choice([1, 2]) * HOUR, "shortfall_usd_per_unit": dice.choice([None, HOUR]),
        "work_units": dice.choice([20, 80]) * 86400 * DAYS[dice.step]}
    if dice.chance(0.4):
        row["release"] = dice.day(0, 0.4)
        row["deadline"] = max(dice.day(0.5, 1), row["release"] + 3 * DAY)
    return row


def letting(dice, home):
    return {
        "workload": "guests", "tenant": "guest", "kind": "letting", "lease": "let", "sites": home["site"],
        "gpu_classes": home["gpu_class"], "min_gpus": dice.choice([8, 8, 16]), "max_gpus": 24}


def pools(dice, leases, workloads):
    """One or two pools of leases and demands, with hazards or listed probabilities."""
    members = [
        {"lease": row["lease"]} for row in leases
        if row["reclaim_holder"] in ("owner", "both") and row["lease"] != "let"]
    members += [
        {"workload": row["workload"], "demand_factor": dice.choice([0, 0.5, 1.6])}
        for row in workloads if row["kind"] == "service" and dice.chance(0.3)]
    dice.shuffle(members)
    for pool, share in zip("pq", (members[:1], members[1:3])):
        likely = listed(dice) if dice.chance(0.2) else [hazard(dice)]
        for member in share:
            yield from ({"pool": pool, **member, **each} for each in likely)


def listed(dice):
    return [{"period": period, "probability": dice.choice([0, 0.05, 0.1])} for period in dice.periods()]


def hazard(dice):
    row = {"hazard_per_month_after": dice.choice([None, 0.2])}
    row.update(dice.choice([{"hazard_per_year": 0.6}, {"hazard_per_month": dice.choice([0.03, 0.1, 0.3])}]))
    return row
