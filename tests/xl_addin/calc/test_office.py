"""The extension in a real LibreOffice on a virtual screen: formulas, macros, a click, and a worker that dies."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.patience import PATIENCE, until
from xl_addin.calc.build import build
from xl_addin.engines.uno.connection import Connection
from xl_addin.engines.uno.own_office import Office, start_office

PUSH_BUTTON, TABLE, DOCUMENT_SPREADSHEET = 44, 58, 84
"""Roles of com.sun.star.accessibility."""
RUN_ALWAYS = 4
"""Of com.sun.star.document.MacroExecMode."""
NEEDED = ("soffice", "Xvfb", "xdotool")
MACRO = """
function Answers()
    formulas = CreateUnoService("org.mediamapper.calc.Formulas")
    cells = ThisComponent.Sheets(0).getCellRangeByName("A1:B1").getDataArray()
    rows = formulas.mapColumn(cells, Empty)
    Answers = formulas.mapColumn("Media Cost", Empty) & "|" & rows(0)(1) & "|" & _
        formulas.mapValue("platform", "FB") & "|" & formulas.mapColumn("Zorgl bib", Array("x", "y"))
end function
"""


class Worker:
    """A worker of this module's own, that can die."""

    def __init__(self, memory: Path) -> None:
        self.memory = memory
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        log = self.memory / "serve.log"
        with log.open("wb") as said:
            self.process = process = subprocess.Popen(
                [sys.executable, "-c", "from worker.cli import main; main()", "serve"],
                env={**os.environ, "MEDIAMAPPER_HOME": str(self.memory)},
                cwd=ROOT,
                stderr=said,
            )
        address = self.memory / "worker.json"
        until(lambda: address.exists() or process.poll() is not None, "The worker")
        assert process.poll() is None, log.read_text("utf-8")

    def kill(self) -> None:
        assert self.process
        self.process.kill()
        self.process.wait(PATIENCE)
        (self.memory / "worker.json").unlink(missing_ok=True)

    def decide(self, **decision: Any) -> None:
        told = json.loads((self.memory / "worker.json").read_text("utf-8"))
        body = json.dumps({"decisions": [decision], "user": "ann"}).encode()
        head = {"Authorization": f"Bearer {told['token']}", "Content-Type": "application/json"}
        urllib.request.urlopen(
            urllib.request.Request(f"{told['url']}/v1/decisions", body, head), timeout=PATIENCE
        ).close()


@pytest.fixture(scope="module")
def worker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worker]:
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing and os.environ.get("TESTS_NEED_LIBREOFFICE"):
        pytest.fail(f"Not installed, and this run must not skip its tests: {', '.join(missing)}.")
    if missing:
        pytest.skip(f"Not installed: {', '.join(missing)}.")
    worker = Worker(tmp_path_factory.mktemp("memory"))
    worker.start()
    yield worker
    worker.kill()
    for left in _processes(worker.memory, b"serve"):  # a click may have started one while there was none
        os.kill(left, signal.SIGTERM)


