"""A workbook's sheets as plain values: calamine's cells, and what the XML says beside them.

Runs inside the child process. What it sends, in this order, is what `worker.plans.files.grids` reads:
`("sheets", names, hidden)`, then for each sheet `("rows", height, columns)` any number of times and
`("sheet", facts)`.
"""

from __future__ import annotations

import io
import posixpath
import threading
from collections.abc import Callable, Sequence
from itertools import islice
from typing import TypeVar
from xml.parsers import expat

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from worker.errors import FileProblem
from worker.lazy_dataclass import dataclass
from worker.plans.files import (
    ods_xml,
    preflight,
    shared_strings,
    sheet_choice,
    xls_container,
    xlsb_records,
)
from worker.plans.files.cell_probe import CellProbe, is_panic
from worker.plans.files.child_wire import BLOCK, Facts, Message
from worker.plans.files.markup import parser
from worker.plans.files.row_blocks import RowBlocks
from worker.plans.files.sheet_xml import SheetScan
from worker.plans.files.styles import Styles, read_styles
from worker.plans.files.uniform_rows import UniformRows
from worker.plans.files.xls_styles import XlsStyles

T = TypeVar("T")
Send = Callable[[Message], None]
LARGE = 4_000_000
"""Bytes of sheet XML from which on calamine starts beside the checks, not after them, where memory is limited."""


VERY_LARGE = 16_000_000
"""Bytes of sheet XML (some 400,000 cells) from which on a sheet is an export, its rows all alike."""
_WORKBOOK = ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "_rels/.rels")
DETAILED_CELLS, FEW_CELLS = 1_000_000, 20_000
"""Cells whose formats, fills and formula texts are kept, in a sheet below that size and above."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading may take."""

    max_mb: int
    max_cells: int
    careful: bool
    """Check everything before calamine sees anything: slower, and the only way where memory has no limit."""


def read(data: bytes, choice: Sequence[str] | None, limits: Limits, send: Send) -> None:
    """Send the sheets of the workbook *data*; all of them, or those *choice*."""
    parts = _parts(data, limits)
    with _open(data) as book:
        sheets = [meta for meta in book.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet]
        if not sheets:
            raise FileProblem(
                "The workbook has only charts or macros, no sheet with cells.",
                "Open it in Excel and save the sheet that holds the plan.",
                code="no-sheet",
            )
        if len(sheets) > preflight.MAX_SHEETS:
            raise preflight.too_many_sheets(len(sheets))
        names = sheet_choice.choose([meta.name for meta in sheets], choice)
        hidden = {meta.name for meta in sheets if meta.visible != SheetVisibleEnum.Visible}
        send(("sheets", names, [name in hidden for name in names]))
        for name in names:
            _read_sheet(book, name, parts, limits, send)


def _read_sheet(
    book: CalamineWorkbook, name: str, parts: _Parts | _OldParts | None, limits: Limits, send: Send
) -> None:
    load, blocks = _Loading(book, name), RowBlocks(send)
    facts: Facts = {}
    uniform = None
    if parts is not None:
        uniform = parts.uniform_rows(name, blocks, limits.max_cells)
        if uniform is None and not limits.careful and parts.size(name) > LARGE:
            load.start()
        facts = parts.scan(name, limits.max_cells, uniform)
    if uniform is None or not uniform.whole:
        sheet = load.sheet()
        _add_cells(sheet, name, blocks, limits)
        if "merges" not in facts:
            facts["merges"] = [
                (first[0] + 1, first[1] + 1, last[0] + 1, last[1] + 1)
                for first, last in sheet.merged_cell_ranges or ()
                if first != last
            ]
    facts["used"], facts["cut"] = blocks.used, blocks.cut
    send(("sheet", facts))


def _add_cells(sheet: CalamineSheet, name: str, blocks: RowBlocks, limits: Limits) -> None:
    """Hand on the values that calamine has read, behind those that are sent already.

    calamine's cells become Python's a block at a time: all at once they take as much memory again.
    """
    height, width = (0, 0) if sheet.end is None else (sheet.end[0] + 1, sheet.end[1] + 1)
    preflight.check_area(height, width, name, limits.max_cells)
    left = sheet.start[1] if sheet.start else 0
    rows = islice(sheet.iter_rows(), blocks.sent, None)  # from the first column that holds something on
    while block := list(islice(rows, BLOCK)):
        blocks.add(len(block), [*([None] * len(block) for _ in range(left)), *zip(*block, strict=True)])
    blocks.finish()


def _open(data: bytes) -> CalamineWorkbook:
    return _guard(lambda: CalamineWorkbook.from_filelike(io.BytesIO(data)))


def _guard(call: Callable[[], T]) -> T:
    """What calamine raises, its panics included (a BaseException), as one of our errors."""
    try:
        return call()
    except PasswordError:
        raise preflight.protected() from None
    except (CalamineError, OSError, ValueError):
        raise preflight.damaged() from None
    except BaseException as error:
        if is_panic(error):
            raise preflight.damaged() from None
        raise


