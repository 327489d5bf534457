"""One worker's session: the service in threads of its own, and the answers given so far.

Short questions have one thread, long jobs another, so that a formula does not wait for somebody's export.
The memory's revision is read beside both, so that an answer given before waits for nobody.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from cachetools import TTLCache
from starlette.responses import Response

from worker.errors import MemoryProblem
from worker.service import MediaMapper
from worker.serving.jobs import Jobs
from worker.serving.upkeep import Upkeep
from worker.settings import Settings
from worker.wire import json

ANSWERS_KEPT = 512
REVISION = "x-memory-revision"
T = TypeVar("T")


class Session:
    """What belongs to one worker while it runs."""

    def __init__(self, settings: Settings) -> None:
        self.mapper = MediaMapper(settings)
        self.memory = self.mapper.memory  # made here, once: all threads use it
        self.answers: TTLCache[bytes, bytes] = TTLCache(ANSWERS_KEPT, settings.session_minutes * 60)
        self.thread = ThreadPoolExecutor(1, thread_name_prefix="mediamapper")
        self._doing = 0
        """Questions handed to the thread and not answered yet."""
        self._loaded: set[str] = set()
        """Verbs that were answered once: their word lists need not be read any more."""
        self.jobs = Jobs(seconds_kept=settings.session_minutes * 60)
        self.upkeep = Upkeep(
            lambda: self.mapper.memory_folder,
            idle_seconds=settings.idle_seconds,
            busy=lambda: any(True for _ in self.jobs.unfinished()),
        )

    async def run(self, verb: str, work: Callable[[], T], *, short: bool = False) -> T:
        """*work* in the service's thread; how long it took is counted under *verb*.

        *short* work is done at once where nobody is before it: to hand one header over takes as long as to answer it.
        Its look into memory waits for no more than the revision's, which is read here anyway.
        """
        if short and not self._doing and verb in self._loaded:
            return self.timed(verb, work)
        self._doing += 1
        try:
            answer = await asyncio.get_running_loop().run_in_executor(self.thread, self.timed, verb, work)
        finally:
            self._doing -= 1
        self._loaded.add(verb)
        return answer

    async def answered(self, verb: str, work: Callable[[], object]) -> Response:
        """The answer of *work*, under the revision that it was worked out from."""
        before = self.revision
        return json_response(json.encode(await self.run(verb, work)), before)

    async def cached(
        self, verb: str, body: bytes, work: Callable[[], object], *, short: bool = False
    ) -> Response:
        """The answer of *work*, or the one given before to the same question on the same memory; *short* as in `run`."""
        before = self.revision
        key = hashlib.blake2b(b"\0".join((verb.encode(), str(before).encode(), body))).digest()
        answer = self.answers.get(key)
        if answer is None:
            answer = json.encode(await self.run(verb, work, short=short))
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
        self.upkeep.close()
        self.jobs.close()
        self.thread.submit(self.mapper.close)
        self.thread.shutdown()


def json_response(body: bytes, revision: int | None = None, status: int = 200) -> Response:
    """JSON under the memory's revision."""
    headers = {} if revision is None else {REVISION: str(revision)}
    return Response(body, status, headers, media_type="application/json")
