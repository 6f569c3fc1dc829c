"""What the peer tests share: the program, the shipped cases, and one plan of each."""

import json
import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("TENURE", str(ROOT / "scripts" / "tenure"))
LONG = bool(os.environ.get("TENURE_LONG"))
CASES = sorted(path.parent.name for path in (ROOT / "models").glob("*/case.yaml"))


def varies(case):
    """Whether a case is another one with some figures changed, and no table of its own."""
    folder = ROOT / "models" / case
    base = "extends: ../colossus-1\n" in (folder / "case.yaml").read_text(encoding="utf-8")
    return base and not list(folder.glob("*.csv")) and case not in ("colossus-1-h100", "colossus-1-2029")


#: What takes long is tried on the cases that differ in more than figures; on all of them with --long.
DISTINCT = [case for case in CASES if LONG or not varies(case)]


class Run:
    """A finished run of the program."""

    def __init__(self, arguments, **options):
        done = subprocess.run(
            [PROGRAM, *map(str, arguments)], capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
            **options)
        self.code, self.out, self.err = done.returncode, done.stdout, done.stderr

    @property
    def json(self):
        return json.loads(self.out)


def tenure(*arguments, **options):
    """Runs the program and returns how it ended."""
    return Run(arguments, **options)


@pytest.fixture(scope="session")
def plan_of(tmp_path_factory):
    """The plan folder of a shipped case, made once; nobody may write into it."""
    made = {}

    def plan(case):
        if case not in made:
            folder = tmp_path_factory.mktemp("plans") / case
            run = tenure("plan", ROOT / "models" / case, "-o", folder, "--quiet")
            assert run.code == 0, f"{case}: exit {run.code}\n{run.err}"
            made[case] = folder
        return made[case]

    return plan


def document(folder):
    """A plan's plan.json."""
    return json.loads((folder / "plan.json").read_text(encoding="utf-8"))


def contents(folder, without=("run.json",)):
    """Every file of a folder with its bytes."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in without
    }
