"""Formulas a second in LibreOffice Calc with the extension: a sheet of different =MAP_COLUMN(A1) cells.

usage: python -m bench.calc [CELLS]     (10,000 without an argument; a worker and an office of its own, both ended after)
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from xl_addin.calc.build import build
from xl_addin.engines.uno.connection import Connection
from xl_addin.engines.uno.own_office import start_office
from xl_addin.engines.uno.uno_object import UnoObject

SERVE = [sys.executable, "-c", "from worker.cli import main; main()", "serve"]
DEADLINE = 60.0
SYLLABLES = [first + second for first in "bcdfglmnprstvwz" for second in "aeiou"]


@contextmanager
def worker(memory: Path) -> Iterator[None]:
    """A worker of this bench's own."""
    process = subprocess.Popen(
        SERVE, env={**os.environ, "MEDIAMAPPER_HOME": str(memory)}, stderr=subprocess.DEVNULL
    )
    until = time.monotonic() + DEADLINE
    while not (memory / "worker.json").exists() and time.monotonic() < until:
        time.sleep(0.05)
    try:
        yield
    finally:
        process.terminate()
        process.wait(DEADLINE)


@contextmanager
def calc(home: Path) -> Iterator[UnoObject]:
    """The Desktop of a LibreOffice that has the extension."""
    # As a bundled extension: `unopkg` takes none for root, which a container's user often is.
    zipfile.ZipFile(BytesIO(build())).extractall(home / "extensions" / "MediaMapper.oxt")
    variables = {
        "BUNDLED_EXTENSIONS": (home / "extensions").as_uri(),
        "MEDIAMAPPER_HOME": str(home / "memory"),
    }
    pipe = f"mediamapper_bench_{os.getpid()}"
    with start_office(home / "profile", pipe, environment=variables):
        connection = Connection(pipe, 300)
        try:
            yield connection.desktop
        finally:
            connection.close()


def timed(work: Callable[[], object]) -> float:
    """Seconds that *work* takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def made_word(number: int) -> str:
    """Another word of three syllables for each number."""
    return "".join(SYLLABLES[number // len(SYLLABLES) ** place % len(SYLLABLES)] for place in range(3))


def measured(desktop: UnoObject, cells: int) -> Iterator[tuple[str, float]]:
    """What was timed, and its seconds."""
    book = desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, ())
    sheet = book.Sheets.getByIndex(0)
    headers = sheet.getCellRangeByName(f"A1:A{cells}")
    # Writing formulas costs Calc far more than calculating them, so they are there before there is anything to ask.
    formulas = tuple((f"=MAP_COLUMN(A{at})",) for at in range(1, cells + 1))
    sheet.getCellRangeByName(f"B1:B{cells}").setFormulaArray(formulas)
    sheet.getCellRangeByName("C1").setFormula(f'=COUNTIF(B1:B{cells};"start_date")')
    different = tuple((f"Start date ({made_word(at)})",) for at in range(cells))

    def until_all_are_filled() -> None:
        until = time.monotonic() + DEADLINE
        while sheet.getCellRangeByName("C1").getCellByPosition(0, 0).Value < cells:
            if time.monotonic() > until:
                raise SystemExit("Cells were left without an answer.")
            time.sleep(0.05)

    start = time.perf_counter()
    yield "different cells: the sheet stands still", timed(lambda: headers.setDataArray(different))
    until_all_are_filled()
    yield "different cells: until the last is filled", time.perf_counter() - start
    yield "the same again, from the cache", min(timed(book.calculateAll) for _ in range(3))
    book.close(True)


def main(cells: int) -> None:
    """Print the figures."""
    with (
        tempfile.TemporaryDirectory() as folder,
        worker(Path(folder) / "memory"),
        calc(Path(folder)) as desktop,
    ):
        print(f"{cells:,} cells of =MAP_COLUMN(A1)")
        for what, seconds in measured(desktop, cells):
            print(f"{what:45}{seconds:7.2f} s{cells / seconds:11,.0f}/s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
