"""How long a test waits for what must come: a bound for a hung test, never a measure of speed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
PATIENCE = 120.0
"""Seconds; a machine whose cores are busy with something else takes its time."""


def until(look: Callable[[], T], what: str = "What the test waits for") -> T:
    """What *look* gives once there is something; a test that waits in vain fails, it does not hang."""
    end = time.monotonic() + PATIENCE
    while not (outcome := look()):
        assert time.monotonic() < end, f"{what} did not come."
        time.sleep(0.02)
    return outcome


def join(*threads: threading.Thread) -> None:
    """All *threads* have ended; one that hangs fails the test."""
    for thread in threads:
        thread.join(PATIENCE)
    assert not [thread.name for thread in threads if thread.is_alive()]
