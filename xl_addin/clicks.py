"""Clicks on buttons, done one after the other in a thread of their own, so that the program that was clicked in goes on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Protocol

from worker.errors import MediaMapperError, UsageError
from worker.shapes.json import Json
from xl_addin.buttons import VERBS

READ_SECONDS = 10.0
"""So long a message stays in the status bar before the program has it back."""
CANCEL = "cancel"
Say = Callable[[Json], None]


@dataclass(frozen=True, slots=True)
class Click:
    """A button that was pressed."""

    verb: str
    place: object = None
    """Where it was pressed, in a form of the host's own."""


class Work(Protocol):
    """What a process does for its spreadsheet program."""

    def do(self, click: Click) -> Json:
        """Do the click's verb; {"ok", "message", ...}. Raises MediaMapperError where it can't begin."""

    def stop(self) -> object:
        """Ask the work under way to end."""

    def rest(self) -> None:
        """Called when nothing was clicked for a while."""


class Clicks:
    """A queue of clicks and the thread that does them.

    *say* is called with {"verb", "ok", "message"} for each click, together with what else *work* tells.
    """

    def __init__(self, work: Work, say: Say, read_seconds: float = READ_SECONDS) -> None:
        self._work = work
        self._say = say
        self._read_seconds = read_seconds
        self._queue: SimpleQueue[Click] = SimpleQueue()
        self._waiting: list[str] = []
        self._lock = Lock()
        Thread(target=self._run, name="buttons", daemon=True).start()

    @property
    def running(self) -> str | None:
        """The verb under way; None where none is."""
        with self._lock:
            return self._waiting[0] if self._waiting else None

    def hear(self, click: Click) -> None:
        """Do *click* after those before it. A second click on what runs stops that; on what waits it changes nothing."""
        if click.verb == CANCEL:
            message = "Stopping what runs." if self.stop() else "Nothing runs that could be cancelled."
            self._say({"verb": CANCEL, "ok": True, "message": message})
            return
        with self._lock:
            again = click.verb in self._waiting
            running = bool(self._waiting) and self._waiting[0] == click.verb
            if not again:
                self._waiting.append(click.verb)
                self._queue.put(click)
        if running:
            self._work.stop()

    def stop(self) -> bool:
        """Ask the work under way to stop; False where there is none."""
        running = self.running is not None
        if running:
            self._work.stop()
        return running

    def _run(self) -> None:
        message_stands = False
        while True:
            try:
                click = self._queue.get(timeout=self._read_seconds if message_stands else None)
            except Empty:
                message_stands = False
                self._work.rest()
                continue
            answer = {"verb": click.verb, **self._outcome(click)}
            message_stands = True
            with self._lock:
                self._waiting.remove(click.verb)
            self._say(answer)

    def _outcome(self, click: Click) -> Json:
        try:
            if click.verb not in VERBS:
                raise UsageError(f"There is no button '{click.verb}'.", f"There are: {', '.join(VERBS)}.")
            return self._work.do(click)
        except MediaMapperError as error:
            return {"ok": False, "message": str(error), "code": error.code}
        except Exception as error:  # the last door: whoever clicked gets a sentence
            message = f"MediaMapper failed inside ({type(error).__name__}). Run `mediamapper doctor`."
            return {"ok": False, "message": message, "code": "inside"}
