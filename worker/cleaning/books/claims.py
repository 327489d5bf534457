"""What a plan says of its sums outside its tables, in lists below, beside and above, and on other sheets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np

from worker.cleaning.books.sheet_fates import SheetFates
from worker.cleaning.books.stated_texts import sums_in_texts
from worker.cleaning.lines import Lines
from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.measures import money_names
from worker.cleaning.periods.pieces import LineRows
from worker.cleaning.reconciliation.agreement import tolerance
from worker.cleaning.reconciliation.qualifiers import Qualifiers, qualifiers_of
from worker.cleaning.reconciliation.totals import currency_of_lines
from worker.lazy_dataclass import dataclass
from worker.shapes.accounts import FATES
from worker.shapes.finding import Total
from worker.shapes.grid import Grid, column_letter
from worker.shapes.template import Template
from worker.text import clean
from worker.values.dates.calendar_words import measure_of
from worker.values.scales import LARGER, scale_of_note

MOST_OPEN = 4_000
"""Unexplained numbers of a sheet among which totals are looked for; a sheet with more is a list of its own."""
MOST_TABLES = 8
"""Tables of a sheet of which totals may add up some; among more, sums are equal by chance."""
LEAST_COUNT = 1_000
"""A number of things below this may equal a sum by chance."""
LABEL_REACH = 8
"""Columns between a number and the label on its left."""
ROUNDED = 0.01
"""What rounding takes from a total of things at most."""
_PLANNED = "planned_"
_NET = ("net_cost", "planned_budget", "spend", "gross_cost")
_GROSS = ("gross_cost",)


@dataclass(frozen=True, slots=True)
class Sum:
    """What the raw data adds up to, in one table, on one sheet or in all."""

    measure: str
    currency: str | None
    amount: float
    lines: int
    money: bool
    sheet: str | None


@dataclass(frozen=True, slots=True)
class Stated:
    """An unexplained number with the label beside it."""

    row: int
    column: int
    value: float
    label: str
    says: Qualifiers


def compare_claims(
    fates: Sequence[SheetFates],
    exported: Sequence[tuple[MappedTable, Lines, LineRows]],
    template: Template,
    confirmed: Collection[tuple[str | None, str]],
    rounding: float,
) -> list[Total]:
    """Post the unexplained numbers that are sums of raw data, or follow from one; totals that differ come back too.

    *confirmed* has the measures, by sheet, that a total of the plan agrees with already: another total beside it is
    the sum of something else.
    """
    sums = _sums(exported, template)
    totals: list[Total] = []
    for sheet in fates:
        looks = bool(sums) and not sheet.grid.hidden
        cells = sheet.open_cells() if looks else []
        texts = [Stated(*one, qualifiers_of(one[-1])) for one in sums_in_texts(sheet)] if looks else []
        if (cells or texts) and len(cells) <= MOST_OPEN:
            name = sheet.grid.sheet
            here = [one for one in sums if one.sheet in (None, name)]
            agreed = {measure for where, measure in confirmed if where == name}
            stated = [_stated(sheet, *cell) for cell in cells]
            totals += _of_sheet(sheet, stated, texts, here, agreed, rounding)
    return totals


def _sums(exported: Sequence[tuple[MappedTable, Lines, LineRows]], template: Template) -> list[Sum]:
    """Of each table, of each sheet with several, and of all."""
    money = money_names(template)
    parts: list[Sum] = []
    for _, lines, rows in exported:
        everything = np.ones(len(lines), dtype=bool)
        for measure, amounts in rows.facts.sums.by_line.items():
            currency = currency_of_lines(lines, measure, everything)
            whole = float(amounts.sum())
            if whole:
                parts.append(Sum(measure, currency, whole, len(lines), measure in money, lines.sheet))
    added: dict[tuple[str | None, str, str | None], list[Sum]] = defaultdict(list)
    for part in parts:
        added[part.sheet, part.measure, part.currency].append(part)
        added[None, part.measure, part.currency].append(part)
    wholes = [
        replace(
            group[0],
            sheet=sheet,
            amount=sum(one.amount for one in group),
            lines=sum(one.lines for one in group),
        )
        for (sheet, _, _), group in added.items()
    ]
    return list(dict.fromkeys([*wholes, *parts]))


def _stated(sheet: SheetFates, row: int, column: int, value: float) -> Stated:
    label = _label(sheet.grid, row, column)
    return Stated(row, column, value, label, qualifiers_of(label))


def _label(grid: Grid, row: int, column: int) -> str:
    """The nearest text on the left."""
    for at in range(column - 1, max(0, column - 1 - LABEL_REACH), -1):
        value = grid.at(row, at)
        if isinstance(value, str) and any(c.isalpha() for c in value):
            return clean(value)
    return ""


def _of_sheet(
    sheet: SheetFates,
    stated: Sequence[Stated],
    texts: Sequence[Stated],
    sums: Sequence[Sum],
    confirmed: Collection[str],
    rounding: float,
) -> Iterator[Total]:
    agreed = set(confirmed)
    anchors: list[float] = []
    rest: list[Stated] = []
    apart: list[Stated] = []
    for one in (*stated, *texts):
        equal = next((s for s in sums if _equals(one, s, rounding)), None)
        if equal is None:
            (apart if one in texts else rest).append(one)
            continue
        sheet.post("total", [one.row], [one.column])
        agreed.add(equal.measure)
        if equal.money:
            anchors.append(one.value)
        yield _total(sheet, one, equal, True)
    money = [s for s in sums if s.money and s.sheet is not None]
    for part, whole in _some_tables(rest, money, anchors, rounding):
        sheet.post("total", [part.row], [part.column])
        yield _total(sheet, part, whole, False)
    rest = _open(sheet, rest)
    for run, whole in _parts(rest, sums, rounding):
        sheet.post("total", [one.row for one in run], [run[0].column])
        agreed.add(whole.measure)
        yield _total_of_parts(sheet, run, whole)
    rest = _open(sheet, rest)
    rest = _without_waterfall(sheet, rest, [*anchors, *(s.amount for s in money)])
    for one in (*rest, *apart):
        if one.says.other:
            sheet.post("left_out", [one.row], [one.column])
        elif one.says.total and (larger := _in_another_scale(one, money)) is not None:
            sheet.post("total", [one.row], [one.column])
            yield _total(sheet, one, larger, False)
        elif (
            one.says.total
            and (against := _compared_with(one, money) or _counted(sheet, one, sums, rest)) is not None
        ):
            if against.measure in agreed:
                continue
            sheet.post("total", [one.row], [one.column])
            yield _total(sheet, one, against, False)


def _open(sheet: SheetFates, rest: Sequence[Stated]) -> list[Stated]:
    """Those that nothing explains by now."""
    return [one for one in rest if sheet.unexplained([one.row], [one.column])[0, 0]]


def _equals(one: Stated, whole: Sum, rounding: float) -> bool:
    if not whole.money and abs(one.value) < LEAST_COUNT and not one.says.total:
        return False
    if whole.money and one.says.currency and whole.currency and one.says.currency != whole.currency:
        return False
    scale = scale_of_note(one.label) if whole.money else 1.0  # 'Total, T€' below whole euros
    near = tolerance(whole.lines, rounding, whole.amount)
    return any(abs(one.value * factor - whole.amount) <= near for factor in {1.0, scale})


def _some_tables(
    rest: Sequence[Stated], money: Sequence[Sum], anchors: Sequence[float], rounding: float
) -> Iterator[tuple[Stated, Sum]]:
    """Totals that add up several of the sheet's tables and leave others out, while no total adds up all of them."""
    parts: dict[tuple[str, str | None], list[Sum]] = defaultdict(list)
    for part in money:
        parts[part.measure, part.currency].append(part)
    for whole, *tables in parts.values():
        if not 2 < len(tables) <= MOST_TABLES or any(_near(anchor, whole.amount) for anchor in anchors):
            continue
        sums = {
            round(sum(part.amount for part in some), 2)
            for count in range(2, len(tables))
            for some in combinations(tables, count)
        }
        near = tolerance(whole.lines, rounding, whole.amount)
        for total in rest:
            if total.says.total and any(abs(total.value - some) <= near for some in sums):
                yield total, whole


