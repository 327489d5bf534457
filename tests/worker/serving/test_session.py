"""Which thread answers: formulas' questions in the loop itself, where nobody is before them."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest

from tests.patience import PATIENCE
from worker.serving.session import Session
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
