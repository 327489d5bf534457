"""A plan sheet as planners make it: brief, lines by channel with subtotals, a column a period, totals as formulas."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from worker.shapes.flowchart import FlowBlock, Flowchart, FlowColumn, FlowPeriod, Step
from worker.shapes.raw_data import Value
from worker.shapes.summary import coloured
from worker.shapes.template import Field
from worker.writers.sheets import dress
from worker.writers.sheets.dress import DAY, INK, MONEY, PAPER, RULE, SHARE, WHOLE, Dress, cut
from worker.writers.sheets.flighting import blend

TITLE = "Media plan"
TOTAL = "Total"
MARK = "x"
NO_NAME = "-"
"""What a line has under the names that it leaves open, where it would look like its channel's total without them."""
NOTHING_FOR_ZERO = '{0};-{0};""'
"""The format of a total: a period in which nothing runs stays blank."""
TINT = 0.25
"""How much of its channel's colour a period has in which a line runs."""
PERIOD_FORMATS = {"day": "d mmm yy", "week": "d mmm yy", "month": "mmm yyyy"}
PERIOD_WIDTH, SPAN_WIDTH = 11.0, 14.0
MOST_WIDTH = 30.0
MOST_ON_A4, PAPER_A3 = 20, 8
"""Columns that are still legible on A4, one page wide; the number that Excel has for A3."""
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")
LONGEST_NAME = 31


def write(charts: Sequence[Flowchart], path: Path) -> None:
    """Write one sheet a plan.

    Raises:
        OSError: the file can't be written.
    """
    with dress.workbook(path, TITLE) as book:
        for name, chart in zip(sheet_names(charts), charts, strict=True):
            _Sheet(book, book.book.add_worksheet(name), chart).write()


def sheet_names(charts: Sequence[Flowchart]) -> list[str]:
    """The title for one plan; else each plan's name as far as a sheet's may go, numbered where two are alike."""
    if len(charts) == 1:
        return [TITLE]
    names: list[str] = []
    for chart in charts:
        stem = _NOT_IN_A_NAME.sub(" ", Path(chart.name).stem)[: LONGEST_NAME - 4].strip() or TITLE
        same = sum(name.casefold().startswith(stem.casefold()) for name in names)
        names.append(f"{stem} {same + 1}" if same else stem)
    return names


