"""The command line. Exit codes, one JSON document whatever happens, 80 columns, and the old plan kept."""

import json
import shutil
import subprocess
import unicodedata

import pytest

from conftest import CASES, PROGRAM, ROOT, contents, tenure

CASE = ROOT / "models" / "colossus-1"
COMMANDS = [[], ["init"], ["check"], ["plan"], ["stress"], ["verify"], ["export"], ["explain"]]


def width(line):
    """Columns on a terminal: combining marks take none."""
    return sum(not unicodedata.combining(character) for character in line)


@pytest.fixture(scope="module")
def old_plan(plan_of, tmp_path_factory):
    copy = tmp_path_factory.mktemp("old") / "plan"
    shutil.copytree(plan_of("colossus-1"), copy)
    return copy


def test_impossible_request_keeps_the_old_plan(old_plan):
    before = contents(old_plan, without=())
    run = tenure("plan", CASE, "-o", old_plan, "--set", "site.colossus-1.power=1MW")
    assert run.code == 3
    assert "site-power [colossus-1," in run.err
    assert "no plan written" in run.err
    assert run.out == ""
    assert contents(old_plan, without=()) == before
    assert [path.name for path in old_plan.parent.iterdir()] == [old_plan.name], "something stayed beside the plan"


def test_impossible_request_as_json(old_plan):
    run = tenure("plan", CASE, "-o", old_plan, "--set", "site.colossus-1.power=1MW", "--json", "--quiet")
    assert run.code == 3
    assert run.json["status"] == "infeasible"
    assert "site-power" in {member["rule"] for member in run.json["conflict"]}
    assert all(set(member) >= {"rule", "key", "file", "line", "sentence"} for member in run.json["conflict"])


def test_json_is_plan_json(old_plan):
    run = tenure("plan", CASE, "-o", old_plan, "--json", "--quiet")
    assert run.code == 0
    assert run.out == (old_plan / "plan.json").read_text(encoding="utf-8")
    assert run.err == ""


BAD = [
    (["check", "nowhere"], 64),
    (["verify", "nowhere"], 64),
    (["plan", "nowhere", "-o", "out"], 64),
    (["plan", CASE], 64),
    (["plan", CASE, "-o", "out", "--gap", "much"], 64),
    (["plan", CASE, "-o", "out", "--threads", "0"], 64),
    (["plan", CASE, "-o", "out", "--memory-limit", "4"], 64),
    (["plan", CASE, "-o", "out", "--memory-limit", "0.5MB"], 64),
    (["plan", CASE, "-o", "out", "--set", "site.colossus-1.power"], 64),
    (["plan", CASE, "-o", "out", "--set", "site.colossus-1.power=nan"], 64),
    (["plan", CASE, "-o", "out", "--set", "site.colossus-9.power=1MW"], 64),
    (["export", CASE, "--to", "xls", "-o", "out"], 64),
    (["export", CASE, "--to", "mps", "-o", "no/such/folder/out"], 73),
    (["plan", CASE, "-o", "/proc/out"], 73),
    (["explain"], 64),
    (["frobnicate"], 64),
]


@pytest.mark.parametrize("arguments,code", BAD, ids=lambda value: " ".join(map(str, value))[-40:] if isinstance(value, list) else None)
def test_bad_requests(arguments, code, tmp_path):
    run = tenure(*arguments, cwd=tmp_path)
    assert (run.code, run.out) == (code, ""), run.err
    assert run.err.strip()
    as_json = tenure(*arguments, "--json", cwd=tmp_path)
    assert as_json.code == code
    assert isinstance(as_json.json, dict)
    assert list(tmp_path.iterdir()) == []


def test_nearest_option():
    run = tenure("check", CASE, "--strct")
    assert run.code == 64
    assert "--strict" in run.err.splitlines()[0]


def test_nearest_command():
    run = tenure("plam", CASE)
    assert run.code == 64
    assert "Did you mean `tenure plan`?" in run.err


def test_a_case_is_no_plan():
    run = tenure("verify", CASE)
    assert run.code == 64
    assert f"tenure plan {CASE} -o plan/" in run.err
    assert tenure("verify", CASE, "--json").json["exit_code"] == 64


