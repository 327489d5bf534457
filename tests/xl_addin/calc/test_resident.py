"""The helper process: one verb after the other, a second click stops, and nothing it meets ends it."""

from __future__ import annotations

import queue
import threading
from typing import Any

import pytest

from tests.conftest import Run
from worker.errors import WorkerProblem
from xl_addin.calc.resident import OfficeWork, Resident


class Work:
    """Verbs that wait until a test lets them end."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.begun = threading.Semaphore(0)
        self.may_end = threading.Semaphore(0)
        self.stopped = threading.Event()
        self.rested = threading.Event()

    def do(self, verb: str) -> dict[str, Any]:
        self.begun.release()
        if verb == "refuse":
            raise WorkerProblem("Gone.", "Start it.")
        if verb == "break":
            raise ZeroDivisionError
        assert self.may_end.acquire(timeout=20)
        self.done.append(verb)
        return {"ok": True, "message": ""}

    def stop(self) -> None:
        self.stopped.set()

    def rest(self) -> None:
        self.rested.set()


def resident(work: Work, seconds: float = 30) -> tuple[Resident, queue.Queue[dict[str, Any]]]:
    told: queue.Queue[dict[str, Any]] = queue.Queue()
    return Resident(work, told.put, seconds), told


def test_verbs_are_done_in_order() -> None:
    work = Work()
    made, told = resident(work)
    made.hear("a")
    made.hear("b")
    made.hear("b")  # waits already
    work.may_end.release(3)
    assert [told.get(timeout=20)["verb"] for _ in range(2)] == ["a", "b"]
    assert work.done == ["a", "b"] and not work.stopped.is_set()


def test_a_second_click_stops_what_runs() -> None:
    work = Work()
    made, told = resident(work)
    made.hear("a")
    assert work.begun.acquire(timeout=20)
    made.hear("a")
    assert work.stopped.is_set()
    work.may_end.release()
    assert told.get(timeout=20)["verb"] == "a" and told.empty()


@pytest.mark.parametrize(("verb", "said"), [("refuse", "Gone. Start it."), ("break", "ZeroDivisionError")])
def test_what_goes_wrong_is_said_and_the_next_verb_done(verb: str, said: str) -> None:
    work = Work()
    work.may_end.release()
    made, told = resident(work)
    made.hear(verb)
    made.hear("a")
    answer = told.get(timeout=20)
    assert answer["ok"] is False and said in answer["message"]
    assert told.get(timeout=20)["ok"] is True


def test_the_status_bar_is_given_back() -> None:
    work = Work()
    work.may_end.release()
    made, told = resident(work, 0.01)
    made.hear("a")
    told.get(timeout=20)
    assert work.rested.wait(20)


def test_an_unknown_verb_needs_no_office() -> None:
    made, told = resident(OfficeWork("no_such_pipe"))  # type: ignore[arg-type]
    made.hear("zorgl")
    assert "There is no button 'zorgl'" in told.get(timeout=20)["message"]


def test_the_command_answers_a_line_each_and_ends_with_its_input(mediamapper: Run) -> None:
    ran = mediamapper("calc", "buttons", "--pipe", "no_such_pipe", stdin="")
    assert (ran.code, ran.out) == (0, "")
