from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.xl_addin.doctor import breaks
from tests.xl_addin.machines import VERSION, Fake, fake
from xl_addin import doctor
from xl_addin import install as installation
from xl_addin.doctor import Result, registry
from xl_addin.doctor.causes.login_start import APPROVED
from xl_addin.install import records
from xl_addin.install.step import Options
from xl_addin.install.trusted_location import OFFICE, POLICIES
from xl_addin.machine import Ran, System

EVERY: tuple[System, ...] = ("windows", "macos", "linux")
RULES = "HKLM\\Software\\Policies\\Microsoft\\Windows Defender\\Windows Defender Exploit Guard\\ASR\\Rules"
MANAGED = "HKLM\\Software\\Policies\\Microsoft\\Windows Defender\\Policy Manager"
LOCAL_RULES = "HKLM\\Software\\Microsoft\\Windows Defender\\Windows Defender Exploit Guard\\ASR\\Rules"
CHILDREN, WIN32 = "d4f940ab-401b-4efc-aadc-ad5f3c50688a", "92E97FA1-2EDF-4476-BDD6-9DD0B4DDDC7B"
EXCEL = "HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\App Paths\\excel.exe"


def installed(home: Path, system: System) -> Fake:
    """A machine on which all is well."""
    python = home / "python" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.touch()
    made = fake(home, system, python=python)
    made.programs = {"unopkg"}
    made.registry.set(EXCEL, "", "C:\\Program Files\\Microsoft Office\\root\\Office16\\EXCEL.EXE")
    made.answers = {
        "com_server.probe": Ran(0, '{"started": 9999999999}'),
        "xattr": Ran(1, "No such xattr"),
        "osascript": Ran(0, "16.90"),
    }
    installation.install(made.machine, Options(trusted_location=True))
    return made


def results(made: Fake) -> dict[str, Result]:
    return {result.code: result for result in doctor.examine(made.machine)}


