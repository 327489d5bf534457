"""The memory is looked after while nobody waits: what is due is done once the worker has been idle for a while.

It works on a connection of its own. As soon as somebody asks for something it is interrupted: what it was at is rolled
back and stays due, like a day on which no worker ran.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING

from worker.errors import MediaMapperError
from worker.memory.folder import MemoryFolder

if TYPE_CHECKING:
    from worker.memory.upkeep.tasks import Done

LOOK_EVERY = 60.0
"""Seconds between two looks at what is due, at most."""


class Upkeep:
    """Does what is due for one memory."""

    def __init__(
        self,
        memory: Callable[[], MemoryFolder],
        *,
        idle_seconds: float,
        busy: Callable[[], bool] = lambda: False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """*busy* tells of work that goes on without a request, as jobs do."""
        self._memory = memory
        self._idle = idle_seconds
        self._busy = busy
        self._clock = clock
        self._last = clock()
        self._waiting = 0
        self._to_stop = threading.Event()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="mediamapper-upkeep")

    @contextmanager
    def waited_for(self) -> Iterator[None]:
        """Somebody waits for an answer while the block runs: whatever is being done stops, and nothing is begun."""
        self._to_stop.set()
        self._waiting += 1
        try:
            yield
        finally:
            self._waiting -= 1
            self._last = self._clock()

    async def run(self) -> None:
        """Look again and again; ends when cancelled."""
        every = min(LOOK_EVERY, max(self._idle / 4, 0.05))
        while True:
            await asyncio.sleep(every)
            if self.is_idle():
                await asyncio.get_running_loop().run_in_executor(self._thread, self.do)

    def is_idle(self) -> bool:
        """Whether nobody has asked for long enough."""
        return not self._waiting and not self._busy() and self._clock() - self._last >= self._idle

    def do(self) -> list[Done]:
        """Do what is due, until somebody asks, then let the memory rest; gives what was done.

        The next look starts after another idle while.
        """
        memory = self._memory()
        self._to_stop.clear()
        done: list[Done] = []
        try:
            memory.store.usage.write()
            if memory.maintenance.due():
                with memory.second_connection(stop_when=self._to_stop.is_set) as own:
                    done = own.maintenance.run_due(go_on=lambda: not self._to_stop.is_set())
            if not self._to_stop.is_set():
                memory.release()
            return done
        except MediaMapperError:
            return []  # whoever asks next is told what is wrong with the memory
        finally:
            self._last = self._clock()

    def close(self) -> None:
        """Stop, and wait until it has."""
        self._to_stop.set()
        self._thread.shutdown()
