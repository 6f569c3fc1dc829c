"""The broken cases of Tests/broken: laid out, run through the program, and what is expected of them."""

import dataclasses
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time

from conftest import PROGRAM, ROOT

BROKEN = ROOT / "Tests" / "broken"
SOUND = BROKEN / "sound"
OWN = ("expected.json", "make.py", "beside")
KEYS = ("severity", "file", "line", "column", "name", "value", "message", "remedy")
NOBODY = 65534
SECONDS, BYTES = 1.0, 200_000_000
# Of more findings than these the first are kept beside a case, with how many there are.
MOST = 20


@dataclasses.dataclass
class Measured:
    """A finished run of the program with what it took."""

    code: int
    out: str
    err: str
    seconds: float
    processor_seconds: float
    bytes: int


def folders(group):
    """The broken cases of a group, `cases` (one defect each) or `several`."""
    return sorted(path.parent for path in (BROKEN / group).glob("*/expected.json"))


def expected(folder):
    """What a broken case says of itself."""
    return json.loads((folder / "expected.json").read_text(encoding="utf-8"))


def overlay(folder):
    """The files of a broken case that stand in for those of the sound one, by their path in the case."""
    files = (path.relative_to(folder) for path in sorted(folder.rglob("*")) if path.is_file())
    return [path for path in files if path.parts[0] not in OWN]


def lay(folder, models):
    """Lays the sound case with a broken case's files over it into `models/case`."""
    case = models / "case"
    shutil.copytree(SOUND, case)
    wanted = expected(folder)
    for name in wanted.get("absent", []):
        (case / name).unlink()
    for path in overlay(folder):
        shutil.copyfile(folder / path, case / path)
    if (folder / "beside").is_dir():
        shutil.copytree(folder / "beside", models, dirs_exist_ok=True)
    if (folder / "make.py").exists():
        subprocess.run([sys.executable, folder / "make.py"], cwd=case, check=True)


def measured(arguments, folder, user=None):
    """Runs the program once; a run that does not end in time is killed, and that is its exit code."""
    out, err = folder.parent / "stdout", folder.parent / "stderr"
    who = {"user": user, "group": user, "extra_groups": []} if user is not None else {}
    with out.open("wb") as stdout, err.open("wb") as stderr:
        began = time.monotonic()
        child = subprocess.Popen(
            [PROGRAM, *arguments], cwd=folder, stdin=subprocess.DEVNULL, stdout=stdout, stderr=stderr, **who)
        signal.signal(signal.SIGALRM, lambda *_: child.send_signal(signal.SIGKILL))
        signal.alarm(30)
        _, status, usage = os.wait4(child.pid, 0)
        signal.alarm(0)
        seconds = time.monotonic() - began
    child.returncode = os.waitstatus_to_exitcode(status)
    text = [path.read_text(encoding="utf-8", errors="surrogateescape") for path in (out, err)]
    return Measured(child.returncode, *text, seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


def run(arguments, folder, user=None):
    """The best of up to three runs; where others keep the machine busy, the processor seconds count."""
    best = measured(arguments, folder, user)
    for _ in range(2):
        if best.seconds < SECONDS:
            break
        best = min(best, measured(arguments, folder, user), key=lambda run: run.seconds)
    busy = os.getloadavg()[0] > os.cpu_count()
    assert (best.processor_seconds if busy else best.seconds) < SECONDS, f"{arguments}: {best.seconds:.2f} s"
    assert best.bytes < BYTES, f"{arguments}: {best.bytes / 1e6:.0f} MB"
    return best


def described(finding):
    """A finding as the program prints it for people."""
    place = ":".join(str(finding[key]) for key in ("file", "line", "column") if finding[key] is not None)
    subject = finding["name"] or ""
    if subject and finding["value"] is not None:
        subject += f' is "{finding["value"]}"'
    subject = subject and subject + ": "
    text = f"{place}: {finding['severity']}: {subject}{finding['message']}. {finding['remedy']}"
    named = {"\0": "\\0", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
    return re.sub("[\\0-\x1f\x7f]", lambda found: named.get(found[0], f"\\u{{{ord(found[0]):02X}}}"), text)


def record(folder, findings):
    """Writes findings as those expected of a broken case."""
    wanted = expected(folder)
    wanted.pop("count", None)
    wanted["findings"] = findings[:MOST]
    if len(findings) > MOST:
        wanted["count"] = len(findings)
    text = json.dumps(wanted, indent=2, ensure_ascii=False)
    (folder / "expected.json").write_text(text + "\n", encoding="utf-8")
