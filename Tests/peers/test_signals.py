"""Signals. Ctrl-C once and twice and SIGTERM, while the case is read, solved and written: a whole plan, or none, or the old one."""

import shutil
import signal
import subprocess
import time

import pytest

from conftest import LONG, PROGRAM, ROOT, contents, document, tenure

CASE = ROOT / "models" / "colossus-1"
SHARES = [step / 40 for step in range(1, 42)] if LONG else [0.02, 0.1, 0.4, 0.7, 0.9, 0.95, 1]
NUMBERS = pytest.mark.parametrize(
    "number,code", [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["ctrl-c", "sigterm"])


def start(folder, *options):
    return subprocess.Popen(
        [PROGRAM, "plan", CASE, "-o", folder, *options], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def wait_for_line(process, word):
    """Reads on until a line of progress holds the word."""
    for line in process.stderr:
        if word in line:
            return
    pytest.fail(f"ended with {process.wait()} before it said {word!r}")


def wait_for_writing(process, folder):
    """Looks until the plan is being written beside its place."""
    while not list(folder.parent.glob(f".{folder.name}.partial-*")):
        assert process.poll() is None, "ended before it wrote"


def end(process):
    process.communicate()
    return process.returncode


def verified(folder):
    run = tenure("verify", folder)
    assert run.code == 0, run.out + run.err
    return document(folder)["status"]


@pytest.fixture(scope="module")
def seconds(tmp_path_factory):
    """How long the plan takes when nobody interrupts."""
    began = time.monotonic()
    assert tenure("plan", CASE, "-o", tmp_path_factory.mktemp("timed") / "plan").code == 0
    return time.monotonic() - began


@pytest.fixture
def old_plan(plan_of, tmp_path):
    return shutil.copytree(plan_of("colossus-1"), tmp_path / "plan")


@NUMBERS
@pytest.mark.parametrize("share", SHARES)
def test_any_moment_leaves_a_plan_or_none(number, code, share, seconds, tmp_path):
    with start(tmp_path / "plan") as process:
        try:
            process.wait(timeout=share * seconds)
        except subprocess.TimeoutExpired:
            process.send_signal(number)
        # A signal before the program listens ends it as any program.
        assert end(process) in (0, code, -number)
    if (tmp_path / "plan").exists():
        assert verified(tmp_path / "plan") in ("optimal", "feasible", "limit")
    assert {path.name for path in tmp_path.iterdir()} <= {"plan"}


@NUMBERS
def test_best_plan_found_is_written_and_marked(number, code, tmp_path):
    with start(tmp_path / "plan", "--gap", "0.000001") as process:
        wait_for_line(process, "best USD")
        process.send_signal(number)
        assert end(process) == code
    assert verified(tmp_path / "plan") == "limit"
    assert document(tmp_path / "plan")["gap"] > 0.000001


@NUMBERS
def test_second_signal_leaves_at_once_with_the_old_plan(number, code, old_plan):
    before = contents(old_plan, without=())
    with start(old_plan, "--gap", "0.000001") as process:
        wait_for_line(process, "best USD")
        process.send_signal(number)
        wait_for_line(process, "stopping")
        began = time.monotonic()
        process.send_signal(number)
        assert end(process) == code
    assert time.monotonic() - began < 1
    assert contents(old_plan, without=()) == before


@NUMBERS
def test_signal_while_writing_lets_the_plan_be_whole(number, code, old_plan):
    with start(old_plan, "--set", "site.colossus-1.power=250MW") as process:
        wait_for_writing(process, old_plan)
        process.send_signal(number)
        assert end(process) == code
    assert verified(old_plan) == "optimal"
    assert {path.name for path in old_plan.parent.iterdir()} == {"plan"}


@NUMBERS
def test_two_signals_while_writing_leave_one_whole_plan(number, code, old_plan):
    with start(old_plan, "--set", "site.colossus-1.power=250MW") as process:
        wait_for_writing(process, old_plan)
        process.send_signal(number)
        wait_for_line(process, "stopping")
        process.send_signal(number)
        assert end(process) == code
    verified(old_plan)
    # What was half written stays beside it at most until the next run.
    assert tenure("plan", CASE, "-o", old_plan).code == 0
    assert {path.name for path in old_plan.parent.iterdir()} == {"plan"}
