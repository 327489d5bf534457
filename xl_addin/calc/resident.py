"""The helper process behind the buttons in LibreOffice: verbs come in, the work is done on the office, answers go out.

It lives as long as its input is open, which is as long as the office runs.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import asdict
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any

from worker.errors import MediaMapperError, UsageError
from xl_addin.calc.buttons import VERBS

Say = Callable[[dict[str, Any]], None]


class Resident:
    """Does one verb after the other; *work* raises what went wrong, *stop* asks what runs to end.

    *say* is given {"verb", "ok", "message"} for each verb asked, and "scope", for whom formulas answer from now on.
    """

    def __init__(self, work: Callable[[str], dict[str, Any]], stop: Callable[[], object], say: Say) -> None:
        self._work = work
        self._stop = stop
        self._say = say
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
            self._stop()

    def _run(self) -> None:
        while True:
            verb = self._asked.get()
            answer = {"verb": verb, **self._done(verb)}
            with self._lock:
                self._waiting.remove(verb)
            self._say(answer)

    def _done(self, verb: str) -> dict[str, Any]:
        try:
            return {"ok": True, "message": "", **self._work(verb)}
        except MediaMapperError as error:
            return {"ok": False, "message": str(error)}
        except Exception as error:  # the last door: whoever clicked gets a sentence
            return {
                "ok": False,
                "message": f"MediaMapper failed inside ({type(error).__name__}). Run `mediamapper doctor`.",
            }


class OfficeWork:
    """The ribbon's verbs on the office that listens on a pipe; connected at the first, and again when that broke."""

    def __init__(self, pipe: str) -> None:
        self.pipe = pipe
        self._connected = ExitStack()
        self._app: Any = None

    def __call__(self, verb: str) -> dict[str, Any]:
        """Do *verb* on the active workbook.

        Raises:
            MediaMapperError: it could not be done; says why.
        """
        from xl_addin import ribbon, udfs

        if verb not in VERBS:
            raise UsageError(f"There is no button '{verb}'.", f"There are: {', '.join(VERBS)}.")
        self._connect()
        getattr(ribbon, verb)()
        return {"scope": asdict(udfs.answers().scope)}

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
    from xl_addin import jobs

    resident = Resident(OfficeWork(pipe), jobs.stop_running, say)
    for line in verbs:
        if line.strip():
            resident.hear(line.strip())
    os._exit(0)
