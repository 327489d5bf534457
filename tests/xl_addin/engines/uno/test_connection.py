"""An office that does not answer, has ended, or was closed under our hands is a sentence, never a hang."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.patience import PATIENCE, until
from worker.errors import UsageError, WorkerProblem
from xl_addin.engines.uno import connection
from xl_addin.engines.uno.app import office_app
from xl_addin.engines.uno.own_office import Office, settle, start_office
from xl_addin.looks import together

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


@pytest.fixture
def own_office(office: Office, tmp_path: Path) -> Iterator[Office]:
    """An office that a test may maltreat."""
    with start_office(tmp_path / "profile", f"engines-own-{os.getpid()}") as own:
        yield own


def processes(office: Office) -> list[int]:
    """The office's launcher and what it started."""
    return [int(line) for line in _listed(office, "pid")]


def stop(office: Office) -> None:
    """Hold the office up; a thread of it may still answer until the system has stopped the last one."""
    for process in processes(office):
        os.kill(process, signal.SIGSTOP)
    until(lambda: all(state[0] in "TZ" for state in _listed(office, "stat", "-L")), "The office's stop")


def _listed(office: Office, what: str, *options: str) -> list[str]:
    command = ["ps", *options, "-o", f"{what}=", "-g", str(office.pid)]
    done = subprocess.run(command, capture_output=True, text=True)
    return done.stdout.split()


@pytest.mark.usefixtures("office")
def test_a_pipe_on_which_nobody_listens_is_said() -> None:
    said = pytest.raises(WorkerProblem, match="No LibreOffice listens on the pipe 'nobody-there'")
    with said, office_app("nobody-there"):
        pass


def test_without_the_bridge_the_next_step_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.delitem(sys.modules, "uno", raising=False)
    monkeypatch.setattr(connection, "import_module", missing)
    with pytest.raises(WorkerProblem, match="Install python3-uno") as caught:
        connection.load_uno()
    assert caught.value.code == "uno-missing"


@posix
def test_an_office_that_does_not_answer_is_given_up(own_office: Office) -> None:
    with office_app(own_office.pipe) as app:
        cell = app.books.add().sheets[0]["A1"]
        app.impl.office.limit = 1.0  # from here on: a busy machine takes longer to open a workbook
        stop(own_office)
        try:
            with pytest.raises(WorkerProblem, match="did not answer within 1 seconds"):
                _ = cell.value
            with pytest.raises(WorkerProblem):
                _ = cell.value
        finally:
            for process in processes(own_office):
                os.kill(process, signal.SIGCONT)


@posix
def test_an_office_that_ended_is_said_and_a_new_one_on_the_same_pipe_serves(
    own_office: Office, tmp_path: Path
) -> None:
    with office_app(own_office.pipe) as app:
        sheet = app.books.add().sheets[0]
        for process in processes(own_office):
            os.kill(process, signal.SIGKILL)
        own_office.process.wait(PATIENCE)
        with pytest.raises(WorkerProblem, match="has ended meanwhile"):
            sheet["A1"].value = 1
    with start_office(tmp_path / "second", own_office.pipe) as second, office_app(second.pipe) as app:
        assert app.books.add().sheet_names == ["Sheet1"]


def test_stopping_leaves_no_process(own_office: Office) -> None:
    assert processes(own_office)
    own_office.stop()
    assert (processes(own_office), own_office.alive()) == ([], False)


@pytest.mark.parametrize(
    "ask",
    [
        lambda book, sheet: book.name,
        lambda book, sheet: sheet.name,
        lambda book, sheet: sheet["A1"].value,
        lambda book, sheet: sheet["A1:B2"].color,
        lambda book, sheet: sheet.used_range,
        lambda book, sheet: book.sheets.add(),
    ],
    ids=["name", "sheet name", "value", "colour", "used range", "new sheet"],
)
def test_a_book_that_was_closed_is_said(office_books: Any, ask: Any) -> None:
    book = office_books.books.add()
    sheet = book.sheets[0]
    book.impl.xl.close(True)  # as a planner closes it
    with pytest.raises(WorkerProblem, match="was closed, deleted or renamed meanwhile"):
        ask(book, sheet)


