"""The client of the worker that buttons ask."""

from __future__ import annotations

from pathlib import Path
from threading import Event, Thread

import pytest

from tests.patience import PATIENCE
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


def test_a_click_while_a_worker_is_started_waits_with_its_first_question(
    memory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, may_end, start = Event(), Event(), launcher.worker

    def slow(folder: Path) -> Client:
        begun.set()
        may_end.wait(PATIENCE)
        return start(folder)

    launcher.stop(memory)
    monkeypatch.setattr(launcher, "worker", slow)
    ahead = Thread(target=prepare)
    ahead.start()
    assert begun.wait(PATIENCE)
    client = worker_client()
    with Client(memory) as another:
        assert launcher.health(another) is None
    may_end.set()
    assert client.health()["status"] == "ok"
    ahead.join()


def test_the_first_question_says_why_no_worker_could_be_started(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    begun, may_end = Event(), Event()

    def fail(_folder: Path) -> Client:
        begun.set()
        may_end.wait(PATIENCE)
        raise WorkerProblem("The worker could not be started.", "Look at its memory.")

    monkeypatch.setenv("MEDIAMAPPER_HOME", str(tmp_path))
    monkeypatch.setattr(launcher, "worker", fail)
    ahead = Thread(target=prepare)
    ahead.start()
    assert begun.wait(PATIENCE)
    client = worker_client()
    may_end.set()
    with pytest.raises(WorkerProblem, match="Look at its memory"):
        client.health()
    ahead.join()


def test_a_worker_that_died_is_started_again(memory: Path) -> None:
    first = worker_client()
    launcher.stop(memory)
    assert launcher.health(worker_client()) is not None
    assert worker_client() is not first
