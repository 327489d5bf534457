from __future__ import annotations

import dataclasses
import json
import plistlib
from pathlib import Path

import pytest

from tests.systems import posix_paths
from tests.xl_addin.machines import Fake, FakeRegistry, fake
from worker.errors import FileProblem, UsageError, WorkerProblem
from xl_addin import install as installation
from xl_addin.install import calc_extension, login_start, records, trusted_location, xlwings_conf
from xl_addin.install.step import Options, Outcome
from xl_addin.machine import Ran, System

EVERY: tuple[System, ...] = ("windows", "macos", "linux")
ALL = Options(trusted_location=True)


@pytest.fixture(autouse=True)
def a_small_workbook(monkeypatch: pytest.MonkeyPatch) -> None:
    from xl_addin.workbook import builder

    monkeypatch.setattr(builder, "build", lambda language: b"workbook")


def states(outcomes: list[Outcome]) -> dict[str, str]:
    return {outcome.name: outcome.state for outcome in outcomes}


def workbook_of(made: Fake) -> Path:
    return made.machine.data / "MediaMapper.xlsm"


def upgraded(made: Fake, version: str = "0.2.0") -> Fake:
    made.machine = dataclasses.replace(made.machine, version=version)
    return made


@pytest.mark.parametrize("system", EVERY)
@pytest.mark.parametrize("office", [True, False])
def test_uninstalling_leaves_the_machine_as_it_was(tmp_path: Path, system: System, office: bool) -> None:
    made = fake(tmp_path / "home", system)
    (made.machine.home / "plans").mkdir()
    (made.machine.home / "plans" / "mine.xlsx").write_bytes(b"mine")
    made.registry.set(login_start.RUN_KEY, "Other program", "other.exe")
    made.programs = {"unopkg"} if office else set()
    before, registry = made.tree(), dict(made.registry.kept)

    installation.install(made.machine, ALL)
    assert made.tree() != before
    made.machine.cache.mkdir(parents=True, exist_ok=True)
    made.machine.cache.joinpath("phrases.bin").write_bytes(b"worked out")
    outcomes = installation.uninstall(made.machine)

    assert {outcome.state for outcome in outcomes} == {"done"}
    made.machine.cache.parent.rmdir()  # the platform's own
    assert made.tree() == before
    assert made.registry.kept == registry


@pytest.mark.parametrize("system", EVERY)
def test_a_dry_run_touches_nothing(tmp_path: Path, system: System) -> None:
    made = fake(tmp_path / "home", system)
    outcomes = installation.dry_run(made.machine, ALL)
    assert states(outcomes)["workbook"] == "would"
    assert (made.tree(), made.registry.kept, made.spawned) == ({}, {}, [])


@pytest.mark.parametrize("system", EVERY)
def test_installing_again_finds_all_done_and_still_leaves_nothing(tmp_path: Path, system: System) -> None:
    made = fake(tmp_path / "home", system)
    made.programs = {"unopkg"}
    installation.install(made.machine, ALL)
    first = made.tree()
    listed = sorted(map(str, records.read(made.machine)))
    again = states(installation.install(made.machine, Options()))  # what was chosen stays chosen
    # What answers formulas on Windows is started anew: it may hold the code of before.
    assert set(again.values()) <= (
        {"already", "left out", "done"} if system == "windows" else {"already", "left out"}
    )
    assert again["workbook"] == "already"
    assert sorted(map(str, records.read(made.machine))) == listed
    assert {k: v for k, v in made.tree().items() if not k.endswith(records.FILE)} == {
        k: v for k, v in first.items() if not k.endswith(records.FILE)
    }
    installation.uninstall(made.machine)
    assert made.tree() == {}


