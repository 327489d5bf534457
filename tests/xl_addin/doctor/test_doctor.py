from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from filelock import FileLock

from tests.xl_addin.machines import NOW, VERSION, Fake, fake
from xl_addin import doctor
from xl_addin import install as installation
from xl_addin.doctor import Result, registry
from xl_addin.doctor.causes import addin_disabled
from xl_addin.doctor.causes.login_start import APPROVED
from xl_addin.install import calc_extension, records, xlwings_conf
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

Break = Callable[[Fake], object]


def _address(text: str) -> Break:
    def put(made: Fake) -> None:
        made.health = None
        (made.machine.memory / "worker.json").write_text(text, "utf-8")
        (made.machine.memory / "worker.json").chmod(0o600)

    return put


def _said(**told: object) -> Break:
    return lambda made: made.health is not None and made.health.update(told)


def _answers(piece: str, code: int, out: str = "") -> Break:
    return lambda made: made.answers.update({piece: Ran(code, out)})


def _value(key: str, name: str, value: str | int) -> Break:
    return lambda made: made.registry.set(key, name, value)


def _workbook(text: str | None) -> Break:
    def put(made: Fake) -> None:
        path = made.machine.data / "MediaMapper.xlsm"
        path.unlink() if text is None else path.write_text(text, "utf-8")

    return put


def _given(**changed: object) -> Break:
    def put(made: Fake) -> None:
        for name, value in changed.items():
            object.__setattr__(made.machine, name, value)

    return put


def _silent(made: Fake) -> None:
    made.health = None


def _hung(made: Fake) -> None:
    _address('{"url": "http://127.0.0.1:1", "token": "t", "pid": 4711}')(made)
    made.alive = True


def _held(made: Fake) -> None:
    made.health = None
    lock = FileLock(made.machine.memory / "worker.lock")
    lock.acquire()
    made.held = lock.release


def _salted(made: Fake) -> None:
    (made.machine.memory / "llm_memory.salt").touch()


def _from_the_future(made: Fake) -> None:
    path = made.machine.memory / "llm_memory.db"
    path.touch()
    stamp = (NOW + timedelta(days=2)).timestamp()
    os.utime(path, (stamp, stamp))


def _room(megabytes: int) -> Break:
    return lambda made: setattr(made, "room", megabytes * 2**20)


def _in_onedrive(made: Fake) -> None:
    _given(env={"OneDrive": str(made.machine.home)})(made)


def _uninstalled(made: Fake) -> None:
    (made.machine.data / records.FILE).unlink()


def _marked(made: Fake) -> None:
    (made.machine.data / "MediaMapper.xlsm:Zone.Identifier").write_text(
        "[ZoneTransfer]\r\nZoneId=3\r\n", "utf-8"
    )


def _conf(text: str) -> Break:
    def put(made: Fake) -> None:
        xlwings_conf.path(made.machine).write_text(text.replace("PYTHON", str(made.machine.python)), "utf-8")

    return put


def _calc_for_another_python(made: Fake) -> None:
    (made.machine.data / calc_extension.CONFIG_FILE).write_text('{"python": "/gone/python"}', "utf-8")


def _shell(*places: str, **more: str) -> Break:
    """A shell with *places* of the home on its PATH; `work` is a virtual environment."""

    def put(made: Fake) -> None:
        home = made.machine.home
        for place in ("work/bin", "bin"):
            (home / place).mkdir(parents=True, exist_ok=True)
            (home / place / "python3").touch(0o755)
        (home / "work" / "pyvenv.cfg").write_text("include-system-site-packages = false\n", "utf-8")
        _given(env={"PATH": os.pathsep.join(str(home / place) for place in places), **more})(made)

    return put


def _without_script(made: Fake) -> None:
    (made.machine.home / "Library/Application Scripts/com.microsoft.Excel/mediamapper.sh").write_text(
        "older", "utf-8"
    )


def _without_login(made: Fake) -> None:
    (made.machine.home / ".config" / "autostart" / "mediamapper.desktop").unlink()


def _blocked_folder(made: Fake) -> None:
    (made.machine.home / "a file").touch()
    _given(memory=made.machine.home / "a file" / "memory")(made)


def _addin(made: Fake) -> Path:
    record = records.addin_record(made.machine)
    assert record is not None
    return Path(record.path)


def _without_addin(made: Fake) -> None:
    _addin(made).unlink()


def _addin_of_somebody_else(made: Fake) -> None:
    _addin(made).write_bytes(b"other macros")


