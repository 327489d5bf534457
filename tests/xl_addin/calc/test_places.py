"""The extension finds the same places as the rest of MediaMapper, without its help."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import platformdirs
import pytest

from tests.systems import links, modes, process_numbers
from worker.paths import memory_dir
from xl_addin.calc.inside import places


@pytest.fixture
def user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user who has set nothing."""
    for name in ("XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.delenv("MEDIAMAPPER_HOME")
    (tmp_path / "mediamapper").mkdir()
    return tmp_path / "mediamapper"


def test_the_folders_are_those_of_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MEDIAMAPPER_HOME")
    assert places.user_folder() == Path(platformdirs.user_data_dir("mediamapper", appauthor=False))
    assert places.memory_folder() == memory_dir()


def test_the_environment_comes_before_the_installer(user: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (user / "calc.json").write_text(json.dumps({"memory": "/told"}), "utf-8")
    assert places.memory_folder() == Path("/told")
    monkeypatch.setenv("MEDIAMAPPER_HOME", "/set")
    assert places.memory_folder() == Path("/set")


HERE = json.dumps({"url": "http://127.0.0.1:81", "token": "t", "pid": os.getpid()})


def publish(memory: Path, text: str, mode: int = 0o600) -> None:
    memory.mkdir()
    (memory / "worker.json").write_text(text, "utf-8")
    (memory / "worker.json").chmod(mode)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"url": "http://127.0.0.1", "token": "t"}',
        '{"url": 3, "token": "t"}',
        '{"url": "http://h:1"}',
    ],
)
def test_an_unreadable_address_is_none(own_memory: Path, text: str) -> None:
    publish(own_memory, text)
    assert places.address() is None


@modes
@pytest.mark.parametrize(
    ("text", "mode"),
    [(HERE, 0o644), (HERE, 0o620), (HERE.replace("127.0.0.1", "192.0.2.7"), 0o600)],
    ids=["others-read", "others-write", "another-host"],
)
def test_an_address_that_others_could_have_written_is_none(own_memory: Path, text: str, mode: int) -> None:
    publish(own_memory, text, mode)
    assert places.address() is None


@links
def test_a_link_is_no_address(own_memory: Path) -> None:
    publish(own_memory, HERE)
    (own_memory / "worker.json").rename(own_memory / "elsewhere")
    (own_memory / "worker.json").symlink_to(own_memory / "elsewhere")
    assert places.address() is None


def test_an_address(own_memory: Path) -> None:
    publish(own_memory, HERE)
    assert places.address() == ("127.0.0.1", 81, "t")


def test_the_installed_python_is_used(user: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert places.command() is None
    (user / "calc.json").write_text(json.dumps({"python": sys.executable}), "utf-8")
    command = places.command()
    assert command and command[0] == sys.executable
    (user / "calc.json").write_text(json.dumps({"python": "/gone/python"}), "utf-8")
    assert places.command() is None


def test_another_python_is_not_led_to_the_offices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "/usr/lib/libreoffice/program")
    monkeypatch.setenv("LD_LIBRARY_PATH", "/usr/lib/libreoffice/program")
    given = places.environment()
    assert not {"PYTHONPATH", "LD_LIBRARY_PATH"} & set(given)
    assert given["MEDIAMAPPER_HOME"] == str(places.memory_folder())


@process_numbers
def test_the_address_of_a_worker_that_lives_is_taken_and_of_a_dead_one_not(own_memory: Path) -> None:
    publish(own_memory, HERE)
    assert places.address() == ("127.0.0.1", 81, "t")
    (own_memory / "worker.json").write_text(HERE.replace(str(os.getpid()), str(2**40)), "utf-8")
    assert places.address() is None
