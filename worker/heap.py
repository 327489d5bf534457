"""What the C library keeps of memory that is free again.

glibc returns the end of its heap alone, and a plan's last numbers lie there: behind what was read and counted stay holes
of tens of megabytes, which the next work, in threads with heaps of their own, does not fill.
"""

from __future__ import annotations

import sys
from contextlib import suppress


def give_back() -> None:
    """Let the system have what is free; elsewhere than on Linux it has it."""
    if sys.platform.startswith("linux"):
        import ctypes  # numpy has brought it along where there is anything to give back

        with suppress(OSError, AttributeError):  # not every Linux has glibc
            ctypes.CDLL(None).malloc_trim(0)