class _Loading:
    """Calamine reading one sheet: now, or beside the checks (it lets other threads run meanwhile)."""

    def __init__(self, book: CalamineWorkbook, name: str) -> None:
        self._book, self._name = book, name
        self._sheet: CalamineSheet | None = None
        self._error: BaseException | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin in a thread of its own."""
        self._thread = threading.Thread(target=self._load, daemon=True)
        self._thread.start()

    def sheet(self) -> CalamineSheet:
        """The sheet, once read."""
        if self._thread is None:
            self._load()
        else:
            self._thread.join()
        if self._error is not None:
            raise self._error
        assert self._sheet is not None
        return self._sheet

    def _load(self) -> None:
        try:
            self._sheet = _guard(lambda: self._book.get_sheet_by_name(self._name))
        except BaseException as error:  # handed to the thread that asked
            self._error = error


# ---------------------------------------------------------------- the XML beside the values


def _parts(data: bytes, limits: Limits) -> _Parts | _OldParts | None:
    """Check the container; return the way to what it says beside values, for .xlsx, .xlsm and .xls."""
    if not data.startswith(b"PK"):
        preflight.check_ole(data)
        stream = xls_container.workbook_stream(data)
        if limits.careful:
            xls_container.check_reach(stream, limits.max_cells)
        return _OldParts(stream)
    archive = preflight.Archive(data, limits.max_mb)
    kind = archive.format()
    if kind != "xlsx":
        archive.count(frozenset())
        if kind == "ods":
            ods_xml.check_reach(archive.pieces("content.xml"), limits.max_cells, limits.max_mb)
        else:
            _check_binary_sheets(archive, limits)
        return None
    parts = _Parts(archive)
    archive.count(frozenset(parts.of_sheet.values()))
    parts.check_strings()
    return parts


def _check_binary_sheets(archive: preflight.Archive, limits: Limits) -> None:
    for part in archive.names("xl/worksheets/", ".bin"):
        if limits.careful or archive.size(part) <= LARGE:
            name = posixpath.basename(part).removesuffix(".bin")
            xlsb_records.check_reach(archive.read(part), name, limits.max_cells)


def _looks(styles: Styles) -> Facts:
    """What styles say, by their number."""
    return {"formats": styles.formats, "fills": styles.fills, "struck": sorted(styles.struck)}


class _OldParts:
    """The records of an .xls that say what calamine does not."""

    def __init__(self, stream: bytes) -> None:
        self._styles = XlsStyles(stream)
        self.of_sheet = self._styles.starts

    def size(self, sheet: str) -> int:
        """All is in memory already."""
        return 0

    def uniform_rows(self, sheet: str, blocks: RowBlocks, max_cells: int) -> None:
        """None: its cells are few."""

    def scan(self, sheet: str, max_cells: int, uniform: UniformRows | None = None) -> Facts:
        """The sheet's number formats and fills."""
        styles, places = self._styles.styles, self._styles.places(sheet, DETAILED_CELLS)
        return {"styles": places, **_looks(styles)}


class _Parts:
    """The XML parts of an .xlsx: where each sheet is, and the styles."""

    def __init__(self, archive: preflight.Archive) -> None:
        self._archive = archive
        relations = _elements(archive.read(_WORKBOOK[1]), "Relationship")
        targets = {each.get("Id", ""): _part(each.get("Target", "")) for each in relations}
        kinds = {each.get("Type", "").rpartition("/")[2]: _part(each.get("Target", "")) for each in relations}
        self.of_sheet: dict[str, str] = {}
        for each in _elements(archive.read(_WORKBOOK[0]), "sheet"):
            relation = next((value for key, value in each.items() if key.rpartition(":")[2] == "id"), "")
            self.of_sheet[each.get("name", "")] = targets.get(relation, "")
        self._strings = kinds.get("sharedStrings", "xl/sharedStrings.xml")
        self._of_styles = kinds.get("styles", "")
        self.styles = self._styles(self._of_styles, kinds.get("theme", ""))

    def check_strings(self) -> None:
        """Look at the start of the shared texts; once all is counted, for a member half read is not."""
        start = next(self._archive.pieces(self._strings), b"")
        shared_strings.check(start, self._archive.size(self._strings))

    def size(self, sheet: str) -> int:
        """Bytes of the sheet's XML, as the directory claims."""
        return self._archive.size(self.of_sheet.get(sheet, ""))

    def uniform_rows(self, sheet: str, blocks: RowBlocks, max_cells: int) -> UniformRows | None:
        """What reads the values of a very large sheet from the XML, as far as its rows are alike."""
        if self.size(sheet) <= VERY_LARGE or sheet not in self.of_sheet:
            return None
        read = self._archive.read
        parts = {name: read(name) for name in (*_WORKBOOK, self._of_styles) if name in self._archive}
        strings = {name: read(name) for name in (self._strings,) if name in self._archive}
        probe = CellProbe(sheet, self.of_sheet[sheet], parts, strings)
        return UniformRows(probe, blocks, max_cells)

    def scan(self, sheet: str, max_cells: int, uniform: UniformRows | None = None) -> Facts:
        """What the sheet's XML says beside its values."""
        size = self.size(sheet)
        scan = SheetScan(
            sheet, self.styles.telling, max_cells, DETAILED_CELLS if size <= VERY_LARGE else FEW_CELLS
        )
        if size:
            part = self.of_sheet[sheet]
            if uniform:
                scan.read(uniform.through(self._archive.sound_pieces(part), scan.skips))
            else:
                scan.read(self._archive.pieces(part))
        return scan.result() | _looks(self.styles)

    def _styles(self, styles: str, theme: str) -> Styles:
        try:
            return read_styles(self._archive.read(styles), self._archive.read(theme))
        except expat.ExpatError:
            raise preflight.damaged() from None


def _elements(data: bytes, name: str) -> list[dict[str, str]]:
    """The attributes of all elements called *name*, whatever their prefix."""
    elements: list[dict[str, str]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == name:
            elements.append(attributes)

    reading = parser()
    reading.StartElementHandler = start
    try:
        reading.Parse(data, True)
    except expat.ExpatError:
        raise preflight.damaged() from None
    return elements


def _part(target: str) -> str:
    """A relation's target as a path in the archive."""
    target = target.replace("\\", "/")
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
