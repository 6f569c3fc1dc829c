"""jsonschema and frictionless. A plan folder is what it says, stands alone, and is the same bytes every time."""

import json
import shutil

import frictionless
import jsonschema
import pytest

from conftest import CASES, ROOT, contents, document, tenure


@pytest.mark.parametrize("case", CASES)
def test_optimal_and_certified(case, plan_of):
    plan = document(plan_of(case))
    assert plan["status"] == "optimal"
    assert plan["certificate"]["verdict"] == "pass"
    assert plan["gap"] <= plan["asked_gap"]


@pytest.mark.parametrize("case", CASES)
def test_schema(case, plan_of):
    (schema,) = (ROOT / "docs" / "schema").glob("plan-*.schema.json")
    schema = json.loads(schema.read_text(encoding="utf-8"))
    validator = jsonschema.validators.validator_for(schema)
    validator.check_schema(schema)
    plan = document(plan_of(case))
    assert [error.message for error in validator(schema).iter_errors(plan)] == []
    del plan["objective"]
    assert not validator(schema).is_valid(plan), "a plan without an objective passed the schema"


@pytest.mark.parametrize("case", CASES)
def test_data_package(case, plan_of):
    report = frictionless.validate(str(plan_of(case) / "datapackage.json"))
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "note"])[:10]


@pytest.mark.parametrize("case", CASES)
def test_verified_elsewhere(case, plan_of, tmp_path):
    """A copy at another place passes, with nothing else at hand."""
    copy = tmp_path / "moved" / "here"
    shutil.copytree(plan_of(case), copy)
    run = tenure("verify", copy, "--json", cwd=tmp_path)
    assert (run.code, run.json["verdict"], run.json["violations"]) == (0, "pass", [])
    assert run.json["objective_recomputed"] == pytest.approx(document(copy)["objective"], rel=1e-9)


@pytest.mark.parametrize("case", CASES)
def test_same_bytes(case, plan_of, tmp_path):
    again = tenure("plan", ROOT / "models" / case, "-o", tmp_path / "again", "--quiet")
    assert again.code == 0, again.err
    assert contents(tmp_path / "again") == contents(plan_of(case))


@pytest.mark.parametrize("case", CASES)
def test_inputs_give_the_same_plan(case, plan_of, tmp_path):
    """Planned from its own inputs, moved elsewhere, the plan is the same to the byte."""
    shutil.copytree(plan_of(case) / "inputs", tmp_path / "inputs")
    again = tenure("plan", tmp_path / "inputs", "-o", tmp_path / "again", "--quiet")
    assert again.code == 0, again.err
    assert contents(tmp_path / "again") == contents(plan_of(case))


@pytest.mark.parametrize("case", CASES)
def test_no_place_is_named(case, plan_of):
    """No file of a plan names the folders of the machine that made it."""
    for name, data in contents(plan_of(case), without=()).items():
        assert str(ROOT).encode() not in data, name
        assert str(plan_of(case).parent).encode() not in data, name
