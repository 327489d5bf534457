"""How a plan says when: dates of its lines, its brief alone, months and longer periods in columns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bench.plans.draft import Draft
from bench.plans.flat import Line, Span, month_span
from bench.plans.knob import knob
from bench.plans.periods import (
    days_text,
    drop_dates,
    month_name,
    month_of,
    period_columns,
    spread,
    whole_months,
)
from bench.plans.sheet import Value
from bench.plans.table import Column, Head

# ---------------------------------------------------------------- dates of lines


@knob("time", "time")
def start_and_end(draft: Draft) -> None:
    """First and last day in two columns."""


@knob("time", "time")
def dates_as_text(draft: Draft) -> None:
    """Dates are typed as text in the country's form."""
    for column, end in zip(draft.table.of_kind("date"), (False, True), strict=True):
        column.form = ""
        column.value = (
            (lambda line: days_text(draft, line.flight.last))
            if end
            else (lambda line: days_text(draft, line.flight.first))
        )


@knob("time", "time")
def dates_iso(draft: Draft) -> None:
    """Dates are typed as 2026-03-01."""
    for column, end in zip(draft.table.of_kind("date"), (False, True), strict=True):
        column.form = ""
        column.value = (
            (lambda line: line.flight.last.isoformat())
            if end
            else (lambda line: line.flight.first.isoformat())
        )


@knob("time", "time")
def flight_in_one_cell(draft: Draft) -> None:
    """A column holds the whole flight as text."""
    drop_dates(draft)
    column = Column(
        "flight",
        [Head(draft.word("flight"))],
        lambda line: f"{days_text(draft, line.flight.first)} - {days_text(draft, line.flight.last)}",
        "text",
    )
    draft.table.columns.insert(len(draft.table.of_kind("text")), column)


@knob("time", "time")
def month_column(draft: Draft) -> None:
    """A column names each line's month and year."""
    drop_dates(draft)
    months = whole_months(draft)
    spans = {id(line): draft.chance.choice(months) for line in draft.lines}
    draft.relabel(lambda line: replace(line, flight=spans[id(line)]))
    column = Column("month", [Head(draft.word("month"))], lambda line: month_of(draft, line.flight), "text")
    draft.table.columns.insert(1, column)


@knob("time", "time")
def flight_in_brief(draft: Draft) -> None:
    """Only the brief above says the flight."""
    drop_dates(draft)
    first, last = min(x.flight.first for x in draft.lines), max(x.flight.last for x in draft.lines)
    draft.relabel(lambda line: replace(line, flight=Span(first, last)))
    draft.brief(draft.word("period"), f"{days_text(draft, first)} - {days_text(draft, last)}")


@knob("time", "time")
def undated(draft: Draft) -> None:
    """Nothing says when."""
    drop_dates(draft)
    draft.dates = "unknown"
    draft.may_ask.append("When the campaign runs.")


# ---------------------------------------------------------------- months


@knob("time", "time")
def months_with_year(draft: Draft) -> None:
    """A column a month, its header says month and year."""
    spans = whole_months(draft)
    spread(draft, spans)
    period_columns(draft, [[Head(month_of(draft, s))] for s in spans])


@knob("time", "time")
def months_as_dates(draft: Draft) -> None:
    """Month headers are dates that Excel shows as 'Mar-26'."""
    spans = whole_months(draft)
    spread(draft, spans)
    period_columns(draft, [[Head(s.first, False, "mmm-yy")] for s in spans])


@knob("time", "time")
def months_under_year(draft: Draft) -> None:
    """Month names under a merged year."""
    first = draft.lines[0].flight.first
    spans = [month_span(first.year, m) for m in range(min(first.month, 9), min(first.month, 9) + 3)]
    spread(draft, spans)
    year = Head(first.year, True)
    period_columns(draft, [[year, Head(month_name(draft, s.first.month))] for s in spans])


@knob("time", "time")
def months_over_new_year(draft: Draft) -> None:
    """Month names without a year run over New Year; the brief says the flight."""
    spans = [month_span(draft.lines[0].flight.first.year, m) for m in (11, 12, 13, 14)]
    spread(draft, spans)
    draft.brief(
        draft.word("period"), f"{days_text(draft, spans[0].first)} - {days_text(draft, spans[-1].last)}"
    )
    period_columns(draft, [[Head(month_name(draft, s.first.month))] for s in spans])