def _in_another_scale(one: Stated, money: Sequence[Sum]) -> Sum | None:
    """The sum of money that a total is but for its thousands, of which no word tells."""
    return next((s for s in money if any(_near(one.value, s.amount * scale) for scale in LARGER)), None)


def _total(sheet: SheetFates, one: Stated, whole: Sum, ok: bool) -> Total:
    cell = f"{column_letter(one.column)}{one.row}"
    difference = round(whole.amount - one.value, 6) + 0.0
    return Total(
        whole.measure,
        whole.currency,
        round(one.value, 6),
        round(whole.amount, 6),
        difference,
        ok,
        "table",
        one.label,
        sheet.grid.sheet,
        cell,
    )


def _total_of_parts(sheet: SheetFates, run: Sequence[Stated], whole: Sum) -> Total:
    first = _total(sheet, run[0], whole, True)
    stated = sum(one.value for one in run)
    letter = column_letter(run[0].column)
    return replace(
        first,
        plan=round(stated, 6),
        difference=round(whole.amount - stated, 6) + 0.0,
        label=f"sum of {len(run)} parts",
        cell=f"{letter}{run[0].row}:{letter}{run[-1].row}",
    )


def _compared_with(one: Stated, money: Sequence[Sum]) -> Sum | None:
    """The sum of money that a total speaks of; None where its words leave that open."""
    if one.says.with_vat and not one.says.without_vat:
        names: tuple[str, ...] = _GROSS
    elif one.says.without_vat or one.says.currency:
        names = _NET
    else:
        return None
    whole = [s for s in money if s.currency is None or one.says.currency in (None, s.currency)]
    sum_of = {s.measure: s for s in reversed(whole)}
    return next((sum_of[name] for name in names if name in sum_of), None)


