"""The sheets of a difference: the sums with their waterfalls, the lines that changed, and each field and period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING

import msgspec

from worker.messages.language import tr
from worker.shapes import difference_sheets
from worker.shapes.difference import Difference, LineChange, SumChange
from worker.shapes.difference_sheets import (
    BARS,
    DETAIL_HEADS,
    DETAILS,
    DIFFERENCE,
    LINES,
    SUM_HEADS,
    Head,
    Kind,
    Value,
)
from worker.shapes.json import Json
from xl_addin.looks import BLUE, HINT, LINK, Colour, look, ornament
from xl_addin.pages import page
from xl_addin.pages.page import OPENINGS, PlanPlace

if TYPE_CHECKING:
    from xlwings import Book, Sheet

TOP = 4
FORMATS: Mapping[Kind, str] = {
    "text": "@",
    "any": "@",
    "money": f"#,##0.00{page.NUMBER}",
    "day": "yyyy-mm-dd",
}
COLOURS: Mapping[str, Colour] = {
    "added": (220, 239, 227),
    "gone": (246, 217, 213),
    "changed": (255, 242, 204),
    "split": (227, 234, 244),
    "merged": (227, 234, 244),
    "moved": (237, 237, 237),
}
BAR_COLOURS: Mapping[str, Colour] = {
    "base": (255, 255, 255),  # xlwings knows no bar without a colour
    "total": BLUE,
    "up": (46, 125, 91),
    "down": (181, 72, 58),
}
MOST_LOOKS = 400
"""Links and colours of single lines are a call each; the lines behind so many go without."""
MOST_ROWS = 1_048_575 - TOP
CHART_COLUMN, CHART_ROWS, CHART_SIZE = 14, 16, (640, 290)
"""The figures of the waterfalls stand to the right of the table, each waterfall below it, so many rows high."""


def of_answer(answer: Json) -> Difference:
    """The difference in the answer of `diff`."""
    return Difference(
        answer["old"],
        answer["new"],
        answer["lines"]["old"],
        answer["lines"]["new"],
        msgspec.convert(answer["changes"], tuple[LineChange, ...]),
        msgspec.convert(answer["totals"], tuple[SumChange, ...]),
        tuple(answer["only_old"]),
        tuple(answer["only_new"]),
    )


def write_sums(book: Book, difference: Difference) -> Sheet:
    """Write the sheet Difference, in the place of an older one."""
    rows = difference_sheets.sum_rows(difference)
    sheet = _fresh(book, DIFFERENCE, difference, SUM_HEADS)
    if rows:
        page.body(sheet, TOP + 1, rows, [FORMATS[head.kind] for head in SUM_HEADS])
    top = TOP + len(rows) + 2
    for number, one in enumerate(difference_sheets.drawn(difference)):
        _waterfall(sheet, one, top + number * (CHART_ROWS + 1))
    return sheet


def write_lines(book: Book, difference: Difference) -> Sheet:
    """Write the sheet Lines, in the place of an older one."""
    heads = difference_sheets.line_heads(difference)
    rows = [[tr(str(kind)), *rest] for kind, *rest in difference_sheets.line_rows(difference)[:MOST_ROWS]]
    sheet = _fresh(book, LINES, difference, heads)
    if rows:
        first, last = TOP + 1, TOP + len(rows)
        page.body(sheet, first, rows, [FORMATS[head.kind] for head in heads])
        sheet.range((first, 2), (last, 3)).wrap_text = True
        page.heights(sheet, first, rows, [head.width for head in heads], (1, 2))
        _colour(sheet, first, [change.kind for change in difference.changes[:MOST_ROWS]])
        _links(sheet, first, difference.changes, rows)
    page.freeze(sheet, TOP, 1)
    return sheet


def write_details(book: Book, difference: Difference) -> Sheet:
    """Write the sheet Details, in the place of an older one: fields, which hold texts, before periods."""
    rows = difference_sheets.detail_rows(difference)[:MOST_ROWS]
    sheet = _fresh(book, DETAILS, difference, DETAIL_HEADS)
    texts = [[_words(cell) for cell in row] for row in rows if not _is_amounts(row)]
    amounts = [[_moment(cell) for cell in row] for row in rows if _is_amounts(row)]
    formats = [FORMATS[head.kind] for head in DETAIL_HEADS]
    if texts:
        page.body(sheet, TOP + 1, texts, formats)
    if amounts:
        as_amounts = [FORMATS["money" if head.kind == "any" else head.kind] for head in DETAIL_HEADS]
        page.body(sheet, TOP + 1 + len(texts), amounts, as_amounts)
    page.freeze(sheet, TOP, 1)
    return sheet


def _fresh(book: Book, name: str, difference: Difference, heads: Sequence[Head]) -> Sheet:
    """The sheet with its title and the heads of its table."""
    sheet = page.fresh(book, name)
    title = OPENINGS[name].format(old=difference.old_name, new=difference.new_name)
    page.title(sheet, title, difference_sheets.sentence(difference))
    page.widths(sheet, [head.width for head in heads])
    page.table_head(sheet, TOP, [head.text for head in heads], [FORMATS[head.kind] for head in heads])
    return sheet


def _is_amounts(row: Sequence[Value]) -> bool:
    """Whether neither Before nor After is a text."""
    return not any(isinstance(row[at], str) for at in (4, 5))


def _words(cell: Value) -> Value:
    """A number among texts, as a person writes it."""
    return f"{cell:,.4f}".rstrip("0").rstrip(".") if isinstance(cell, float) else cell


def _moment(cell: Value) -> object:
    """A day as hosts take it."""
    return (
        cell
        if cell is None or isinstance(cell, str | float | int)
        else datetime(cell.year, cell.month, cell.day)
    )


def _waterfall(sheet: Sheet, one: SumChange, top: int) -> None:
    """The figures of a waterfall, and its chart where the engine draws one."""
    steps = difference_sheets.waterfall(one)
    block = sheet.range((top, CHART_COLUMN), (top + len(steps), CHART_COLUMN + len(BARS)))
    block.value = [["", *BARS], *([step.label, *difference_sheets.bars(step)] for step in steps)]
    look(block, HINT)
    corner = sheet.range((top, 1))
    with ornament():
        chart = sheet.charts.add(
            corner.left, corner.top, *CHART_SIZE, chart_type="column_stacked", source=block, plot_by="columns"
        )
        chart.title = difference_sheets.chart_title(one)
        chart.legend.visible = False
        for series, name in zip(chart.series, BARS, strict=False):
            series.fill_color = BAR_COLOURS[name]


def _colour(sheet: Sheet, first: int, kinds: Sequence[str]) -> None:
    """What became of a line, as a colour; runs of the same in one call."""
    at = first
    for kind, run in [(kind, len(list(same))) for kind, same in groupby(kinds)][:MOST_LOOKS]:
        sheet.range((at, 1), (at + run - 1, 1)).color = COLOURS[kind]
        at += run


def _links(sheet: Sheet, first: int, changes: Sequence[LineChange], rows: Sequence[Sequence[Value]]) -> None:
    """From 'After at' to the line in the plan itself."""
    plan, column = PlanPlace.of(sheet.book), 5
    linked = [
        (at, change.new, str(row[column - 1]))
        for at, (change, row) in enumerate(zip(changes, rows, strict=False), first)
        if change.new is not None and change.new.row and plan.has(change.new.sheet)
    ]
    for at, place, text in linked[:MOST_LOOKS]:
        cell = sheet.range((at, column))
        page.link(cell, plan, str(place.sheet), f"A{place.row}", text)
        look(cell, LINK)
