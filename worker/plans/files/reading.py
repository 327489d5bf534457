"""A file becomes a `Book`: the one door for every format.

What a file is, its content says, not its name; `formats/` has one file for each kind.
"""

from __future__ import annotations

import difflib
import gc
import stat
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from worker.errors import FileProblem
from worker.findings.files import NAMED_OTHERWISE
from worker.plans.files import calculation, conflict_marks, formats, own_sheets, turned_sheets
from worker.plans.files.formats import Format, Source
from worker.plans.files.preflight import MEGABYTE
from worker.settings import Settings
from worker.shapes.blocks import texts_in
from worker.shapes.finding import Finding
from worker.shapes.grid import Book
from worker.text import printable


def read_book(path: Path, *, settings: Settings, sheets: Sequence[str] | None = None) -> Book:
    """The sheets of *path*, all or those named in *sheets*, in the file's order.

    Raises:
        FileProblem: missing, not readable, damaged, protected, too large, or without the sheet asked for.
    """
    path = Path(path)
    try:
        return _read(path, settings, sheets)
    except OSError as error:
        raise FileProblem(
            f"{path.name} can't be read: {error.strerror or error}.",
            "Copy it to another disk, or ask for it again.",
            code="not-read",
        ) from error
    except FileProblem as problem:
        if path.name in problem.message:
            raise
        raise FileProblem(
            f"{path.name}: {problem.message}", problem.next_step, code=problem.code
        ) from problem


def read_plan(
    path: Path, *, settings: Settings, sheets: Sequence[str] = (), without: Collection[str] = ()
) -> Book:
    """A planner's sheets of *path*: the book without MediaMapper's own, unless *sheets* names them, and *without* these.

    Raises:
        FileProblem: as `read_book`.
    """
    book = own_sheets.without(read_book(path, settings=settings, sheets=sheets or None), without)
    return book if sheets else own_sheets.without_ours(book)


def _read(path: Path, settings: Settings, sheets: Sequence[str] | None) -> Book:
    with _open(path) as file, _no_collection():
        _check_size(file, settings.max_unpacked_mb)
        format = formats.of_content(file.read(formats.HEAD))
        file.seek(0)
        book = _turned(_without_conflicts(_calculated(format.read(Source(file, path, settings, sheets)))))
    if not path.name.isprintable():  # a name that is no UTF-8; of a text file the sheet has it as well
        grids = tuple(replace(grid, sheet=printable(grid.sheet)) for grid in book.sheets)
        book = replace(book, name=printable(book.name), sheets=grids)
    return replace(book, findings=(*_suffix_note(path, format), *book.findings))


def _calculated(book: Book) -> Book:
    """The book with formulas that nobody worked out yet worked out; hardly any has one."""
    return calculation.calculated(book) if any(grid.uncalculated for grid in book.sheets) else book


def _without_conflicts(book: Book) -> Book:
    """The book with one state of lines that a merge left in two; rows pasted into a sheet bring the marks along."""
    sheets, findings = list(book.sheets), list(book.findings)
    for at, grid in enumerate(sheets):
        if grid.width and any(map(conflict_marks.begins, texts_in(grid.pieces(1)))):
            rows = [list(row) for row in grid.cells]
            findings += conflict_marks.dissolve(rows, grid.sheet)
            sheets[at] = replace(grid, cells=rows)
    return replace(book, sheets=tuple(sheets), findings=tuple(findings))


def _turned(book: Book) -> Book:
    """The book with sheets whose lines are columns turned round."""
    sheets, findings = list(book.sheets), list(book.findings)
    for at, grid in enumerate(sheets):
        if pair := turned_sheets.turned(grid):
            sheets[at], note = pair
            findings.append(note)
    return replace(book, sheets=tuple(sheets), findings=tuple(findings))


@contextmanager
def _open(path: Path) -> Iterator[BinaryIO]:
    if path.name.startswith("~$"):
        raise FileProblem(
            f"{path.name} is the lock that Excel keeps while a workbook is open, not the workbook.",
            f"Choose {path.name[2:]}.",
            code="lock-file",
        )
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise FileProblem(f"{path} is a folder.", "Name a file in it.", code="folder")
        if not stat.S_ISREG(mode):
            raise FileProblem(f"{path} is not a file.", "Name a file on disk.", code="not-a-file")
        file = path.open("rb")
    except (FileNotFoundError, NotADirectoryError):
        raise FileProblem(f"There is no file {path}.", _nearest(path), code="missing") from None
    except PermissionError:
        raise FileProblem(
            f"{path} may not be read.",
            "Close it in other programs, or ask for the right to read it.",
            code="no-permission",
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise FileProblem(
            f"{path} can't be opened: {reason}.", "Check the path.", code="not-opened"
        ) from None
    with file:
        yield file


def _nearest(path: Path) -> str:
    readable = formats.suffixes()
    try:
        names = [entry.name for entry in path.parent.iterdir() if entry.suffix.lower() in readable]
    except OSError:
        return "Check the path."
    near = difflib.get_close_matches(path.name, names, n=1)
    return f"Did you mean {near[0]}?" if near else "Check the path."


def _check_size(file: BinaryIO, max_mb: int) -> None:
    size = file.seek(0, 2)
    file.seek(0)
    if size == 0:
        raise FileProblem("The file is empty.", "Ask for it again.", code="empty")
    if size > max_mb * MEGABYTE:
        raise FileProblem(
            f"The file has {size / MEGABYTE:,.0f} MB, more than the {max_mb} MB that are read.",
            "Save the sheet you need as its own file, or raise the setting `max_unpacked_mb`.",
            code="too-large",
        )


@contextmanager
def _no_collection() -> Iterator[None]:
    """Millions of new cells hold no cycles; walking them again and again doubles the time.

    Other threads go without for as long, which is seconds at most.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _suffix_note(path: Path, format: Format) -> tuple[Finding, ...]:
    suffix = path.suffix.lower()
    if formats.of_suffix(suffix) in (None, format):
        return ()
    return (NAMED_OTHERWISE.at(suffix=suffix, what=format.what),)
