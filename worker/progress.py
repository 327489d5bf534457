"""How long work tells what it is at, and how a person stops it."""

from __future__ import annotations

from collections.abc import Callable

from worker.errors import MediaMapperError

Progress = Callable[[str, int, int], None]
"""Called before each step with what is done now, how many steps are done, and of how many; may raise `Stopped`."""


class Stopped(MediaMapperError):
    """A person asked the work to stop; nothing of it was kept."""

    code = "stopped"


def silent(step: str, done: int, of: int) -> None:
    """Tells nobody, never stops."""


def part(progress: Progress, before: int, after: int) -> Progress:
    """*progress* for one part of longer work: *before* steps come before it, *after* steps after it."""

    def report(step: str, done: int, of: int) -> None:
        progress(step, before + done, before + of + after)

    return report
