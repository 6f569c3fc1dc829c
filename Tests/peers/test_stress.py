"""Notices put to a plan: the page, stress.json, assertions and exit codes."""

import json

import pytest

from conftest import ROOT, contents, tenure
from test_commands import width

CASE = ROOT / "models" / "quickstart"


def test_the_page_fits_and_says_what_a_notice_costs(plan_of):
    run = tenure("stress", plan_of("colossus-1"), "--quiet")
    assert run.code == 0
    assert max(width(line) for line in run.out.splitlines()) <= 80
    assert "2026-07-01" in run.out and "costs nothing: its leases end by 2027-01-01" in run.out.replace("\n  ", " ")


def test_a_plan_and_its_case_are_stressed_alike(plan_of, tmp_path):
    report = tmp_path / "stress.json"
    run = tenure("stress", plan_of("quickstart"), "--quiet", "--json", "-o", report)
    assert run.code == 0
    assert json.loads(report.read_text(encoding="utf-8")) == run.json
    again = tenure("stress", CASE, "--quiet", "--json").json
    assert run.json["complete"] and run.json["scenarios"]
    for one, other in zip(run.json["scenarios"], again["scenarios"], strict=True):
        assert one["loss_usd"] == pytest.approx(other["loss_usd"], abs=1e-6 * run.json["without_notice_usd"])
        assert one["notice_date"] == other["notice_date"]


@pytest.mark.parametrize(
    "statement, code",
    [
        ("worst.loss <= 1 BUSD", 0), ("worst.loss <= 1 USD", 1), ("worst.loss <= 20 %", 64),
        ("worst.served.nobody >= 0.5", 64), ("worst.loss = 1 BUSD", 64),
    ],
)
def test_assertions_decide_the_exit_code(plan_of, statement, code):
    run = tenure("stress", plan_of("quickstart"), "--quiet", "--assert", statement)
    assert run.code == code
    assert code == 0 or run.err


def test_a_notice_not_decided_in_time_judges_nothing(plan_of):
    run = tenure(
        "stress", plan_of("colossus-1"), "--json", "--time-limit", "0.001", "--assert", "expected.loss <= 1 USD")
    assert run.code == 4
    assert run.json["complete"] is False and run.json["worst"] is None and run.json["assertions"] == []


def test_only_an_older_report_is_written_over(plan_of):
    plan = plan_of("quickstart")
    before = contents(plan, without=())
    assert tenure("stress", plan, "--quiet", "-o", plan / "plan.json").code == 64
    assert tenure("stress", plan, "--quiet", "-o", plan / "nowhere" / "stress.json").code == 73
    assert contents(plan, without=()) == before


EXIT = [
    "--set", "lease.annex.reclaim_holder=both", "--set", "lease.annex.exit_notice=20days",
    "--set", "lease.annex.exit_fee=1000USD", "--set", "lease.annex.price=30USD/GPUh",
]
RENEWAL = [
    "--set", "lease.annex.renewal_months=1", "--set", "lease.annex.renewal_price=1USD/GPUh",
    "--set", "lease.annex.decide_by=2026-08-01",
]


@pytest.mark.parametrize(
    "settings, decision",
    [
        (EXIT, "exit,annex,2026-07,1,lease,2026-07-11,2026-08-01"),
        (RENEWAL, "renew,annex,2026-08,1,months,2026-08-01,2026-09-01"),
    ],
)
def test_a_lease_that_is_left_or_renewed_is_verified_and_stressed(tmp_path, settings, decision):
    plan = tmp_path / "plan"
    assert tenure("plan", CASE, *settings, "-o", plan, "--quiet").code == 0
    assert decision in (plan / "decisions.csv").read_text(encoding="utf-8").splitlines()
    assert tenure("verify", plan).code == 0
    report = tenure("stress", plan, "--quiet", "--json").json
    assert report["complete"] and all(scenario["held"] for scenario in report["scenarios"])
    again = tenure("stress", CASE, *settings, "--quiet", "--json").json
    assert report["expected_loss_usd"] == pytest.approx(again["expected_loss_usd"], abs=1)