@dataclass
class _Sheet:
    """One plan sheet that is being written."""

    book: Dress
    sheet: Worksheet
    chart: Flowchart

    def write(self) -> None:
        """The brief, the heads, the lines with their subtotals, the totals."""
        self.sheet.hide_gridlines(2)
        dress.printed(self.sheet, TITLE)
        if self._block_column(len(self.chart.blocks)) > MOST_ON_A4:
            self.sheet.set_paper(PAPER_A3)
        self.sheet.write_string(0, 0, TITLE, self.book.title)
        self.sheet.set_row(0, 28)
        for row, (field, text) in enumerate(self.chart.brief, 1):
            self.sheet.write_string(row, 0, field.title, self.book.look(bold=True, font_color=INK))
            self.sheet.write_string(row, 1, cut(text), self.book.look())
        head = self._heads(len(self.chart.brief) + 2)
        self._widths()
        self._body(head + 1)
        self.sheet.freeze_panes(head + 1, min(2, len(self.chart.columns)))
        self.sheet.repeat_rows(head)

    # ------------------------------------------------------------ heads

    def _heads(self, row: int) -> int:
        """The measure over its periods, months over weeks that are booked whole, then each column's name; the last row."""
        width, blocks = len(self.chart.periods), self.chart.blocks
        if len(blocks) == 1 and blocks[0].field is not None:
            self._over(row, self._block_column(0), width, blocks[0].field.title)
            row += 1
        if any(period.band for period in self.chart.periods):
            for at in range(len(blocks)):
                self._bands(row, self._block_column(at))
            row += 1
        for at, column in enumerate(self.chart.columns):
            look = self.book.heads(is_number=column.field.type not in ("text", "id", "date"))
            self.sheet.write_string(row, at, column.field.title, look)
        for at, block in enumerate(blocks):
            self._periods(row, self._block_column(at), block.field if len(blocks) > 1 else None)
        return row

    def _over(self, row: int, column: int, width: int, value: str | date, code: str = "@") -> None:
        look = self.book.look(
            bold=True,
            font_color=INK,
            bg_color=PAPER,
            align="center",
            num_format=code,
            border=1,
            border_color=RULE,
        )
        if width > 1:
            self.sheet.merge_range(row, column, row, column + width - 1, "", look)
        if isinstance(value, date):
            self.sheet.write_datetime(row, column, value, look)
        else:
            self.sheet.write_string(row, column, value, look)

    def _bands(self, row: int, column: int) -> None:
        for band, periods in groupby(self.chart.periods, key=lambda period: period.band):
            width = len(list(periods))
            if band is not None:
                self._over(row, column, width, band, PERIOD_FORMATS["month"])
            column += width

    def _periods(self, row: int, column: int, measure: Field | None) -> None:
        """A period's head is a day or a month of the spreadsheet; text where it says its measure or its last day as well."""
        periods, step = self.chart.periods, self.chart.step
        is_text = measure is not None or step == "span" or len(periods) == 1
        look = self.book.look(
            bold=True,
            bg_color=INK,
            font_color="#FFFFFF",
            align="center",
            valign="vcenter",
            num_format="@" if is_text else PERIOD_FORMATS[step],
            text_wrap=True,
        )
        for at, period in enumerate(periods, column):
            if is_text:
                words = (measure.title if measure else "", _period_name(period, step))
                self.sheet.write_string(row, at, "\n".join(filter(None, words)), look)
            else:
                self.sheet.write_datetime(row, at, period.start, look)
        if is_text:
            self.sheet.set_row(row, 45 if measure else 30)

    def _block_column(self, at: int) -> int:
        return len(self.chart.columns) + at * len(self.chart.periods)

    def _widths(self) -> None:
        for at, column in enumerate(self.chart.columns):
            longest = max((len(_text_of(value)) for value in column.values), default=0)
            self.sheet.set_column(at, at, min(max(longest, len(column.field.title)) + 3, MOST_WIDTH))
        first, count = len(self.chart.columns), len(self.chart.blocks) * len(self.chart.periods)
        if count:
            width = SPAN_WIDTH if self.chart.step == "span" else PERIOD_WIDTH
            self.sheet.set_column(first, first + count - 1, width)

    # ------------------------------------------------------------ lines

    def _body(self, row: int) -> None:
        """The lines, a subtotal below each channel of several lines, and a total below each currency."""
        colours = coloured(group.channel for group in self.chart.groups)
        for currency, of_currency in groupby(self.chart.groups, key=lambda group: group.currency):
            groups, top = list(of_currency), row
            for group in groups:
                first = row
                for line in range(group.first, group.last + 1):
                    self._line(row, line, blend(colours[group.channel], TINT))
                    row += 1
                if len(groups) > 1 and group.last > group.first:
                    label = " ".join(filter(None, (TOTAL, group.channel, currency)))
                    self._total(row, label, first, group.first, group.last, strong=False)
                    row += 1
            label = f"{TOTAL} {currency}" if currency else TOTAL
            if groups[-1].last > groups[0].first:
                self._total(row, label, top, groups[0].first, groups[-1].last, strong=True)
                row += 1

    def _line(self, row: int, line: int, colour: str) -> None:
        names = [c.values[line] for c in self.chart.columns if _is_name(c.field)]
        no_name = NO_NAME if sum(name is not None for name in names) <= 1 else None
        for at, column in enumerate(self.chart.columns):
            value = column.values[line]
            if value is None and _is_name(column.field):
                value = no_name
            self._cell(row, at, value, self.book.look(num_format=self._code(column)))
        for at, block in enumerate(self.chart.blocks):
            for place, amount in enumerate(block.amounts[line], self._block_column(at)):
                if amount is None:
                    continue
                look = self.book.look(num_format=_block_code(block), bg_color=colour, align="right")
                self._cell(row, place, MARK if block.field is None else amount, look)

    def _cell(self, row: int, column: int, value: Value, look: Format) -> None:
        if isinstance(value, str):
            self.sheet.write_string(row, column, cut(value), look)
        elif isinstance(value, date):
            self.sheet.write_datetime(row, column, value, look)
        elif value is not None:
            self.sheet.write_number(row, column, value, look)

    def _total(self, row: int, label: str, top: int, first: int, last: int, *, strong: bool) -> None:
        """Formulas over the rows from *top* to the one above; subtotals among them don't count."""
        look = {"bold": True, "top": 2 if strong else 1, "top_color": INK, "bg_color": PAPER}
        sums: dict[int, tuple[float, str]] = {}
        for at, column in enumerate(self.chart.columns):
            if column.adds_up:
                sums[at] = _sum(column.values[first : last + 1]), self._code(column)
        for at, block in enumerate(self.chart.blocks):
            if block.field is None:
                continue
            for period in range(len(self.chart.periods)):
                amounts = [line[period] for line in block.amounts[first : last + 1]]
                sums[self._block_column(at) + period] = _sum(amounts), _block_code(block)
        for at in range(self._block_column(len(self.chart.blocks))):
            if at in sums:
                formula = f"=SUBTOTAL(9,{xl_range(top, at, row - 1, at)})"
                code = NOTHING_FOR_ZERO.format(sums[at][1])
                self.sheet.write_formula(
                    row, at, formula, self.book.look(num_format=code, **look), sums[at][0]
                )
            else:
                self.sheet.write_blank(row, at, None, self.book.look(**look))
        self.sheet.write_string(row, 0, cut(label), self.book.look(**look))

    def _code(self, column: FlowColumn) -> str:
        return _format(column.field, column.values)


def _is_name(field: Field) -> bool:
    """Whether a field names a line; its currency and its notes don't."""
    return field.type == "text" and field.name not in ("currency", "notes")


def _block_code(block: FlowBlock) -> str:
    return _format(block.field, [amount for line in block.amounts for amount in line])


def _format(field: Field | None, values: Sequence[Value]) -> str:
    """The number format of a field: prices with cents, amounts without where none has any."""
    if field is None or field.type in ("text", "id"):
        return "@"
    if field.type in ("date", "percent"):
        return DAY if field.type == "date" else SHARE
    is_whole = all(value is None or float(value) == int(value) for value in values)  # type: ignore[arg-type]
    return WHOLE if is_whole else MONEY


def _sum(values: Sequence[Value]) -> float:
    return round(sum(float(value) for value in values if isinstance(value, int | float)), 6)


def _text_of(value: Value) -> str:
    return f"{value:,.2f}" if isinstance(value, float) else "" if value is None else str(value)


def _period_name(period: FlowPeriod, step: Step) -> str:
    if step == "month":
        return f"{period.start:%b %Y}"
    return " - ".join(f"{day.day} {day:%b %Y}" for day in (period.start, period.end))
