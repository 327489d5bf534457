"""The running program as a planner sees it: LibreOffice with the extension on a virtual screen of 1,366 x 768 pixels.

usage: python -m bench.screens [FOLDER [LANGUAGE]]      docs/pictures and en, if left out

A worker and an office of its own, both ended after. Each picture of a page comes from the button that makes the page, over
an example plan; in another language than English, which the office must have, only
the toolbar is drawn. Needs LibreOffice, Xvfb and
convert (imagemagick).
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from bench.calc import worker
from xl_addin.calc.build import build
from xl_addin.engines.uno.connection import Connection
from xl_addin.engines.uno.own_office import start_office
from xl_addin.engines.uno.uno_object import UnoObject

ROOT = Path(__file__).resolve().parent.parent
WIDTH, HEIGHT = 1366, 768
PLAN = ROOT / "examples" / "monthly_budget_three_currencies" / "plan.xlsx"
PAGES = (
    ("map_columns", "Review", "screen-review"),
    ("accept_all_sure", "Review", ""),
    ("export_raw_data", "Summary", "page-summary"),
    ("export_raw_data", "Raw data", "page-raw-data"),
    ("export_raw_data", "Checks", "page-checks"),
    ("memory_report", "Memory report", "page-memory-report"),
    ("doctor", "Doctor", "page-doctor"),
)
"""The button's verb, the sheet that it makes, the picture's name; without one the button is only clicked."""
HEADERS = (
    "Site",
    "Placement name",
    "Flight start",
    "Est. Imps",
    "Net Media Cost (EUR)",
    "Werbemittel",
    "Zonk",
)
PATIENCE = 120.0
"""Seconds for a page to come."""
DRAWN = 4.0
"""Seconds until a window is drawn: a picture of one that is still drawn would be half a picture."""


@dataclass(frozen=True)
class Screen:
    """A virtual screen: its name for programs, and the file that holds its pixels."""

    display: str
    pixels: Path

    def draw(self, picture: Path) -> None:
        """The screen as a picture, as soon as what is on it is drawn."""
        time.sleep(DRAWN)
        copy = shutil.copy(self.pixels, self.pixels.with_suffix(".xwd"))
        subprocess.run(["convert", f"xwd:{copy}", picture], check=True)


@contextmanager
def screen(folder: Path) -> Iterator[Screen]:
    """A screen of this bench's own; the server picks a free number."""
    folder.mkdir()
    read, write = os.pipe()
    command = [
        "Xvfb",
        "-displayfd",
        str(write),
        "-screen",
        "0",
        f"{WIDTH}x{HEIGHT}x24",
        "-fbdir",
        str(folder),
    ]
    process = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as number:
        display = f":{number.readline().strip()}"
    try:
        yield Screen(display, folder / "Xvfb_screen0")
    finally:
        process.terminate()
        process.wait()


@contextmanager
def office(home: Path, display: str, language: str) -> Iterator[Connection]:
    """An office with the extension on *display*, in *language*."""
    # As a bundled extension: `unopkg` takes none for root, which a container's user often is.
    zipfile.ZipFile(BytesIO(build())).extractall(home / "extensions" / "MediaMapper.oxt")
    (home / "data" / "mediamapper").mkdir(parents=True)
    (home / "data" / "mediamapper" / "calc.json").write_text(json.dumps({"python": sys.executable}))
    profile = home / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(_LOCALE.format(language=language), encoding="utf-8")
    environment = {
        "BUNDLED_EXTENSIONS": (home / "extensions").as_uri(),
        "MEDIAMAPPER_HOME": str(home / "memory"),
        "MEDIAMAPPER_LANGUAGE": language,
        "XDG_DATA_HOME": str(home / "data"),
        "DISPLAY": display,
        "SAL_USE_VCLPLUGIN": "gen",
    }
    pipe = f"mediamapper_screens_{os.getpid()}"
    with start_office(home / "profile", pipe, headless=False, macros=True, environment=environment):
        connection = Connection(pipe, PATIENCE)
        try:
            yield connection
        finally:
            connection.close()


