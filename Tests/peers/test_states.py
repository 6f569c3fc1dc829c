"""Plans in states that are easy to forget: each must be written, and pass the check of its own files."""

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


@pytest.mark.parametrize("setting", [
    "site.colossus-1.power_basis=utility", "lease.colossus-1.notice_from=2026-10-01", "option.risk_weight=0",
    "lease.colossus-1.end=2027-01-16"])
def test_variants_of_colossus(setting, tmp_path):
    run = tenure("plan", ROOT / "models" / "colossus-1", "-o", tmp_path / "plan", "--quiet", "--set", setting, "--gap", "1%")
    assert run.code == 0, run.err
    assert tenure("verify", tmp_path / "plan").code == 0
