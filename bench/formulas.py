"""How fast formulas answer, cell by cell and from what is kept, and how long a click on Map columns takes.

    python -m bench.formulas

A real worker on a fresh memory folder; formulas are called as Excel's Python calls them, one cell a call.
The click maps 60 columns; reading the sheet and writing the Review sheets are part of the time.
"""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import xlwings as xw

    from worker.shapes.json import Json
    from xl_addin.client import Client

DISTINCT, BATCHES, REPEATS, RANGE, CLICKS = 3_000, 6, 50_000, 5_000, 5
WORDS = ("Net", "Gross", "Planned", "Actual", "Total", "Media", "Digital", "Booked")
NOUNS = ("cost", "clicks", "impressions", "reach", "budget", "CPM", "views", "spend", "GRP", "rate")
COLUMNS = 60


def headers(count: int) -> list[str]:
    """Different headers of the kind that plans have."""
    texts = (f"{a} {b} {n}" for n, a, b in itertools.product(range(count), WORDS, NOUNS))
    return list(itertools.islice(texts, count))


def seconds(work: Callable[[], object]) -> float:
    """How long *work* takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def show(what: str, value: float, unit: str, goal: str) -> None:
    """One line of the table."""
    print(f"{what:<52}{value:>12,.3f} {unit:<12}{goal}")


def formulas() -> None:
    """Cells a second."""
    from xl_addin import udfs

    cells = headers(DISTINCT)
    udfs.map_column("Warm up")
    part = DISTINCT // BATCHES
    batches = [cells[first : first + part] for first in range(0, DISTINCT, part)]
    taken = BATCHES * min(seconds(partial(_each, udfs.map_column, batch)) for batch in batches)
    show("different =MAP_COLUMN(A1), one cell a call", DISTINCT / taken, "cells/s", ">= 1,000")
    taken = seconds(lambda: [udfs.map_column(cells[i % DISTINCT]) for i in range(REPEATS)])
    show("the same again, from what is kept", REPEATS / taken, "cells/s", ">= 20,000")
    column = [[f"{cell} x"] for cell in headers(RANGE)]
    taken = seconds(lambda: udfs.map_column(column))
    show(f"one range of {RANGE:,} different headers", RANGE / taken, "cells/s", "")


def _each(work: Callable[[str], object], batch: Sequence[str]) -> None:
    for cell in batch:
        work(cell)


def plan() -> list[list[object]]:
    """60 columns and 300 lines."""
    body: list[list[object]] = [
        [f"Site {row}"] + [float(row * column % 977) for column in range(1, COLUMNS)] for row in range(300)
    ]
    return [["Media plan 2026"] + [None] * (COLUMNS - 1), [*headers(COLUMNS)], *body]


def click() -> None:
    """Map columns on 60 columns, read cell by cell and written: in the file engine, and in LibreOffice where it is."""
    from xl_addin.engines.files.app import file_app
    from xl_addin.engines.uno.app import office_app
    from xl_addin.engines.uno.own_office import start_office

    with file_app() as app:
        clicks(app, "files")
    if not shutil.which("soffice"):
        print("LibreOffice is not installed: no click there")
        return
    with (
        tempfile.TemporaryDirectory() as profile,
        start_office(Path(profile), f"bench-{os.getpid()}") as office,
        office_app(office.pipe) as app,
    ):
        clicks(app, "LibreOffice")


def clicks(app: xw.App, where: str) -> None:
    """The whole click, and the worker's part of it."""
    from xl_addin import jobs, ribbon

    spent: list[float] = []
    real = jobs.run

    def timed(app: xw.App, client: Client, verb: str, body: Json, user: str | None) -> Json:
        start = time.perf_counter()
        try:
            return real(app, client, verb, body, user)
        finally:
            spent.append(time.perf_counter() - start)

    book = app.books.add()
    book.sheets[0].range("A1").value = plan()
    assert ribbon.map_columns().ok
    jobs.run = timed
    try:
        times = [seconds(ribbon.map_columns) for _ in range(CLICKS)]
    finally:
        jobs.run = real
    assert len(book.sheets["Review"].range("B5:B64").value) == COLUMNS
    show(f"Map columns, {COLUMNS} columns, {where} (best of {CLICKS})", min(times), "s", "<= 1.0")
    show("  of which sending, the worker, and its answer", min(spent), "s", "< 0.1")


def imports() -> None:
    """What a cold start adds to a bare interpreter."""

    def best(code: str) -> float:
        return min(
            seconds(lambda: subprocess.run([sys.executable, "-c", code], check=True)) for _ in range(5)
        )

    seconds_more = best("import xl_addin.udfs, xl_addin.ribbon") - best("pass")
    show("cold import of formulas and buttons", seconds_more, "s", "<= 0.7")


def main() -> None:
    """Print the table."""
    from xl_addin import launcher

    imports()
    with tempfile.TemporaryDirectory() as text:
        folder = Path(text)
        os.environ["MEDIAMAPPER_HOME"] = str(folder / "memory")
        launcher.worker().close()
        try:
            formulas()
            click()
        finally:
            launcher.stop()


if __name__ == "__main__":
    main()
