"""When a made plan runs: days, months and weeks as its planners write them, and columns of periods."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from babel import Locale

from bench.plans.draft import Draft
from bench.plans.flat import Line, Span, month_span, split
from bench.plans.sheet import Value
from bench.plans.table import Column, Head

DAY = timedelta(days=1)


def month_name(draft: Draft, month: int, wide: bool = True) -> str:
    """'March', as the plan's language writes it alone; in some plans with a capital."""
    months = Locale(draft.words.language).months["stand-alone"]["wide" if wide else "abbreviated"]
    text = str(months[month])
    return text.capitalize() if draft.currency.code < "N" or draft.lines[0].flight.first.day < 9 else text


def month_of(draft: Draft, span: Span) -> str:
    """'March 2026', as the plan's planners write it."""
    year, month = span.first.year, span.first.month
    if draft.words.language == "ko":
        return f"{year}년 {month}월"
    if draft.words.language in ("zh", "ja"):
        return f"{year}年{month}月"
    return f"{month_name(draft, month)} {year}"


def week_of(draft: Draft, number: int) -> str:
    """'KW 12', as the plan's planners write it."""
    ends = {"zh": ("第", "周"), "ja": ("第", "週"), "ko": ("", "주차")}
    before, after = ends.get(draft.words.language, (f"{draft.words['week'][0]} ", ""))
    return f"{before}{number}{after}"


def days_text(draft: Draft, day: date, year: bool = True) -> str:
    """A day as the plan's planners type it."""
    if draft.words.language in ("zh", "ja", "ko"):
        return f"{day:%Y/%m/%d}" if year else f"{day:%m/%d}"
    if draft.words.language in ("fr", "es", "it", "pt", "ar", "en"):
        return f"{day:%d/%m/%Y}" if year else f"{day:%d/%m}"
    return f"{day:%d.%m.%Y}" if year else f"{day:%d.%m.}"


def drop_dates(draft: Draft) -> None:
    """Take the columns of dates out of the table."""
    draft.table.columns = [c for c in draft.table.columns if c.kind != "date"]


def whole_months(draft: Draft, count: int = 0) -> list[Span]:
    """The campaign's months; the lines' flights become whole months of it."""
    first = min(line.flight.first for line in draft.lines)
    count = count or draft.chance.randint(2, 4)
    return [month_span(first.year, first.month + at) for at in range(count)]


def spread(draft: Draft, spans: list[Span], marks: bool = False) -> None:
    """Each line runs in a run of *spans*, and no column has its dates; its money is split over them, or they are marked."""
    drop_dates(draft)
    chance = draft.chance
    runs = {id(line): (0, len(spans)) for line in draft.lines}
    for line in draft.lines[1:]:
        start = chance.randint(0, max(0, len(spans) // 2))
        runs[id(line)] = (start, chance.randint(start + 1, len(spans)))

    def change(line: Line) -> Line:
        start, end = runs[id(line)]
        amount = line.numbers["gross_cost" if draft.money == "gross_cost" else "cost"]
        inside = (1.0,) * (end - start) if marks else split(chance, amount, end - start)
        parts = (0.0,) * start + inside + (0.0,) * (len(spans) - end)
        return replace(line, parts=parts, flight=Span(spans[start].first, spans[end - 1].last))

    draft.spans = spans
    draft.relabel(change)


def _part(
    at: int, show: Callable[[float], Value] = lambda part: int(part) if float(part).is_integer() else part
) -> Callable[[Line], Value]:
    return lambda line: show(line.parts[at]) if at < len(line.parts) and line.parts[at] else None


def period_columns(
    draft: Draft, heads: list[list[Head]], show: Callable[[float], Value] | None = None, adds: bool = True
) -> None:
    """Put one column a span behind the money (or before it), all other headers as deep as these."""
    columns = [
        Column(
            f"period:{at}",
            own,
            _part(at, show) if show else _part(at),
            "period" if adds else "text",
            draft.money_field if adds else None,
            "#,##0" if adds else "",
        )
        for at, own in enumerate(heads)
    ]
    if not adds:
        for column in columns:
            column.kind = "gap"
    depth = len(heads[0])
    for column in draft.table.columns:
        blank: list[Head] = [Head(None) for _ in range(depth - 1)]
        column.heads = [*blank, *column.heads]
    own = draft.table.columns
    at = next((i for i, c in enumerate(own) if c.key == "money"), len(own))
    behind = at + 1 if draft.chance.random() < 0.5 else at
    if any(c.kind == "gap" and c.key == "gap:income" for c in own):
        behind = at
    draft.table.columns = [*own[:behind], *columns, *own[behind:]]
