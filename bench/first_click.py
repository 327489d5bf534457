"""What a planner waits for at the first Map columns of a day in LibreOffice: neither worker nor helper has been started.

usage: python -m bench.first_click [ROUNDS [PLAN]]      3 and an example plan, if left out

Each round starts an office of its own on a virtual screen with an empty memory and opens the plan; then it clicks, at
once or after as long as a planner looks at a plan, and a second time; then it opens the plan again in the same office.
The first click is compared with both. All waits end with the last change of the screen: an office says that a plan is open
before it shows a cell of it, and brings a Review to the front before it is written. In brackets the CPU seconds of all
processes, which a busy machine changes less. Needs LibreOffice, Xvfb and Linux's /proc.
"""

from __future__ import annotations

import mmap
import os
import statistics
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread
from typing import NamedTuple

from bench.screens import PATIENCE, PLAN, click, close, office, opened, screen
from xl_addin.engines.uno.connection import Connection
from xl_addin.engines.uno.uno_object import UnoObject

LOOK = 5.0
"""Seconds that a planner looks at a plan before the first click."""
QUIET = 2.0
"""Seconds without a change after which a screen is at rest; longer than an office's own pauses, which are of 0.4."""
GLANCE = 0.02
"""Seconds between two looks at the screen."""
VERB, SHEET, QUESTIONS, OLD = "map_columns", "Review", "Review questions", "of the click before"


class Wait(NamedTuple):
    """What it took until the screen was at rest."""

    seconds: float
    cpu: float
    """CPU seconds of the office, the helper, the worker and the screen."""


def cpu_seconds() -> float:
    """Of all processes that came of this one and still run."""
    fields = {}
    for file in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has just ended
            fields[int(file.parent.name)] = file.read_text().rpartition(")")[2].split()
    parents = {process: int(field[1]) for process, field in fields.items()}
    ours, others = {os.getpid()}, set(parents)
    while children := {process for process in others if parents[process] in ours}:
        ours |= children
        others -= children
    ticks = sum(int(tick) for process in ours - {os.getpid()} for tick in fields[process][11:13])
    return ticks / os.sysconf("SC_CLK_TCK")


class Eye:
    """Watches the pixels of a screen; asks no program anything, since each question would hold that program up."""

    def __init__(self, pixels: Path) -> None:
        self.pixels = pixels
        self.last_change = time.perf_counter()
        self._over = Event()

    def wait(self, what: str, work: Callable[[], object], is_there: Callable[[], bool]) -> Wait:
        """From the beginning of *work* to the last change of the screen, after which *is_there* holds."""
        start, cpu = time.perf_counter(), cpu_seconds()
        work()
        while True:
            while (rest := self.last_change + QUIET - time.perf_counter()) > 0:
                time.sleep(rest)
            if is_there():
                return Wait(max(self.last_change - start, 0.0), cpu_seconds() - cpu)
            if time.perf_counter() > start + PATIENCE:
                sys.exit(f"{what} did not come.")
            time.sleep(GLANCE)

    def watch(self) -> None:
        """Look until it is over."""
        with self.pixels.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as picture:
            before = None
            while not self._over.wait(GLANCE):
                if (now := zlib.adler32(picture)) != before:
                    before, self.last_change = now, time.perf_counter()

    def close(self) -> None:
        """Look no more."""
        self._over.set()


@contextmanager
def eye(pixels: Path) -> Iterator[Eye]:
    """An eye on a screen's pixels."""
    watcher = Eye(pixels)
    thread = Thread(target=watcher.watch)
    thread.start()
    try:
        yield watcher
    finally:
        watcher.close()
        thread.join()


def _is_written(book: UnoObject) -> bool:
    """Whether a Review without the mark or its questions are in front, and the office draws again, which a click does last."""
    try:
        in_front = book.CurrentController.ActiveSheet.Name in (SHEET, QUESTIONS) and _mark(book).String != OLD
        return bool(in_front and not book.hasControllersLocked())
    except Exception:  # UNO's own errors: the sheet has just been taken away
        return False


def _mark(book: UnoObject) -> UnoObject:
    cell: UnoObject = book.Sheets.getByName(SHEET).getCellByPosition(100, 900)
    return cell


class Round(NamedTuple):
    """What one office took."""

    start: Wait
    """Until the office is there and shows the plan."""
    first: Wait
    second: Wait
    """From a click to its Review."""
    again: Wait
    """Until the plan shows once more in the office that runs."""


def measured(plan: Path, look: float) -> Round:
    """A round with the first click *look* seconds after the plan is open."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        with screen(work / "screen") as on, eye(on.pixels) as seen:
            start = time.perf_counter()
            with office(work, on.display, "en") as connection:
                book = opened(connection, plan.as_uri())
                time.sleep(look)
                seconds = seen.last_change - start if look > QUIET else time.perf_counter() - start
                opening = Wait(seconds, cpu_seconds())
                first = _clicked(seen, connection, book)
                _mark(book).String = OLD
                second = _clicked(seen, connection, book)
                close(book)
                again = seen.wait("The plan", lambda: opened(connection, plan.as_uri()), lambda: True)
                close(connection.desktop.getCurrentComponent())
        _end_worker(work / "memory")
    return Round(opening, first, second, again)


def _clicked(seen: Eye, connection: Connection, book: UnoObject) -> Wait:
    return seen.wait(SHEET, lambda: click(connection, book, VERB), lambda: _is_written(book))


def _end_worker(memory: Path) -> None:
    """The worker outlives the office by design."""
    code = "import sys; from pathlib import Path; from xl_addin.launcher import stop; stop(Path(sys.argv[1]))"
    subprocess.run([sys.executable, "-c", code, str(memory)], check=True)


def main(arguments: Sequence[str]) -> None:
    """What the usage says."""
    rounds = int(arguments[0]) if arguments else 3
    plan = Path(arguments[1]).resolve() if len(arguments) > 1 else PLAN
    print(
        "| clicked | office started, plan open | first Review | ratio | second Review | plan opened again | ratio of the first |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- |", flush=True)
    for what, look in (("at once", 0.0), (f"after {LOOK:.0f} s", LOOK)):
        rows = [measured(plan, look) for _ in range(rounds)]
        start, first, second, again = (_middle(waits) for waits in zip(*rows, strict=True))
        to_start = _ratio(rows, lambda row: row.start)
        to_again = _ratio(rows, lambda row: row.again)
        print(f"| {what} | {start} | {first} | {to_start} | {second} | {again} | {to_again} |", flush=True)


def _middle(waits: Sequence[Wait]) -> str:
    seconds, cpu = (statistics.median(each) for each in zip(*waits, strict=True))
    return f"{seconds:.2f} s ({cpu:.2f})"


def _ratio(rows: Sequence[Round], base: Callable[[Round], Wait]) -> str:
    """The first click to *base*, round by round."""
    pairs = [(row.first, base(row)) for row in rows]
    seconds = statistics.median(first.seconds / to.seconds for first, to in pairs)
    cpu = statistics.median(first.cpu / to.cpu for first, to in pairs)
    return f"{seconds:.2f} x ({cpu:.2f})"


if __name__ == "__main__":
    main(sys.argv[1:])
