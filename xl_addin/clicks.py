"""Clicks on buttons, done one after the other in a thread of their own, so that the program that was clicked in goes on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Protocol

from worker.errors import MediaMapperError, UsageError
from worker.messages.language import problem_text, tr
from worker.shapes.json import Json
from xl_addin.buttons import VERBS

READ_SECONDS = 10.0
"""So long a message stays in the status bar before the program has it back."""
CANCEL = "cancel"
Say = Callable[[Json], None]
IsStopped = Callable[[], bool]
"""Whether the click under way is to stop."""


@dataclass(frozen=True, slots=True)
class Click:
    """A button that was pressed."""

    verb: str
    place: object = None
    """Where it was pressed, in a form of the host's own."""
    other: str = ""
    """The version that was chosen to compare with: an open workbook's name, or a path."""


class Work(Protocol):
    """What a process does for its spreadsheet program."""

    def do(self, click: Click, is_stopped: IsStopped) -> Json:
        """Do the click's verb; {"ok", "message", ...}. Raises MediaMapperError where it can't begin.

        `stop` finds no work before it has begun; *is_stopped* knows of a stop that came earlier.
        """

    def stop(self) -> object:
        """Ask the work under way to end; called under the lock of `Clicks`, so that no later click can begin meanwhile."""

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
        self._stopped = False
        """Whether the first of those that wait is to stop; it ends with that click."""
        self._lock = Lock()
        Thread(target=self._run, name="buttons", daemon=True).start()

    @property
    def running(self) -> str | None:
        """The verb under way; None where none is."""
        with self._lock:
            return self._waiting[0] if self._waiting else None

    def hear(self, click: Click) -> bool:
        """Do *click* after those before it; False where it is not to be done.

        A second click on what runs stops that; on what waits it changes nothing.
        """
        if click.verb == CANCEL:
            message = "Stopping what runs." if self.stop() else "Nothing runs that could be cancelled."
            self._say({"verb": CANCEL, "ok": True, "message": tr(message)})
            return False
        with self._lock:
            again = click.verb in self._waiting
            if not again:
                self._waiting.append(click.verb)
                self._queue.put(click)
            elif self._waiting[0] == click.verb:
                self._stop_first()
        return not again

    def stop(self) -> bool:
        """Ask the work under way, or about to begin, to stop; False where there is none."""
        with self._lock:
            running = bool(self._waiting)
            if running:
                self._stop_first()
        return running

    def _stop_first(self) -> None:
        """Called under the lock; the stop is remembered first, for work that begins while it is asked to end."""
        self._stopped = True
        self._work.stop()

    def _is_stopped(self) -> bool:
        with self._lock:
            return self._stopped

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
                self._stopped = False
            self._say(answer)

    def _outcome(self, click: Click) -> Json:
        try:
            if click.verb not in VERBS:
                raise UsageError(f"There is no button '{click.verb}'.", f"There are: {', '.join(VERBS)}.")
            return self._work.do(click, self._is_stopped)
        except MediaMapperError as error:
            return {"ok": False, "message": problem_text(error), "code": error.code}
        except Exception as error:  # the last door: whoever clicked gets a sentence
            message = f"MediaMapper failed inside ({type(error).__name__}). Run `mediamapper doctor`."
            return {"ok": False, "message": tr(message), "code": "inside"}
