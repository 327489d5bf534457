"""The real machine: what its answers are made of."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.patience import PATIENCE
from tests.xl_addin.machines import fake
from xl_addin.machine import NoRegistry, Ran, run, system_of, this_machine


def test_looking_at_this_machine_makes_nothing(own_memory: Path) -> None:
    machine = this_machine()
    assert (machine.memory, machine.memory_is_default) == (own_memory, False)
    assert machine.health(own_memory) is None
    assert not machine.stop(own_memory)
    assert not own_memory.exists()


def test_a_memory_that_is_named_is_not_the_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MEDIAMAPPER_HOME")
    assert this_machine().memory_is_default
    named = this_machine(tmp_path / "other")
    assert (named.memory, named.memory_is_default) == (tmp_path / "other", False)


@pytest.mark.parametrize(
    ("platform", "system"),
    [("linux", "linux"), ("freebsd14", "linux"), ("darwin", "macos"), ("win32", "windows")],
)
def test_a_platform_is_one_of_three_systems(platform: str, system: str) -> None:
    assert system_of(platform) == system


@pytest.mark.parametrize(
    ("command", "ran"),
    [
        (["-c", "pass"], Ran(0)),
        (["-c", "print(' an answer ')"], Ran(0, "an answer")),
        (["-c", "import sys; print('why', file=sys.stderr); sys.exit(3)"], Ran(3, "why")),
        (["-c", "print(input())"], None),  # there is no input: it ends with an error instead of waiting
    ],
)
def test_a_program_ends_with_its_code_and_its_words(command: list[str], ran: Ran | None) -> None:
    answer = run([sys.executable, *command])
    assert answer == ran if ran else answer.code == 1 and "EOFError" in answer.out


def test_a_program_that_is_not_there_has_the_shells_code(tmp_path: Path) -> None:
    assert run([str(tmp_path / "none")]).code == 127


@pytest.mark.parametrize(
    ("env", "folder"),
    [
        ({}, "home/Apps/Roaming"),
        ({"APPDATA": ""}, "home/Apps/Roaming"),
        ({"APPDATA": "elsewhere"}, "elsewhere"),
    ],
)
def test_a_folder_is_where_the_environment_says(tmp_path: Path, env: dict[str, str], folder: str) -> None:
    env = {name: value and str(tmp_path / value) for name, value in env.items()}
    machine = fake(tmp_path / "home", env=env).machine
    assert machine.folder("APPDATA", "Apps", "Roaming") == tmp_path / folder


def test_a_process_is_alive_or_not(tmp_path: Path) -> None:
    machine = this_machine(tmp_path)
    assert machine.alive(os.getpid())
    ended = subprocess.Popen([sys.executable, "-c", "pass"])
    ended.wait(PATIENCE)
    assert not machine.alive(ended.pid)
    assert machine.free(tmp_path / "not" / "there") > 0


def test_other_systems_have_no_registry() -> None:
    registry = NoRegistry()
    registry.delete("HKCU\\Software", "name")
    registry.delete_key("HKCU\\Software")
    assert (registry.get("HKCU", "a"), registry.values("HKCU"), registry.has("HKCU")) == (None, {}, False)
    with pytest.raises(OSError, match="no registry"):
        registry.set("HKCU", "a", 1)
