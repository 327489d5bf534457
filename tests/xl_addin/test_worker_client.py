"""The client of the worker that buttons ask."""

from __future__ import annotations

from pathlib import Path

import pytest

from worker.errors import WorkerProblem
from xl_addin import launcher
from xl_addin.client import Client
from xl_addin.worker_client import prepare, worker_client


def test_what_goes_wrong_before_the_first_click_is_left_to_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(_folder: Path) -> Client:
        raise WorkerProblem("The worker could not be started.", "Look at its memory.")

    monkeypatch.setenv("MEDIAMAPPER_HOME", str(tmp_path))
    monkeypatch.setattr(launcher, "worker", fail)
    prepare()
    with pytest.raises(WorkerProblem):
        worker_client()


def test_a_worker_is_there_before_the_first_click_which_asks_by_the_same_client(memory: Path) -> None:
    launcher.stop(memory)
    prepare()
    first = worker_client()
    assert launcher.health(first) is not None
    assert worker_client() is first


def test_a_worker_that_died_is_started_again(memory: Path) -> None:
    first = worker_client()
    launcher.stop(memory)
    assert launcher.health(worker_client()) is not None
    assert worker_client() is not first
