"""Contracts. A second statement of the problem, written from the pages alone, has the optimum of every drawn case."""

import time

from comparison import compared, features
from contract_cases import drawn

SEEDS = range(200)
GAP = 1e-6

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


def test_the_second_statement_has_the_same_optimum(tmp_path):
    drew, did, wrong, began = set(), set(), {}, time.monotonic()
    for seed in SEEDS:
        case, plan = tmp_path / f"case-{seed}", tmp_path / f"plan-{seed}"
        tables, keys = drawn(seed, case)
        drew |= features(tables, keys)
        found = compared(case, plan, tables, GAP)
        did |= found.done
        if found.wrong:
            wrong[seed] = found.wrong
    print(f"{len(SEEDS)} cases, {len(wrong)} wrong, in {time.monotonic() - began:.0f} s")
    assert not wrong, "\n".join(f"{seed}: {message}" for seed, message in wrong.items())
    # A test that never drew a term, or never saw it used, would say nothing of it.
    assert drew >= DRAWN, sorted(DRAWN - drew)
    assert did >= DONE, sorted(DONE - did)
