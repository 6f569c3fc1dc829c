"""Drawn work: services, jobs and gangs, by tenants that may spend so much and stand in so many places."""

from contract_cases import wants
from contract_cases.dice import DAY, DAYS, HOUR

POINTS = (
    {"point": "eco", "gpu_class": "node", "draw_factor": 0.6, "throughput_factor": 0.75},
    {"point": "low", "gpu_class": "node", "draw_factor": 0.4, "throughput_factor": 0.5},
    {"point": "soft", "gpu_class": "node", "draw_factor": 0.9, "throughput_factor": 1},
    {"point": "card-eco", "gpu_class": "card", "draw_factor": 0.7, "throughput_factor": 0.85},
    {"point": "card-low", "gpu_class": "card", "draw_factor": 0.5, "throughput_factor": 0.55})


def points(dice, classes):
    names = [row["gpu_class"] for row in classes]
    return [row for row in POINTS if row["gpu_class"] in names and dice.chance(0.4)] if dice.chance(0.55) else []


def tenant(dice, several):
    return dice.choice(["ours", "ours", "lab"]) if several else "ours"


def workloads(dice, classes, several, gentle, ganging):
    rows = list(wants.services(dice))[: 1 if ganging else 2]
    if dice.chance(0.3):
        rows.append(hpc(dice))
    if ganging:
        rows.append(gang(dice, classes))
    elif dice.chance(0.6):
        rows.append(lateness(dice, wants.job(dice)))
    for row in rows:
        row["tenant"] = tenant(dice, several)
        if row.get("min_share"):
            row["min_share"] = 0.06 if gentle else None
    return rows


def hpc(dice):
    """A service that asks for GPU-hours."""
    return {
        "workload": "hpc", "kind": "service", "unit": "gpu-hour", "value_usd_per_unit": dice.choice([1.5, 2.5, 4]),
        "shortfall_usd_per_unit": dice.choice([None, 1]), "min_share": dice.choice([None, None, 0.2]),
        "load_curve": dice.choice(["flat", "stair"]), "gpu_classes": dice.choice([None, "node"])}


def in_gpu_hours(dice, row):
    """The same work in GPU-hours, on GPUs that do one unit a second."""
    if dice.chance(0.4):
        row.update(model=None, unit="gpu-hour", work_units=row["work_units"] // 3600)
        for column in ("value_usd_per_unit", "shortfall_usd_per_unit", "lateness_usd_per_unit_day"):
            if row.get(column):
                row[column] *= 3600
    return row


def lateness(dice, row):
    """A job that may be late at a price, until the end or until a day."""
    if dice.chance(0.35 if row.get("class_rule") else 0.7):
        row["deadline"] = dice.day(0.2, 0.7) + DAY
        if row.get("release") and row["release"] >= row["deadline"]:
            row["release"] = None
        row["lateness_usd_per_unit_day"] = dice.choice([0.01, 0.05, 0.2]) * HOUR / dice.spread
        if row["deadline"] + 2 * DAY < dice.last:
            row["latest"] = dice.maybe(0.5, max(row["deadline"] + DAY, dice.day(0.6, 0.95)))
    return in_gpu_hours(dice, row)


def gang(dice, classes):
    row = {
        "workload": "train", "kind": "job", "model": "small", "unit": "token",
        "value_usd_per_unit": dice.choice([1.5, 3]) * HOUR, "shortfall_usd_per_unit": dice.choice([None, HOUR]),
        "work_units": dice.choice([10, 24]) * 86400 * DAYS[dice.step] * dice.choice([1, 2]),
        "class_rule": dice.choice(["single", "mixed"]) if len(classes) > 1 else "single",
        "min_gpus": dice.choice([4, 8, 12]), "max_gpus": dice.choice([16, 24, 40]),
        "pause_usd": dice.maybe(0.8, round(dice.choice([100, 1000, 5000]) * dice.spread))}
    if row["class_rule"] == "single":
        row["gpu_classes"] = dice.maybe(0.6, "node")
    else:
        row["mixed_penalty"] = dice.choice([None, 0, 0.5])
    return lateness(dice, row)


def demand(dice, rows):
    for row in rows:
        if row["kind"] == "service":
            for period in dice.periods():
                asked = dice.choice([10, 20, 40, 60])
                yield {
                    "workload": row["workload"], "period": period,
                    "units_per_s": round(asked / 3600, 8) if row["unit"] == "gpu-hour" else asked}


def tenants(dice, rows, sites, gentle):
    names = dict.fromkeys(["ours", *(row["tenant"] for row in rows)])
    for name in names:
        row = {"tenant": name}
        if dice.chance(0.25):
            row["budget_usd"] = round(dice.choice([0.05, 0.2, 0.5]) * 24 * 1.5 * dice.hours)
        if len(sites) > 1 and not gentle and dice.chance(0.45):
            row["site_share"] = dice.choice([0.5, 0.65, 0.8])
        yield row


def tenant_prices(dice, rows):
    for row in rows:
        if row.get("site_share") and dice.chance(0.4):
            for period in dice.periods():
                yield {
                    "parameter": f"tenant.{row['tenant']}.site_share", "period": period,
                    "value": dice.choice([0.5, 0.7, 1])}
