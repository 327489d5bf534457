"""The difference of two versions as a workbook: a page with the money's waterfall, and a sheet of lines that a person reads."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from worker.messages.language import tr
from worker.shapes import difference_sheets
from worker.shapes.difference import Difference
from worker.shapes.difference_sheets import BARS, DETAILS, DIFFERENCE, LINES, SUM_HEADS, Head, Value
from worker.writers.sheets.dress import (
    DAY,
    INK,
    MONEY,
    MOST_ROWS,
    RULE,
    SMALL,
    WHOLE,
    Dress,
    workbook,
)

COLOURS = {"base": None, "total": "#2E5478", "up": "#2E7D5B", "down": "#B5483A"}
FILL = {"added": "#DCEFE3", "gone": "#F6D9D5", "changed": "#FFF2CC", "split": "#E3EAF4", "merged": "#E3EAF4", "moved": "#EDEDED"}  # fmt: skip
CHART_ROWS = 17


def write(difference: Difference, path: Path) -> None:
    """Write the three sheets.

    Raises:
        OSError: the file can't be written.
    """
    with workbook(path, "Difference of two plans") as book:
        page, lines, details = (book.book.add_worksheet(name) for name in (DIFFERENCE, LINES, DETAILS))
        _page(book, page, difference)
        _lines(book, lines, difference)
        _table(book, details, difference_sheets.DETAIL_HEADS, difference_sheets.detail_rows(difference))


def _page(book: Dress, page: Worksheet, difference: Difference) -> None:
    page.hide_gridlines(2)
    page.set_column(0, 0, 2)
    for at, head in enumerate(SUM_HEADS, 1):
        page.set_column(at, at, head.width)
        page.write_string(4, at, tr(head.text), book.header)
    page.set_column(11, 11, 13)
    title = book.look(font_size=16, bold=True, font_color=INK)
    page.write_string(1, 1, f"{difference.old_name} → {difference.new_name}", title)
    page.write_string(2, 1, tr(difference_sheets.sentence(difference)), book.hint)
    for row, cells in enumerate(difference_sheets.sum_rows(difference), 5):
        for at, value in enumerate(cells, 1):
            _write(book, page, row, at, value)
    _charts(book, page, difference, 6 + len(difference.sums))
    page.set_landscape()
    page.fit_to_pages(1, 0)


def _charts(book: Dress, page: Worksheet, difference: Difference, top: int) -> None:
    """A waterfall for each of the largest sums that changed, and its figures to the right of the page."""
    for number, one in enumerate(difference_sheets.drawn(difference)):
        first = top + number * CHART_ROWS
        steps = difference_sheets.waterfall(one)
        for row, step in enumerate(steps):
            page.write_string(first + row, 20, tr(step.label))
            for column, value in enumerate(difference_sheets.bars(step)):
                page.write_number(first + row, 21 + column, value)
        chart = book.book.add_chart({"type": "column", "subtype": "stacked"})
        for column, name in enumerate(BARS):
            colour = COLOURS[name]
            chart.add_series(
                {
                    "name": name,
                    "categories": [DIFFERENCE, first, 20, first + len(steps) - 1, 20],
                    "values": [DIFFERENCE, first, 21 + column, first + len(steps) - 1, 21 + column],
                    "fill": {"none": True} if colour is None else {"color": colour},
                    "border": {"none": True},
                    "gap": 60,
                }
            )
        words = difference_sheets.chart_title(one)
        chart.set_title({"name": words, "name_font": {"name": "Calibri", "size": 12}})
        chart.set_legend({"none": True})
        chart.set_x_axis({"num_font": SMALL, "line": {"color": RULE}, "label_position": "low"})
        chart.set_y_axis({"num_font": SMALL, "num_format": WHOLE, "major_gridlines": {"visible": True, "line": {"color": RULE}}})  # fmt: skip
        chart.set_size({"width": 900, "height": CHART_ROWS * 20 - 20})
        page.insert_chart(first, 1, chart, {"description": f"Waterfall of {one.measure}"})


def _lines(book: Dress, sheet: Worksheet, difference: Difference) -> None:
    """The lines, coloured by what became of them."""
    rows = difference_sheets.line_rows(difference)
    wrapped = book.look(text_wrap=True, valign="top")
    _table(book, sheet, difference_sheets.line_heads(difference), rows, {1: wrapped, 2: wrapped})
    for row, change in enumerate(difference.changes[:MOST_ROWS], 1):
        sheet.write_string(row, 0, tr(change.kind), book.look(bg_color=FILL[change.kind]))


def _table(
    book: Dress,
    sheet: Worksheet,
    heads: Sequence[Head],
    rows: Sequence[Sequence[Value]],
    looks: dict[int, Format] | None = None,
) -> None:
    """Heads and rows; *looks* are those of texts, by column."""
    for at, head in enumerate(heads):
        sheet.set_column(at, at, head.width)
        sheet.write_string(0, at, tr(head.text), book.header)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(rows), 1), len(heads) - 1)
    sheet.set_row(0, 20)
    for row, cells in enumerate(rows[:MOST_ROWS], 1):
        for at, value in enumerate(cells):
            _write(book, sheet, row, at, value, (looks or {}).get(at))


def _write(
    book: Dress, sheet: Worksheet, row: int, at: int, value: Value, look: Format | None = None
) -> None:
    if isinstance(value, str):
        sheet.write_string(row, at, value, look)
    elif isinstance(value, int | float):
        sheet.write_number(row, at, value, book.look(num_format=MONEY))
    elif value is not None:
        sheet.write_datetime(row, at, value, book.look(num_format=DAY))