def _addin_turned_off(made: Fake) -> None:
    entry = b"\x01\0\0\0" + str(_addin(made)).lower().encode("utf-16-le")
    made.registry.set(addin_disabled.KEY, "2F4A1", entry.hex())


BROKEN: list[tuple[System, Break, str, str, str]] = [
    ("linux", _silent, "worker-running", "fail", "is not running"),
    ("linux", _address("{"), "worker-running", "fail", "can't be read"),
    (
        "linux",
        _address('{"url": "http://127.0.0.1:9", "token": "t", "pid": 4711}'),
        "worker-running",
        "fail",
        "4711, which is gone",
    ),
    ("linux", _hung, "worker-running", "fail", "does not answer"),
    ("linux", _said(version="0.0.9"), "worker-version", "fail", f"0.0.9, this is {VERSION}"),
    ("linux", _said(memory="/elsewhere"), "worker-memory", "fail", "serves /elsewhere"),
    ("linux", _held, "lock-held", "fail", "holds the lock"),
    ("linux", _blocked_folder, "memory-writable", "fail", "can't be written"),
    ("linux", _given(memory=Path("/home/ann/Dropbox/memory")), "memory-synced", "fail", "Dropbox"),
    ("linux", _salted, "memory-key", "warn", "is encrypted"),
    ("linux", _from_the_future, "memory-clock", "warn", "2026-11-25"),
    ("linux", _room(50), "disk-room", "fail", "50 MB"),
    ("linux", _room(500), "disk-room", "warn", "500 MB"),
    ("linux", _uninstalled, "workbook-there", "warn", "Nothing is installed"),
    ("linux", _workbook(None), "workbook-there", "fail", "is gone"),
    ("linux", _workbook("saved"), "workbook-changed", "warn", "not as it was installed"),
    ("windows", _in_onedrive, "workbook-synced", "fail", "OneDrive"),
    ("windows", _marked, "workbook-blocked", "fail", "from the internet"),
    ("macos", _answers("xattr", 0, "0083;"), "workbook-blocked", "fail", "from the internet"),
    (
        "windows",
        _given(python=Path("C:/Program Files/WindowsApps/python.exe")),
        "python-store",
        "fail",
        "store",
    ),
    (
        "windows",
        _value(EXCEL, "", "C:\\Program Files\\WindowsApps\\Excel.exe"),
        "office-store",
        "fail",
        "store",
    ),
    ("windows", _value(EXCEL, "", ""), "office-store", "warn", "No Excel"),
    ("macos", _given(python=Path("/Users/Zoë/python")), "user-name", "fail", "Zoë"),
    ("macos", _conf('"INTERPRETER_MAC",""\n'), "conf-lines", "fail", "names no Python"),
    ("macos", _conf('\n"INTERPRETER_MAC","PYTHON"\n'), "conf-lines", "fail", "line 1"),
    ("macos", _conf('"INTERPRETER_MAC","PYTHON"\n"PYTHONPATH",""\n'), "conf-lines", "fail", "line 2"),
    ("macos", _conf('"INTERPRETER_MAC","/gone"\n'), "conf-lines", "fail", "/gone, which is gone"),
    ("macos", _conf('"INTERPRETER_MAC","/"\n'), "conf-lines", "warn", "names /"),
    (
        "windows",
        _answers("com_server.probe", 0, '{"missing": "No module named win32com"}'),
        "com-class",
        "fail",
        "pywin32",
    ),
    (
        "windows",
        _answers("com_server.probe", 0, '{"hr": -2147221164, "said": ""}'),
        "com-class",
        "fail",
        "-2147221164",
    ),
    (
        "windows",
        _answers("com_server.probe", 0, '{"hr": -2147221164, "said": "", "runs": true}'),
        "com-class",
        "fail",
        "as administrator",
    ),
    (
        "windows",
        _answers("com_server.probe", 0, '{"started": 9999999999, "elevated": true}'),
        "com-class",
        "fail",
        "as administrator",
    ),
    ("windows", _without_addin, "addin-there", "fail", "MediaMapper.xlam is gone"),
    ("macos", _without_addin, "addin-there", "fail", "MediaMapper.xlam is gone"),
    ("windows", _addin_turned_off, "addin-disabled", "fail", "after a crash"),
    (
        "windows",
        _value(f"{OFFICE}\\Excel\\Security", "DisableAllAddins", 1),
        "addin-allowed",
        "fail",
        "no add-ins",
    ),
    (
        "windows",
        _value(f"{POLICIES}\\Excel\\Security", "RequireAddinSig", 1),
        "addin-allowed",
        "fail",
        "signed",
    ),
    (
        "windows",
        _value(f"{OFFICE}\\Excel\\Security\\Trusted Locations", "AllLocationsDisabled", 1),
        "addin-allowed",
        "warn",
        "trusts no folder",
    ),
    ("windows", _addin_of_somebody_else, "workbook-changed", "warn", "MediaMapper.xlam is not as"),
    ("windows", _answers("com_server.probe", 0, '{"hr": -5, "said": "odd"}'), "com-class", "fail", "-5: odd"),
    ("windows", _answers("com_server.probe", 1, "Traceback"), "com-class", "warn", "no answer"),
    ("windows", _answers("com_server.probe", 0, '{"started": 1000}'), "com-stale", "fail", "older"),
    ("windows", _value(RULES, CHILDREN, "1"), "defender", "warn", "start no programs"),
    ("windows", _value(LOCAL_RULES, CHILDREN, 6), "defender", "warn", "start no programs"),
    (
        "windows",
        _value(MANAGED, "ASRRules", f"{WIN32}=1|{CHILDREN}=2"),
        "defender",
        "warn",
        "not call Windows",
    ),
    (
        "windows",
        _value(f"{POLICIES}\\Excel\\Security", "VBAWarnings", 4),
        "macros-off",
        "fail",
        "by a policy",
    ),
    ("windows", _value(f"{OFFICE}\\Excel\\Security", "VBAWarnings", 3), "macros-off", "fail", "Trust Center"),
    (
        "windows",
        _value(f"{OFFICE}\\Excel\\Security", "AccessVBOM", 1),
        "trust-access",
        "warn",
        "does not need",
    ),
    ("macos", _without_script, "applescript", "fail", "mediamapper.sh"),
    ("macos", _answers("osascript", 1, "Not authorized (-1743)"), "automation", "fail", "-1743"),
    ("macos", _answers("osascript", 1, "timed out"), "automation", "warn", "timed out"),
    ("linux", _without_login, "login-start", "warn", "at login"),
    (
        "windows",
        _value(APPROVED, "MediaMapper worker", "0300000012"),
        "login-start",
        "warn",
        "MediaMapper worker",
    ),
    ("linux", _answers("unopkg list", 1), "calc-extension", "warn", "no extension"),
    ("linux", _calc_for_another_python, "calc-extension", "fail", "/gone/python"),
    (
        "linux",
        _answers("unopkg list", 0, "is registered: unknown\nis registered: yes"),
        "calc-extension",
        "fail",
        "load",
    ),
    ("linux", _answers("calc.resident", 1), "calc-extension", "fail", "no MediaMapper"),
    ("linux", _shell("work/bin", "bin"), "calc-shell", "warn", "work"),
    ("linux", _answers("load_uno", 1), "calc-python", "fail", "'uno'"),
]