def test_a_sheet_that_was_deleted_is_said(office_books: Any) -> None:
    book = office_books.books.add()
    gone = book.sheets.add("Gone")
    book.sheets["Gone"].delete()
    for ask in (lambda: gone.name, lambda: setattr(gone["A1"], "value", 1)):
        with pytest.raises(WorkerProblem, match="was closed, deleted or renamed meanwhile"):
            ask()
    assert book.sheets[0]["A1"].value is None


@pytest.mark.parametrize(
    "write",
    [
        lambda cell: setattr(cell, "value", 1),
        lambda cell: setattr(cell, "number_format", "@"),
        lambda cell: setattr(cell, "color", (1, 2, 3)),
        lambda cell: setattr(cell.font, "bold", True),
        lambda cell: cell.clear(),
        lambda cell: cell.merge(),
        lambda cell: cell.add_hyperlink("https://example.com"),
        lambda cell: cell.data_validation.set_list(["a"]),
        lambda cell: setattr(cell, "row_height", 30),
    ],
    ids=["value", "format", "colour", "font", "clear", "merge", "link", "list", "height"],
)
def test_a_protected_sheet_says_so_and_stays_as_it_is(office_books: Any, write: Any) -> None:
    sheet = office_books.books.add().sheets[0]
    sheet["A1"].value = "kept"
    sheet.impl.xl.protect("secret")
    with pytest.raises(UsageError, match="Sheet1!A1 can't be written: the sheet is protected"):
        write(sheet["A1"])
    assert sheet["A1"].value == "kept"


def test_changes_together_are_sent_at_their_end(office_books: Any) -> None:
    sheet = office_books.books.add().sheets[0]
    far = sheet.impl.office._far  # None without the extension: each change goes by itself
    with together(sheet["A1"]):
        sheet["A1"].color = (1, 2, 3)
        sheet["B1"].color = (4, 5, 6)
        assert far is None or far._steps
    assert far is None or not far._steps
    assert [sheet[cell].color for cell in ("A1", "B1")] == [(1, 2, 3), (4, 5, 6)]


def test_a_refusal_among_changes_together_is_said(office_books: Any) -> None:
    sheet = office_books.books.add().sheets[0]
    sheet.impl.xl.protect("")
    with pytest.raises(UsageError, match="protected"), together(sheet["A1"]):
        sheet["A1"].color = (1, 2, 3)


def test_an_unlocked_cell_of_a_protected_sheet_may_be_written(office_books: Any) -> None:
    sheet = office_books.books.add().sheets[0]
    cells = sheet["B2"].impl.xl
    protection = cells.CellProtection
    protection.IsLocked = False
    cells.CellProtection = protection
    sheet.impl.xl.protect("")
    sheet["B2"].value = 5
    assert sheet["B2"].value == 5.0


def test_a_protected_structure_says_so(office_books: Any) -> None:
    book = office_books.books.add()
    book.impl.xl.protect("secret")
    with pytest.raises(UsageError, match="structure of .* is protected"):
        book.sheets.add("Review")
    assert book.sheet_names == ["Sheet1"]


@pytest.mark.parametrize("macros", [True, False])
def test_settings_are_added_once_and_keep_what_is_there(tmp_path: Path, macros: bool) -> None:
    settle(tmp_path)
    file = tmp_path / "user" / "registrymodifications.xcu"
    theirs = '<item oor:path="/theirs"><prop oor:name="kept" oor:op="fuse"><value>1</value></prop></item>\n'
    file.write_text(file.read_text("utf-8").replace("</oor:items>", theirs + "</oor:items>"), "utf-8")
    settle(tmp_path, macros)
    settle(tmp_path, macros)
    text = file.read_text("utf-8")
    level = f'"MacroSecurityLevel" oor:op="fuse"><value>{0 if macros else 3}<'
    assert (text.count(theirs), text.count("UseLocking"), text.count(level)) == (1, 1, 1)