@pytest.fixture(autouse=True)
def a_small_workbook(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xl_addin.workbook.builder.build", lambda language: b"workbook")
    monkeypatch.setattr("xl_addin.workbook.builder.build_addin", lambda language: b"add-in")


@pytest.mark.parametrize("system", EVERY)
def test_where_all_is_well_nothing_is_found(tmp_path: Path, system: System) -> None:
    assert [r for r in results(installed(tmp_path, system)).values() if r.status != "ok"] == []


@pytest.mark.parametrize("system", EVERY)
def test_looking_changes_nothing(tmp_path: Path, system: System) -> None:
    made = installed(tmp_path, system)
    before, values = made.tree(), dict(made.registry.kept)
    doctor.examine(made.machine)
    assert (made.tree(), made.registry.kept) == (before, values)


# ---------------------------------------------------------------- one line a way in which something fails

BROKEN: list[tuple[System, breaks.Break, str, str, str]] = [
    ("linux", breaks.silent, "worker-running", "fail", "is not running"),
    ("linux", breaks.address_file("{"), "worker-running", "fail", "can't be read"),
    (
        "linux",
        breaks.address_file('{"url": "http://127.0.0.1:9", "token": "t", "pid": 4711}'),
        "worker-running",
        "fail",
        "4711, which is gone",
    ),
    ("linux", breaks.hung, "worker-running", "fail", "does not answer"),
    ("linux", breaks.health(version="0.0.9"), "worker-version", "fail", f"0.0.9, this is {VERSION}"),
    ("linux", breaks.health(memory="/elsewhere"), "worker-memory", "fail", "serves /elsewhere"),
    ("linux", breaks.held, "lock-held", "fail", "holds the lock"),
    ("linux", breaks.blocked_folder, "memory-writable", "fail", "can't be written"),
    ("linux", breaks.machine(memory=Path("/home/ann/Dropbox/memory")), "memory-synced", "fail", "Dropbox"),
    ("linux", breaks.salted, "memory-key", "warn", "is encrypted"),
    ("linux", breaks.from_the_future, "memory-clock", "warn", "2026-11-25"),
    ("linux", breaks.room(50), "disk-room", "fail", "50 MB"),
    ("linux", breaks.room(500), "disk-room", "warn", "500 MB"),
    ("linux", breaks.uninstalled, "workbook-there", "warn", "Nothing is installed"),
    ("linux", breaks.workbook(None), "workbook-there", "fail", "is gone"),
    ("linux", breaks.workbook("saved"), "workbook-changed", "warn", "not as it was installed"),
    ("windows", breaks.in_onedrive, "workbook-synced", "fail", "OneDrive"),
    ("windows", breaks.marked, "workbook-blocked", "fail", "from the internet"),
    ("macos", breaks.command("xattr", 0, "0083;"), "workbook-blocked", "fail", "from the internet"),
    (
        "windows",
        breaks.machine(python=Path("C:/Program Files/WindowsApps/python.exe")),
        "python-store",
        "fail",
        "store",
    ),
    (
        "windows",
        breaks.registry(EXCEL, "", "C:\\Program Files\\WindowsApps\\Excel.exe"),
        "office-store",
        "fail",
        "store",
    ),
    ("windows", breaks.registry(EXCEL, "", ""), "office-store", "warn", "No Excel"),
    ("macos", breaks.machine(python=Path("/Users/Zoë/python")), "user-name", "fail", "Zoë"),
    ("macos", breaks.conf('"INTERPRETER_MAC",""\n'), "conf-lines", "fail", "names no Python"),
    ("macos", breaks.conf('\n"INTERPRETER_MAC","PYTHON"\n'), "conf-lines", "fail", "line 1"),
    ("macos", breaks.conf('"INTERPRETER_MAC","PYTHON"\n"PYTHONPATH",""\n'), "conf-lines", "fail", "line 2"),
    ("macos", breaks.conf('"INTERPRETER_MAC","/gone"\n'), "conf-lines", "fail", "/gone, which is gone"),
    ("macos", breaks.conf('"INTERPRETER_MAC","/"\n'), "conf-lines", "warn", "names /"),
    (
        "windows",
        breaks.command("com_server.probe", 0, '{"missing": "No module named win32com"}'),
        "com-class",
        "fail",
        "pywin32",
    ),
    (
        "windows",
        breaks.command("com_server.probe", 0, '{"hr": -2147221164, "said": ""}'),
        "com-class",
        "fail",
        "-2147221164",
    ),
    (
        "windows",
        breaks.command("com_server.probe", 0, '{"hr": -2147221164, "said": "", "runs": true}'),
        "com-class",
        "fail",
        "as administrator",
    ),
    (
        "windows",
        breaks.command("com_server.probe", 0, '{"started": 9999999999, "elevated": true}'),
        "com-class",
        "fail",
        "as administrator",
    ),
    ("windows", breaks.without_addin, "addin-there", "fail", "MediaMapper.xlam is gone"),
    ("macos", breaks.without_addin, "addin-there", "fail", "MediaMapper.xlam is gone"),
    ("windows", breaks.addin_turned_off, "addin-disabled", "fail", "after a crash"),
    (
        "windows",
        breaks.registry(f"{OFFICE}\\Excel\\Security", "DisableAllAddins", 1),
        "addin-allowed",
        "fail",
        "no add-ins",
    ),
    (
        "windows",
        breaks.registry(f"{POLICIES}\\Excel\\Security", "RequireAddinSig", 1),
        "addin-allowed",
        "fail",
        "signed",
    ),
    (
        "windows",
        breaks.registry(f"{OFFICE}\\Excel\\Security\\Trusted Locations", "AllLocationsDisabled", 1),
        "addin-allowed",
        "warn",
        "trusts no folder",
    ),
    ("windows", breaks.addin_of_somebody_else, "workbook-changed", "warn", "MediaMapper.xlam is not as"),
    (
        "windows",
        breaks.command("com_server.probe", 0, '{"hr": -5, "said": "odd"}'),
        "com-class",
        "fail",
        "-5: odd",
    ),
    ("windows", breaks.command("com_server.probe", 1, "Traceback"), "com-class", "warn", "no answer"),
    ("windows", breaks.command("com_server.probe", 0, '{"started": 1000}'), "com-stale", "fail", "older"),
    ("windows", breaks.registry(RULES, CHILDREN, "1"), "defender", "warn", "start no programs"),
    ("windows", breaks.registry(LOCAL_RULES, CHILDREN, 6), "defender", "warn", "start no programs"),
    (
        "windows",
        breaks.registry(MANAGED, "ASRRules", f"{WIN32}=1|{CHILDREN}=2"),
        "defender",
        "warn",
        "not call Windows",
    ),
    (
        "windows",
        breaks.registry(f"{POLICIES}\\Excel\\Security", "VBAWarnings", 4),
        "macros-off",
        "fail",
        "by a policy",
    ),
    (
        "windows",
        breaks.registry(f"{OFFICE}\\Excel\\Security", "VBAWarnings", 3),
        "macros-off",
        "fail",
        "Trust Center",
    ),
    (
        "windows",
        breaks.registry(f"{OFFICE}\\Excel\\Security", "AccessVBOM", 1),
        "trust-access",
        "warn",
        "does not need",
    ),
    ("macos", breaks.without_script, "applescript", "fail", "mediamapper.sh"),
    ("macos", breaks.command("osascript", 1, "Not authorized (-1743)"), "automation", "fail", "-1743"),
    ("macos", breaks.command("osascript", 1, "timed out"), "automation", "warn", "timed out"),
    ("linux", breaks.without_login, "login-start", "warn", "at login"),
    (
        "windows",
        breaks.registry(APPROVED, "MediaMapper worker", "0300000012"),
        "login-start",
        "warn",
        "MediaMapper worker",
    ),
    ("linux", breaks.command("unopkg list", 1), "calc-extension", "warn", "no extension"),
    ("linux", breaks.calc_for_another_python, "calc-extension", "fail", "/gone/python"),
    (
        "linux",
        breaks.command("unopkg list", 0, "is registered: unknown\nis registered: yes"),
        "calc-extension",
        "fail",
        "load",
    ),
    ("linux", breaks.command("calc.resident", 1), "calc-extension", "fail", "no MediaMapper"),
    ("linux", breaks.shell("work/bin", "bin"), "calc-shell", "warn", "work"),
    ("linux", breaks.command("load_uno", 1), "calc-python", "fail", "'uno'"),
]


@pytest.mark.parametrize(
    ("system", "broken", "code", "status", "piece"),
    BROKEN,
    ids=[f"{at} {system} {code}" for at, (system, _, code, _, _) in enumerate(BROKEN)],
)
def test_a_cause_is_found(
    tmp_path: Path, system: System, broken: breaks.Break, code: str, status: str, piece: str
) -> None:
    made = installed(tmp_path, system)
    try:
        broken(made)
        result = results(made)[code]
    finally:
        made.held()
    assert (result.status, piece in result.sentence) == (status, True), result
    assert result.next_step


def test_every_cause_can_be_found() -> None:
    notes = {"model-key"}  # says only whether a model can be asked; either is well
    assert {cause.code for cause in registry()} - {code for _, _, code, _, _ in BROKEN} == notes


@pytest.mark.parametrize(
    ("system", "calm", "code"),
    [
        ("windows", breaks.registry(RULES, CHILDREN, "2"), "defender"),  # audit alone blocks nothing
        ("windows", breaks.registry(f"{OFFICE}\\Excel\\Security", "VBAWarnings", 2), "macros-off"),
        ("macos", breaks.command("pgrep", 1), "automation"),
        ("windows", breaks.registry(APPROVED, "MediaMapper worker", "0200000000"), "login-start"),
        ("linux", breaks.machine(env={"MEMORY_ENCRYPTION_KEY": "k"}), "memory-key"),
        ("linux", breaks.shell("bin", "work/bin"), "calc-shell"),
        ("linux", breaks.shell("work/bin", "bin", UV_RUN_RECURSION_DEPTH="1"), "calc-shell"),
    ],
    ids=["audit", "asks", "closed", "on", "key", "system first", "started by uv"],
)
def test_what_only_looks_like_a_cause_is_left_alone(
    tmp_path: Path, system: System, calm: breaks.Break, code: str
) -> None:
    made = installed(tmp_path, system)
    breaks.salted(made)
    calm(made)
    assert results(made)[code].status == "ok"


def test_a_policy_that_allows_macros_wins_over_the_users_own_setting(tmp_path: Path) -> None:
    made = installed(tmp_path, "windows")
    made.registry.set(f"{POLICIES}\\Excel\\Security", "VBAWarnings", 1)
    made.registry.set(f"{OFFICE}\\Excel\\Security", "VBAWarnings", 4)
    assert results(made)["macros-off"].status == "ok"


def test_an_excel_that_is_not_running_is_not_started(tmp_path: Path) -> None:
    made = installed(tmp_path, "macos")
    made.answers["pgrep"] = Ran(1)
    made.ran.clear()
    doctor.examine(made.machine)
    assert not any("osascript" in line for line in made.ran)


def test_what_fails_comes_first(tmp_path: Path) -> None:
    made = installed(tmp_path, "linux")
    breaks.silent(made)
    breaks.workbook("saved")(made)
    statuses = [result.status for result in doctor.examine(made.machine)]
    assert statuses == sorted(statuses, key=["fail", "warn", "ok"].index)
    assert statuses[:2] == ["fail", "warn"]


def test_one_cause_that_can_not_be_looked_at_does_not_hide_the_others(tmp_path: Path) -> None:
    made = installed(tmp_path, "linux")

    def refused(folder: Path) -> int:
        raise PermissionError(13, "Permission denied", str(folder))

    breaks.machine(free=refused)(made)
    found = results(made)
    assert "Permission denied" in found["disk-room"].sentence
    assert found["worker-running"].status == "ok"


def test_a_damaged_list_of_what_is_installed_is_a_finding(tmp_path: Path) -> None:
    made = installed(tmp_path, "linux")
    (made.machine.data / records.FILE).write_text(json.dumps({"made": 1}), "utf-8")
    found = results(made)
    assert found["workbook-there"].status == "warn"
    assert "can't be read" in found["login-start"].sentence
    assert "Delete it" in found["login-start"].next_step
