"""Clicks are done one after the other, a second click or Cancel stops, and nothing that goes wrong ends the queue."""

from __future__ import annotations

import queue
import threading
from typing import Any

import pytest

from tests.patience import PATIENCE
from worker.errors import WorkerProblem
from xl_addin.clicks import Click, Clicks, IsStopped


class Work:
    """Verbs that wait until a test lets them end."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.begun = threading.Semaphore(0)
        self.may_end = threading.Semaphore(0)
        self.stopped = threading.Event()
        self.rested = threading.Event()
        self.stops_known: list[bool] = []
        """At the end of each click, whether it was stopped."""

    def do(self, click: Click, is_stopped: IsStopped) -> dict[str, Any]:
        self.begun.release()
        if click.verb == "doctor":
            raise WorkerProblem("Gone.", "Start it.")
        if click.verb == "help":
            raise ZeroDivisionError
        assert self.may_end.acquire(timeout=PATIENCE)
        self.done.append(click.verb)
        self.stops_known.append(is_stopped())
        return {"ok": True, "message": ""}

    def stop(self) -> None:
        self.stopped.set()

    def rest(self) -> None:
        self.rested.set()


def queued(work: Work, seconds: float = 30) -> tuple[Clicks, queue.Queue[dict[str, Any]]]:
    answers: queue.Queue[dict[str, Any]] = queue.Queue()
    return Clicks(work, answers.put, seconds), answers


def test_clicks_are_done_in_order() -> None:
    work = Work()
    clicks, answers = queued(work)
    taken = [clicks.hear(Click(verb)) for verb in ("map_columns", "confirm", "confirm")]
    assert taken == [True, True, False]  # the third waits already
    work.may_end.release(3)
    assert [answers.get(timeout=PATIENCE)["verb"] for _ in range(2)] == ["map_columns", "confirm"]
    assert work.done == ["map_columns", "confirm"] and not work.stopped.is_set()


@pytest.mark.parametrize("second", ["map_columns", "cancel"])
def test_a_second_click_and_cancel_stop_what_runs(second: str) -> None:
    work = Work()
    clicks, answers = queued(work)
    clicks.hear(Click("map_columns"))
    assert work.begun.acquire(timeout=PATIENCE)
    assert clicks.running == "map_columns"
    clicks.hear(Click(second))
    assert work.stopped.is_set()
    work.may_end.release()
    verbs = {answers.get(timeout=PATIENCE)["verb"] for _ in range(1 + (second == "cancel"))}
    assert verbs == {"map_columns", second} and answers.empty()
    assert clicks.running is None


@pytest.mark.parametrize("second", ["map_columns", "cancel"])
def test_a_stop_is_known_until_its_click_ends_and_not_to_the_next(second: str) -> None:
    work = Work()
    clicks, _ = queued(work)
    clicks.hear(Click("map_columns"))
    clicks.hear(Click("confirm"))
    clicks.hear(Click(second))  # whether the thread has taken the first or not
    for _ in range(2):
        assert work.begun.acquire(timeout=PATIENCE)
        work.may_end.release()
    clicks.hear(Click("doctor"))
    assert work.begun.acquire(timeout=PATIENCE)
    assert (work.done, work.stops_known) == (["map_columns", "confirm"], [True, False])


def test_cancel_without_work_stops_nothing() -> None:
    work = Work()
    clicks, _ = queued(work)
    assert clicks.stop() is False
    assert not work.stopped.is_set()


@pytest.mark.parametrize(("verb", "words"), [("doctor", "Gone. Start it."), ("help", "ZeroDivisionError")])
def test_what_goes_wrong_is_said_and_the_next_click_done(verb: str, words: str) -> None:
    work = Work()
    work.may_end.release()
    clicks, answers = queued(work)
    clicks.hear(Click(verb))
    clicks.hear(Click("confirm"))
    answer = answers.get(timeout=PATIENCE)
    assert answer["ok"] is False and words in answer["message"]
    assert answers.get(timeout=PATIENCE)["ok"] is True


def test_the_status_bar_is_given_back() -> None:
    work = Work()
    work.may_end.release()
    clicks, answers = queued(work, 0.01)
    clicks.hear(Click("confirm"))
    answers.get(timeout=PATIENCE)
    assert work.rested.wait(PATIENCE)


def test_an_unknown_verb_reaches_no_program() -> None:
    work = Work()
    clicks, answers = queued(work)
    clicks.hear(Click("zorgl"))
    assert "There is no button 'zorgl'" in answers.get(timeout=PATIENCE)["message"]
    assert work.done == [] and not work.begun.acquire(blocking=False)
