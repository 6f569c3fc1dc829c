"""A drawn case as a folder."""

from contract_cases import contracts, wants
from contract_cases.folder import MEASURED, write

from . import stock, works
from .buildings import Building, kilowatts, place
from .dice import SiteDice


def drawn(seed, folder):
    """Writes a case, and returns its tables and the keys of its case.yaml."""
    dice = SiteDice(seed)
    found = tables(dice)
    return found, write_all(folder, found, settings(dice, found))


def write_all(folder, tables, keys):
    """A case folder; returns the keys of its case.yaml."""
    folder.mkdir(parents=True)
    for name, rows in tables.items():
        write(folder / f"{name}.csv", rows)
    lines = [f"{key}: {value}" for key, value in keys["case"].items()]
    lines += ["options:", *(f"  {key}: {value}" for key, value in keys["options"].items())] if keys["options"] else []
    (folder / "case.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return keys


def tables(dice):
    """Gangs take a small case, since every slice in which one may run is a choice."""
    gentle, ganging = dice.chance(0.3), dice.chance(0.35)
    kinds = stock.classes(dice)
    sites = [place(dice, name) for name in "xyz"[: dice.choice([1, 1, 1, 2] if ganging else [1, 1, 2, 2, 3])]]
    leases, tranches = stock.stock(dice, sites, kinds, ganging)
    rows = works.workloads(dice, kinds, dice.chance(0.5), gentle, ganging)
    tenants = list(works.tenants(dice, rows, sites, gentle))
    demand = list(works.demand(dice, rows))
    if gentle and dice.chance(0.6):
        leases.append(contracts.let(dice))
        tranches[0]["gpus"] = 24
        rows.append(wants.letting(dice, tranches[0]))
        tenants.append({"tenant": "guest", "budget_usd": dice.maybe(0.2, round(24 * dice.hours))})
    buildings = [Building(dice, site, tranches, kinds, gentle=gentle, pausing=ganging) for site in sites]
    prices = [row for building in buildings for row in building.prices]
    prices += [step for lease in leases if lease["lease"] in "ab" for step in contracts.steps(dice, lease)]
    called = 0.6 if not ganging else 0.5 if dice.count < 4 else 0
    return {
        "sites": sites, "gpu-classes": kinds, "leases": leases, "tranches": tranches, "tenants": tenants,
        "workloads": rows, "demand": demand, "load-curves": wants.curve(),
        "prices": prices + list(works.tenant_prices(dice, tenants)),
        "reclaim": list(wants.pools(dice, leases, rows)) if dice.chance(called) else [],
        "measurements": MEASURED[: len(kinds)], "operating-points": works.points(dice, kinds),
        "cooling-modes": [row for building in buildings for row in building.modes],
        "power-steps": [row for building in buildings for row in building.steps],
        "outages": [row for building in buildings for row in building.outages],
        "expansions": [row for building in buildings for row in building.expansions]}


def carbon(tables):
    """About so many tons in a month, if everything ran."""
    factors = {row["site"]: row["carbon_kg_per_mwh"] or 0 for row in tables["sites"]}
    return sum(
        factors[site["site"]] * kilowatts(site, tables["tranches"], tables["gpu-classes"])[0] * 0.9
        for site in tables["sites"]) / 1e6


def settings(dice, tables):
    case = {
        "name": "drawn", "starts": dice.first, "step": dice.step, "periods": dice.count,
        "fiscal_year_start": dice.fiscal_month(), "discount_rate": dice.choice(["0 %", "10 %"]), "plan_on": "mean"}
    ganging = any(row.get("class_rule") for row in tables["workloads"])
    options = {"most_notices": dice.choice([1, 1, 2] if dice.count < 4 and not ganging else [1])}
    if dice.chance(0.15):
        options["yearly_budget"] = f"{round(dice.choice([20, 50, 90]) * dice.hours)} USD"
    if dice.chance(0.3):
        options["carbon_price"] = f"{dice.choice([50, 200])} USD/t"
    if dice.chance(0.25) and carbon(tables):
        share = dice.choice([0.3, 0.5, 0.8])
        options["carbon_cap"] = f"{round(share * carbon(tables) * dice.hours, 3)} t"
        options["carbon_window"] = dice.choice(["year", "horizon"])
    if dice.chance(0.4):
        options["end_value_haircut"] = dice.choice(["0 %", "50 %"])
    return {"case": case, "options": options}
