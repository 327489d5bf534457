"""What the sheets of a workbook have in common: fonts, colours, number formats, and how they are printed."""

from __future__ import annotations

import io
from collections.abc import Container, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import field
from functools import partial
from pathlib import Path
from zipfile import ZipFile

import xlsxwriter.workbook
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from worker.lazy_dataclass import dataclass

LEVEL = 4
"""How hard a workbook is packed: half of the time of the usual 6, and files an eighth larger."""
xlsxwriter.workbook.ZipFile = partial(ZipFile, compresslevel=LEVEL)  # it has no option of its own for this

FONT: dict[str, object] = {"font_name": "Calibri", "font_size": 10}
TEXT_IS_TEXT: dict[str, object] = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_format_properties": FONT,
}
"""Options of a workbook in which no text of a plan becomes a formula, a link or a number."""
INK, QUIET, PAPER, RULE = "#1F3864", "#59636E", "#F3F6F9", "#D5DBE1"
GOOD, AMBER, BAD, PALE = "#C6E0B4", "#FFE699", "#F8CBAD", "#E7E6E6"
MONEY, WHOLE, SHARE, DAY = "#,##0.00", "#,##0", "0.00%", "yyyy-mm-dd"
LONGEST_TEXT = 32_767
MOST_ROWS = 1_048_575
"""Rows of a sheet below its header."""
SMALL = {"name": "Calibri", "size": 9, "color": QUIET}
"""The font of a chart's axes and legend."""
GRID = {"visible": True, "line": {"color": "#E3E7EB"}}
"""The lines behind a chart."""
_PAPER_A4 = 9
_MARGINS = {"left": 0.4, "right": 0.4, "top": 0.5, "bottom": 0.6}


@dataclass(frozen=True, slots=True)
class Dress:
    """A workbook that is being written, with one format object for each look."""

    book: Workbook
    _formats: dict[tuple[tuple[str, object], ...], Format] = field(default_factory=dict)

    def look(self, **properties: object) -> Format:
        """The format with *properties* over our font."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format({**FONT, **properties})
        return self._formats[key]

    @property
    def header(self) -> Format:
        """The head of a table."""
        return self.heads(is_number=False)

    def heads(self, *, is_number: bool) -> Format:
        """The head of a column, which stands over its figures at the right, over its texts at the left."""
        side = {"align": "right"} if is_number else {}
        return self.look(bold=True, bg_color=INK, font_color="#FFFFFF", valign="vcenter", **side)

    @property
    def title(self) -> Format:
        """The name of a page."""
        return self.look(bold=True, font_size=18, font_color=INK)

    @property
    def heading(self) -> Format:
        """The name of a part of a page."""
        return self.look(bold=True, font_size=12, font_color=INK)

    @property
    def hint(self) -> Format:
        """A word beside what counts."""
        return self.look(font_color=QUIET)

    def page(self, name: str) -> Worksheet:
        """A sheet that is read like a page: no grid lines, printed one page wide."""
        sheet = self.book.add_worksheet(name)
        sheet.hide_gridlines(2)
        printed(sheet, name)
        return sheet

    def table(
        self,
        name: str,
        columns: Sequence[tuple[str, float]],
        rows: int,
        *,
        numbers: Container[int] = (),
        filtered: bool = True,
    ) -> Worksheet:
        """A sheet with one table from A1: its head, which stays in sight and on every printed page.

        *columns* are names and widths; *numbers* are the places of those whose head stands at the right.
        """
        sheet = self.book.add_worksheet(name)
        plain = self.look()
        for at, (_, width) in enumerate(columns):
            sheet.set_column(at, at, width, plain)
        sheet.freeze_panes(1, 0)
        if columns:
            if filtered:
                sheet.autofilter(0, 0, max(rows, 1), len(columns) - 1)
            sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{MOST_ROWS + 1}"})
        sheet.set_row(0, 20)
        for at, (text, _) in enumerate(columns):
            sheet.write_string(0, at, text, self.heads(is_number=at in numbers))
        printed(sheet, name)
        sheet.repeat_rows(0)
        return sheet


@contextmanager
def workbook(path: Path, title: str) -> Iterator[Dress]:
    """A workbook that is made in memory and written to *path* at the end.

    Raises:
        OSError: it can't be written.
    """
    buffer = io.BytesIO()
    book = Workbook(buffer, TEXT_IS_TEXT | {"in_memory": True})
    book.set_properties({"title": title, "comments": "Made by MediaMapper"})
    yield Dress(book)
    book.close()
    path.write_bytes(buffer.getbuffer())


def printed(sheet: Worksheet, name: str) -> None:
    """A4 across, one page wide and as long as it gets, with the sheet's name and the page below."""
    sheet.set_landscape()
    sheet.set_paper(_PAPER_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(**_MARGINS)
    sheet.set_footer(f"&L&8{name.replace('&', '&&')}&R&8&P / &N")


def cut(text: str) -> str:
    """*text* as far as a cell takes it."""
    return text[:LONGEST_TEXT]
