"""A drawn case as a folder."""

from . import contracts, lots, wants
from .dice import Dice

ZONES = ["UTC", "UTC", "America/Los_Angeles", "Asia/Tokyo", "Europe/Berlin"]
SOURCE = "drawn"
CLASSES = [
    {"gpu_class": "node", "unit_gpus": 8, "kw_per_gpu": 1.25, "idle_kw_per_gpu": 0.25, "liquid_share": 0},
    {"gpu_class": "card", "unit_gpus": 4, "kw_per_gpu": 0.8, "idle_kw_per_gpu": 0.1, "liquid_share": 0}]
MEASURED = [
    {"gpu_class": "node", "model": "small", "gpus": 8, "units_per_s": 8},
    {"gpu_class": "card", "model": "small", "gpus": 4, "units_per_s": 2.4}]


def drawn(seed, folder):
    """Writes a case, and returns its tables and the keys of its case.yaml."""
    dice = Dice(seed)
    found, keys = tables(dice), settings(dice)
    folder.mkdir(parents=True)
    for name, rows in found.items():
        write(folder / f"{name}.csv", rows)
    lines = [f"{key}: {value}" for key, value in keys["case"].items()]
    lines += ["options:"] + [f"  {key}: {value}" for key, value in keys["options"].items()]
    (folder / "case.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return found, keys


def tables(dice):
    count = dice.choice([1, 2])
    classes = CLASSES[:count]
    sites = [
        {"site": site, "time_zone": dice.choice(ZONES), "power_mw": dice.choice([1, 1, 0.05]),
         "power_basis": dice.choice(["it", "utility"]), "pue_peak": 1.25, "pue_mean": 1.2,
         "energy_usd_per_mwh": dice.choice([80, 120])} for site in "xyz"[: dice.choice([1, 2, 3])]]
    tranches = list(lots.owned(dice, sites, classes))
    leases = [contracts.lease(dice, name) for name in "abc"[: dice.choice([2, 2, 3])]]
    prices = [step for lease in leases for step in contracts.steps(dice, lease)]
    for lease in leases:
        tranches += lots.leased(dice, lease, sites, classes)
    workloads = list(wants.services(dice)) + ([wants.job(dice)] if dice.chance(0.5) else [])
    demand = [
        {"workload": row["workload"], "period": period, "units_per_s": dice.choice([10, 30, 60, 90])}
        for row in workloads if row["kind"] == "service" for period in dice.periods()]
    tenants = [{"tenant": "ours"}]
    if dice.chance(0.3):
        leases.append(contracts.let(dice))
        workloads.append(wants.letting(dice, tranches[0]))
        tenants.append({"tenant": "guest"})
    return {
        "sites": sites, "gpu-classes": classes, "leases": leases, "tranches": tranches, "tenants": tenants,
        "workloads": workloads, "demand": demand, "load-curves": wants.curve(), "prices": prices,
        "reclaim": list(wants.pools(dice, leases, workloads)), "measurements": MEASURED[:count]}


def settings(dice):
    case = {
        "name": "drawn", "starts": dice.first, "step": dice.step, "periods": dice.count,
        "fiscal_year_start": dice.choice([1, 9]), "discount_rate": dice.choice(["0 %", "0 %", "10 %"]),
        "plan_on": "mean"}
    options = {"most_notices": dice.choice([1, 2] if dice.count < 5 else [1])}
    if dice.chance(0.1):
        options.update(risk_weight=dice.choice([0.2, 0.5]), risk_level=dice.choice([0.8, 0.9]))
    if dice.chance(0.12):
        options["yearly_budget"] = f"{dice.choice([60, 150, 400]) * 1000} USD"
    if dice.chance(0.4):
        options["end_value_haircut"] = dice.choice(["0 %", "50 %"])
    return {"case": case, "options": options}


def write(file, rows):
    """A table with just the columns that some row fills."""
    columns = list(dict.fromkeys(column for row in rows for column, cell in row.items() if cell is not None))
    cells = [[str(row.get(column) if row.get(column) is not None else "") for column in columns] for row in rows]
    lines = [",".join([*line, end]) for line, end in [(columns, "source"), *((line, SOURCE) for line in cells)]]
    if rows:
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
