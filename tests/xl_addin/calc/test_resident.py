"""The process behind LibreOffice's buttons, as its office starts it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from threading import Event

import pytest

from tests.conftest import Run
from tests.patience import PATIENCE
from xl_addin import worker_client
from xl_addin.calc import resident
from xl_addin.cli_calc import buttons


def test_the_command_answers_a_line_each_and_ends_with_its_input(
    mediamapper: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    no_folder = tmp_path / "file"
    no_folder.touch()
    monkeypatch.setenv("MEDIAMAPPER_HOME", str(no_folder))  # the worker that it starts ends at once
    ran = mediamapper("calc", "buttons", "--pipe", "no_such_pipe", stdin="")
    assert (ran.code, ran.out) == (0, "")


def test_a_worker_is_started_before_what_buttons_need_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, loaded = Event(), Event()

    def prepare() -> None:
        begun.set()
        loaded.wait(PATIENCE)

    def serve(*_: object) -> None:
        assert begun.wait(PATIENCE)
        loaded.set()

    monkeypatch.setattr(worker_client, "prepare", prepare)
    monkeypatch.setattr(resident, "serve", serve)
    assert buttons.callback is not None
    buttons.callback("a_pipe")
    assert loaded.is_set()


@pytest.mark.parametrize("late", ["xlwings", "xl_addin.calc.resident", "msgspec", "http.client"])
def test_what_buttons_load_does_not_hold_up_the_start_of_a_worker(late: str) -> None:
    code = f"import sys, worker.cli, xl_addin.cli_calc, xl_addin.worker_client; sys.exit({late!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
