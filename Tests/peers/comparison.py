"""A plan of the program beside the second statement of its case, and what was drawn and done."""

import csv

from conftest import document, tenure
from second_statement import best

#: Units per second and GPU of what contract_cases.folder measures.
RATES = {"node": 1.0, "card": 0.6}


def features(tables, keys):
    """The columns that are filled, with the words in them, and the keys."""
    cells = [pair for rows in tables.values() for row in rows for pair in row.items() if pair[1] is not None]
    pairs = [*cells, *keys["case"].items(), *keys["options"].items()]
    return {name for name, _ in pairs} | {f"{name}={value}" for name, value in pairs}


def rates(plan, tables):
    """The plan's own rates at full power; where there is no plan, those that were drawn."""
    if not plan.exists():
        services = (row["workload"] for row in tables["workloads"])
        return {(name, gpu_class): rate for name in services for gpu_class, rate in RATES.items()}
    with (plan / "rates.csv").open(encoding="utf-8", newline="") as lines:
        return {
            (row["workload"], row["gpu_class"]): float(row["units_per_s_per_gpu"])
            for row in csv.DictReader(lines) if row["operating_point"] in ("", "full")}


def difference(case, plan, tables, gap):
    """What is wrong with a plan, in words, and what the optimum does; nothing is done where nothing keeps the rules."""
    run = tenure("plan", case, "-o", plan, "--quiet", "--gap", f"{gap:f}")
    # 4: found, and not proved to the asked gap; it is held to the gap that it states.
    # 64: more is promised to a tenant than there is, which the reader sees.
    if run.code not in (0, 3, 4, 64) or (run.code == 4 and not plan.exists()):
        return f"exit {run.code}: {run.err}", set()
    found = best(case, rates(plan, tables), gap / 10)
    if found is None or run.code in (3, 64):
        both = found is None and run.code in (3, 64)
        return None if both else f"exit {run.code}, where the second statement finds {found and found[0]}", set()
    value, _, done = found
    made, check = document(plan), tenure("verify", plan)
    allowed = 1e-6 + (max(gap, made["gap"]) if made["program"]["integers"] else 0)
    if abs(made["objective"] - value) > allowed * max(1, abs(value)):
        return f"objective {made['objective']}, where the second statement finds {value}", done
    return (None if check.code == 0 else f"verify {check.code}: {check.out}"), done
