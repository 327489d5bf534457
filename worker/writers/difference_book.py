"""The difference of two versions as a workbook: a page with the money's waterfall, and a sheet of lines that a person reads."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from xlsxwriter.worksheet import Worksheet

from worker.shapes.difference import Difference, LineChange, Place, SumChange
from worker.shapes.raw_data import Value
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

PAGE, LINES, DETAILS = "Difference", "Lines", "Fields and periods"
BLUE, GREEN, RED = "#2E5478", "#2E7D5B", "#B5483A"
FILL = {"added": "#DCEFE3", "gone": "#F6D9D5", "changed": "#FFF2CC", "split": "#E3EAF4", "merged": "#E3EAF4", "moved": "#EDEDED"}  # fmt: skip
TELLING = 4
"""Texts that a line is called by."""
CHARTS = 3
"""Measures that have a picture: the largest money first."""
CHART_ROWS = 17
STEPS = ("base", "total", "up", "down")


class _Step(NamedTuple):
    """One column of a waterfall: from where to where, or a whole sum."""

    label: str
    first: float
    last: float
    whole: bool = False


def write(difference: Difference, path: Path) -> None:
    """Write the three sheets.

    Raises:
        OSError: the file can't be written.
    """
    with workbook(path, "Difference of two plans") as book:
        page, lines, details = (book.book.add_worksheet(name) for name in (PAGE, LINES, DETAILS))
        _page(book, page, difference)
        _lines(book, lines, difference)
        _details(book, details, difference)


# ---------------------------------------------------------------- the page


def _page(book: Dress, page: Worksheet, difference: Difference) -> None:
    page.hide_gridlines(2)
    page.set_column(0, 0, 2)
    page.set_column(1, 1, 22)
    page.set_column(2, 11, 13)
    title = book.look(font_size=16, bold=True, font_color=INK)
    page.write_string(1, 1, f"{difference.old_name} → {difference.new_name}", title)
    page.write_string(2, 1, sentence(difference), book.hint)
    heads = ("Measure", "Currency", "Before", "Gone", "Less", "More", "Added", "Parts of a cent", "After", "Difference")  # fmt: skip
    for at, text in enumerate(heads, 1):
        page.write_string(4, at, text, book.header)
    amount = book.look(num_format=MONEY)
    for row, one in enumerate(difference.sums, 5):
        page.write_string(row, 1, one.measure)
        page.write_string(row, 2, one.currency or "")
        values = (one.old, one.gone, one.less, one.more, one.added, one.rounding, one.new, one.difference)
        for at, value in enumerate(values, 3):
            page.write_number(row, at, value, amount)
    top = 6 + len(difference.sums)
    _charts(book, page, difference, top)
    page.set_landscape()
    page.fit_to_pages(1, 0)


def sentence(difference: Difference) -> str:
    """How many lines there are and what became of them."""
    words = ", ".join(f"{count:,} {kind}" for kind, count in difference.counts.items() if count)
    return f"{difference.old_lines:,} lines before, {difference.new_lines:,} after: {words or 'nothing changed'}."


def _charts(book: Dress, page: Worksheet, difference: Difference, top: int) -> None:
    """A waterfall for each of the largest sums that changed, and its figures to the right of the page."""
    money = [one for one in difference.sums if one.difference or one.added or one.gone]
    money.sort(key=lambda one: (one.currency is None, -max(abs(one.old), abs(one.new))))
    for at, one in enumerate(money[:CHARTS]):
        first = top + at * CHART_ROWS
        steps = list(waterfall(one))
        for row, step in enumerate(steps):
            page.write_string(first + row, 20, step.label)
            for column, value in enumerate(bars(step)):
                page.write_number(first + row, 21 + column, value)
        chart = book.book.add_chart({"type": "column", "subtype": "stacked"})
        for column, name in enumerate(STEPS):
            colour = {"base": None, "total": BLUE, "up": GREEN, "down": RED}[name]
            chart.add_series(
                {
                    "name": name,
                    "categories": [PAGE, first, 20, first + len(steps) - 1, 20],
                    "values": [PAGE, first, 21 + column, first + len(steps) - 1, 21 + column],
                    "fill": {"none": True} if colour is None else {"color": colour},
                    "border": {"none": True},
                    "gap": 60,
                }
            )
        unit = f" ({one.currency})" if one.currency else ""
        chart.set_title({"name": f"{one.measure}{unit}", "name_font": {"name": "Calibri", "size": 12}})
        chart.set_legend({"none": True})
        chart.set_x_axis({"num_font": SMALL, "line": {"color": RULE}, "label_position": "low"})
        chart.set_y_axis({"num_font": SMALL, "num_format": WHOLE, "major_gridlines": {"visible": True, "line": {"color": RULE}}})  # fmt: skip
        chart.set_size({"width": 900, "height": CHART_ROWS * 20 - 20})
        page.insert_chart(first, 1, chart, {"description": f"Waterfall of {one.measure}"})


def waterfall(one: SumChange) -> list[_Step]:
    """From the sum before to the sum after; steps of nothing are left out."""
    steps = [_Step("before", 0.0, one.old, whole=True)]
    level = one.old
    for label, value in (
        ("gone", one.gone),
        ("less", one.less),
        ("more", one.more),
        ("added", one.added),
        ("parts of a cent", one.rounding),
    ):
        if value:
            steps.append(_Step(label, level, round(level + value, 2)))
            level = round(level + value, 2)
    return [*steps, _Step("after", 0.0, one.new, whole=True)]


def bars(step: _Step) -> tuple[float, float, float, float]:
    """The heights of a step's four stacked bars: what carries it unseen, a whole sum, a rise, a fall."""
    if step.whole:
        return 0.0, step.last, 0.0, 0.0
    low, high = sorted((step.first, step.last))
    if low < 0:  # a bar through zero can't be stacked; the change then stands on the axis
        low, high = 0.0, abs(step.last - step.first)
    rise = step.last > step.first
    return low, 0.0, high - low if rise else 0.0, 0.0 if rise else high - low