@pytest.mark.parametrize(
    ("system", "broken", "code", "status", "piece"),
    BROKEN,
    ids=[f"{at} {system} {code}" for at, (system, _, code, _, _) in enumerate(BROKEN)],
)
def test_a_cause_is_found(
    tmp_path: Path, system: System, broken: Break, code: str, status: str, piece: str
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
        ("windows", _value(RULES, CHILDREN, "2"), "defender"),  # audit alone blocks nothing
        ("windows", _value(f"{OFFICE}\\Excel\\Security", "VBAWarnings", 2), "macros-off"),
        ("macos", _answers("pgrep", 1), "automation"),
        ("windows", _value(APPROVED, "MediaMapper worker", "0200000000"), "login-start"),
        ("linux", _given(env={"MEMORY_ENCRYPTION_KEY": "k"}), "memory-key"),
        ("linux", _shell("bin", "work/bin"), "calc-shell"),
        ("linux", _shell("work/bin", "bin", UV_RUN_RECURSION_DEPTH="1"), "calc-shell"),
    ],
    ids=["audit", "asks", "closed", "on", "key", "system first", "started by uv"],
)
def test_what_only_looks_like_a_cause_is_left_alone(
    tmp_path: Path, system: System, calm: Break, code: str
) -> None:
    made = installed(tmp_path, system)
    _salted(made)
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
    _silent(made)
    _workbook("saved")(made)
    statuses = [result.status for result in doctor.examine(made.machine)]
    assert statuses == sorted(statuses, key=["fail", "warn", "ok"].index)
    assert statuses[:2] == ["fail", "warn"]


def test_one_cause_that_can_not_be_looked_at_does_not_hide_the_others(tmp_path: Path) -> None:
    made = installed(tmp_path, "linux")

    def refused(folder: Path) -> int:
        raise PermissionError(13, "Permission denied", str(folder))

    _given(free=refused)(made)
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
