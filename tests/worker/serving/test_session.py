"""Which thread answers: formulas' questions in the loop itself, where nobody is before them."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from starlette.types import Message

from tests.patience import PATIENCE
from worker.progress import Stopped, breathe
from worker.serving.session import ANSWER_BYTES, Session
from worker.serving.turns import Caller
from worker.settings import Settings


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = Session(Settings(memory_dir=tmp_path))
    yield made
    made.close()


def played(script: Callable[[], Awaitable[None]]) -> None:
    async def run() -> None:
        await script()

    asyncio.run(run())


async def thread_of(session: Session, verb: str, *, short: bool) -> bool:
    """Whether the loop's own thread did the work."""
    return await session.run(verb, threading.get_ident, short=short) == threading.get_ident()


def test_long_work_never_holds_the_loop_up(session: Session) -> None:
    async def script() -> None:
        assert [await thread_of(session, "map", short=False) for _ in range(2)] == [False, False]

    played(script)


def test_the_first_short_question_loads_what_it_needs_aside(session: Session) -> None:
    async def script() -> None:
        assert not await thread_of(session, "suggest", short=True)
        assert await thread_of(session, "suggest", short=True)
        assert not await thread_of(session, "values", short=True)

    played(script)


@pytest.mark.parametrize("is_job", [False, True], ids=["nothing", "a job"])
def test_what_nobody_waits_for_waits_for_long_work(
    session: Session, monkeypatch: pytest.MonkeyPatch, is_job: bool
) -> None:
    monkeypatch.setattr("worker.serving.session.LEISURE", 0.01)
    may_end, done = threading.Event(), threading.Event()

    async def script() -> None:
        if is_job:
            session.jobs.start(lambda _: b"" if may_end.wait(PATIENCE) else b"late")
        at_leisure = asyncio.create_task(session.do_at_leisure(done.set))
        await asyncio.sleep(0.1)
        assert done.is_set() != is_job
        may_end.set()
        await at_leisure
        assert done.wait(PATIENCE)

    played(script)


def test_a_short_question_waits_behind_what_was_asked_before(session: Session) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def long_work() -> None:
        begun.set()
        assert go_on.wait(PATIENCE)

    async def script() -> None:
        await thread_of(session, "suggest", short=True)
        first = asyncio.create_task(session.run("map", long_work))
        while not begun.is_set():
            await asyncio.sleep(0)
        second = asyncio.create_task(thread_of(session, "suggest", short=True))
        await asyncio.sleep(0)
        go_on.set()
        await first
        assert not await second
        assert await thread_of(session, "suggest", short=True)

    played(script)


def test_what_fails_is_not_taken_for_loaded(session: Session) -> None:
    def fails() -> None:
        raise ValueError

    async def script() -> None:
        with pytest.raises(ValueError, match=r"^$"):
            await session.run("suggest", fails)
        assert not await thread_of(session, "suggest", short=True)

    played(script)


def test_a_long_answer_is_kept_and_a_huge_one_is_not(session: Session) -> None:
    counts = {"small": 0, "huge": 0}

    def answer(name: str, size: int) -> str:
        counts[name] += 1
        return "x" * size

    async def script() -> None:
        for _ in range(2):
            await session.cached("map", b"small", lambda: answer("small", 10))
            await session.cached("map", b"huge", lambda: answer("huge", ANSWER_BYTES // 8))

    played(script)
    assert counts == {"small": 1, "huge": 2}


def test_long_work_ends_with_its_caller(session: Session) -> None:
    begun = threading.Event()

    async def went() -> Message:
        while not begun.is_set():
            await asyncio.sleep(0.001)
        return {"type": "http.disconnect"}

    def work() -> None:
        begun.set()
        while True:
            breathe()

    async def script() -> None:
        with pytest.raises(Stopped):
            await session.run("map", work, caller=Caller(went))

    played(script)


def test_a_short_question_is_answered_while_long_work_goes_on(session: Session) -> None:
    asked, answered = threading.Event(), threading.Event()

    async def waits() -> Message:
        await asyncio.sleep(PATIENCE)
        raise AssertionError

    def work() -> bool:
        asked.set()
        return answered.wait(PATIENCE)

    async def script() -> None:
        long = asyncio.create_task(session.run("map", work, caller=Caller(waits)))
        while not asked.is_set():
            await asyncio.sleep(0.001)
        await session.run("suggest", answered.set)
        assert await long

    played(script)
