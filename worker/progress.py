"""How long work tells what it is at, how a person stops it, and where others pass."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from worker.errors import MediaMapperError

Progress = Callable[[str, int, int], None]
"""Called before each step with what is done now, how many steps are done, and of how many; may raise `Stopped`."""


class Stopped(MediaMapperError):
    """A person asked the work to stop; nothing of it was kept."""

    code = "stopped"


def silent(step: str, done: int, of: int) -> None:
    """Tells nobody, never stops."""


def breathe() -> None:
    """The end of one slice of long work; raises `Stopped` where nobody waits for it any more.

    A tenth of a microsecond where nobody gave the work a pause; it is called where no lock is held.
    """
    _pause.get()()


@contextmanager
def breathing(pause: Callable[[], None]) -> Iterator[None]:
    """The block calls *pause* between its slices; *pause* may wait, or raise `Stopped`."""
    before = _pause.set(pause)
    try:
        yield
    finally:
        _pause.reset(before)


def _no_pause() -> None:
    pass


_pause: ContextVar[Callable[[], None]] = ContextVar("pause", default=_no_pause)


def part(progress: Progress, before: int, after: int) -> Progress:
    """*progress* for one part of longer work: *before* steps come before it, *after* steps after it."""

    def report(step: str, done: int, of: int) -> None:
        progress(step, before + done, before + of + after)

    return report
