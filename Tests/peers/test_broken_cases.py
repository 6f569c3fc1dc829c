"""Each broken case of Tests/broken: all that is wrong is said at once, nothing crashes, the old plan stays.

RECORD_EXPECTED=1 writes what is found as what is expected, and fails: read it before it is committed."""

import difflib
import json
import os
import shutil
import tempfile

import pytest

import broken
from conftest import contents, pathlib, tenure

CASES, SEVERAL = broken.folders("cases"), broken.folders("several")
RECORD = os.environ.get("RECORD_EXPECTED") == "1"


@pytest.fixture(scope="module")
def sound_plan(tmp_path_factory):
    """A plan of the sound case, which stands in the way of every broken one's."""
    folder = tmp_path_factory.mktemp("sound") / "plan"
    run = tenure("plan", broken.SOUND, "-o", folder, "--quiet")
    assert run.code == 0, run.err
    return folder


@pytest.fixture
def desk(sound_plan):
    """A folder that anybody may enter, with an old plan in it and room for a case."""
    with tempfile.TemporaryDirectory(prefix="tenure-") as name:
        desk = pathlib.Path(name)
        desk.chmod(0o755)
        (desk / "models").mkdir()
        shutil.copytree(sound_plan, desk / "plans" / "plan")
        yield desk


def user(wanted, desk):
    """The user to run as: root reads everything, so that an unreadable file needs somebody else."""
    if not wanted.get("unprivileged") or os.getuid() != 0:
        return None
    for path in [desk, *desk.rglob("*")]:
        os.chown(path, broken.NOBODY, broken.NOBODY, follow_symlinks=False)
    probe = broken.measured(["--version"], desk / "models", broken.NOBODY)
    if probe.code != 0:
        pytest.skip("an unreadable file needs a user other than root, and none may run the program here")
    return broken.NOBODY


def found(desk, case, who):
    """What `check --json` finds, with its exit code."""
    run = broken.run(["check", case, "--json"], desk / "models", who)
    return json.loads(run.out)["findings"], run


@pytest.mark.parametrize("folder", CASES + SEVERAL, ids=lambda folder: folder.name)
def test_everything_is_found_at_once_and_the_old_plan_stays(folder, desk):
    broken.lay(folder, desk / "models")
    wanted = broken.expected(folder)
    who, case = user(wanted, desk), wanted.get("case", "case")
    findings, check = found(desk, case, who)
    if RECORD:
        broken.record(folder, findings)
        pytest.fail("recorded; read it, and run again without RECORD_EXPECTED")
    assert len(findings) == wanted.get("count", len(wanted["findings"]))
    assert findings[: broken.MOST] == wanted["findings"]
    assert check.err.splitlines()[:-1] == [broken.described(finding) for finding in findings]
    old = contents(desk / "plans", without=())
    plan = broken.run(["plan", case, "-o", "../plans/plan", "--json"], desk / "models", who)
    if all(finding["severity"] == "warning" for finding in findings):
        strict = broken.run(["check", case, "--strict"], desk / "models", who)
        assert (check.code, strict.code, plan.code) == (0, 1, 0), plan.err
        assert json.loads(plan.out)["status"] == "optimal"
        return
    assert (check.code, plan.code) == (64, 64)
    document = json.loads(plan.out)
    assert (document["exit_code"], document["findings"]) == (64, findings)
    assert contents(desk / "plans", without=()) == old
    assert sorted(path.name for path in (desk / "plans").iterdir()) == ["plan"]


def test_the_sound_case_is_sound():
    run = tenure("check", broken.SOUND, "--strict", "--json")
    assert (run.code, run.json["findings"]) == (0, [])


def test_there_are_a_hundred_and_more():
    assert len(CASES) >= 100


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_a_folder_has_one_defect(folder):
    """Undone it is the sound case: one file differs from it, in one place."""
    wanted, files = broken.expected(folder), broken.overlay(folder)
    assert wanted["defect"].endswith(".")
    assert len(files) + len(wanted.get("absent", [])) + (folder / "make.py").exists() + ("case" in wanted) == 1
    for path in files:
        bases = [base for base in (broken.SOUND, folder) if (base / path).exists()]
        pair = [(base / path).read_bytes().rstrip(b"\n").split(b"\n") for base in bases]
        if len(pair) == 2:
            changes = difflib.SequenceMatcher(None, *pair, autojunk=False).get_opcodes()
            assert sum(change[0] != "equal" for change in changes) == 1


@pytest.mark.parametrize("folder", CASES + SEVERAL, ids=lambda folder: folder.name)
def test_a_finding_says_where_what_and_what_to_do(folder):
    findings = broken.expected(folder)["findings"]
    assert findings
    for finding in findings:
        assert tuple(finding) == broken.KEYS
        assert finding["file"] and finding["message"] and not finding["message"].endswith(".")
        assert finding["remedy"].endswith((".", "?"))
        assert (finding["line"] is None) == (finding["column"] is None)


@pytest.mark.parametrize("folder", CASES + SEVERAL, ids=lambda folder: folder.name)
def test_the_value_stands_at_its_place(folder):
    for finding in broken.expected(folder)["findings"]:
        path = folder / finding["file"]
        if finding["line"] is None or not finding["value"] or "\\" in finding["value"] or not path.is_file():
            continue
        line = path.read_text(encoding="utf-8", errors="replace").split("\n")[finding["line"] - 1]
        rest, value = line[finding["column"] - 1:], finding["value"].removesuffix("...")
        # What is about a whole row stands at its start, and its value in it.
        assert rest.lstrip("\"'").replace('""', '"').startswith(value) or finding["column"] == 1 and value in rest
