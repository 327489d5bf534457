"""The helper process behind the buttons in LibreOffice: verbs come in, the work is done on the office, answers go out.

It lives as long as its input is open, which is as long as the office runs.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import asdict
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Any, Protocol

from worker.errors import MediaMapperError, UsageError
from xl_addin.calc.buttons import VERBS

Say = Callable[[dict[str, Any]], None]


READ_SECONDS = 10.0
"""So long a message stays in the status bar before the office has it back."""


class Work(Protocol):
    """What the process does for its office."""

    def do(self, verb: str) -> dict[str, Any]:
        """Do *verb*; {"ok", "message", ...}. Raises MediaMapperError where it can't begin."""

    def stop(self) -> object:
        """Ask what runs to end."""

    def rest(self) -> None:
        """Nothing was asked for a while."""


class Resident:
    """Does one verb after the other.

    *say* is given {"verb", "ok", "message"} for each verb asked, with what else *work* tells.
    """

    def __init__(self, work: Work, say: Say, read_seconds: float = READ_SECONDS) -> None:
        self._work = work
        self._say = say
        self._read_seconds = read_seconds
        self._asked: SimpleQueue[str] = SimpleQueue()
        self._waiting: list[str] = []
        self._lock = Lock()
        Thread(target=self._run, name="buttons", daemon=True).start()

    def hear(self, verb: str) -> None:
        """Do *verb* when those before it are done; a second click on what runs or waits stops it or changes nothing."""
        with self._lock:
            again = verb in self._waiting
            running = bool(self._waiting) and self._waiting[0] == verb
            if not again:
                self._waiting.append(verb)
                self._asked.put(verb)
        if running:
            self._work.stop()

    def _run(self) -> None:
        told = False
        while True:
            try:
                verb = self._asked.get(timeout=self._read_seconds if told else None)
            except Empty:
                told = False
                self._work.rest()
                continue
            answer = {"verb": verb, **self._done(verb)}
            told = True
            with self._lock:
                self._waiting.remove(verb)
            self._say(answer)

    def _done(self, verb: str) -> dict[str, Any]:
        try:
            return self._work.do(verb)
        except MediaMapperError as error:
            return {"ok": False, "message": str(error), "code": error.code}
        except Exception as error:  # the last door: whoever clicked gets a sentence
            said = f"MediaMapper failed inside ({type(error).__name__}). Run `mediamapper doctor`."
            return {"ok": False, "message": said, "code": "inside"}


class OfficeWork:
    """The ribbon's verbs on the office that listens on a pipe; connected at the first, and again when that broke."""

    def __init__(self, pipe: str) -> None:
        self.pipe = pipe
        self._connected = ExitStack()
        self._app: Any = None

    def do(self, verb: str) -> dict[str, Any]:
        """Do *verb* on the active workbook; tells also the scope that formulas answer for from now on.

        Raises:
            MediaMapperError: no such verb, or no office there.
        """
        from xl_addin import ribbon, udfs

        if verb not in VERBS:
            raise UsageError(f"There is no button '{verb}'.", f"There are: {', '.join(VERBS)}.")
        self._connect()
        outcome = getattr(ribbon, verb)()
        return {**asdict(outcome), "scope": asdict(udfs.answers().scope)}

    def stop(self) -> object:
        """Ask the worker's job to end."""
        from xl_addin import jobs

        return jobs.stop_running()

    def rest(self) -> None:
        """Give the status bar back."""
        from xl_addin import jobs

        if self._app is not None:
            jobs.show(self._app, False)

    def _connect(self) -> None:
        from xl_addin.engines.uno import office_app

        if self._app is not None and self._app.impl.office.alive():
            return
        self._connected.close()
        self._app = self._connected.enter_context(office_app(self.pipe))


def serve(pipe: str, verbs: Iterable[str], say: Say) -> None:
    """Do what comes in *verbs* on the office behind *pipe* until nothing more can come; then end the process.

    It ends at once: the office is gone, and what waits for its answer would wait for ever.
    """
    resident = Resident(OfficeWork(pipe), say)
    for line in verbs:
        if line.strip():
            resident.hear(line.strip())
    os._exit(0)
