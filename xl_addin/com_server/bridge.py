"""The object that Excel's macros join: formulas are answered at once, buttons are taken and done later.

A method never raises: an exception would reach the planner's cell or a message box as a traceback.
"""

from __future__ import annotations

import json
import os
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from threading import Lock

from worker.shapes.json import Json
from xl_addin import udfs
from xl_addin.clicks import Click, Clicks, Say

STOPPED = "Stopped before it began; nothing was written."
UNANSWERED = "The formula could not be answered ({error}). Run: mediamapper doctor"
FORMULAS: Mapping[str, Callable[..., object]] = {
    "map_column": udfs.map_column,
    "map_confidence": udfs.map_confidence,
    "map_why": udfs.map_why,
    "map_value": udfs.map_value,
}


@dataclass(frozen=True, slots=True)
class State:
    """How the process does, as the doctor and tests ask it."""

    pid: int
    started: float
    """Seconds since 1970."""
    version: str
    elevated: bool
    """Whether it runs as administrator: then an Excel that does not run as one can't join it."""
    running: str | None
    """The button whose work is under way or waits."""
    outcome: Json | None
    """What the last button came to: `verb`, `ok`, `message`, `code`."""


class Bridge:
    """Formulas and buttons for every client of the process; one object serves all of them."""

    _public_methods_ = ("Formula", "Press", "Cancel", "State", "End")

    def __init__(
        self,
        queue: Callable[[Say], Clicks],
        clean: Callable[[object], object],
        place: Callable[[object, str], object],
        let_go: Callable[[object], object],
        end: Callable[[], object],
        *,
        version: str = "",
        elevated: bool = False,
    ) -> None:
        """*queue* makes the queue of clicks, which tells what came of each.

        *clean* turns COM's values into Python's; *place* takes Excel and a workbook's name to the thread of the queue, and
        *let_go* gives up a place that nobody will work at.
        """
        self._clicks = queue(self.note)
        self._clean = clean
        self._place = place
        self._let_go = let_go
        self._end = end
        self._about = {"pid": os.getpid(), "started": time.time(), "version": version, "elevated": elevated}
        self._waiting: deque[Click] = deque()
        self._outcome: Json | None = None
        self._lock = Lock()

    # The names are those of COM methods, which VBA writes with a capital.

    def Formula(self, verb: str, one: object, two: object = None) -> object:
        """The answer of a formula in the shape of its cells: a value, or rows of values."""
        try:
            return FORMULAS[verb](self._clean(one), self._clean(two))
        except Exception as error:  # a cell shows no traceback
            return UNANSWERED.format(error=type(error).__name__) if verb == "map_why" else udfs.UNKNOWN

    def Press(self, verb: str, application: object, book: str = "", other: str = "") -> str:
        """Take a click on a button; its work begins after this has returned. Returns why it was not taken, or ''."""
        try:
            self._waiting.append(Click(verb, self._place(application, book), other))
        except Exception as error:
            return f"MediaMapper could not take this click ({type(error).__name__}). Click again."
        return ""

    def Cancel(self) -> str:
        """Stop the work under way and drop clicks that have not begun; the words for the status bar, '' where none runs."""
        while self._waiting:
            click = self._waiting.popleft()
            self._let_go(click.place)
            self.note({"verb": click.verb, "ok": False, "message": STOPPED, "code": "stopped"})
        return "MediaMapper: stopping ..." if self._clicks.stop() else ""

    def State(self) -> str:
        """`State` as JSON."""
        with self._lock:
            outcome = self._outcome
        running = self._waiting[0].verb if self._waiting else self._clicks.running
        return json.dumps(asdict(State(**self._about, running=running, outcome=outcome)))  # type: ignore[arg-type]

    def End(self) -> str:
        """Have the process end."""
        self._end()
        return ""

    # ------------------------------------------------------------ for the process itself

    def begin_work(self) -> None:
        """Hand on the clicks whose calls have returned to Excel."""
        while self._waiting:
            click = self._waiting.popleft()
            if not self._clicks.hear(click):
                self._let_go(click.place)

    def note(self, outcome: Json) -> None:
        """Remember what a button came to."""
        with self._lock:
            self._outcome = outcome