def test_init_writes_a_case_that_plans_as_it_stands(tmp_path):
    case = tmp_path / "new" / "my case"
    run = tenure("init", case)
    assert run.code == 0, run.err
    assert f"tenure plan '{case}' -o plan/" in run.out
    check = tenure("check", case, "--strict", "--json")
    assert (check.code, check.json["findings"]) == (0, [])
    assert tenure("plan", case, "-o", tmp_path / "plan", "--quiet").code == 0
    assert tenure("verify", tmp_path / "plan").code == 0
    assert [path.name for path in case.parent.iterdir()] == ["my case"]


def test_init_fills_an_empty_folder_where_it_stands(tmp_path):
    folder = tmp_path / "here"
    folder.mkdir(mode=0o700)
    before = folder.stat()
    run = tenure("init", ".", "--json", cwd=folder)
    assert run.code == 0, run.err
    assert sorted(run.json["files"]) == sorted(path.name for path in folder.iterdir())
    assert (folder.stat().st_ino, folder.stat().st_mode) == (before.st_ino, before.st_mode)
    assert tenure("check", ".", cwd=folder).code == 0


def test_init_touches_nothing_that_is_there(old_plan, tmp_path):
    before = contents(old_plan, without=())
    note = tmp_path / "note"
    note.write_text("mine", encoding="utf-8")
    (tmp_path / "link").symlink_to("nowhere/at/all")
    for place in (old_plan, tmp_path, note, note / "below"):
        run = tenure("init", place)
        assert (run.code, run.out) == (73, ""), run.err
    assert tenure("init", "").code == 64
    assert contents(old_plan, without=()) == before
    assert note.read_text(encoding="utf-8") == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "note"]


def test_full_disk(tmp_path):
    with open("/dev/full", "w", encoding="utf-8") as full:
        code = subprocess.run([PROGRAM, "check", CASE], stdout=full, stderr=subprocess.DEVNULL, check=False).returncode
    assert code == 73


@pytest.mark.parametrize("case", CASES)
def test_check(case):
    run = tenure("check", ROOT / "models" / case, "--json")
    assert run.code == 0
    estimate = run.json["estimate"]
    assert all(estimate[key] > 0 for key in ("rows", "columns", "nonzeros", "memory_bytes"))
    assert all(finding["severity"] == "warning" for finding in run.json["findings"])


def test_rules_are_explained():
    run = tenure("explain", "--rules", "--json")
    assert run.code == 0
    assert {"tranche-stock", "site-power", "service-floor"} <= {rule["name"] for rule in run.json["rules"]}


@pytest.mark.parametrize("case", CASES)
def test_summary_at_80_columns(case, tmp_path):
    run = tenure("plan", ROOT / "models" / case, "-o", tmp_path / "plan")
    assert run.code == 0
    assert [line for line in run.out.splitlines() if width(line) > 80] == []
    assert "\x1b" not in run.out + run.err


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command) or "tenure")
def test_help_at_80_columns(command):
    run = tenure(*command, "--help")
    assert run.code == 0
    assert [line for line in run.out.splitlines() if width(line) > 80] == []
    assert "Example" in run.out


def test_memory_limit_is_a_limit(tmp_path):
    run = tenure("plan", CASE, "-o", tmp_path / "plan", "--memory-limit", "1MB", "--json", "--quiet")
    assert run.code == 4
    assert run.json["status"] == "limit"
    assert "the memory limit of 1 MB was hit" in run.json["detail"]
    assert "the memory limit of 1 MB was hit" in run.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", ["mps", "lp", "json"])
def test_exports_are_the_same_bytes(form, tmp_path):
    for name in ("a", "b"):
        assert tenure("export", CASE, "--to", form, "-o", tmp_path / name).code == 0
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    if form == "json":
        programme = json.loads((tmp_path / "a").read_text(encoding="utf-8"))
        names = {line["name"] for line in programme["rows"]}
        assert len(names) == len(programme["rows"])
        assert {entry["row"] for entry in programme["entries"]} <= names
