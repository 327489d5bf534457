"""Formulas through COM, as Excel for Windows asks them, beside a bare COM echo of the same cells.

    python -m bench.com        root, Debian bookworm: in the Windows that tests/windows builds
    python -m bench.com ask    on a Windows where `serve`, `xl_addin.com_server` and `python -m bench.com echo` run

Answers are remembered before they are timed, as for a cell that Excel calculates again. Both servers are asked in turns, so
that both meet the same busy machine.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from importlib import import_module
from typing import TYPE_CHECKING

from xl_addin.com_server.patience import ComObject

if TYPE_CHECKING:
    from tests.windows.conftest import Planner

ECHO = "{5C0E7D5B-27A1-4B6C-9C3B-5D1E0A6F4E13}"
WARM, TURNS = 5, 200
Cells = tuple[tuple[str, ...], ...]
BLOCKS: dict[str, Cells] = {
    "a cell": (("Media Cost",),),
    "a row of 20": (tuple(f"Media Cost {at}" for at in range(20)),),
    "a column of 500": tuple((f"Media Cost {at}",) for at in range(500)),
}


class Echo:
    """What COM itself costs: a method of the same arguments that gives the cells back."""

    _public_methods_ = ("Formula",)

    def Formula(self, verb: str, one: Cells, two: object = None) -> object:  # noqa: N802 - COM's name
        """The cells, as they came."""
        return [list(row) for row in one]


def echo() -> None:
    """Serve `Echo` until the process is ended."""
    errors, com = import_module("pywintypes"), import_module("pythoncom")
    policy: ComObject = import_module("win32com.server.policy")
    util = import_module("win32com.server.util")
    base = policy.DefaultPolicy

    class Door(base):  # type: ignore[misc, valid-type]  # pywin32 asks its policy for a class's objects
        def _CreateInstance_(self, class_id: object, interface: object) -> object:
            return util.wrap(Echo(), interface)

    policy.DefaultPolicy = Door
    clsid = errors.IID(ECHO)
    factory = com.MakePyFactory(clsid)
    com.CoRegisterClassObject(clsid, factory, com.CLSCTX_LOCAL_SERVER, com.REGCLS_MULTIPLEUSE)
    sys.stdout.write("serving\n")
    sys.stdout.flush()
    com.PumpMessages()


def ask() -> None:
    """Time both, and print a line a block."""
    join = import_module("win32com.client").GetObject
    ours = import_module("xl_addin.com_server").CLSID
    servers = {"formula": join(f"new:{ours}"), "echo": join(f"new:{ECHO}")}
    for name, cells in BLOCKS.items():
        times: dict[str, list[float]] = {server: [] for server in servers}
        for turn in range(WARM + TURNS):
            for server, joined in servers.items():
                start = time.perf_counter()
                joined.Formula("map_column", cells, None)
                if turn >= WARM:
                    times[server].append(time.perf_counter() - start)
        middle = {server: statistics.median(values) * 1000 for server, values in times.items()}
        ratio = middle["formula"] / middle["echo"]
        sys.stdout.write(f"{name}: {middle['formula']:.3f} ms, echo {middle['echo']:.3f} ms, {ratio:.2f} x\n")


def in_the_rig() -> None:
    """Log a planner in, and ask."""
    from tests.windows.conftest import Planner  # a test's own, and not needed on a Windows
    from tests.windows.rig import rig

    windows = rig()
    windows.build()
    planner = Planner(windows, windows.folder())
    try:
        _ask_as(planner)
    finally:
        windows.end()


def _ask_as(planner: Planner) -> None:
    from tests.windows.waiting import wait_for

    with ExitStack() as stack:

        def start(*command: str) -> Callable[[], str]:
            running = planner.windows.running(*command, environment=planner.environment)
            log = stack.enter_context(running)
            return log.here.read_text

        start("pythonw", "-I", "-m", "worker", "serve")
        wait_for((planner.folder.here / "memory" / "worker.json").is_file)
        start("pythonw", "-I", "-m", "xl_addin.com_server")
        wait_for(lambda: b"pid" in planner.run("python", "-I", "-m", "xl_addin.com_server.probe").out)
        output = start("python", "-m", "bench.com", "echo")
        wait_for(lambda: "serving" in output())
        answer = planner.windows.run("python", "-m", "bench.com", "ask", environment=planner.environment)
        sys.stdout.write(answer.text)


if __name__ == "__main__":
    {"echo": echo, "ask": ask, "": in_the_rig}[sys.argv[1] if len(sys.argv) > 1 else ""]()
