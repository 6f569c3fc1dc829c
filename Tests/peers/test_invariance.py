"""The order of rows, columns and keys, and the units that figures are written in, change nothing in a plan."""

import csv
import decimal
import io
import random
import shutil

import pytest

from conftest import DISTINCT, ROOT, contents, document, tenure


def shuffled(text, chance):
    """A table with its rows and columns in another order."""
    rows = list(csv.reader(io.StringIO(text)))
    columns = list(range(len(rows[0])))
    chance.shuffle(columns)
    body = rows[1:]
    chance.shuffle(body)
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([row[column] for column in columns] for row in [rows[0], *body])
    return out.getvalue()


@pytest.mark.parametrize("case", DISTINCT)
@pytest.mark.parametrize("seed", [1, 2])
def test_shuffled_tables_give_the_same_bytes(case, seed, plan_of, tmp_path):
    chance = random.Random(seed)
    models = tmp_path / "models"
    shutil.copytree(ROOT / "models", models)
    tables = [path for path in sorted(models.rglob("*.csv")) if path.parent.name != "expected"]
    before = {path: path.read_text(encoding="utf-8") for path in tables}
    for path, text in before.items():
        path.write_text(shuffled(text, chance), encoding="utf-8")
    assert any(path.read_text(encoding="utf-8") != text for path, text in before.items())
    run = tenure("plan", models / case, "-o", tmp_path / "plan", "--quiet")
    assert run.code == 0, run.err
    assert contents(tmp_path / "plan") == contents(plan_of(case))


POWER = ["300 MW", "300000 kW", "0.3 GW", "300MW", "3e5 kW", "300000000 W"]


@pytest.mark.parametrize("written", POWER[1:])
def test_a_limit_in_another_unit_gives_the_same_bytes(written, tmp_path):
    for name, value in (("one", POWER[0]), ("other", written)):
        run = tenure(
            "plan", ROOT / "models" / "colossus-1-h100", "-o", tmp_path / name, "--quiet", "--set",
            f"site.colossus-1.power={value}", "--set", f"lease.colossus-1.notice={'12weeks' if name == 'one' else '84days'}")
        assert run.code == 0, run.err
    assert contents(tmp_path / "one") == contents(tmp_path / "other")


def edit(path, change):
    """Passes every row of a table through a change."""
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        change(row)
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def by(factor, *names):
    """A change that multiplies cells by a power of ten, digit for digit."""
    def change(row):
        for name in names:
            if row.get(name):
                row[name] = f"{decimal.Decimal(row[name]) * factor:f}"
    return change


def gpus(plan):
    """GPUs by everything that allocation.csv tells them apart by, without the work they do."""
    with open(plan / "allocation.csv", encoding="utf-8", newline="") as file:
        return {
            tuple(value for name, value in row.items() if not name.endswith(("gpus", "_per_s", "_kw"))): float(row["gpus"])
            for row in csv.DictReader(file)
        }


@pytest.mark.parametrize("case", ["quickstart", "training-mix"])
@pytest.mark.parametrize("factor", [decimal.Decimal("0.001"), decimal.Decimal(1000)], ids=["thousands", "thousandths"])
def test_another_work_unit_gives_the_same_plan(case, factor, plan_of, tmp_path):
    models = tmp_path / "models"
    shutil.copytree(ROOT / "models", models)
    folder = models / case
    edit(folder / "demand.csv", by(factor, "units_per_s"))
    edit(folder / "measurements.csv", by(factor, "units_per_s"))
    edit(folder / "workloads.csv", by(factor, "work_units"))
    edit(folder / "workloads.csv", by(1 / factor, "value_usd_per_unit", "shortfall_usd_per_unit"))
    run = tenure("plan", folder, "-o", tmp_path / "plan", "--quiet")
    assert run.code == 0, run.err
    old, new = document(plan_of(case)), document(tmp_path / "plan")
    assert new["objective"] == pytest.approx(old["objective"], rel=1e-9)
    assert gpus(tmp_path / "plan") == pytest.approx(gpus(plan_of(case)), rel=1e-6, abs=1e-6)
