"""Formulas through COM, as Excel for Windows asks them, beside a bare COM echo of the same cells.

    python -m bench.com        root, Debian bookworm: in the Windows that tests/windows builds
    python bench/com.py ask    on a Windows whose worker and Python for Excel run, and with `echo` running beside

Answers are remembered before they are timed. Both servers are asked in turns, so that both meet the same busy machine.
"""

from __future__ import annotations

import statistics
import sys
import time
from typing import Any

ECHO = "{5C0E7D5B-27A1-4B6C-9C3B-5D1E0A6F4E13}"
TURNS = 200
BLOCKS = {"a cell": (("Media Cost",),), "a row of 20": (tuple(f"Media Cost {at}" for at in range(20)),)}


class Echo:
    """What COM itself costs: a method of the same arguments that gives the cells back."""

    _public_methods_ = ("Formula",)

    def Formula(self, verb: str, one: Any, two: Any = None) -> Any:
        """The cells, as they came."""
        return [list(row) for row in one]


def echo() -> None:
    """Serve `Echo` until the process is ended."""
    import pythoncom
    import pywintypes
    from win32com.server import policy, util

    base = policy.DefaultPolicy

    class Door(base):  # type: ignore[misc, valid-type]  # pywin32 asks its policy for a class's objects
        def _CreateInstance_(self, class_id: Any, interface: Any) -> Any:
            return util.wrap(Echo(), interface)

    policy.DefaultPolicy = Door
    clsid = pywintypes.IID(ECHO)
    pythoncom.CoRegisterClassObject(
        clsid, pythoncom.MakePyFactory(clsid), pythoncom.CLSCTX_LOCAL_SERVER, pythoncom.REGCLS_MULTIPLEUSE
    )
    sys.stdout.write("serving\n")
    sys.stdout.flush()
    pythoncom.PumpMessages()


def ask() -> None:
    """Time both, and print a line a block."""
    from win32com.client import GetObject

    from xl_addin.com_server import CLSID

    servers = {"formula": GetObject(f"new:{CLSID}"), "echo": GetObject(f"new:{ECHO}")}
    for name, cells in BLOCKS.items():
        times: dict[str, list[float]] = {server: [] for server in servers}
        for turn in range(TURNS + 5):
            for server, joined in servers.items():
                seconds = _timed(joined, cells)
                if turn >= 5:
                    times[server].append(seconds)
        middle = {server: statistics.median(values) * 1000 for server, values in times.items()}
        ratio = middle["formula"] / middle["echo"]
        sys.stdout.write(f"{name}: {middle['formula']:.3f} ms, echo {middle['echo']:.3f} ms, {ratio:.2f} x\n")


def _timed(server: Any, cells: Any) -> float:
    start = time.perf_counter()
    server.Formula("map_column", cells, None)
    return time.perf_counter() - start


def in_the_rig() -> None:
    """Log a planner in, and ask."""
    from contextlib import ExitStack

    from tests.windows.conftest import Planner
    from tests.windows.rig import rig
    from tests.windows.waiting import wait_for

    windows = rig()
    windows.build()
    planner = Planner(windows, windows.folder())
    running = {
        "worker": ("pythonw", "-I", "-m", "worker", "serve"),
        "formulas": ("pythonw", "-I", "-m", "xl_addin.com_server"),
        "echo": ("python", "-m", "bench.com", "echo"),
    }
    with ExitStack() as stack:
        logs = {
            name: stack.enter_context(windows.running(*command, environment=planner.environment))
            for name, command in running.items()
        }
        wait_for((planner.folder.here / "memory" / "worker.json").is_file)
        wait_for(lambda: b"pid" in planner.run("python", "-I", "-m", "xl_addin.com_server.probe").out)
        wait_for(lambda: "serving" in logs["echo"].here.read_text())
        sys.stdout.write(windows.run("python", "-m", "bench.com", "ask").text)
    windows.end()


if __name__ == "__main__":
    {"echo": echo, "ask": ask, "": in_the_rig}[sys.argv[1] if len(sys.argv) > 1 else ""]()
