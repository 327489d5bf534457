"""What a planner waits for at the first Map columns of a day in LibreOffice: neither worker nor helper has been started.

usage: python -m bench.first_click [ROUNDS [PLAN]]      3 and an example plan, if left out

Each round starts an office of its own on a virtual screen with an empty memory and opens the plan; then it clicks, at
once or after as long as a planner looks at a plan, and a second time; then it opens the plan again in the same office.
The first click is compared with both. Needs LibreOffice and Xvfb.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from bench.screens import PLAN, click, close, office, opened, screen, until
from xl_addin.engines.uno.connection import Connection
from xl_addin.engines.uno.uno_object import UnoObject

LOOK = 5.0
"""Seconds that a planner looks at a plan before the first click."""
SETTLED = 2.0
"""Seconds until a click is over whose Review is shown."""
VERB, SHEET, OLD = "map_columns", "Review", "of the click before"


def seconds_to_review(connection: Connection, book: UnoObject) -> float:
    """Seconds from a click until its Review is written and shown."""
    if SHEET in book.Sheets.ElementNames:
        _mark(book).String = OLD
        time.sleep(SETTLED)  # a click on a verb that still runs would stop it
    start = time.perf_counter()
    click(connection, book, VERB)
    until(lambda: _is_new(book), SHEET)
    return time.perf_counter() - start


def _is_new(book: UnoObject) -> bool:
    """Whether a Review without the mark is in front, which is the last that a click does."""
    try:
        return bool(book.CurrentController.ActiveSheet.Name == SHEET and _mark(book).String != OLD)
    except Exception:  # UNO's own errors: the sheet has just been taken away
        return False


def _mark(book: UnoObject) -> UnoObject:
    cell: UnoObject = book.Sheets.getByName(SHEET).getCellByPosition(100, 900)
    return cell


class Round(NamedTuple):
    """Seconds of one office."""

    start: float
    """Until the office is there and the plan is open in it."""
    first: float
    second: float
    """From a click to its Review."""
    again: float
    """Until the plan is open once more in the office that runs."""


def measured(plan: Path, look: float) -> Round:
    """A round with the first click *look* seconds after the plan is open."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        with screen(work / "screen") as on:
            start = time.perf_counter()
            with office(work, on.display, "en") as connection:
                book = opened(connection, plan.as_uri())
                seconds = time.perf_counter() - start
                time.sleep(look)
                first, second = seconds_to_review(connection, book), seconds_to_review(connection, book)
                time.sleep(SETTLED)
                close(book)
                start = time.perf_counter()
                book = opened(connection, plan.as_uri())
                again = time.perf_counter() - start
                close(book)
        _end_worker(work / "memory")
    return Round(seconds, first, second, again)


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
        start, first, second, again = (statistics.median(each) for each in zip(*rows, strict=True))
        to_start, to_again = (
            statistics.median(row.first / base for row, base in zip(rows, bases, strict=True))
            for bases in ([row.start for row in rows], [row.again for row in rows])
        )
        print(
            f"| {what} | {start:.1f} s | {first:.1f} s | {to_start:.2f} x | {second:.1f} s "
            f"| {again:.1f} s | {to_again:.1f} x |",
            flush=True,
        )


if __name__ == "__main__":
    main(sys.argv[1:])
