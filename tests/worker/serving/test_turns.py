"""Long work in slices: it lets short questions pass, ends when its caller went, and gives memory back."""

from __future__ import annotations

import asyncio
import threading

import pytest
from starlette.types import Message

from worker.progress import Stopped, breathe
from worker.serving.turns import PAUSE, SLICE, Caller, Turns, give_memory_back


def test_without_a_question_nobody_is_waited_for() -> None:
    turns = Turns(lambda: False, clock=lambda: pytest.fail("no look at the clock"))
    with turns.sliced(lambda: False):
        breathe()


def test_outside_of_sliced_work_a_breath_does_nothing() -> None:
    turns = Turns(lambda: True)
    with pytest.raises(Stopped), turns.sliced(lambda: True):
        pytest.fail("it had not begun")
    breathe()


def test_a_short_question_passes_between_two_slices() -> None:
    waiting, passed = threading.Event(), threading.Event()

    def question() -> bool:
        if waiting.is_set():
            passed.set()
            waiting.clear()
            return True
        return False

    turns = Turns(question)
    waiting.set()
    turns.let_pass()
    assert passed.is_set() and not waiting.is_set()


def test_questions_without_end_do_not_stop_the_work() -> None:
    moments = iter([0.0, 0.01, PAUSE + 0.01, 1.0, 1.0 + SLICE / 2, 1.0 + 2 * SLICE, 2.0, 3.0])
    turns = Turns(lambda: True, clock=lambda: next(moments))
    turns.let_pass()  # from 0 on, until its pause is over
    turns.let_pass()  # within its slice: no pause
    turns.let_pass()  # a pause again
    assert list(moments) == []


def test_a_caller_that_went_ends_its_work() -> None:
    async def went() -> Message:
        return {"type": "http.disconnect"}

    caller = Caller(went)
    done = []
    asyncio.run(caller.watch())
    with pytest.raises(Stopped), Turns(lambda: False).sliced(caller.gone.is_set):
        done.append("a slice")
    assert not done


def test_a_caller_that_waits_is_no_longer_watched_once_answered() -> None:
    async def waits() -> Message:
        await asyncio.sleep(3600)
        raise AssertionError

    async def answered() -> int:
        with Caller(waits).watched():
            await asyncio.sleep(0)
        await asyncio.sleep(0)
        return len(asyncio.all_tasks())

    assert asyncio.run(answered()) == 1


def test_memory_is_given_back_wherever_it_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    give_memory_back()
    monkeypatch.setattr("ctypes.CDLL", lambda _: object())
    give_memory_back()
