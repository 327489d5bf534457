"""Notices that the memory has changed or that a worker has come or gone, while formulas are on a sheet."""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import Callable

from .answers import Answers
from .link import Link, NoAnswer

EVERY = 2.0
"""Seconds between two looks; each is one small request on a connection of its own."""


class Watch:
    """A thread that runs *changed* when what the formulas show may be out of date."""

    def __init__(self, answers: Answers, link: Link, changed: Callable[[], None]) -> None:
        self.answers = answers
        self.link = link
        self.changed = changed
        self._wanted = threading.Event()
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Watch from now on; costs next to nothing when it does so already."""
        if self._wanted.is_set():
            return
        self._wanted.set()
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="mediamapper watch", daemon=True)
            self._thread.start()

    def pause(self) -> None:
        """No formula is left; rest until one is calculated."""
        self._wanted.clear()

    def end(self) -> None:
        """For good."""
        self._ended.set()
        self._wanted.set()

    def look(self) -> bool:
        """Whether the worker stands otherwise than the formulas last saw it."""
        if self.answers.link.resting:
            return False  # the formulas have just been told; they would hear the same again
        with suppress(NoAnswer):
            self.link.ask("GET", "/v1/health")
        return self.link.revision != self.answers.seen

    def _run(self) -> None:
        while not self._ended.wait(EVERY):
            self._wanted.wait()
            if not self._ended.is_set() and self.look():
                self.changed()
