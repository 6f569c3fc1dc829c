"""A case rolled forward, period by period: commitments stand, and hindsight is never beaten."""

import csv
import json
import shutil

import pytest

from conftest import LONG, ROOT, tenure


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def commitments(folder, today):
    """What a plan had decided for good before a day, on every path that it tells."""
    kept = {}
    for name in ("decisions.csv", "recourse/decisions.csv"):
        for row in rows(folder / name):
            if row["last_date"] < today:
                key = (row["decision"], row["subject"], row["takes_effect"], row["period"])
                kept.setdefault(key, set()).add(round(float(row["amount"]), 4))
    return kept


def roll(tmp_path, case, *options):
    run = tenure("roll", ROOT / "models" / case, "-o", tmp_path / "roll", "--json", "--quiet", *options)
    assert run.code == 0, run.err
    return json.loads(run.out), tmp_path / "roll"


def test_quickstart_with_a_surprise(tmp_path):
    found, folder = roll(tmp_path, "quickstart", "--notice", "annex@2026-07")
    assert [step["period"] for step in found["steps"]] == ["2026-07", "2026-08", "2026-09"]
    assert found["realised_usd"] == pytest.approx(9_906_064, rel=1e-6)
    assert found["foresight_usd"] >= found["realised_usd"] * (1 - 1e-6)
    assert [row["period"] for row in rows(folder / "roll.csv")] == ["2026-07", "2026-08", "2026-09"]
    false_statements(folder / "2026-08")
    run = tenure("stress", folder / "2026-08")
    assert run.code == 64 and "annex has been called" in run.err


def false_statements(plan):
    """Whatever a plan says of the one before it is held against its tables."""
    document = json.loads((plan / "plan.json").read_text(encoding="utf-8"))
    told = document["incumbent"]
    assert told["called"] == ["annex@2026-07"]
    for key, value in (("called", []), ("called", ["annex@2026-08"]), ("is_kept", not told["is_kept"])):
        document["incumbent"] = told | {key: value}
        (plan / "plan.json").write_text(json.dumps(document), encoding="utf-8")
        run = tenure("verify", plan)
        assert run.code == 1 and f"incumbent [{key}]" in run.out + run.err, run.out + run.err


@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        (["--notice", "annex@2026-07", "--notice", "annex@2026-08"], "annex is called once"),
        (["--periods", "0"], "too few"),
    ],
)
def test_what_cannot_come_is_said(tmp_path, options, wanted):
    run = tenure("roll", ROOT / "models" / "quickstart", "-o", tmp_path / "roll", *options)
    assert run.code == 64 and wanted in run.err
    assert not (tmp_path / "roll").exists()


def test_a_notice_lies_ahead_or_is_what_the_page_tells_of(tmp_path):
    case, first = ROOT / "models" / "quickstart", tmp_path / "first"
    assert tenure("plan", case, "-o", first, "--quiet").code == 0
    follow = ["plan", case, "-o", tmp_path / "second", "--quiet", "--incumbent", first]
    run = tenure(*follow, "--today", "2026-07-01", "--notice", "annex@2026-08")
    assert run.code == 64 and "lies after today" in run.err
    run = tenure(*follow, "--today", "2026-08-01", "--notice", "annex@2026-07")
    assert run.code == 0 and "This page tells of what came about" in " ".join(run.out.split())
    # The page's money is that of the base path before the notice, and of the path after it from then on.
    paid = [row for row in rows(tmp_path / "second" / "money.csv") if row["period"] < "2026-07"]
    paid += rows(tmp_path / "second" / "recourse" / "money.csv")
    line = next(line for line in run.out.splitlines() if line.startswith("  in all"))
    figure, scale = line.split()[2:4]
    assert float(figure) * {"k": 1e3, "M": 1e6}[scale] == pytest.approx(sum(float(row["usd"]) for row in paid), rel=5e-3)


def test_what_worked_before_today_stays_in_the_case(tmp_path):
    first, less = tmp_path / "first", tmp_path / "less"
    assert tenure("plan", ROOT / "models" / "quickstart", "-o", first, "--quiet").code == 0
    shutil.copytree(first / "inputs", less)
    for name in ("workloads.csv", "demand.csv"):
        lines = (less / name).read_text(encoding="utf-8").splitlines()
        (less / name).write_text(
            "\n".join(line for line in lines if not line.startswith("study,")) + "\n", encoding="utf-8")
    run = tenure(
        "plan", less, "-o", tmp_path / "second", "--quiet", "--incumbent", first, "--today", "2026-08-01")
    assert run.code == 64 and 'workload is "study"' in run.err and "stays as it was" in run.err


def test_twelve_months_through_colossus_1_with_one_surprise(tmp_path):
    """Notice comes in month four; the case is cut to a year, and each plan must be the past of the next."""
    found, folder = roll(tmp_path, "colossus-1", "--notice", "spacex@2026-10", "--set", "case.periods=12")
    steps = found["steps"]
    assert len(steps) == 12
    assert [step["notices"] for step in steps].count(["spacex@2026-10"]) == 1
    # What is realised only ever grows by the money of another period, and the gap of 0.1 % is all that hindsight leaves.
    assert found["foresight_usd"] >= found["realised_usd"] - 2e-3 * abs(found["realised_usd"])
    last = json.loads((folder / steps[-1]["period"] / "plan.json").read_text(encoding="utf-8"))
    assert last["incumbent"]["called"] == ["spacex@2026-10"]
    for earlier, later in zip(steps, steps[1:]):
        today = f"{later['period']}-01"
        made, kept = (commitments(folder / step["period"], today) for step in (earlier, later))
        line = json.loads((folder / later["period"] / "plan.json").read_text(encoding="utf-8"))["incumbent"]
        assert line["today"] == today
        for decision, amounts in made.items():
            assert amounts & kept.get(decision, {0.0}) or amounts == {0.0}, f"{later['period']}: {decision} {amounts}"
        assert tenure("verify", folder / later["period"], "--quiet").code == 0


@pytest.mark.skipif(not LONG, reason="a whole horizon in steps takes minutes: --long")
def test_a_horizon_that_moves_on(tmp_path):
    found, _ = roll(tmp_path, "colossus-1", "--periods", "6")
    assert found["foresight_usd"] >= found["realised_usd"] - 2e-3 * abs(found["realised_usd"])


def test_a_pool_that_is_not_there_is_named(tmp_path):
    run = tenure("roll", ROOT / "models" / "quickstart", "-o", tmp_path / "roll", "--notice", "nobody@2026-07")
    assert run.code == 64 and "reclaim.csv has no pool nobody" in run.err
    assert not (tmp_path / "roll").exists()
