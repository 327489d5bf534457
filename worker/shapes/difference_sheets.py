"""A difference as a person reads it: its sentence, its waterfalls, and the heads and rows of three sheets.

Whoever shows it writes the same: a workbook, the sheets beside an open plan, a terminal.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from worker.lazy_dataclass import dataclass
from worker.shapes.difference import Difference, LineChange, Place, SumChange
from worker.shapes.template import title_of, words_of

DIFFERENCE, LINES, DETAILS = "Difference", "Lines", "Details"
"""The names of the sheets."""
Value = str | float | date | None
"""What a cell holds."""
Kind = Literal["text", "money", "day", "any"]
"""What a column holds: `any` are texts, days and amounts, as they come."""
TELLING = 4
"""Texts that a line is called by."""
MEASURES = 4
"""Measures that the lines show, before, after and between."""
CHARTS = 3
"""Measures that have a waterfall: the largest money first."""
BARS = ("base", "total", "up", "down")
"""The stacked parts of a waterfall's columns; `base` is not seen."""


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column."""

    text: str
    width: float
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class Step:
    """One column of a waterfall: from where to where, or a whole sum."""

    label: str
    first: float
    last: float
    whole: bool = False


def sentence(difference: Difference) -> str:
    """How many lines there are and what became of them."""
    words = ", ".join(f"{count:,} {kind}" for kind, count in difference.counts.items() if count)
    before = "1 line" if difference.old_lines == 1 else f"{difference.old_lines:,} lines"
    return f"{before} before, {difference.new_lines:,} after: {words or 'nothing changed'}."


# ---------------------------------------------------------------- sums


SUM_HEADS = (
    Head("Measure", 22),
    Head("Currency", 13),
    *(Head(text, 13, "money") for text in ("Before", "Gone", "Less", "More", "Added", "Parts of a cent", "After", "Difference")),
)  # fmt: skip


def sum_rows(difference: Difference) -> list[list[Value]]:
    """One row a measure and currency."""
    return [
        [title_of(one.measure), one.currency, one.old, one.gone, one.less, one.more, one.added, one.rounding, one.new, one.difference]
        for one in difference.sums
    ]  # fmt: skip


def drawn(difference: Difference) -> list[SumChange]:
    """The sums that have a waterfall: those that changed, the largest money first."""
    sums = [one for one in difference.sums if one.difference or one.added or one.gone]
    return sorted(sums, key=lambda one: (one.currency is None, -max(abs(one.old), abs(one.new))))[:CHARTS]


def chart_title(one: SumChange) -> str:
    """'Net cost, EUR'."""
    return f"{title_of(one.measure)}, {one.currency}" if one.currency else title_of(one.measure)


def waterfall(one: SumChange) -> list[Step]:
    """From the sum before to the sum after; steps of nothing are left out."""
    steps = [Step("before", 0.0, one.old, whole=True)]
    level = one.old
    for label, value in (
        ("gone", one.gone),
        ("less", one.less),
        ("more", one.more),
        ("added", one.added),
        ("parts of a cent", one.rounding),
    ):
        if value:
            steps.append(Step(label, level, round(level + value, 2)))
            level = round(level + value, 2)
    return [*steps, Step("after", 0.0, one.new, whole=True)]


def bars(step: Step) -> tuple[float, float, float, float]:
    """The heights of a step's stacked bars, in the order of `BARS`."""
    if step.whole:
        return 0.0, step.last, 0.0, 0.0
    low, high = sorted((step.first, step.last))
    if low < 0:  # a bar through zero can't be stacked; the change then stands on the axis
        low, high = 0.0, abs(step.last - step.first)
    rise = step.last > step.first
    return low, 0.0, high - low if rise else 0.0, 0.0 if rise else high - low


# ---------------------------------------------------------------- lines