@pytest.fixture(scope="module")
def screen() -> Iterator[str]:
    """A virtual screen; the server picks a free number itself."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1400x900x24", "-nolisten", "tcp"]
    process = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as told:
        number = told.readline().strip()
    yield f":{number}"
    process.terminate()
    process.wait(PATIENCE)


@pytest.fixture(scope="module")
def running(
    worker: Worker, screen: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Office, Connection, list[int]]]:
    """An office with the extension, the one connection to it, and the helpers that a hidden spreadsheet started."""
    home = tmp_path_factory.mktemp("office")
    # As a bundled extension: `unopkg` takes none for root, which CI's user often is.
    zipfile.ZipFile(BytesIO(build())).extractall(home / "extensions" / "MediaMapper.oxt")
    (home / "data" / "mediamapper").mkdir(parents=True)
    (home / "data" / "mediamapper" / "calc.json").write_text(json.dumps({"python": sys.executable}), "utf-8")
    environment = {
        "BUNDLED_EXTENSIONS": (home / "extensions").as_uri(),
        "MEDIAMAPPER_HOME": str(worker.memory),
        "XDG_DATA_HOME": str(home / "data"),
        "DISPLAY": screen,
        "SAL_USE_VCLPLUGIN": "gen",
    }
    pipe = f"mediamapper_test_{os.getpid()}"
    with start_office(
        home / "profile", pipe, headless=False, macros=True, environment=environment
    ) as started:
        connection = Connection(pipe, PATIENCE)
        hidden = connection.desktop.loadComponentFromURL(
            "private:factory/scalc", "_blank", 0, connection.properties(Hidden=True)
        )
        time.sleep(1)
        early = _helpers(worker.memory)
        hidden.close(True)
        assert knows_formulas(connection), "LibreOffice did not take the extension in."
        yield started, connection, early
        connection.close()


def knows_formulas(connection: Connection) -> bool:
    made = connection.desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, ())
    cell(made, "A1").setFormula('=MAP_COLUMN("Media Cost")')
    known = cell(made, "A1").String != "#NAME?"
    made.close(True)
    return bool(known)


@pytest.fixture(scope="module")
def office(running: tuple[Office, Connection, list[int]]) -> Office:
    return running[0]


@pytest.fixture(scope="module")
def connection(running: tuple[Office, Connection, list[int]]) -> Connection:
    return running[1]


@pytest.fixture
def book(connection: Connection) -> Iterator[Any]:
    """A new spreadsheet, with two headers in A1:B1."""
    made = connection.desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, ())
    made.Sheets.getByIndex(0).getCellRangeByName("A1:B1").setDataArray((("Media Cost", "Start date"),))
    yield made
    made.close(True)


def cell(book: Any, name: str) -> Any:
    """A cell of the first sheet."""
    return book.Sheets.getByIndex(0).getCellRangeByName(name).getCellByPosition(0, 0)


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        ("=MAP_COLUMN(A1)", "spend"),
        ('=MAP_COLUMN("Media Cost")', "spend"),
        ("=MAP_COLUMN(Z99)", ""),
        ('=MAP_COLUMN("Zorgl bib")', "?"),
        ('=IF(MAP_COLUMN(A1)="spend";"equal";"not")', "equal"),
        ('=MATCH("start_date";MAP_COLUMN(A1:B1);0)', "2"),
        ('=IF(MAP_CONFIDENCE(A1)>0.5;"sure";"not")', "sure"),
        ('=MAP_VALUE("platform";"FB")', "Meta"),
        ('=ISNUMBER(SEARCH("Zorgl";MAP_WHY("Zorgl bib")))', "TRUE"),
        ("=MAP_COLUMN(A1;E1:F3)", "spend"),
        ("=MAP_COLUMN(1/0)", "#DIV/0!"),
    ],
)
def test_a_formula_shows(book: Any, formula: str, shown: str) -> None:
    cell(book, "D1").setFormula(formula)
    # A busy machine answers aside, a moment later.
    assert until(lambda: cell(book, "D1").String == shown, f"{shown!r} of {formula}")


def test_a_hidden_spreadsheet_as_in_a_conversion_starts_no_process(
    running: tuple[Office, Connection, list[int]],
) -> None:
    assert running[2] == []


def test_what_a_click_needs_starts_with_the_first_window(book: Any, worker: Worker) -> None:
    assert book.Sheets.Count
    until(lambda: len(_helpers(worker.memory)) == 1, "The process behind the buttons")


def test_an_array_formula_fills_its_cells(book: Any) -> None:
    row = book.Sheets.getByIndex(0).getCellRangeByName("A4:B4")
    row.setArrayFormula("=MAP_COLUMN(A1:B1)")
    assert row.getDataArray() == (("spend", "start_date"),)
    cell(book, "D4").setFormula('=A4="spend"')
    assert cell(book, "D4").String == "TRUE"


def test_macros_call_the_same(book: Any) -> None:
    library = book.BasicLibraries
    if not library.hasByName("Standard"):
        library.createLibrary("Standard")
    library.getByName("Standard").insertByName("Ours", MACRO)
    script = book.getScriptProvider().getScript(
        "vnd.sun.star.script:Standard.Ours.Answers?language=Basic&location=document"
    )
    assert script.invoke((), (), ())[0] == "spend|start_date|Meta|?"


def test_a_decision_made_elsewhere_shows_by_itself(book: Any, worker: Worker) -> None:
    cell(book, "D1").setFormula('=MAP_COLUMN("Qux wibble")')
    assert cell(book, "D1").String == "?"
    worker.decide(header="Qux wibble", field="clicks", decision="confirm")
    until(lambda: cell(book, "D1").String == "clicks", "The decision")


def test_the_workbooks_own_functions_ask_the_extension(connection: Connection, worker: Worker) -> None:
    """MediaMapper.xlsm with its macros on: VBA's MAP_COLUMN, evaluated and calculated again after a decision."""
    macros = connection.struct(
        "com.sun.star.beans.PropertyValue", Name="MacroExecutionMode", Value=RUN_ALWAYS
    )
    url = (ROOT / "MediaMapper.xlsm").as_uri()
    book = connection.desktop.loadComponentFromURL(url, "_blank", 0, (macros,))
    book.Sheets.insertNewByName("Plan", 0)
    cell(book, "A1").String = "Media Cost"
    cell(book, "A2").String = "Wibble quux"
    for row in (1, 2):
        cell(book, f"B{row}").setFormula(f"=MAP_COLUMN(A{row})")
    until(lambda: cell(book, "B1").String == "spend", "The answer")
    assert cell(book, "B2").String == "?"
    worker.decide(header="Wibble quux", field="clicks", decision="confirm")

    def again() -> bool:
        book.calculateAll()
        return bool(cell(book, "B2").String == "clicks")

    until(again, "The decision")
    book.close(True)


