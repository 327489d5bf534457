"""Beside the sheet: asks what formulas left open, and notices that the memory has changed or a worker come or gone."""

from __future__ import annotations

import threading
import time
from typing import Callable

from .answers import Answers
from .link import Link, NoAnswer

EVERY = 2.0
"""Seconds between two looks; each is one small request on a connection of its own."""


class Watch:
    """A thread that runs *changed* when the sheets should be calculated again."""

    def __init__(self, answers: Answers, link: Link, changed: Callable[[], None]) -> None:
        self.answers = answers
        self.link = link
        self.changed = changed
        self._awake = threading.Event()
        self._nudged = threading.Event()
        self._ended = False
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Watch from now on; costs next to nothing when it does so already."""
        if self._awake.is_set():
            return
        self._awake.set()
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="mediamapper watch", daemon=True)
            self._thread.start()

    def pause(self) -> None:
        """No formula is left; rest until one is calculated."""
        self._awake.clear()

    def nudge(self) -> None:
        """Formulas have left something open: don't wait for the next look."""
        self._nudged.set()

    def end(self) -> None:
        """For good."""
        self._ended = True
        self._awake.set()
        self._nudged.set()

    def look(self) -> bool:
        """Whether the sheets would now show something else."""
        if self.answers.link.resting:
            return False  # the formulas have just been told; they would hear the same again
        has_asked = False
        try:
            has_asked = self.answers.ask_aside(self.link)
            if not has_asked:
                self.link.ask("GET", "/v1/health")
        except NoAnswer:
            pass
        return self.answers.outdated(self.link.revision) or has_asked

    def _run(self) -> None:
        while not self._stopped():
            self._nudged.wait(EVERY)
            self._nudged.clear()
            self._awake.wait()
            while self.answers.busy:  # two threads at once would only wait for each other
                time.sleep(0.02)
            if not self._stopped() and self.look():
                self.changed()

    def _stopped(self) -> bool:
        return self._ended