def _counted(sheet: SheetFates, one: Stated, sums: Sequence[Sum], rest: Sequence[Stated]) -> Sum | None:
    """The sum of things that a total names: 'Total impressions'; None where the total may be it, rounded.

    Of several numbers behind one label each is the total of a week or a medium, or of its column.
    """
    if sum(other.row == one.row and other.label == one.label for other in rest) > 1:
        return None
    if _is_behind_a_number(sheet, one):
        return None
    name = measure_of(one.label)
    whole = next((s for s in sums if not s.money and s.sheet is not None and _same(s.measure, name)), None)
    if whole is None or one.value <= 0:
        return None
    zeros = len(text := f"{one.value:.0f}") - len(text.rstrip("0"))
    rounded = min(10.0**zeros / 2, ROUNDED * one.value)
    return whole if abs(whole.amount - one.value) > rounded else None


def _is_behind_a_number(sheet: SheetFates, one: Stated) -> bool:
    """Whether another number stands between a number and its label: 'Subtotal Conversions | 197 | 1,028'."""
    for at in range(one.column - 1, max(0, one.column - 1 - LABEL_REACH), -1):
        value = sheet.grid.at(one.row, at)
        if isinstance(value, str) and any(map(str.isalpha, value)):
            return False
        if np.isfinite(sheet.numbers[one.row - 1, at - 1]):
            return True
    return False


def _same(measure: str, name: str | None) -> bool:
    """Whether two measures count the same things, planned or delivered."""
    return name is not None and measure.removeprefix(_PLANNED) == name.removeprefix(_PLANNED)


def _parts(
    rest: Sequence[Stated], sums: Sequence[Sum], rounding: float
) -> Iterator[tuple[list[Stated], Sum]]:
    """Runs of numbers below one another that add up to a sum: a summary by channel or month."""
    by_column: dict[int, list[Stated]] = defaultdict(list)
    for one in rest:
        by_column[one.column].append(one)
    large = [s for s in sums if s.money or abs(s.amount) >= LEAST_COUNT]
    for column in by_column.values():
        for run in (run for run in _runs(column) if len(run) > 1):
            whole = sum(one.value for one in run)
            equal = (
                s
                for s in large
                if abs(whole - s.amount) <= tolerance(max(s.lines, len(run)), rounding, s.amount)
            )
            if (match := next(equal, None)) is not None:
                yield run, match


def _runs(column: Sequence[Stated]) -> Iterator[list[Stated]]:
    run: list[Stated] = []
    for one in column:
        if run and one.row != run[-1].row + 1:
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def _without_waterfall(sheet: SheetFates, rest: Sequence[Stated], anchors: Sequence[float]) -> list[Stated]:
    """Post what follows from a sum by a rate that the sheet states, or by adding up: fee, tax, sum with tax."""
    rates = {r for one in rest for r in one.says.rates} | {one.value for one in rest if 0 < one.value < 1}
    amounts = list(dict.fromkeys(anchors))
    for column in {one.column for one in rest}:
        amounts += _added_below(sheet, column, anchors)
    left: list[Stated] = []
    for one in rest:
        if not sheet.unexplained([one.row], [one.column])[0, 0]:
            continue
        if any(_near(one.value, k * r) or _near(one.value, k * (1 + r)) for k in amounts for r in rates):
            sheet.post("total" if one.says.total else "left_out", [one.row], [one.column])
            amounts.append(one.value)
        else:
            left.append(one)
    return left


def _added_below(sheet: SheetFates, column: int, anchors: Sequence[float]) -> list[float]:
    """Post what is added to one of *anchors* down a column, up to the sum that shows it; the sums come back."""
    fates, numbers = sheet.fates[:, column - 1], sheet.numbers[:, column - 1]
    exported = FATES.index("exported")
    last = max(np.flatnonzero(fates == exported), default=-1)
    sums: list[float] = []
    running: float | None = None
    between: list[int] = []
    for at in np.flatnonzero(np.isfinite(numbers)):
        if at <= last:
            continue
        value = float(numbers[at])
        if running is None or any(_near(value, anchor) for anchor in anchors):
            running, between = (value, []) if any(_near(value, anchor) for anchor in anchors) else (None, [])
        elif between and _near(value, running):
            sheet.post("total", [int(at) + 1], [column])
            sheet.post("left_out", between, [column])
            sums.append(value)
            between = []
        else:
            running += value
            between.append(int(at) + 1)
    return sums


def _near(a: float, b: float) -> bool:
    return b != 0 and abs(a - b) <= max(0.011, 1e-6 * abs(b))