@pytest.mark.parametrize(
    ("system", "written"),
    [
        (
            "windows",
            {
                "AppData/Local/mediamapper/MediaMapper.xlsm",
                "AppData/Roaming/Microsoft/Excel/XLSTART/MediaMapper.xlam",
            },
        ),
        (
            "macos",
            {
                "Library/Application Support/mediamapper/MediaMapper.xlsm",
                "Library/Application Scripts/com.microsoft.Excel/MediaMapper.applescript",
                "Library/Application Scripts/com.microsoft.Excel/mediamapper.sh",
                "Library/Containers/com.microsoft.Excel/Data/mediamapper.conf",
                "Library/Group Containers/UBF8T346G9.Office/User Content.localized/Startup.localized/Excel/MediaMapper.xlam",
                "Library/LaunchAgents/org.mediamapper.worker.plist",
            },
        ),
        ("linux", {".local/share/mediamapper/MediaMapper.xlsm", ".config/autostart/mediamapper.desktop"}),
    ],
)
def test_what_is_written_where(tmp_path: Path, system: System, written: set[str]) -> None:
    made = fake(tmp_path / "home", system)
    installation.install(made.machine, ALL)
    files = {name for name, content in made.tree().items() if content is not None}
    assert {name for name in files if not name.endswith(records.FILE)} == written


# ---------------------------------------------------------------- the workbook


def test_a_workbook_that_somebody_saved_is_not_touched_by_installing_again(tmp_path: Path) -> None:
    made = fake(tmp_path / "home")
    installation.install(made.machine, ALL)
    workbook_of(made).write_bytes(b"with my settings")
    assert states(installation.install(made.machine, ALL))["workbook"] == "already"
    assert workbook_of(made).read_bytes() == b"with my settings"


def test_an_upgrade_puts_aside_what_somebody_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = fake(tmp_path / "home")
    installation.install(made.machine, ALL)
    workbook_of(made).write_bytes(b"with my settings")
    monkeypatch.setattr("xl_addin.workbook.builder.build", lambda language: b"newer workbook")
    installation.install(upgraded(made).machine, ALL)
    assert workbook_of(made).read_bytes() == b"newer workbook"
    aside = [p for p in made.machine.data.glob("*.xlsm") if p != workbook_of(made)]
    assert [p.read_bytes() for p in aside] == [b"with my settings"]


def test_an_upgrade_replaces_what_nobody_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = fake(tmp_path / "home")
    installation.install(made.machine, ALL)
    monkeypatch.setattr("xl_addin.workbook.builder.build", lambda language: b"newer workbook")
    installation.install(upgraded(made).machine, ALL)
    assert [p.name for p in made.machine.data.glob("*.xlsm")] == ["MediaMapper.xlsm"]
    installation.uninstall(made.machine)
    assert made.tree() == {}


def test_uninstalling_keeps_a_workbook_that_somebody_saved_and_says_so(tmp_path: Path) -> None:
    made = fake(tmp_path / "home")
    installation.install(made.machine, ALL)
    workbook_of(made).write_bytes(b"with my plan")
    said = [
        outcome.sentence for outcome in installation.uninstall(made.machine) if outcome.state == "left out"
    ]
    assert workbook_of(made).read_bytes() == b"with my plan"
    assert "may hold your work" in said[0]


def test_a_synced_folder_is_refused_before_anything_is_done(tmp_path: Path) -> None:
    made = fake(tmp_path / "home")
    with pytest.raises(UsageError, match="synced by Dropbox"):
        installation.install(made.machine, Options(folder=str(made.machine.home / "Dropbox" / "Plans")))
    assert made.tree() == {}


def test_where_our_own_folder_is_synced_another_is_found(tmp_path: Path) -> None:
    home = tmp_path / "home"
    made = fake(home, data=home / "Nextcloud" / "mediamapper", memory=home / "memory")
    installation.install(made.machine, ALL)
    assert (home / "MediaMapper" / "MediaMapper.xlsm").is_file()


# ---------------------------------------------------------------- when something fails


