"""`mediamapper install` and `mediamapper doctor` on machines that a test makes up: what is shown, and exit codes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.xl_addin.machines import Fake, fake
from worker.errors import UsageError
from xl_addin import cli_install
from xl_addin.cli_install import DONE, LOOK
from xl_addin.doctor import Result
from xl_addin.install.step import Outcome

NOTHING = "Nothing of MediaMapper is installed here."


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fake:
    linux = fake(tmp_path / "home")
    monkeypatch.setattr(cli_install, "this_machine", lambda memory=None: linux.machine)
    return linux


def call(command: Any, *arguments: str) -> Any:
    return CliRunner().invoke(command, arguments, standalone_mode=False)


@pytest.mark.parametrize(
    "arguments", [("--dry-run",), ("--dry-run", "--json"), ("--uninstall", "--dry-run"), ("--uninstall",)]
)
def test_what_only_looks_and_what_finds_nothing_touch_nothing(
    machine: Fake, arguments: tuple[str, ...]
) -> None:
    result = call(cli_install.install, *arguments)
    assert (result.exception, result.return_value) == (None, DONE)
    assert (machine.tree(), machine.spawned, machine.health) == ({}, [], None)


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--forget-memory",), "goes with --uninstall"),
        (("--uninstall", "--forget-memory"), "Nobody is there to ask"),  # standard input is no terminal
    ],
)
def test_memory_is_not_forgotten_by_mistake(machine: Fake, arguments: tuple[str, ...], why: str) -> None:
    result = call(cli_install.install, *arguments)
    assert isinstance(result.exception, UsageError) and why in str(result.exception)


def test_nothing_installed_is_said(machine: Fake) -> None:
    assert NOTHING in call(cli_install.install, "--uninstall", "--dry-run").stdout
    assert json.loads(call(cli_install.install, "--uninstall", "--dry-run", "--json").stdout) == []


@pytest.mark.parametrize(
    ("states", "code", "line"),
    [
        (["done", "already", "left out"], DONE, ""),
        (["would"], DONE, ""),
        (["done", "failed", "already"], LOOK, "2 done, 1 failed; nothing else was touched."),
    ],
)
def test_a_step_that_failed_is_counted(
    machine: Fake, monkeypatch: pytest.MonkeyPatch, states: list[Any], code: int, line: str
) -> None:
    outcomes = [
        Outcome("workbook", "The workbook", state, ("/a/Plan ü.xlsm",), "", "Mend it.") for state in states
    ]
    monkeypatch.setattr(cli_install.installation, "install", lambda machine, options: outcomes)
    result = call(cli_install.install)
    assert (result.exception, result.return_value) == (None, code)
    assert line in result.stdout and ("failed;" in result.stdout) == bool(line)
    assert result.stdout.count("-> Mend it.") == result.stdout.count("/a/Plan ü.xlsm") == len(states)
    as_json = call(cli_install.install, "--json")
    assert [one["state"] for one in json.loads(as_json.stdout)] == states
    assert as_json.return_value == code


@pytest.mark.parametrize(
    ("statuses", "code", "line"),
    [
        (["ok", "ok"], DONE, "2 looked at: 0 fail, 0 to look at."),
        (["ok", "warn"], DONE, "2 looked at: 0 fail, 1 to look at."),
        (["fail", "warn", "ok"], LOOK, "3 looked at: 1 fail, 1 to look at."),
    ],
)
def test_the_doctor_fails_only_where_something_fails(
    machine: Fake, monkeypatch: pytest.MonkeyPatch, statuses: list[Any], code: int, line: str
) -> None:
    results = [Result("cause", "A cause", status, "So it is.", "") for status in statuses]
    monkeypatch.setattr(cli_install, "examine", lambda machine: results)
    result = call(cli_install.doctor)
    assert (result.exception, result.return_value) == (None, code)
    assert line in result.stdout
    as_json = call(cli_install.doctor, "--json")
    assert [one["status"] for one in json.loads(as_json.stdout)] == statuses
