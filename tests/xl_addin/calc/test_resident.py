"""The process behind LibreOffice's buttons, as its office starts it."""

from __future__ import annotations

import subprocess
import sys
from threading import Event
from types import SimpleNamespace

import pytest

from tests.conftest import Run
from tests.patience import PATIENCE
from xl_addin import worker_client
from xl_addin.calc import resident
from xl_addin.calc.resident import OfficeWork


def test_the_command_answers_a_line_each_and_ends_with_its_input(mediamapper: Run) -> None:
    ran = mediamapper("calc", "buttons", "--pipe", "no_such_pipe", stdin="")
    assert (ran.code, ran.out) == (0, "")


@pytest.mark.parametrize("is_there", [False, True], ids=["no office", "an office"])
def test_a_worker_is_started_ahead_of_the_first_click_where_an_office_is(
    is_there: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = Event()
    monkeypatch.setattr(worker_client, "prepare", started.set)
    work = OfficeWork("no_such_pipe")
    if is_there:
        monkeypatch.setattr(resident, "Connection", lambda _: SimpleNamespace(close=lambda: None))
        monkeypatch.setattr(work, "_connect", lambda: None)
    work.prepare()
    assert started.wait(PATIENCE if is_there else 0.1) == is_there


@pytest.mark.parametrize("late", ["xlwings", "xl_addin.ribbon", "xl_addin.pages.page", "msgspec"])
def test_what_buttons_load_does_not_hold_up_the_start_of_a_worker(late: str) -> None:
    code = f"import sys, xl_addin.calc.resident; sys.exit({late!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
