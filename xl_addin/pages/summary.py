"""The Summary sheet: the verdict, the sums by channel, publisher and month, a chart, and where every number went."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from worker.messages.language import tr
from worker.shapes.accounts import Accounts
from worker.shapes.json import Json
from worker.shapes.summary import Breakdown, ColumnNote, Measure, Months, Summary
from xl_addin.looks import DECIDED, DOUBT, look, ornament
from xl_addin.pages import fates, page
from xl_addin.pages.page import OPENINGS, SUMMARY

if TYPE_CHECKING:
    from xlwings import Book, Sheet

WIDTHS = (28, 10, *[19] * 8)
MONEY, WHOLE = f"#,##0.00{page.NUMBER}", f"#,##0{page.NUMBER}"
TOP = 5
CHART_SIZE, CHART_ROWS = (380, 280), 16
"""Points of the chart beside the first tables, and the rows that it covers; a screen of 1,366 pixels shows both whole."""
CHART_GAP = 12
"""Points between them."""
MOST_NOTES = 40
"""Columns of one list; more would hide what follows."""


@dataclass(frozen=True, slots=True)
class ExportSummary:
    """What the sheet shows."""

    summary: Summary
    accounts: Accounts


Table = tuple[str, Sequence[str], Sequence[Sequence[object]], Sequence[str]]
"""Name, which is the head of the first column; the other heads; rows; number formats of the other columns."""


def of_answer(answer: Json) -> ExportSummary:
    """The summary and the books in the answer of `export`."""
    return ExportSummary(msgspec.convert(answer["summary"], Summary), fates.of_answer(answer))


def write(book: Book, content: ExportSummary) -> Sheet:
    """Write the sheet, in the place of an older one."""
    summary = content.summary
    sheet = page.fresh(book, SUMMARY)
    page.title(sheet, OPENINGS[SUMMARY].format(plan=summary.plan), summary.verdict, _facts(summary))
    look(sheet.range((2, 1), (2, len(WIDTHS))), DECIDED if summary.settled else DOUBT)
    page.widths(sheet, WIDTHS)
    at, months_at = TOP, 0
    for table in _tables(summary):
        if summary.months is not None and table[0] == _month_head(summary.months):
            months_at = at = max(at, TOP + CHART_ROWS)  # below the chart, which stands beside narrower tables
        at = _write_table(sheet, at, table)
    fates.write_table(sheet, at, content.accounts)
    if summary.months is not None:
        _chart(sheet, summary.months, summary.channel_colours, months_at, len(summary.measures) + 3)
    page.freeze(sheet, 2)
    return sheet


def _facts(summary: Summary) -> str:
    noun = "line" if summary.lines == 1 else "lines"
    if not (summary.first and summary.last):
        return f"{summary.rows:,} rows from {summary.lines:,} {noun}."
    return f"{summary.rows:,} rows from {summary.lines:,} {noun}, {summary.first} to {summary.last}."


def _tables(summary: Summary) -> list[Table]:
    tables = [_sums("Totals", summary.totals, summary.measures)]
    tables += [_sums(f"By {one.title.lower()}", one, summary.measures) for one in summary.breakdowns]
    if summary.months is not None:
        tables.append(_months(summary.months))
    tables.append(_notes("What a person decided", summary.decisions))
    tables.append(_notes("Columns that are in no field", summary.left_out))
    return [table for table in tables if table[2]]


def _sums(name: str, breakdown: Breakdown, measures: Sequence[Measure]) -> Table:
    heads = ["Currency", *(measure.title for measure in measures)]
    rows = [[tr(one.name), one.currency, *one.amounts] for one in breakdown.rows]
    return name, heads, rows, ["@", *(MONEY if measure.is_money else WHOLE for measure in measures)]


def _month_head(months: Months) -> str:
    if months.currency:
        return f"{months.measure.title} in {months.currency} by month and channel"
    return f"{months.measure.title} by month and channel"


def _months(months: Months) -> Table:
    code = MONEY if months.measure.is_money else WHOLE
    rows = [
        [f"{month:%b %Y}", *amounts] for month, amounts in zip(months.months, months.amounts, strict=True)
    ]
    return _month_head(months), months.channels, rows, [code] * len(months.channels)


def _notes(name: str, notes: Sequence[ColumnNote]) -> Table:
    rows = [[one.header, one.place, tr(one.field or ""), tr(one.reason)] for one in notes[:MOST_NOTES]]
    return name, ["Where", "Field", "Why"], rows, ["@", "@", "@"]


def _write_table(sheet: Sheet, at: int, table: Table) -> int:
    """One table from row *at* on; the row of the next."""
    name, heads, rows, formats = table
    page.table_head(sheet, at, [name, *heads], ["@", *formats])
    page.body(sheet, at + 1, rows, ["@", *formats])
    return at + len(rows) + 2


def _chart(sheet: Sheet, months: Months, colours: Mapping[str, str], at: int, column: int) -> None:
    """The money of each month, stacked by channel, from *column* on; an engine without charts shows the table alone."""
    source = sheet.range((at, 1), (at + len(months.months), 1 + len(months.channels)))
    corner = sheet.range((TOP, column))
    width, height = CHART_SIZE
    with ornament():
        chart = sheet.charts.add(
            corner.left + CHART_GAP,
            corner.top,
            width,
            height,
            chart_type="column_stacked",
            source=source,
            plot_by="columns",
        )
        chart.title = tr(_month_head(months))
        chart.legend.visible = len(months.channels) > 1
        if len(months.channels) > 1:
            chart.legend.position = "bottom"
        for series, channel in zip(chart.series, months.channels, strict=False):
            series.fill_color = colours[channel]
