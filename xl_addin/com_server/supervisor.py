"""Starts the server again after a crash; this is what starts at login.

pythonw -I -m xl_addin.com_server.supervisor
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable

from xl_addin.com_server import DONE, SECOND

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
"""Seconds before a restart: doubled after each crash, so that a server that can't live does not keep the machine busy."""
STEADY_SECONDS = 60.0
"""A server that lived so long starts the count anew."""


def supervise(
    start: Callable[[], int],
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> int:
    """Run the server until it ends by itself; the exit code of that end.

    *start* runs one server and gives its exit code.
    """
    pause = FIRST_PAUSE
    while True:
        began = clock()
        code = start()
        if code in (DONE, SECOND):
            return code
        if clock() - began >= STEADY_SECONDS:
            pause = FIRST_PAUSE
        sleep(pause)
        pause = min(pause * 2, LONGEST_PAUSE)


def run_server() -> int:
    """One life of the server, in a process of its own without a window."""
    command = [sys.executable, "-I", "-m", "xl_addin.com_server"]
    return subprocess.call(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


if __name__ == "__main__":
    sys.exit(supervise(run_server))
