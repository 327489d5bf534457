"""The process behind LibreOffice's buttons, as its office starts it."""

from __future__ import annotations

from threading import Event

import pytest

from tests.conftest import Run
from tests.patience import PATIENCE
from xl_addin import worker_client
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
        monkeypatch.setattr(work, "_connect", lambda: None)
    work.prepare()
    assert started.wait(PATIENCE if is_there else 0.1) == is_there
