"""Alterations. One GPU, one kW or one dollar more or less anywhere in a plan is rejected with what breaks."""

import csv
import io
import shutil

import pytest

from conftest import DISTINCT, LONG, tenure

#: Table and column of whatever is altered, by 1 in the column's own unit: one GPU, one kW, one dollar. Work is counted
#: in tokens by the quadrillion, where 1 is less than the last digit: there it is one part in 100,000.
COLUMNS = [
    ("allocation.csv", "gpus"), ("allocation.csv", "it_kw"), ("allocation.csv", "units_per_s"),
    ("service.csv", "served"), ("service.csv", "capacity"), ("service.csv", "short"),
    ("sites.csv", "it_kw"), ("sites.csv", "facility_kw"), ("sites.csv", "limit_kw"), ("sites.csv", "air_kw"),
    ("sites.csv", "liquid_kw"), ("sites.csv", "energy_mwh"),
    ("leases.csv", "held"), ("leases.csv", "used"), ("leases.csv", "paid_usd"),
    ("money.csv", "usd"), ("jobs.csv", "gpus"), ("jobs.csv", "units"), ("work.csv", "done_units"),
    ("recourse.csv", "value_usd"), ("recourse/allocation.csv", "gpus"), ("recourse/money.csv", "usd"),
]
#: Rows tried of each column; with --long every row of allocation.csv.
SAMPLE = 30 if LONG else 3


def altered(text, column, row, change):
    """The table with one cell changed."""
    rows = list(csv.reader(io.StringIO(text)))
    at = rows[0].index(column)
    value = float(rows[row][at])
    rows[row][at] = repr(value + change * (max(1, 1e-5 * abs(value)) if "units" in column else 1))
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def sample(table, count):
    """First, last and evenly between."""
    if LONG and table == "allocation.csv" or count <= SAMPLE:
        return range(1, count + 1)
    return sorted({1 + index * (count - 1) // (SAMPLE - 1) for index in range(SAMPLE)})


@pytest.mark.parametrize("table,column", COLUMNS)
@pytest.mark.parametrize("case", DISTINCT)
def test_rejected(case, table, column, plan_of, tmp_path):
    copy = tmp_path / "plan"
    shutil.copytree(plan_of(case), copy)
    text = (copy / table).read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    if not rows:
        pytest.skip(f"{case} has no row in {table}")
    for row in sample(table, len(rows)):
        for change in (1, -1):
            (copy / table).write_text(altered(text, column, row, change), encoding="utf-8")
            run = tenure("verify", copy, "--json")
            place = f"{table} row {row}, {column} {change:+}"
            assert run.code == 1, f"{place}: exit {run.code}\n{run.out}{run.err}"
            breaks = {violation["rule"] for violation in run.json["violations"]}
            assert any("sha256" not in rule and "hash" not in rule for rule in breaks), f"{place}: {breaks}"


def test_untouched_copy_passes(plan_of, tmp_path):
    """The alteration is what is rejected, not the way in which this test writes a table."""
    copy = tmp_path / "plan"
    shutil.copytree(plan_of("quickstart"), copy)
    for table, column in COLUMNS:
        text = (copy / table).read_text(encoding="utf-8")
        if text.count("\n") > 1:
            (copy / table).write_text(altered(text, column, 1, 0), encoding="utf-8")
    assert tenure("verify", copy).code == 0
