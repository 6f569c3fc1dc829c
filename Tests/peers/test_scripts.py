"""The scripts. Any folder, an empty home, no environment: the same program."""

import json
import os
import shutil
import stat
import subprocess

import pytest

from conftest import LONG, ROOT


def run(command, cwd, home):
    """With nothing in the environment but a path and an empty home."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(home)}
    return subprocess.run(
        [str(part) for part in command], cwd=cwd, env=environment, capture_output=True, text=True, check=False,
        stdin=subprocess.DEVNULL)


@pytest.fixture
def home(tmp_path):
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


def test_program_from_anywhere(tmp_path, home):
    """Arguments and the working directory reach the program as they are, and so does its exit code."""
    case = tmp_path / "a case"
    done = run([ROOT / "scripts" / "tenure", "check", "a case", "--json"], tmp_path, home)
    assert done.returncode == 64
    assert json.loads(done.stdout)["findings"]
    case.symlink_to(ROOT / "models" / "quickstart")
    done = run([ROOT / "scripts" / "tenure", "check", "a case", "--root", ROOT / "models", "--json"], tmp_path, home)
    assert done.returncode == 0, done.stderr


def test_missing_toolchain_gets_one_sentence(tmp_path, home):
    """A copy that was never built, on a machine without Swift."""
    copy = tmp_path / "copy"
    (copy / "scripts").mkdir(parents=True)
    (copy / "Sources").mkdir()
    (copy / "CGLPK").mkdir()
    (copy / "Package.swift").touch()
    for name in ("tenure", "common.bash"):
        target = copy / "scripts" / name
        target.write_bytes((ROOT / "scripts" / name).read_bytes())
        target.chmod(target.stat().st_mode | stat.S_IXUSR)
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("bash", "dirname", "readlink", "find", "mkdir", "touch", "flock"):
        (tools / name).symlink_to(shutil.which(name))
    done = subprocess.run(
        [str(copy / "scripts" / "tenure")], env={"PATH": str(tools), "HOME": str(home)}, capture_output=True,
        text=True, check=False)
    assert done.returncode == 70
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1 and "Swift" in done.stderr


def test_ci_calls_the_tests():
    lines = [line for line in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines() if "scripts/" in line]
    assert len(lines) == 1 and "scripts/test" in lines[0]


@pytest.mark.skipif(not LONG, reason="builds the program once more, with Swift's libraries inside: --long")
def test_install(tmp_path, home):
    done = run([ROOT / "scripts" / "install", tmp_path / "prefix"], tmp_path, home)
    assert done.returncode == 0, done.stderr
    program = tmp_path / "prefix" / "bin" / "tenure"
    made = subprocess.run(
        [str(program), "plan", str(ROOT / "models" / "quickstart"), "-o", "plan"], cwd=tmp_path, env={},
        capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    assert "libswift" not in subprocess.run(["ldd", str(program)], capture_output=True, text=True, check=True).stdout
    completion = tmp_path / "prefix" / "share" / "bash-completion" / "completions" / "tenure"
    assert subprocess.run(["bash", "-n", str(completion)], check=False).returncode == 0
