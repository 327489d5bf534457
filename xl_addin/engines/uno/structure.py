"""How cells hang together: merging, links, inserting and deleting, copying."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import quote

from xl_addin.engines.cell_values import Value
from xl_addin.engines.uno.block import Block

if TYPE_CHECKING:
    from xl_addin.engines.uno.ranges import Range

URL_FIELD = "com.sun.star.text.TextField.URL"


class Structure(Block):
    """What `Range` knows of its neighbours."""

    raw_value: Value

    # ------------------------------------------------------------ merging

    @property
    def merge_area(self) -> Range:
        """The merged range around the first cell, else the cell."""
        cursor = self._sheet.xl.createCursorByRange(self.xl.getCellByPosition(0, 0))
        cursor.collapseToMergedArea()
        return self._sheet.book.range_at(cursor.getRangeAddress())

    @property
    def merge_cells(self) -> bool:
        """Whether the first cell is merged."""
        return len(self.merge_area) > 1

    def merge(self, across: bool = False) -> None:
        """One cell, or with *across* one a row."""
        self.check_open()
        self.xl.merge(False)
        rows, columns = self.shape
        for at in range(rows) if across else ():
            self.part((at, 0, at, columns - 1)).xl.merge(True)
        if not across:
            self.xl.merge(True)

    def unmerge(self) -> None:
        """Single cells again."""
        self.check_open()
        self.merge_area.xl.merge(False)

    # ------------------------------------------------------------ links

    @property
    def hyperlink(self) -> str:
        """Where the cell's link leads: '#Sheet1!A1' inside the workbook."""
        fields = self.xl.getCellByPosition(0, 0).getTextFields()
        if not fields.getCount():
            raise AttributeError("The cell has no link.")
        url = str(fields.getByIndex(0).URL)
        return _excel_place(url) if url.startswith("#") else url

    def add_hyperlink(
        self, address: str, text_to_display: str | None = None, screen_tip: str | None = None
    ) -> None:
        """Link the first cell; '#Sheet1!A1' stays inside the workbook."""
        self.check_open()
        # Each object asked of the office costs as much as ten calls: a sheet of links is felt.
        cell = self._sheet.xl.getCellByPosition(self._column - 1, self._row - 1)
        field = self._sheet.book.xl.createInstance(URL_FIELD)
        field.URL = _office_link(address, self._sheet.book.xl.getURL)
        field.Representation = cell.getString() if text_to_display is None else text_to_display
        cell.setString("")
        cell.insertTextContent(cell.createTextCursor(), field, False)

    # ------------------------------------------------------------ inserting, deleting, copying

    def insert(self, shift: str | None = None, copy_origin: str | None = None) -> None:
        """Empty cells here, the others moved 'down' or 'right'; whole rows and columns move as such."""
        self.check_open()
        rows, columns = self.shape
        usual = "RIGHT" if rows > columns else "DOWN"  # as Excel decides
        mode = self._axis() or {"right": "RIGHT", "down": "DOWN", None: usual}[shift]
        self._sheet.xl.insertCells(
            self.xl.getRangeAddress(), self.office.enum("com.sun.star.sheet.CellInsertMode", mode)
        )

    def delete(self, shift: str | None = None) -> None:
        """Take the cells out, the others moved 'up' or 'left'; whole rows and columns close up."""
        self.check_open()
        rows, columns = self.shape
        usual = "LEFT" if rows >= columns else "UP"  # as Excel decides
        mode = self._axis() or {"left": "LEFT", "up": "UP", None: usual}[shift]
        self._sheet.xl.removeRange(
            self.xl.getRangeAddress(), self.office.enum("com.sun.star.sheet.CellDeleteMode", mode)
        )

    def _axis(self) -> str | None:
        rows, columns = self._sheet.cells.shape
        if self.shape[1] == columns:
            return "ROWS"
        return "COLUMNS" if self.shape[0] == rows else None

    def copy_to(self, target: Value) -> None:
        """All of it to the block that begins at the first cell of *target*."""
        target.check_open()
        if target.sheet.book is not self._sheet.book:
            target.of_size(*self.shape).raw_value = self.raw_value
            return
        place = target.xl.getCellByPosition(0, 0).getCellAddress()
        target.sheet.xl.copyRange(place, self.xl.getRangeAddress())

    def take_contents(self, source: Value, paste: str) -> None:
        """The 'values' or 'formulas' of *source*, without its formats."""
        self.of_size(*source.shape).raw_value = source.raw_value if paste == "values" else source.formula


def _office_link(address: str, url: Callable[[], str]) -> str:
    """*address* as LibreOffice follows it; a file beside the workbook, which is asked for its *url*, is named in full."""
    if address.startswith("#"):
        return _office_place(address)
    file, mark, place = address.partition("#'")
    if not mark or ":" in file:  # an address of the web
        return address
    book = url()
    folder = f"{book.rpartition('/')[0]}/" if book else ""
    return folder + quote(file) + _office_place(f"#'{place}")


def _office_place(address: str) -> str:
    """ "#'My plan'!A1" -> "#$'My plan'.A1"."""
    sheet, mark, cell = address[1:].rpartition("!")
    return f"#{sheet}.{cell}" if mark else address


def _excel_place(url: str) -> str:
    sheet, mark, cell = url[1:].lstrip("$").rpartition(".")
    return f"#{sheet}!{cell}" if mark else url