def line_heads(difference: Difference) -> list[Head]:
    """The columns of the lines; the measures of the first sums have three each."""
    texts = (("Change", 10), ("Line", 44), ("What", 52), ("Before at", 22), ("After at", 22))
    whens = ("before", "after", "difference")
    money = (f"{title_of(name)} {when}" for name in _measures(difference) for when in whens)
    return [
        *(Head(text, width) for text, width in texts),
        *(Head(text, max(14, len(text) + 2), "money") for text in money),
        Head("Currency", 9),
        Head("line_key", 18),
    ]


def line_rows(difference: Difference) -> list[list[Value]]:
    """One row a line that changed, with what changed in words, and its money before and after."""
    names = telling(difference.changes)
    rows: list[list[Value]] = []
    for change in difference.changes:
        row: list[Value] = [change.kind, called(change, names), changed_fields(change) or None]
        row += [_place(change.old), _place(change.new)]
        for name in _measures(difference):
            own = [one for one in change.amounts if one.measure == name]
            row += [sum(one.old for one in own), sum(one.new for one in own), sum(one.difference for one in own)] if own else [None] * 3  # fmt: skip
        currencies = dict.fromkeys(one.currency for one in change.amounts if one.currency)
        rows.append([*row, " → ".join(currencies) or None, change.key])
    return rows


def telling(changes: Sequence[LineChange]) -> list[str]:
    """The texts that tell these lines apart best, in the fields' order; what all of them share tells none apart."""
    values: dict[str, list[str]] = {}
    for change in changes:
        for name, text in change.texts.items():
            if name not in ("currency", "notes"):
                values.setdefault(name, []).append(text)
    shared = {name for name, texts in values.items() if len(texts) == len(changes) and len(set(texts)) == 1}
    telling = [name for name in values if name not in shared] or list(values)
    most = sorted(telling, key=lambda name: -len(set(values[name])))[:TELLING]
    return [name for name in telling if name in most]


def called(change: LineChange, names: Sequence[str]) -> str:
    """A line's name for a person: its texts of the fields *names*."""
    return " · ".join(change.texts[name] for name in names if name in change.texts)


def changed_fields(change: LineChange) -> str:
    """'placement: Feed → Reels; 2 periods' and the like."""
    words = [f"{words_of(one.field)}: {_text_of(one.old)} → {_text_of(one.new)}" for one in change.fields]
    if change.periods:
        count = len(dict.fromkeys(one.start for one in change.periods))
        words.append(f"{count} period{'s' if count > 1 else ''}")
    return "; ".join(words)


# ---------------------------------------------------------------- fields and periods


DETAIL_HEADS = (
    Head("Line", 52),
    Head("line_key", 18),
    Head("Field", 20),
    Head("Period", 12, "day"),
    Head("Before", 28, "any"),
    Head("After", 28, "any"),
    Head("Difference", 16, "money"),
)


def detail_rows(difference: Difference) -> list[list[Value]]:
    """One row a field or period that changed."""
    names = telling(difference.changes)
    rows: list[list[Value]] = []
    for change in difference.changes:
        name = called(change, names)
        cells: list[tuple[str, Value, Value, Value]] = [
            *((one.field, None, one.old, one.new) for one in change.fields),
            *((one.measure, one.start, one.old, one.new) for one in change.periods),
        ]
        for field, start, old, new in cells:
            step = new - old if isinstance(old, float) and isinstance(new, float) else None
            rows.append([name, change.key, title_of(field), start, old, new, step])
    return rows


def _measures(difference: Difference) -> list[str]:
    return list(dict.fromkeys(one.measure for one in difference.sums))[:MEASURES]


def _place(place: Place | None) -> str | None:
    if place is None:
        return None
    if place.sheet is None:
        return f"row {place.row}" if place.row else None
    return f"{place.sheet}, row {place.row}" if place.row else place.sheet


def _text_of(value: str | float | None) -> str:
    if value is None:
        return "blank"
    return f"{value:,.4f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
