"""Waiting for what another process does, and an end to every wait."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

WAIT_SECONDS = 90.0
TEST_SECONDS = 170.0
"""As long as one test, or a fixture of one, may last."""


def wait_for(look: Callable[[], Any]) -> Any:
    """What *look* sees, as soon as it sees something."""
    deadline = time.monotonic() + WAIT_SECONDS
    while not (seen := look()):
        assert time.monotonic() < deadline, "it did not come"
        time.sleep(0.2)
    return seen


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """End the body when it lasts longer, wherever it hangs; for the main thread, and not one in another.

    Raises:
        TimeoutError: it lasted longer.
    """

    def stop(*_: object) -> None:
        raise TimeoutError(f"It lasted longer than {seconds:.0f} seconds.")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
