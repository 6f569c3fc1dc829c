"""Jupyter. The notebook runs from top to bottom on every shipped case's plan, and shows charts."""

import shutil

import nbclient
import nbformat
import pytest

from conftest import CASES, ROOT

NOTEBOOK = ROOT / "notebooks-export" / "plan.ipynb"


def executed(folder, tmp_path, monkeypatch):
    """The notebook with its outputs, run on a plan folder with an empty home."""
    monkeypatch.setenv("TENURE_PLAN", str(folder))
    for name in ("HOME", "IPYTHONDIR", "MPLCONFIGDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR"):
        place = tmp_path / name.lower()
        place.mkdir()
        monkeypatch.setenv(name, str(place))
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    return nbclient.NotebookClient(notebook, timeout=600, kernel_name="python3").execute(cwd=str(tmp_path))


@pytest.mark.parametrize("case", CASES)
def test_runs(case, plan_of, tmp_path, monkeypatch):
    notebook = executed(plan_of(case), tmp_path, monkeypatch)
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert [output for output in outputs if output.output_type == "error"] == []
    charts = [output for output in outputs if "image/png" in output.get("data", {})]
    assert len(charts) >= 4


def test_is_a_source():
    """Valid nbformat 4.5 with an id on each cell, and no outputs."""
    notebook = nbformat.read(NOTEBOOK, as_version=nbformat.NO_CONVERT)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert code and all(cell.outputs == [] and cell.execution_count is None for cell in code)
    assert all(cell.id for cell in notebook.cells)


def test_a_broken_plan_stops_it(plan_of, tmp_path, monkeypatch):
    """The notebook checks what it shows: a row too few ends it."""
    folder = tmp_path / "plan"
    shutil.copytree(plan_of("quickstart"), folder)
    allocation = folder / "allocation.csv"
    lines = allocation.read_text(encoding="utf-8").splitlines(keepends=True)
    allocation.write_text("".join(lines[:-1]), encoding="utf-8")
    with pytest.raises(nbclient.exceptions.CellExecutionError):
        executed(folder, tmp_path, monkeypatch)