def test_a_worker_that_dies_is_said_and_a_new_one_answers(book: Any, worker: Worker) -> None:
    cell(book, "D1").setFormula("=MAP_COLUMN(A1)")
    until(lambda: cell(book, "D1").String == "spend", "The first answer")
    worker.kill()
    cell(book, "D2").setFormula('=MAP_COLUMN("Gross Impressions")')
    cell(book, "D3").setFormula('=MAP_WHY("Gross Impressions")')
    shown = [cell(book, f"D{row}").String for row in (1, 2, 3)]
    worker.start()
    assert shown[:2] == ["spend", "?"]  # what is known stays on the sheet
    assert "mediamapper serve" in shown[2]
    until(lambda: cell(book, "D2").String == "impressions", "The answer")


def test_thousands_of_cells_fill_without_holding_the_office_up(book: Any) -> None:
    count = 3000
    sheet = book.Sheets.getByIndex(0)
    cells = sheet.getCellRangeByName(f"B1:B{count}")
    cells.setFormulaArray(tuple((f"=MAP_COLUMN(A{at})",) for at in range(1, count + 1)))
    names = tuple((f"Clicks no {at}",) for at in range(count))
    sheet.getCellRangeByName(f"A1:A{count}").setDataArray(names)
    cell(book, "D1").setFormula(f"=MAP_WHY(A{count})")
    until(lambda: f"Clicks no {count - 1}" in cell(book, "D1").String, "The last answer")
    assert "" not in {row[0] for row in cells.getDataArray()}


def test_a_click_on_the_toolbar_maps_the_plan(
    connection: Connection, worker: Worker, screen: str, tmp_path: Path
) -> None:
    plan = shutil.copy(ROOT / "examples" / "booking_form_en" / "plan.xlsx", tmp_path / "plan.xlsx")
    book = connection.desktop.loadComponentFromURL(Path(plan).as_uri(), "_blank", 0, ())
    click(book, "Map columns", screen)
    until(lambda: "Review" in book.Sheets.ElementNames, "The Review sheet")
    until(
        lambda: "Review of plan.xlsx" in book.Sheets.getByName("Review").getCellRangeByName("A1").String,
        "Its title",
    )
    assert len(_helpers(worker.memory)) == 1
    book.close(True)


