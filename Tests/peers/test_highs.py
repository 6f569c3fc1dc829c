"""HiGHS. Another solver, given the exported programme, must find minus the plan's objective."""

import highspy
import pytest

from conftest import CASES, DISTINCT, ROOT, document, tenure


def solved(path, gap, **options):
    """Objective and bound of a minimisation as HiGHS sees it."""
    solver = highspy.Highs()
    for name, value in {"output_flag": False, "mip_rel_gap": gap, **options}.items():
        assert solver.setOptionValue(name, value) == highspy.HighsStatus.kOk, name
    assert solver.readModel(str(path)) == highspy.HighsStatus.kOk, f"HiGHS cannot read {path}"
    solver.run()
    ended = solver.getModelStatus()
    expected = {highspy.HighsModelStatus.kOptimal}
    if "mip_max_nodes" in options:
        expected.add(highspy.HighsModelStatus.kSolutionLimit)
    assert ended in expected, solver.modelStatusToString(ended)
    info = solver.getInfo()
    whole = any(kind == highspy.HighsVarType.kInteger for kind in solver.getLp().integrality_)
    return info.objective_function_value, info.mip_dual_bound if whole else info.objective_function_value, whole


def test_there_are_cases():
    assert {"quickstart", "colossus-1", "colossus-1-h100"} <= set(CASES)


@pytest.mark.parametrize("case", DISTINCT)
def test_same_optimum(case, plan_of, tmp_path):
    plan = document(plan_of(case))
    file = tmp_path / "programme.mps"
    exported = tenure("export", ROOT / "models" / case, "--to", "mps", "-o", file)
    assert exported.code == 0, exported.err
    asked = plan["asked_gap"]
    found, bound, whole = solved(file, asked)
    cost = -plan["objective"]
    size = max(1, abs(cost))
    assert whole == (plan["program"]["integers"] > 0)
    allowed = (asked if whole else 0) + 1e-6
    assert cost - found <= allowed * size
    if whole and found - cost > allowed * size:
        # HiGHS's presolve has been seen to lose the optimum of a programme of this spread of magnitudes: it then claims a
        # gap of 0 at 6e-4 from a better plan. Without it the root alone takes a minute: no plan is better than its bound.
        _, bound, _ = solved(file, asked, presolve="off", mip_max_nodes=1)
        assert cost >= bound - 1e-6 * size
    else:
        assert cost >= bound - allowed * size
    # The certified bound cuts nothing off that anybody can find.
    assert -plan["bound_certified"] <= found + 1e-6 * size


@pytest.mark.parametrize("form", ["mps", "lp"])
def test_forms_agree(form, plan_of, tmp_path):
    """The inputs of a plan hold the same programme as the case, in either form."""
    file = tmp_path / f"programme.{form}"
    assert tenure("export", plan_of("quickstart"), "--to", form, "-o", file).code == 0
    plan = document(plan_of("quickstart"))
    found, _, _ = solved(file, 1e-9)
    assert -found == pytest.approx(plan["objective"], rel=max(1e-6, plan["asked_gap"]))