def test_one_step_that_fails_keeps_no_other_from_being_done(tmp_path: Path) -> None:
    made = fake(tmp_path / "home", "macos", python=Path("/Users/Jürgen/python"))
    outcomes = installation.install(made.machine, ALL)
    assert states(outcomes)["xlwings-conf"] == "failed"
    assert (
        states(outcomes)["workbook"]
        == states(outcomes)["login-start"]
        == states(outcomes)["worker"]
        == "done"
    )
    assert all(outcome.next_step for outcome in outcomes if outcome.state == "failed")
    installation.uninstall(made.machine)
    assert made.tree() == {}


def test_a_worker_that_does_not_start_is_said_and_can_be_undone(tmp_path: Path) -> None:
    made = fake(tmp_path / "home")

    def refused() -> None:
        raise WorkerProblem("The worker could not be started.", "See why.")

    made.starts = refused
    assert states(installation.install(made.machine, ALL))["worker"] == "failed"
    installation.uninstall(made.machine)
    assert made.tree() == {}


def test_what_was_made_before_a_crash_is_recorded(tmp_path: Path) -> None:
    made = fake(tmp_path / "home", "macos")
    made.answers["launchctl bootstrap"] = Ran(5, "Bootstrap failed: 5: Input/output error")

    def crash() -> None:
        raise KeyboardInterrupt

    made.starts = crash
    with pytest.raises(KeyboardInterrupt):
        installation.install(made.machine, ALL)
    assert installation.recorded(made.machine)
    installation.uninstall(made.machine)
    assert made.tree() == {}


def test_what_can_not_be_taken_back_stays_listed_for_the_next_time(tmp_path: Path) -> None:
    made = fake(tmp_path / "home")
    made.programs = {"unopkg"}
    installation.install(made.machine, ALL)
    made.answers["unopkg remove"] = Ran(1, "unopkg cannot be run while an office is open")
    failed = [o for o in installation.uninstall(made.machine) if o.state == "failed"]
    assert "unopkg cannot be run" in failed[0].sentence
    made.answers.clear()
    installation.uninstall(made.machine)
    assert made.tree() == {}


def test_an_office_that_is_gone_took_its_extension_along(tmp_path: Path) -> None:
    made = fake(tmp_path / "home")
    made.programs = {"unopkg"}
    installation.install(made.machine, ALL)
    made.answers["unopkg"] = Ran(127, "no such file")
    assert {o.state for o in installation.uninstall(made.machine)} == {"done"}
    assert made.tree() == {}


def test_a_list_that_is_damaged_is_said(tmp_path: Path) -> None:
    made = fake(tmp_path / "home")
    installation.install(made.machine, ALL)
    (made.machine.data / records.FILE).write_text('{"made": [{"kind": "wall"}]}', "utf-8")
    with pytest.raises(FileProblem, match="can't be read"):
        installation.uninstall(made.machine)


@pytest.mark.parametrize("system", EVERY)
def test_a_list_that_was_lost_is_made_anew_by_installing_again(tmp_path: Path, system: System) -> None:
    made = fake(tmp_path / "home", system)
    made.programs = {"unopkg"}
    installation.install(made.machine, ALL)
    (made.machine.data / records.FILE).unlink()
    installation.install(made.machine, ALL)
    assert len(list(made.machine.data.glob("*.xlsm"))) == 1  # nobody saved into it, so nothing is put aside
    installation.uninstall(made.machine)
    assert [name for name, content in made.tree().items() if content is not None] == []
    assert not any(name == login_start.WORKER.lower() for _, name in made.registry.kept)


def test_a_workbook_for_another_folder_leaves_the_first(tmp_path: Path) -> None:
    made = fake(tmp_path / "home")
    installation.install(made.machine, ALL)
    elsewhere = made.machine.home / "Media" / "Tools"
    installation.install(made.machine, dataclasses.replace(ALL, folder=str(elsewhere)))
    assert (elsewhere / "MediaMapper.xlsm").is_file()
    assert not workbook_of(made).exists()
    installation.uninstall(made.machine)
    assert made.tree() == {}


