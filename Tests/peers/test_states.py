"""Plans in states that are easy to forget: each must be written, and pass the check of its own files."""

import csv
import json
import shutil

import pytest

from conftest import ROOT, tenure

QUICKSTART = ROOT / "models" / "quickstart"
HEADER = (
    "workload,tenant,kind,model,unit,input_tokens,output_tokens,value_usd_per_unit,shortfall_usd_per_unit,load_curve,"
    "work_units,min_gpus,max_gpus,class_rule,scaling_exponent,whole_units")
CHAT = "chat,chat,service,small,token,1000,1000,0.000002,0.000001,flat,,,,,,"


def planned(case, folder, *settings):
    arguments = [argument for setting in settings for argument in ("--set", setting)]
    run = tenure("plan", case, "-o", folder, "--quiet", *arguments)
    assert run.code == 0, run.err
    assert tenure("verify", folder).code == 0
    return folder


@pytest.mark.parametrize("work", ["1Gunits", "100Gunits", "310Gunits"])
def test_a_job_that_is_done_while_its_tenant_keeps_its_floor(work, tmp_path):
    planned(QUICKSTART, tmp_path / "plan", f"workload.study.work_units={work}")


def test_a_gang_that_is_done_while_its_tenant_keeps_its_floor(tmp_path):
    case = tmp_path / "models" / "gang"
    shutil.copytree(QUICKSTART, case)
    job = "study,research,job,small,token,1000,1000,0.0000005,0.00000025,,1000000000,16,400,single,0.9,true"
    (case / "workloads.csv").write_text("\n".join([HEADER, CHAT, job]) + "\n", encoding="utf-8")
    planned(case, tmp_path / "plan")


def test_notice_for_certain(tmp_path):
    case = tmp_path / "models" / "certain"
    shutil.copytree(QUICKSTART, case)
    (case / "reclaim.csv").write_text("pool,lease,period,probability\nannex,annex,2026-07,1\n", encoding="utf-8")
    planned(case, tmp_path / "plan")


def test_sites_in_another_time_zone(tmp_path):
    case = tmp_path / "models" / "chicago"
    shutil.copytree(QUICKSTART, case)
    sites = (case / "sites.csv").read_text(encoding="utf-8").splitlines()
    zoned = [sites[0] + ",time_zone"] + [line + ",America/Chicago" for line in sites[1:]]
    (case / "sites.csv").write_text("\n".join(zoned) + "\n", encoding="utf-8")
    planned(case, tmp_path / "plan")


def without_comparison(plan, copy, *, blank):
    """A plan whose solve was stopped before its value without reclaim was known."""
    shutil.copytree(plan, copy)
    document = json.loads((copy / "plan.json").read_text(encoding="utf-8"))
    document["risk"]["value_without_reclaim"] = None
    (copy / "plan.json").write_text(json.dumps(document), encoding="utf-8")
    with open(copy / "recourse.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with open(copy / "recourse.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows({**row, "loss_usd": ""} if blank else row for row in rows)
    return tenure("verify", copy).code


def test_losses_are_left_out_together_with_what_they_are_told_against(plan_of, tmp_path):
    assert without_comparison(plan_of("quickstart"), tmp_path / "blank", blank=True) == 0
    assert without_comparison(plan_of("quickstart"), tmp_path / "told", blank=False) == 1


@pytest.mark.parametrize("setting", [
    "site.colossus-1.power_basis=utility", "lease.colossus-1.notice_from=2026-10-01", "option.risk_weight=0",
    "lease.colossus-1.end=2027-01-16"])
def test_variants_of_colossus(setting, tmp_path):
    run = tenure("plan", ROOT / "models" / "colossus-1", "-o", tmp_path / "plan", "--quiet", "--set", setting, "--gap", "1%")
    assert run.code == 0, run.err
    assert tenure("verify", tmp_path / "plan").code == 0