_LOCALE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Linguistic/General"><prop oor:name="UILocale" oor:op="fuse">
<value>{language}</value></prop></item>
</oor:items>
"""


def opened(connection: Connection, file: str) -> UnoObject:
    """A document in a window as large as the screen."""
    book: UnoObject = connection.desktop.loadComponentFromURL(file, "_blank", 0, ())
    book.CurrentController.Frame.ContainerWindow.setPosSize(0, 0, WIDTH, HEIGHT, 15)
    return book


def click(connection: Connection, book: UnoObject, verb: str) -> None:
    """What a click on the button of *verb* does."""
    frame = book.CurrentController.Frame
    connection.create("com.sun.star.frame.DispatchHelper").executeDispatch(
        frame, f"vnd.mediamapper:{verb}", "", 0, ()
    )


def until(is_there: Callable[[], bool], what: str) -> None:
    """Wait for something that must come."""
    end = time.monotonic() + PATIENCE
    while not is_there():
        if time.monotonic() > end:
            sys.exit(f"{what} did not come.")
        time.sleep(0.2)


def pages(connection: Connection, on: Screen, work: Path, folder: Path) -> None:
    """The pages that buttons make, one after the other in one workbook."""
    book = opened(connection, Path(shutil.copy(PLAN, work)).as_uri())
    done: set[str] = set()
    for verb, sheet, picture in PAGES:
        if verb not in done:
            click(connection, book, verb)
            done.add(verb)
        until(lambda sheet=sheet: sheet in book.Sheets.ElementNames, sheet)  # type: ignore[misc]
        time.sleep(DRAWN)  # the button's work goes on, and goes by the sheet that is shown
        _show(book, sheet)
        if picture:
            on.draw(folder / f"{picture}.png")
    close(book)


def start(connection: Connection, on: Screen, folder: Path) -> None:
    """The workbook's first sheet."""
    book = opened(connection, (ROOT / "MediaMapper.xlsm").as_uri())
    on.draw(folder / "workbook-start.png")
    close(book)


def formulas(connection: Connection, on: Screen, picture: Path) -> None:
    """A sheet of formulas below the toolbar."""
    book = opened(connection, "private:factory/scalc")
    sheet = book.Sheets.getByIndex(0)
    rows = [
        (header, f"=MAP_COLUMN(A{at})", f"=MAP_CONFIDENCE(A{at})", f"=MAP_WHY(A{at})")
        for at, header in enumerate(HEADERS, 2)
    ]
    heads = ("Header in the plan", "MAP_COLUMN", "MAP_CONFIDENCE", "MAP_WHY")
    sheet.getCellRangeByName(f"A1:D{len(rows) + 1}").setFormulaArray((heads, *rows))
    sheet.getCellRangeByName("A12:B12").setFormulaArray((("FB", '=MAP_VALUE("platform";A12)'),))
    for column, width in zip("ABCD", (5000, 5000, 4200, 14000), strict=True):
        sheet.Columns.getByName(column).Width = width
    until(lambda: sheet.getCellRangeByName("B3").getDataArray()[0][0] == "placement", "The formulas' answer")
    on.draw(picture)
    close(book)


def close(book: UnoObject) -> None:
    """Close a document without saving; UNO's own errors can't pass through context managers."""
    try:
        book.setModified(False)
        book.close(True)
    except Exception as error:
        sys.exit(f"A document did not close: {error}")


def _show(book: UnoObject, sheet: str) -> None:
    book.CurrentController.setActiveSheet(book.Sheets.getByName(sheet))


def main(arguments: list[str]) -> None:
    """What the usage says."""
    folder = Path(arguments[0]) if arguments else ROOT / "docs" / "pictures"
    language = arguments[1] if len(arguments) > 1 else "en"
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        with (
            worker(work / "memory"),
            screen(work / "screen") as on,
            office(work, on.display, language) as connection,
        ):
            if language != "en":
                formulas(connection, on, folder / f"calc-{language}.png")
                return
            formulas(connection, on, folder / "calc.png")
            start(connection, on, folder)
            pages(connection, on, work, folder)


if __name__ == "__main__":
    main(sys.argv[1:])