def test_an_upgrade_takes_back_what_this_version_makes_no_more(tmp_path: Path) -> None:
    made = fake(tmp_path / "home")
    installation.install(made.machine, ALL)
    installation.install(upgraded(made).machine, dataclasses.replace(ALL, at_login=False))
    assert not login_start.desktop_file(made.machine).exists()


def test_an_upgrade_stops_the_worker_of_the_version_before(tmp_path: Path) -> None:
    made = fake(tmp_path / "home")
    installation.install(made.machine, ALL)
    made.health = {"version": "0.1.0"}
    stopped: list[Path] = []
    made.machine = dataclasses.replace(made.machine, version="0.2.0", stop=lambda m: not stopped.append(m))
    installation.install(made.machine, ALL)
    assert stopped == [made.machine.memory]


# ---------------------------------------------------------------- memory


@pytest.mark.parametrize("system", EVERY)
def test_stopping_ends_what_runs_and_takes_nothing_back(tmp_path: Path, system: System) -> None:
    made = fake(tmp_path / "home", system)
    installation.install(made.machine, ALL)
    tree, registry = made.tree(), dict(made.registry.kept)
    outcomes = states(installation.stop(made.machine))
    assert outcomes == {"worker": "done", **({"formulas": "done"} if system == "windows" else {})}
    assert made.health is None
    assert (made.tree(), made.registry.kept) == (tree, registry)


def test_memory_stays_unless_it_is_to_be_forgotten(tmp_path: Path) -> None:
    made = fake(tmp_path / "home")
    installation.install(made.machine, ALL)
    (made.machine.memory / "llm_memory.db").write_bytes(b"learnt")
    (made.machine.memory / "worker.lock").touch()
    installation.uninstall(made.machine)
    assert [p.name for p in made.machine.memory.iterdir()] == ["llm_memory.db"]


def test_forgetting_removes_memory_and_nothing_else_in_its_folder(tmp_path: Path) -> None:
    home = tmp_path / "home"
    made = fake(home, memory=home, memory_is_default=False)  # a folder that is not ours alone
    (home / "letter.docx").write_bytes(b"mine")
    (home / "cache").mkdir()
    (home / "cache" / "answers.db").touch()
    (home / "llm_memory.db").touch()
    said = installation.uninstall(made.machine, forget_memory=True)[-1].sentence
    assert set(made.tree()) == {"letter.docx"}
    assert "letter.docx" in said


# ---------------------------------------------------------------- Windows


def test_windows_starts_both_programs_at_login_without_a_console(tmp_path: Path) -> None:
    python = tmp_path / "Python Files" / "python.exe"
    python.parent.mkdir()
    python.with_name("pythonw.exe").touch()
    made = fake(tmp_path / "home", "windows", python=python)
    installation.install(made.machine, ALL)
    quiet = python.with_name("pythonw.exe")
    assert made.registry.get(login_start.RUN_KEY, login_start.WORKER) == f'"{quiet}" -P -m worker serve'
    assert (
        made.registry.get(login_start.RUN_KEY, login_start.FORMULAS)
        == f'"{quiet}" -I -m xl_addin.com_server.supervisor'
    )
    assert made.spawned == [f"{quiet} -I -m xl_addin.com_server.supervisor"]


def test_a_command_that_windows_would_cut_is_not_written(tmp_path: Path) -> None:
    made = fake(tmp_path / "home", "windows", python=Path("/" + "long/" * 60 + "python.exe"))
    outcomes = installation.install(made.machine, ALL)
    assert states(outcomes)["login-start"] == "failed"
    assert made.registry.get(login_start.RUN_KEY, login_start.WORKER) is None


def test_a_value_of_another_program_comes_back(tmp_path: Path) -> None:
    made = fake(tmp_path / "home", "windows")
    made.registry.set(login_start.RUN_KEY, login_start.WORKER, "something older")
    installation.install(made.machine, ALL)
    installation.install(upgraded(made).machine, ALL)
    installation.uninstall(made.machine)
    assert made.registry.get(login_start.RUN_KEY, login_start.WORKER) == "something older"


