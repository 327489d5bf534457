"""The difference of two versions as a workbook: a page with the money's waterfall, and a sheet of lines that a person reads."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from pathlib import Path

from xlsxwriter.worksheet import Worksheet

from worker.messages.language import tr
from worker.shapes import difference_sheets
from worker.shapes.difference import Difference
from worker.shapes.difference_sheets import BARS, DETAILS, DIFFERENCE, LINES, SUM_HEADS, Head, Value
from worker.writers.sheets.dress import (
    DAY,
    GRID,
    INK,
    MONEY,
    MOST_ROWS,
    RULE,
    SMALL,
    WHOLE,
    Dress,
    cut,
    workbook,
)

COLOURS = {"base": None, "total": "#2E5478", "up": "#2E7D5B", "down": "#B5483A"}
FILL = {"added": "#DCEFE3", "gone": "#F6D9D5", "changed": "#FFF2CC", "split": "#E3EAF4", "merged": "#E3EAF4", "moved": "#EDEDED"}  # fmt: skip
CHART_ROWS, CHART_WIDTH = 12, 1010


LINE_HEIGHT, HIGHEST = 13.5, 409.0
"""Points of one line of text, and of the highest row."""
PRINTED_MEASURES = 2
"""Measures of the lines that fit on paper; the screen has all."""


def write(difference: Difference, path: Path) -> None:
    """Write the three sheets.

    Raises:
        OSError: the file can't be written.
    """
    with workbook(path, "Difference of two plans") as book:
        _page(book, difference)
        _lines(book, difference)
        _table(book, DETAILS, difference_sheets.DETAIL_HEADS, difference_sheets.detail_rows(difference))


def _page(book: Dress, difference: Difference) -> None:
    page = book.page(DIFFERENCE)
    page.set_column(0, 0, 2)
    for at, head in enumerate(SUM_HEADS, 1):
        page.set_column(at, at, head.width)
        page.write_string(4, at, tr(head.text), book.heads(is_number=head.kind == "money"))
    title = book.look(font_size=16, bold=True, font_color=INK)
    page.write_string(1, 1, cut(f"{difference.old_name} → {difference.new_name}"), title)
    page.write_string(2, 1, tr(difference_sheets.sentence(difference)), book.hint)
    for row, cells in enumerate(difference_sheets.sum_rows(difference), 5):
        for at, value in enumerate(cells, 1):
            _write(book, page, row, at, value, _number_format(cells))
    below = 6 + len(difference.sums)
    charts = _charts(book, page, difference, below)
    page.fit_to_pages(1, 1)
    page.print_area(0, 0, below + charts * CHART_ROWS, len(SUM_HEADS))


def _charts(book: Dress, page: Worksheet, difference: Difference, top: int) -> int:
    """A waterfall for each of the largest sums that changed, and its figures to the right of the page; gives how many."""
    sums = difference_sheets.drawn(difference)
    for number, one in enumerate(sums):
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
        chart.set_y_axis({"num_font": SMALL, "num_format": WHOLE, "major_gridlines": GRID})
        chart.set_size({"width": CHART_WIDTH, "height": CHART_ROWS * 20 - 12})
        page.insert_chart(first, 1, chart, {"description": f"Waterfall of {words}"})
    return len(sums)


def _lines(book: Dress, difference: Difference) -> None:
    """The lines, coloured by what became of them; a long name or change is wrapped."""
    heads = difference_sheets.line_heads(difference)
    rows = difference_sheets.line_rows(difference)
    sheet = _table(book, LINES, heads, rows, text_wrap=True)
    for row, (change, cells) in enumerate(zip(difference.changes[:MOST_ROWS], rows, strict=False), 1):
        sheet.write_string(row, 0, tr(change.kind), book.look(bg_color=FILL[change.kind], valign="top"))
        texts = [
            len(cell) / head.width for head, cell in zip(heads, cells, strict=True) if isinstance(cell, str)
        ]
        sheet.set_row(row, min(LINE_HEIGHT * math.ceil(max(texts)), HIGHEST))
    first = next((at for at, head in enumerate(heads) if head.kind == "money"), len(heads) - 1)
    sheet.print_area(0, 0, len(difference.changes), min(first + 3 * PRINTED_MEASURES, len(heads)) - 1)


def _table(
    book: Dress, name: str, heads: Sequence[Head], rows: Sequence[Sequence[Value]], **text_look: object
) -> Worksheet:
    """A sheet of heads and rows; *text_look* is how texts look."""
    numbers = {at for at, head in enumerate(heads) if head.kind in ("money", "day")}
    sheet = book.table(name, [(tr(head.text), head.width) for head in heads], len(rows), numbers=numbers)
    sheet.freeze_panes(1, 1)
    formats = [_number_format([row[at] for row in rows]) for at in range(len(heads))]
    for row, cells in enumerate(rows[:MOST_ROWS], 1):
        for at, value in enumerate(cells):
            _write(book, sheet, row, at, value, formats[at], **text_look)
    return sheet


def _number_format(values: Iterable[Value]) -> str:
    """Whole numbers are written as such, where all are whole."""
    numbers = (value for value in values if isinstance(value, float))
    return WHOLE if all(value.is_integer() for value in numbers) else MONEY


def _write(
    book: Dress, sheet: Worksheet, row: int, at: int, value: Value, number: str, **text_look: object
) -> None:
    if isinstance(value, str):
        sheet.write_string(row, at, cut(value), book.look(valign="top", **text_look))
    elif isinstance(value, int | float):
        sheet.write_number(row, at, value, book.look(num_format=number, valign="top"))
    elif value is not None:
        sheet.write_datetime(row, at, value, book.look(num_format=DAY, valign="top"))
