"""One worker's session: the service in threads of its own, and the answers given so far.

Short questions have one thread, long ones another and jobs a third, so that a formula does not wait for somebody's
export; the two of long work pause in between for whoever asks something short.
The memory's revision is read beside all three, so that an answer given before waits for nobody.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TypeVar

from cachetools import TTLCache
from starlette.responses import Response

from worker.errors import MemoryProblem
from worker.progress import Stopped
from worker.service import MediaMapper
from worker.serving.jobs import Jobs
from worker.serving.turns import Caller, Turns, give_memory_back
from worker.serving.upkeep import Upkeep
from worker.settings import Settings
from worker.wire import json

ANSWER_BYTES = 64 << 20
"""Of answers that are kept; one of more than an eighth is not."""
REST = 1.0
"""Seconds after long work until its memory is given back: by then its answer is sent."""
LEISURE = 1.0
"""Seconds from a start, or from one look at long work, until what nobody waits for: whoever started the worker has asked by then."""
REVISION = "x-memory-revision"
T = TypeVar("T")


class Session:
    """What belongs to one worker while it runs."""

    def __init__(self, settings: Settings) -> None:
        self.mapper = MediaMapper(settings)
        self.memory = self.mapper.memory  # made here, once: all threads use it
        self.answers: TTLCache[bytes, bytes] = TTLCache(
            ANSWER_BYTES, settings.session_minutes * 60, getsizeof=len
        )
        self.thread = ThreadPoolExecutor(1, thread_name_prefix="mediamapper")
        self._doing = 0
        """Questions handed to the thread and not answered yet."""
        self.long_thread = ThreadPoolExecutor(1, thread_name_prefix="mediamapper-long")
        self._doing_long = 0
        self.turns = Turns(lambda: self._doing > 0)
        self._is_closed = False
        self._loaded: set[str] = set()
        """Verbs that were answered once: their word lists need not be read any more."""
        self.jobs = Jobs(seconds_kept=settings.session_minutes * 60, sliced=self.turns.sliced)
        self.upkeep = Upkeep(
            lambda: self.mapper.memory_folder,
            idle_seconds=settings.idle_seconds,
            busy=self._is_at_long_work,
        )

    async def do_at_leisure(self, work: Callable[[], object]) -> None:
        """*work*, which nobody waits for, in the service's thread, but not beside long work: both would take longer."""
        await asyncio.sleep(LEISURE)
        while self._is_at_long_work():
            await asyncio.sleep(LEISURE)
        self.thread.submit(work)

    def _is_at_long_work(self) -> bool:
        return self._doing_long > 0 or any(True for _ in self.jobs.unfinished())

    async def run(
        self, verb: str, work: Callable[[], T], *, short: bool = False, caller: Caller | None = None
    ) -> T:
        """*work* in the service's thread; how long it took is counted under *verb*.

        With a *caller* it is long work, in a thread of its own: in slices, and no longer than the caller waits.

        *short* work is done at once where nobody is before it: to hand one header over takes as long as to answer it.
        Its look into memory waits for no more than the revision's, which is read here anyway.
        """
        if caller is not None:
            return await self._run_long(verb, work, caller)
        if short and not self._doing and verb in self._loaded:
            return self.timed(verb, work)
        self._doing += 1
        try:
            answer = await asyncio.get_running_loop().run_in_executor(self.thread, self.timed, verb, work)
        finally:
            self._doing -= 1
        self._loaded.add(verb)
        return answer

    async def _run_long(self, verb: str, work: Callable[[], T], caller: Caller) -> T:
        def slices() -> T:
            with self.turns.sliced(caller.gone.is_set):
                self.mapper.shrink()  # where one large request follows another, none rests in between
                return self.timed(verb, work)

        self._doing_long += 1
        loop = asyncio.get_running_loop()
        try:
            with caller.watched():
                return await loop.run_in_executor(self.long_thread, slices)
        finally:
            self._doing_long -= 1
            loop.call_later(REST, self._give_back)

    def _give_back(self) -> None:
        """Forget what long work read of thousands of headers; the next one that runs does it otherwise."""
        if self._doing_long or self._is_closed:
            return
        self.long_thread.submit(self._shrink)

    def _shrink(self) -> None:
        with self.turns.sliced(lambda: self._is_closed), suppress(Stopped):
            self.mapper.shrink()
            give_memory_back()

    async def answered(
        self, verb: str, work: Callable[[], object], *, caller: Caller | None = None
    ) -> Response:
        """The answer of *work*, under the revision that it was worked out from."""
        before = self.revision
        return json_response(await self.run(verb, lambda: json.encode(work()), caller=caller), before)

    async def cached(
        self,
        verb: str,
        body: bytes,
        work: Callable[[], object],
        *,
        short: bool = False,
        caller: Caller | None = None,
    ) -> Response:
        """The answer of *work*, or the one given before to the same question on the same memory; options as in `run`."""
        before = self.revision
        key = hashlib.blake2b(b"\0".join((verb.encode(), str(before).encode(), body))).digest()
        answer = self.answers.get(key)
        if answer is None:
            answer = await self.run(verb, lambda: json.encode(work()), short=short, caller=caller)
            if len(answer) <= ANSWER_BYTES // 8:
                self.answers[key] = answer
        return json_response(answer, before)

    def timed(self, verb: str, work: Callable[[], T]) -> T:
        """*work*, its time counted for the report."""
        start = time.perf_counter()
        try:
            return work()
        finally:
            self.memory.usage.took(verb, time.perf_counter() - start)

    @property
    def revision(self) -> int:
        """Changes whenever anybody, this worker or another program, has decided something."""
        return self.memory.revision()

    def revision_if_readable(self) -> int | None:
        """The same; None where the memory can't be read."""
        try:
            return self.revision
        except MemoryProblem:
            return None

    def close(self) -> None:
        """Ask jobs to stop, finish what runs, then let go of the database."""
        self._is_closed = True
        self.upkeep.close()
        self.jobs.close()
        self.long_thread.shutdown()
        self.thread.submit(self.mapper.close)
        self.thread.shutdown()


def json_response(body: bytes, revision: int | None = None, status: int = 200) -> Response:
    """JSON under the memory's revision."""
    headers = {} if revision is None else {REVISION: str(revision)}
    return Response(body, status, headers, media_type="application/json")
