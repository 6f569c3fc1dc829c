"""Reads what test runners leave: `results.py junit FILE...` and `results.py coverage FILE ROOT`. Standard library only."""

import collections
import json
import os
import sys
import xml.etree.ElementTree as ElementTree


def junit(paths):
    """Prints `passed failed skipped` over all files; fails where there is no file, or no test in any."""
    tests = failed = skipped = 0
    for path in paths:
        for case in ElementTree.parse(path).getroot().iter("testcase"):
            tests += 1
            failed += case.find("failure") is not None or case.find("error") is not None
            skipped += case.find("skipped") is not None
    if tests == 0:
        sys.exit("no test ran")
    print(tests - failed - skipped, failed, skipped)


def coverage(path, root):
    """Prints the share of lines run by the Swift tests, by target, from llvm-cov's export."""
    covered, total = collections.Counter(), collections.Counter()
    with open(path, encoding="utf-8") as file:
        for entry in json.load(file)["data"][0]["files"]:
            parts = os.path.relpath(entry["filename"], root).split(os.sep)
            if parts[0] == "Sources" or parts[0] == "CGLPK":
                target = parts[1] if parts[0] == "Sources" else parts[0]
                covered[target] += entry["summary"]["lines"]["covered"]
                total[target] += entry["summary"]["lines"]["count"]
    for target in sorted(total):
        print(f"{target:20} {100 * covered[target] / total[target]:5.1f} % of {total[target]:6} lines")
    if total:
        print(f"{'all':20} {100 * covered.total() / total.total():5.1f} % of {total.total():6} lines")


if __name__ == "__main__":
    {"junit": junit, "coverage": coverage}[sys.argv[1]](*([sys.argv[2:]] if sys.argv[1] == "junit" else sys.argv[2:]))
