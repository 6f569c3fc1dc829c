"""Sweeps: every point a plan of its own, the table of results, factors, and files that are wrong."""

import csv
import json

import pytest

from conftest import ROOT, document, tenure
from test_commands import width

CASE = ROOT / "models" / "quickstart"

SWEEP = """
name: power and demand
case: {case}
parameters:
  site.home.power: [900 kW, 450 kW]
  demand:
    of: [demand.chat]
    values: ["*1", "*1.5"]
results: [workload.chat.served, money.energy, site.home.it_mw]
"""


@pytest.fixture(name="sweep")
def written(tmp_path):
    """A sweep file of two axes, with its case beside it."""
    (tmp_path / "case").symlink_to(CASE)
    file = tmp_path / "two.sweep.yaml"
    file.write_text(SWEEP.format(case="case"), encoding="utf-8")
    return file


def rows(folder):
    with open(folder / "results.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_point_is_the_plan_that_its_settings_give(sweep, tmp_path):
    run = tenure("sweep", "run", sweep, "-o", tmp_path / "out", "--quiet", "--root", ROOT / "models")
    assert run.code == 0, run.err
    assert max(width(line) for line in run.out.splitlines()) <= 80
    found = rows(tmp_path / "out")
    assert [(row["site.home.power"], row["demand"]) for row in found] == [
        ("900 kW", "*1"), ("900 kW", "*1.5"), ("450 kW", "*1"), ("450 kW", "*1.5")]
    for number, row in enumerate(found, 1):
        factor = float(row["demand"][1:])
        alone = tenure(
            "plan", CASE, "-o", tmp_path / "alone", "--quiet", "--json", "--set", f"site.home.power={row['site.home.power']}",
            *[f"--set=demand.chat.2026-0{month}={1e6 * factor:.0f}" for month in (7, 8, 9)]).json
        assert row["status"] == alone["status"] == "optimal"
        assert float(row["objective"]) == pytest.approx(alone["objective"], rel=1e-9)
        site = next(site for site in alone["totals"]["sites"] if site["site"] == "home")
        assert float(row["site.home.it_mw"]) == pytest.approx(site["it_mw_peak"], rel=1e-6)
        point = tmp_path / "out" / "points" / str(number)
        assert tenure("verify", point, "--quiet").code == 0
        assert document(point)["objective"] == float(row["objective"])
    summary = json.loads((tmp_path / "out" / "sweep.json").read_text(encoding="utf-8"))
    assert (summary["points"], summary["done"], summary["failed"]) == (4, 4, 0)


def test_where_a_figure_turns_is_said(tmp_path):
    (tmp_path / "case").symlink_to(CASE)
    file = tmp_path / "one.sweep.yaml"
    file.write_text(
        'case: case\nparameters:\n  site.home.power: [2 MW, 900 kW, 100 kW]\nresults: [workload.chat.served]\n',
        encoding="utf-8")
    run = tenure("sweep", "run", file, "-o", tmp_path / "out", "--quiet", "--root", ROOT / "models")
    assert run.code == 0, run.err
    served = [float(row["workload.chat.served"]) for row in rows(tmp_path / "out")]
    turn = next(index for index, share in enumerate(served) if abs(share - served[0]) > 1e-6)
    assert f"at {['2 MW', '900 kW', '100 kW'][turn]}" in run.out


def test_a_point_without_a_plan_is_told_and_the_others_stand(tmp_path):
    (tmp_path / "case").symlink_to(CASE)
    file = tmp_path / "bad.sweep.yaml"
    file.write_text(
        "case: case\nparameters:\n  tenant.research.floor_gpus: [40, 100000]\nresults: [objective]\n", encoding="utf-8")
    run = tenure("sweep", "run", file, "-o", tmp_path / "out", "--quiet", "--root", ROOT / "models")
    assert run.code == 0, run.err
    found = rows(tmp_path / "out")
    assert [row["status"] for row in found] == ["optimal", "infeasible"]
    assert found[1]["objective"] == ""


@pytest.mark.parametrize(
    "text, wanted",
    [
        ("case: case\n", "nothing varies"),
        ("case: case\nparameters:\n  site.home.powr: [1 MW]\n", "Did you mean"),
        ("case: case\nparameters:\n  site.home.power: 1 MW\n", "a list is wanted here"),
        ("case: case\nparameters:\n  a:\n    of: [demand.chat]\n", "have of and values"),
        ('case: case\nparameters:\n  demand.chat: ["*x"]\n', "the factor is no number"),
        ('case: case\nparameters:\n  site.home.power_basis: ["*2"]\n', "this parameter is no number"),
        ('case: case\nparameters:\n  tenant.chat.cap_gpus: ["*2"]\n', "no value to multiply"),
        ("case: case\nparameters:\n  site.home.power: [1 MW]\n  both:\n    of: [site.home.power]\n    values: [2 MW]\n",
         "a parameter varies once"),
        ("case: case\nparameter:\n  a: [1]\n", "a sweep has no such key"),
        ("case: case\nparameters:\n  site.home.power: [1 MW]\nresults: [workload.chat.serve]\n", "Did you mean"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_before_anything_is_written(tmp_path, text, wanted):
    (tmp_path / "case").symlink_to(CASE)
    file = tmp_path / "wrong.sweep.yaml"
    file.write_text(text, encoding="utf-8")
    run = tenure("sweep", "run", file, "-o", tmp_path / "out", "--root", ROOT / "models")
    assert run.code == 64 and wanted in run.err, run.err
    assert not (tmp_path / "out" / "results.csv").exists()


def test_a_factor_for_one_period_multiplies_what_the_row_says(tmp_path):
    run = tenure("plan", CASE, "-o", tmp_path / "plan", "--quiet", "--set", "site.home.power.2026-08=*0.5")
    assert run.code == 0, run.err
    with open(tmp_path / "plan" / "inputs" / "sites.csv", encoding="utf-8", newline="") as file:
        usual = next(float(row["power_mw"]) for row in csv.DictReader(file) if row["site"] == "home")
    prices = (tmp_path / "plan" / "inputs" / "prices.csv").read_text(encoding="utf-8").splitlines()
    assert f"site.home.power,2026-08,{usual / 2:g}" in [",".join(line.split(",")[:3]) for line in prices]


def test_a_factor_multiplies_every_period_of_the_case(tmp_path):
    run = tenure(
        "plan", CASE, "-o", tmp_path / "plan", "--quiet", "--set", "demand.chat=*1.5", "--set",
        "lease.annex.price=*0.5")
    assert run.code == 0, run.err
    text = (tmp_path / "plan" / "inputs" / "demand.csv").read_text(encoding="utf-8")
    assert text.count("1500000") == 3
    assert ",1,1,owner," in (tmp_path / "plan" / "inputs" / "leases.csv").read_text(encoding="utf-8")
