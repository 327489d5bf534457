"""Python's garbage collector, kept from walking a large vocabulary again and again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


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
