"""Python's garbage collector, kept from walking a large vocabulary again and again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


def run_seldom() -> None:
    """Let it look for cycles less often: modules and what is kept of headers have none.

    A look at all of it takes as long as 100 answers, and the looks of a start 2 % of it.
    """
    gc.set_threshold(50_000, 20, 100)


@contextmanager
def paused(*, keep: bool = False) -> Iterator[None]:
    """Work that makes many objects and no cycles; with *keep*, what was made stays and is never walked.

    Measured: half the time of headers seen before, a tenth of new ones.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if keep:
            gc.freeze()
        if was:
            gc.enable()