@knob("time", "time")
def months_without_year(draft: Draft) -> None:
    """Month names, and no year anywhere."""
    spread(draft, whole_months(draft))
    draft.dates = "unknown"
    draft.must_ask.append("Which year the months belong to.")
    period_columns(
        draft, [[Head(month_name(draft, s.first.month, draft.chance.random() < 0.5))] for s in draft.spans]
    )


@knob("time", "time")
def months_by_flights(draft: Draft) -> None:
    """Month names without a year, which the first day of each line proves, or its first and last."""
    spread(draft, whole_months(draft))
    period_columns(draft, [[Head(month_name(draft, s.first.month))] for s in draft.spans])
    days: list[tuple[str, Callable[[Line], Value]]] = [("start_date", lambda line: line.flight.first)]
    if draft.chance.random() < 0.5 or len({line.flight.first for line in draft.lines}) == 1:
        days.append(("end_date", lambda line: line.flight.last))
    for at, (name, day) in enumerate(days, 1):
        draft.table.columns.insert(at, Column(name, [Head(draft.word(name))], day, "date"))


@knob("time", "time")
def relative_months(draft: Draft) -> None:
    """Month 1, Month 2: nothing says which."""
    spread(draft, whole_months(draft))
    draft.dates = "unknown"
    draft.must_ask.append("When the first month begins.")
    period_columns(draft, [[Head(_nth_month(draft, at))] for at in range(1, len(draft.spans) + 1)])


def _nth_month(draft: Draft, number: int) -> str:
    forms = {"zh": "第{}个月", "ja": "{}ヶ月目", "ko": "{}개월차"}
    return forms.get(draft.words.language, draft.words["month"][0] + " {}").format(number)


@knob("time", "time")
def quarters(draft: Draft) -> None:
    """A column a quarter."""
    year = draft.lines[0].flight.first.year
    spans = [Span(month_span(year, 3 * q + 1).first, month_span(year, 3 * q + 3).last) for q in range(4)]
    spread(draft, spans)
    period_columns(draft, [[Head(f"Q{q} {year}")] for q in (1, 2, 3, 4)])


@knob("time", "time")
def fiscal_year(draft: Draft) -> None:
    """July to June under a band with the fiscal year."""
    year = draft.lines[0].flight.first.year
    spans = [month_span(year, m) for m in range(7, 19)]
    spread(draft, spans)
    band = Head(f"FY {year}/{year % 100 + 1:02d}", True)
    period_columns(draft, [[band, Head(month_name(draft, s.first.month, False))] for s in spans])


@knob("time", "time")
def periods_alone(draft: Draft) -> bool | None:
    """Month columns with amounts, no money column, and nothing says what the amounts are."""
    if (
        draft.table.column("unit_rate")
        or {"euro", "vat", "income"} & draft.tags
        or draft.money != "cost"
        or len(draft.table.of_kind("amount")) > 1
    ):
        return False
    months_with_year(draft)
    draft.table.columns = [c for c in draft.table.columns if c.key != "money"]
    draft.must_ask.append("What the month columns hold.")
    draft.either.append(("net_cost", "planned_budget", "gross_cost", "planned_impressions"))
    return None


@knob("time", "time")
def two_blocks(draft: Draft) -> bool | None:
    """Two blocks of months side by side, a title over each: impressions, then money."""
    if (
        draft.table.column("planned_impressions")
        or draft.main is None
        or {"euro", "vat", "income"} & draft.tags
    ):
        return False
    if draft.table.column("imps:Mobile") or len(draft.table.of_kind("amount")) > 1:
        return False
    draft.tags.add("beside")
    spans = whole_months(draft, 2)
    spread(draft, spans)
    names = [month_of(draft, s) for s in spans]
    money = Head(f"{draft.main.heads[-1].text}", True)
    counts = Head(draft.word("planned_impressions"), True)
    draft.table.columns = [c for c in draft.table.columns if c.key != "money"]
    period_columns(draft, [[money, Head(name)] for name in names])

    def count(at: int) -> Callable[[Line], Value]:
        return lambda line: int(line.parts[at] * 100) or None if line.parts else None

    block = [
        Column(f"imps:{at}", [counts, Head(name)], count(at), "period", "planned_impressions", "#,##0")
        for at, name in enumerate(names)
    ]
    at = next(i for i, c in enumerate(draft.table.columns) if c.key == "period:0")
    draft.table.columns[at:at] = block
    return None
