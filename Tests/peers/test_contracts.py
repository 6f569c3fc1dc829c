"""Contracts. A second statement of the problem, written from the pages alone, has the optimum of every drawn case."""

import csv
import time

from contract_cases import drawn
from conftest import document, tenure
from second_statement import best

SEEDS = range(200)
GAP = 1e-6
RATES = {"node": 1.0, "card": 0.6}

DRAWN = {
    "usd_per_month", "ramp_usd_per_gpu_h", "take_or_pay_window=month", "take_or_pay_window=quarter",
    "take_or_pay_window=year", "take_or_pay_window=term", "reclaim_take_or_pay=full", "prepaid_share",
    "notice_rent_share", "refund_share", "compensation_usd_per_gpu", "exit_fee_usd", "exit_from", "notice_from",
    "renewal_months", "decide_by", "lead_days", "capital_usd_per_gpu", "capital_usd", "life_months",
    "end_value_usd_per_gpu_h", "end_value_haircut", "purchase_mode=on-demand", "purchase_mode=reserved",
    "purchase_mode=spot", "purchase_mode=capacity-block", "restart_hours", "kind=letting", "kind=job", "kind=service",
    "demand_factor", "ramp_days", "min_share", "load_curve=flat", "load_curve=stair", "hazard_per_month",
    "hazard_per_year", "hazard_per_month_after", "probability", "yearly_budget", "risk_weight", "step=week",
    "step=month", "step=quarter", "most_notices=1", "most_notices=2", "discount_rate=10 %",
    "time_zone=America/Los_Angeles", "time_zone=Asia/Tokyo", "time_zone=Europe/Berlin",
}
DONE = {
    "sign", "sign-later", "renew", "leave", "call", "exit-fees", "second-term", "fee", "ramp", "notice-rent", "spot",
    "capacity-block", "top-up-month", "top-up-quarter", "top-up-year", "top-up-term", "kept", "prepayment", "credit",
    "refund", "compensation", "commitments", "end-value", "capital", "building", "book-value", "rent",
    "letting-prepayment", "letting-credit", "letting-compensation", "letting-refund", "event", "floor-penalty",
}


def features(tables, keys):
    """The columns that are filled, with the words in them, and the keys."""
    cells = [pair for rows in tables.values() for row in rows for pair in row.items() if pair[1] is not None]
    pairs = [*cells, *keys["case"].items(), *keys["options"].items()]
    return {name for name, _ in pairs} | {f"{name}={value}" for name, value in pairs}


def rates(plan, tables):
    """The plan's own rates; where there is no plan, those that were drawn."""
    if not plan.exists():
        services = (row["workload"] for row in tables["workloads"])
        return {(name, gpu_class): rate for name in services for gpu_class, rate in RATES.items()}
    with (plan / "rates.csv").open(encoding="utf-8", newline="") as lines:
        return {
            (row["workload"], row["gpu_class"]): float(row["units_per_s_per_gpu"]) for row in csv.DictReader(lines)}


def difference(case, plan, tables):
    """What is wrong with a plan, in words, and what the optimum does."""
    run = tenure("plan", case, "-o", plan, "--quiet", "--gap", f"{GAP:f}")
    # 4: found, and not proved to the asked gap; it is held to the gap that it states.
    # 64: more is promised to a tenant than there is, which the reader sees.
    if run.code not in (0, 3, 4, 64) or (run.code == 4 and not plan.exists()):
        return f"exit {run.code}: {run.err}", set()
    found = best(case, rates(plan, tables), GAP / 10)
    if found is None or run.code in (3, 64):
        both = found is None and run.code in (3, 64)
        return None if both else f"exit {run.code}, where the second statement finds {found and found[0]}", set()
    value, _, done = found
    made, check = document(plan), tenure("verify", plan)
    allowed = 1e-6 + (max(GAP, made["gap"]) if made["program"]["integers"] else 0)
    if abs(made["objective"] - value) > allowed * max(1, abs(value)):
        return f"objective {made['objective']}, where the second statement finds {value}", done
    return (None if check.code == 0 else f"verify {check.code}: {check.out}"), done


def test_the_second_statement_has_the_same_optimum(tmp_path):
    drew, did, wrong, began = set(), set(), {}, time.monotonic()
    for seed in SEEDS:
        case, plan = tmp_path / f"case-{seed}", tmp_path / f"plan-{seed}"
        tables, keys = drawn(seed, case)
        drew |= features(tables, keys)
        message, done = difference(case, plan, tables)
        did |= done
        if message:
            wrong[seed] = message
    print(f"{len(SEEDS)} cases, {len(wrong)} wrong, in {time.monotonic() - began:.0f} s")
    assert not wrong, "\n".join(f"{seed}: {message}" for seed, message in wrong.items())
    # A test that never drew a term, or never saw it used, would say nothing of it.
    assert drew >= DRAWN, sorted(DRAWN - drew)
    assert did >= DONE, sorted(DONE - did)
