"""Cases small enough to solve by hand: 8 GPUs of 1.25 kW at one site, and work that is counted in GPU-hours."""

from contract_cases.folder import MEASURED

from .folder import write_all

SITE = {
    "site": "x", "time_zone": "UTC", "power_mw": 1, "power_basis": "it", "pue_peak": 1.25, "pue_mean": 1.2,
    "energy_usd_per_mwh": 100}
SERVICE = {
    "workload": "hpc", "tenant": "ours", "kind": "service", "unit": "gpu-hour", "value_usd_per_unit": 2,
    "load_curve": "flat"}


def base(periods, work, **site):
    """A service is asked for twice what all GPUs can do."""
    months = [f"2026-{7 + number:02}" for number in range(periods)]
    tables = {
        "sites": [{**SITE, **site}],
        "gpu-classes": [{
            "gpu_class": "node", "unit_gpus": 8, "kw_per_gpu": 1.25, "idle_kw_per_gpu": 0.25, "liquid_share": 0}],
        "tranches": [{"tranche": "own", "site": "x", "gpu_class": "node", "gpus": 8}],
        "tenants": [{"tenant": "ours"}], "workloads": [work], "measurements": MEASURED[:1],
        "demand": [
            {"workload": "hpc", "period": month, "units_per_s": 16 / 3600} for month in months
            if work["kind"] == "service"]}
    case = {
        "name": "by-hand", "starts": "2026-07-01", "step": "month", "periods": periods, "fiscal_year_start": 1,
        "discount_rate": "0 %", "plan_on": "mean"}
    return tables, {"case": case, "options": {"end_value_haircut": "50 %"}}


def two_modes(folder):
    """Water for half of the heat: 7.44 m3 are 5 kW for 744 h at 2 l/kWh; the other 5 kW go the dry way."""
    tables, keys = base(
        1, SERVICE, pue_peak=None, pue_mean=None, water_m3=7.44, water_usd_per_m3=10, demand_usd_per_kw=10)
    tables["cooling-modes"] = [
        {"mode": "dry", "site": "x", "pue_peak": 1.5, "pue_mean": 1.5},
        {"mode": "wet", "site": "x", "pue_peak": 1.2, "pue_mean": 1.2, "wue_l_per_kwh": 2}]
    write_all(folder, tables, keys)
    facility = 5 * 1.5 + 5 * 1.2
    return tables, 8 * 744 * 2 - facility * 744 * 0.1 - facility * 10 - 7.44 * 10


def module(folder):
    """Power for 4 GPUs; a module, 10 days after it is ordered, brings power for 2 more, 52 days long."""
    tables, keys = base(2, SERVICE, power_mw=0.005)
    tables["expansions"] = [{
        "expansion": "hall", "site": "x", "power_mw": 0.0025, "capital_usd": 1000, "lead_days": 10, "max_modules": 1,
        "life_months": 12}]
    write_all(folder, tables, keys)
    hours = 4 * 62 * 24 + 2 * 52 * 24
    return tables, hours * (2 - 1.25 * 1.2 * 0.1) - 1000 + 0.5 * 1000 * (1 - 52 / 365)


def pause(folder):
    """A gang of all GPUs for 20 days, that an outage of 5 days makes late: 5 days of its work are done in the last 11,
    whose middle is 5.5 days from the deadline, and it draws power in all of these."""
    tables, keys = base(1, {
        "workload": "train", "tenant": "ours", "kind": "job", "unit": "gpu-hour", "value_usd_per_unit": 3,
        "work_units": 20 * 24 * 8, "class_rule": "single", "min_gpus": 8, "max_gpus": 8, "pause_usd": 500,
        "deadline": "2026-07-21", "lateness_usd_per_unit_day": 0.1})
    tables["outages"] = [
        {"outage": "work", "site": "x", "starts": "2026-07-11", "ends": "2026-07-16", "power_share": 0}]
    write_all(folder, tables, keys)
    return tables, 20 * 24 * 8 * 3 - 500 - 5 * 24 * 8 * 5.5 * 0.1 - 26 * 24 * 10 * 1.2 * 0.1


CASES = (two_modes, module, pause)
