"""Whose turn it is: short questions pass between the slices of long work, which ends where its caller went away."""

from __future__ import annotations

import asyncio
import ctypes
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from starlette.types import Receive

from worker.progress import Stopped, breathing

PAUSE = 0.1
"""Seconds that long work waits for short questions, at most, between two slices."""
SLICE = 0.05
"""Seconds that it then works whoever waits, so that it ends."""
LONG_BYTES = 16 * 1024
"""A question of so many bytes is long work: about 300 columns, 0.3 s."""


@dataclass(slots=True)
class Caller:
    """Who waits for the answer of long work."""

    receive: Receive
    """Where the server says that the connection is gone."""
    gone: threading.Event = field(default_factory=threading.Event)

    async def watch(self) -> None:
        """Return once the caller has gone, known to other threads as well."""
        while (await self.receive())["type"] != "http.disconnect":
            pass
        self.gone.set()

    @contextmanager
    def watched(self) -> Iterator[None]:
        """The connection is watched during the block."""
        watching = asyncio.create_task(self.watch())
        try:
            yield
        finally:
            watching.cancel()


class Turns:
    """Lets short questions pass; *waiting* says whether there are any."""

    def __init__(self, waiting: Callable[[], bool], clock: Callable[[], float] = time.monotonic) -> None:
        self._waiting = waiting
        self._clock = clock
        self._next = 0.0
        """When the next pause may be."""

    @contextmanager
    def sliced(self, is_over: Callable[[], bool]) -> Iterator[None]:
        """Work in slices during the block, until *is_over*: then it ends with `Stopped`."""

        def pause() -> None:
            if is_over():
                raise Stopped("Nobody waits for this any more.", "Ask again when you like.")
            self.let_pass()

        with breathing(pause):
            pause()
            yield

    def let_pass(self) -> None:
        """Wait until no short question waits, for `PAUSE` at most, unless that was a moment ago."""
        if not self._waiting() or (now := self._clock()) < self._next:
            return
        end = now + PAUSE
        while self._waiting() and self._clock() < end:
            time.sleep(0.001)
        self._next = self._clock() + SLICE


def give_memory_back() -> None:
    """Give what Python freed back to the system; glibc alone keeps it otherwise."""
    if sys.platform == "linux":
        try:
            ctypes.CDLL(None).malloc_trim(0)
        except (OSError, AttributeError):  # another C library
            return