# ---------------------------------------------------------------- lines


def _lines(book: Dress, sheet: Worksheet, difference: Difference) -> None:
    """One row a line that changed, with what changed in words, and its money before and after."""
    main = list(dict.fromkeys(one.measure for one in difference.sums))[:4]
    heads = [("Change", 10), ("Line", 52), ("What", 60), ("Before at", 18), ("After at", 18)]
    heads += [(f"{name} {when}", 16) for name in main for when in ("before", "after", "difference")]
    _sheet(book, sheet, [*heads, ("Currency", 9), ("line_key", 18)], len(difference.changes))
    amount, text = book.look(num_format=MONEY), book.look(text_wrap=True, valign="top")
    names = telling(difference.changes)
    for row, change in enumerate(difference.changes[:MOST_ROWS], 1):
        sheet.write_string(row, 0, change.kind, book.look(bg_color=FILL[change.kind]))
        sheet.write_string(row, 1, called(change, names), text)
        if what := changed_fields(change):
            sheet.write_string(row, 2, what, text)
        for at, place in ((3, change.old), (4, change.new)):
            if place is not None:
                sheet.write_string(row, at, _place(place))
        for at, name in enumerate(main):
            own = [one for one in change.amounts if one.measure == name]
            if own:
                values = (
                    sum(one.old for one in own),
                    sum(one.new for one in own),
                    sum(one.difference for one in own),
                )
                for step, value in enumerate(values):
                    sheet.write_number(row, 5 + 3 * at + step, value, amount)
        currencies = dict.fromkeys(one.currency for one in change.amounts if one.currency)
        sheet.write_string(row, 5 + 3 * len(main), " → ".join(currencies))
        sheet.write_string(row, 6 + 3 * len(main), change.key)


def telling(changes: Sequence[LineChange]) -> list[str]:
    """The texts that tell these lines apart best, in the fields' order."""
    values: dict[str, set[str]] = {}
    for change in changes:
        for name, text in change.texts.items():
            if name not in ("currency", "notes"):
                values.setdefault(name, set()).add(text)
    most = sorted(values, key=lambda name: -len(values[name]))[:TELLING]
    return [name for name in values if name in most]


def called(change: LineChange, names: Sequence[str]) -> str:
    """A line's name for a person: its texts of the fields *names*."""
    return " · ".join(change.texts[name] for name in names if name in change.texts)


def changed_fields(change: LineChange) -> str:
    """'placement: Feed → Reels; 2 periods' and the like."""
    words = [f"{one.field}: {_shown(one.old)} → {_shown(one.new)}" for one in change.fields]
    if change.periods:
        count = len(dict.fromkeys(one.start for one in change.periods))
        words.append(f"{count} period{'s' if count > 1 else ''}")
    return "; ".join(words)


def _details(book: Dress, sheet: Worksheet, difference: Difference) -> None:
    """One row a field or period that changed."""
    heads = [("Line", 52), ("line_key", 18), ("Field", 20), ("Period", 12), ("Before", 28), ("After", 28), ("Difference", 16)]  # fmt: skip
    rows = sum(len(change.fields) + len(change.periods) for change in difference.changes)
    _sheet(book, sheet, heads, rows)
    names = telling(difference.changes)
    row = 0
    for change in difference.changes:
        name = called(change, names)
        cells: list[tuple[str, Value, Value, Value]] = [
            *((one.field, None, one.old, one.new) for one in change.fields),
            *((one.measure, one.start, one.old, one.new) for one in change.periods),
        ]
        for field, start, old, new in cells:
            row += 1
            if row > MOST_ROWS:
                return
            sheet.write_string(row, 0, name)
            sheet.write_string(row, 1, change.key)
            sheet.write_string(row, 2, field)
            for at, value in ((3, start), (4, old), (5, new)):
                _write(book, sheet, row, at, value)
            if isinstance(old, float) and isinstance(new, float):
                sheet.write_number(row, 6, new - old, book.look(num_format=MONEY))


def _write(book: Dress, sheet: Worksheet, row: int, at: int, value: Value) -> None:
    if isinstance(value, str):
        sheet.write_string(row, at, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, at, value, book.look(num_format=MONEY))
    elif value is not None:
        sheet.write_datetime(row, at, value, book.look(num_format=DAY))


def _sheet(book: Dress, sheet: Worksheet, heads: Sequence[tuple[str, float]], rows: int) -> None:
    for at, (text, width) in enumerate(heads):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, text, book.header)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(rows, 1), len(heads) - 1)
    sheet.set_row(0, 20)


def _place(place: Place) -> str:
    if place.sheet is None:
        return f"row {place.row}" if place.row else ""
    return f"{place.sheet}, row {place.row}" if place.row else place.sheet


def _shown(value: str | float | None) -> str:
    if value is None:
        return "blank"
    return f"{value:,.4f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
