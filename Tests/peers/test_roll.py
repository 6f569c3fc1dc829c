"""A case rolled forward, period by period: commitments stand, and hindsight is never beaten."""

import csv
import json

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