def click(book: Any, title: str, screen: str) -> None:
    """A click on the toolbar's button of that title, in the book's window."""
    window = book.CurrentController.Frame.ContainerWindow
    window.setPosSize(0, 0, 1400, 880, 15)
    window.toFront()
    button = until(lambda: _named(window.getAccessibleContext(), title), "The toolbar")
    place, size = button.getLocationOnScreen(), button.getSize()
    x, y = place.X + size.Width // 2, place.Y + size.Height // 2
    by_hand(screen, "mousemove", str(x), str(y), "click", "1")


def by_hand(screen: str, *does: str) -> None:
    """What a hand at the mouse or the keys does."""
    subprocess.run(["xdotool", *does], env={**os.environ, "DISPLAY": screen}, check=True, timeout=PATIENCE)


def shown_windows(screen: str) -> set[str]:
    """The windows on the screen; a menu is one."""
    search = ["xdotool", "search", "--onlyvisible", "--maxdepth", "1", "--name", ""]
    done = subprocess.run(search, env={**os.environ, "DISPLAY": screen}, capture_output=True, text=True, timeout=PATIENCE)  # fmt: skip
    return set(done.stdout.split())


@pytest.mark.parametrize("is_chosen", [False, True], ids=["esc", "chosen"])
def test_another_open_plan_is_chosen_in_a_menu_and_compared(
    connection: Connection, worker: Worker, screen: str, tmp_path: Path, is_chosen: bool
) -> None:
    """The menu lists the one other spreadsheet, then a file; Esc leaves everything as it is."""
    source = ROOT / "examples" / "booking_form_en" / "plan.xlsx"
    old, new = (
        connection.desktop.loadComponentFromURL(
            Path(shutil.copy(source, tmp_path / name)).as_uri(), "_blank", 0, ()
        )
        for name in ("old.xlsx", "new.xlsx")
    )
    before, windows = new.Sheets.ElementNames, shown_windows(screen)
    click(new, "Compare with...", screen)
    until(lambda: shown_windows(screen) - windows, "The menu")
    by_hand(screen, "key", *(("Down", "Return") if is_chosen else ("Escape",)))
    until(lambda: not shown_windows(screen) - windows, "The end of the menu")
    if is_chosen:
        until(lambda: "Details" in new.Sheets.ElementNames, "The sheets of the difference")
        title = new.Sheets.getByName("Difference").getCellRangeByName("A1").String
        assert title == "What changed from old.xlsx to new.xlsx"
    else:
        click(new, "Memory report", screen)  # the next click is done: the one before began nothing
        until(lambda: "Memory report" in new.Sheets.ElementNames, "The next button's sheet")
        assert new.Sheets.ElementNames == (*before, "Memory report")
    assert old.Sheets.ElementNames == before
    old.close(True)
    new.close(True)


def _helpers(memory: Path) -> list[int]:
    """The processes behind the buttons of an office with that memory folder."""
    return _processes(memory, b"buttons")


def _processes(memory: Path, verb: bytes) -> list[int]:
    """The processes of ours that do *verb* with that memory folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            arguments = (process / "cmdline").read_bytes().split(b"\0")
            given = (process / "environ").read_bytes().split(b"\0")
        except OSError:
            continue  # it has ended meanwhile, or is another user's
        if verb in arguments and f"MEDIAMAPPER_HOME={memory}".encode() in given:
            found.append(int(process.name))
    return found


def _named(node: Any, name: str) -> Any:
    """The push button of that name in an accessibility tree."""
    role = node.getAccessibleRole()
    if role == PUSH_BUTTON and node.getAccessibleName() == name:
        return node
    for at in range(0 if role in (DOCUMENT_SPREADSHEET, TABLE) else node.getAccessibleChildCount()):
        found = _named(node.getAccessibleChild(at).getAccessibleContext(), name)
        if found is not None:
            return found
    return None