@pytest.mark.parametrize(
    ("policy", "wanted", "state"),
    [
        ({}, None, "left out"),
        ({}, False, "left out"),
        ({}, True, "done"),
        (
            {
                (
                    f"{trusted_location.POLICIES}\\Common\\Security\\Trusted Locations",
                    "Allow User Locations",
                ): 0
            },
            True,
            "left out",
        ),
        (
            {(f"{trusted_location.POLICIES}\\Excel\\Security\\Trusted Locations", "AllLocationsDisabled"): 1},
            True,
            "left out",
        ),
    ],
)
def test_a_folder_is_trusted_only_where_asked_for_and_allowed(
    tmp_path: Path, policy: dict[tuple[str, str], str | int], wanted: bool | None, state: str
) -> None:
    made = fake(tmp_path / "home", "windows", registry=FakeRegistry(policy))
    outcomes = installation.install(made.machine, Options(trusted_location=wanted))
    assert states(outcomes)["trusted-location"] == state
    path = made.machine.registry.get(trusted_location.KEY, "Path")
    assert path == (f"{made.machine.data}\\" if state == "done" else None)


# ---------------------------------------------------------------- macOS, Linux, LibreOffice


@posix_paths
def test_the_launch_agent_is_one_that_launchd_reads(tmp_path: Path) -> None:
    made = fake(tmp_path / "home", "macos")
    made.answers["launchctl print"] = Ran(113)
    installation.install(made.machine, ALL)
    told = plistlib.loads(login_start.agent_file(made.machine).read_bytes())
    assert told["ProgramArguments"] == ["/opt/mediamapper/bin/python", "-P", "-m", "worker", "serve"]
    assert f"launchctl bootstrap gui/501 {login_start.agent_file(made.machine)}" in made.ran


@posix_paths
def test_excel_reads_the_configuration_in_one_line(tmp_path: Path) -> None:
    made = fake(tmp_path / "home", "macos")
    installation.install(made.machine, ALL)
    text = xlwings_conf.path(made.machine).read_text("ascii")
    assert text == '"INTERPRETER_MAC","/opt/mediamapper/bin/python"\n'


@posix_paths
def test_where_a_systemd_answers_it_starts_the_worker(tmp_path: Path) -> None:
    made = fake(tmp_path / "home", python=Path("/opt/100% mine/python"))
    made.answers["is-system-running"] = Ran(0, "running")
    installation.install(made.machine, ALL)
    unit = login_start.unit_file(made.machine).read_text("utf-8")
    assert 'ExecStart="/opt/100%% mine/python" -P -m worker serve\n' in unit
    assert "systemctl --user enable --now mediamapper.service" in made.ran
    made.ran.clear()
    installation.uninstall(made.machine)
    last = [line for line in made.ran if "disable" in line or "reload" in line]
    assert last == ["systemctl --user disable --now mediamapper.service", "systemctl --user daemon-reload"]
    assert made.tree() == {}


@posix_paths
def test_a_memory_of_ones_own_is_told_to_whatever_starts_the_worker(tmp_path: Path) -> None:
    memory = tmp_path / "team memory"
    made = fake(tmp_path / "home", memory=memory, memory_is_default=False)
    made.programs = {"unopkg"}
    installation.install(made.machine, ALL)
    assert f'serve --memory "{memory}"' in login_start.desktop_file(made.machine).read_text("utf-8")
    told = json.loads((made.machine.data / calc_extension.CONFIG_FILE).read_text("utf-8"))
    assert told == {"python": "/opt/mediamapper/bin/python", "memory": str(memory)}


def test_libreoffice_takes_no_extension_for_root(tmp_path: Path) -> None:
    made = fake(tmp_path / "home", user=0)
    made.programs = {"unopkg"}
    assert states(installation.install(made.machine, ALL))["calc-extension"] == "left out"
    assert not any("unopkg" in line for line in made.ran)
