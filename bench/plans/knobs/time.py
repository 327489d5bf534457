"""How a plan says when: dates, flights, period columns of every calendar, marks, fills, and nothing at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from babel import Locale

from bench.plans.draft import Draft
from bench.plans.flat import Line, Span, month_span, split
from bench.plans.knob import knob
from bench.plans.sheet import Value
from bench.plans.table import Column, Head, Placed

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


def _drop_dates(draft: Draft) -> None:
    draft.table.columns = [c for c in draft.table.columns if c.kind != "date"]


def _whole_months(draft: Draft, count: int = 0) -> list[Span]:
    """The campaign's months; the lines' flights become whole months of it."""
    first = min(line.flight.first for line in draft.lines)
    count = count or draft.chance.randint(2, 4)
    return [month_span(first.year, first.month + at) for at in range(count)]


def _spread(draft: Draft, spans: list[Span], marks: bool = False) -> None:
    """Each line runs in a run of *spans*; its money is split over them, or its spans are marked."""
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


def _period_columns(
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
    _drop_dates(draft)
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
    _drop_dates(draft)
    months = _whole_months(draft)
    spans = {id(line): draft.chance.choice(months) for line in draft.lines}
    draft.relabel(lambda line: replace(line, flight=spans[id(line)]))
    column = Column("month", [Head(draft.word("month"))], lambda line: month_of(draft, line.flight), "text")
    draft.table.columns.insert(1, column)


@knob("time", "time")
def flight_in_brief(draft: Draft) -> None:
    """Only the brief above says the flight."""
    _drop_dates(draft)
    first, last = min(x.flight.first for x in draft.lines), max(x.flight.last for x in draft.lines)
    draft.relabel(lambda line: replace(line, flight=Span(first, last)))
    draft.brief(draft.word("period"), f"{days_text(draft, first)} - {days_text(draft, last)}")


@knob("time", "time")
def undated(draft: Draft) -> None:
    """Nothing says when."""
    _drop_dates(draft)
    draft.dates = "unknown"
    draft.may_ask.append("When the campaign runs.")


# ---------------------------------------------------------------- months


@knob("time", "time")
def months_with_year(draft: Draft) -> None:
    """A column a month, its header says month and year."""
    _drop_dates(draft)
    spans = _whole_months(draft)
    _spread(draft, spans)
    _period_columns(draft, [[Head(month_of(draft, s))] for s in spans])


@knob("time", "time")
def months_as_dates(draft: Draft) -> None:
    """Month headers are dates that Excel shows as 'Mar-26'."""
    _drop_dates(draft)
    spans = _whole_months(draft)
    _spread(draft, spans)
    _period_columns(draft, [[Head(s.first, False, "mmm-yy")] for s in spans])


@knob("time", "time")
def months_under_year(draft: Draft) -> None:
    """Month names under a merged year."""
    _drop_dates(draft)
    first = draft.lines[0].flight.first
    spans = [month_span(first.year, m) for m in range(min(first.month, 9), min(first.month, 9) + 3)]
    _spread(draft, spans)
    year = Head(first.year, True)
    _period_columns(draft, [[year, Head(month_name(draft, s.first.month))] for s in spans])


@knob("time", "time")
def months_over_new_year(draft: Draft) -> None:
    """Month names without a year run over New Year; the brief says the flight."""
    _drop_dates(draft)
    spans = [month_span(draft.lines[0].flight.first.year, m) for m in (11, 12, 13, 14)]
    _spread(draft, spans)
    draft.brief(
        draft.word("period"), f"{days_text(draft, spans[0].first)} - {days_text(draft, spans[-1].last)}"
    )
    _period_columns(draft, [[Head(month_name(draft, s.first.month))] for s in spans])


@knob("time", "time")
def months_without_year(draft: Draft) -> None:
    """Month names, and no year anywhere."""
    _drop_dates(draft)
    _spread(draft, _whole_months(draft))
    draft.dates = "unknown"
    draft.must_ask.append("Which year the months belong to.")
    _period_columns(
        draft, [[Head(month_name(draft, s.first.month, draft.chance.random() < 0.5))] for s in draft.spans]
    )


@knob("time", "time")
def relative_months(draft: Draft) -> None:
    """Month 1, Month 2: nothing says which."""
    _drop_dates(draft)
    _spread(draft, _whole_months(draft))
    draft.dates = "unknown"
    draft.must_ask.append("When the first month begins.")
    _period_columns(draft, [[Head(_nth_month(draft, at))] for at in range(1, len(draft.spans) + 1)])


def _nth_month(draft: Draft, number: int) -> str:
    forms = {"zh": "第{}个月", "ja": "{}ヶ月目", "ko": "{}개월차"}
    return forms.get(draft.words.language, draft.words["month"][0] + " {}").format(number)


@knob("time", "time")
def quarters(draft: Draft) -> None:
    """A column a quarter."""
    _drop_dates(draft)
    year = draft.lines[0].flight.first.year
    spans = [Span(month_span(year, 3 * q + 1).first, month_span(year, 3 * q + 3).last) for q in range(4)]
    _spread(draft, spans)
    _period_columns(draft, [[Head(f"Q{q} {year}")] for q in (1, 2, 3, 4)])


@knob("time", "time")
def fiscal_year(draft: Draft) -> None:
    """July to June under a band with the fiscal year."""
    _drop_dates(draft)
    year = draft.lines[0].flight.first.year
    spans = [month_span(year, m) for m in range(7, 19)]
    _spread(draft, spans)
    band = Head(f"FY {year}/{year % 100 + 1:02d}", True)
    _period_columns(draft, [[band, Head(month_name(draft, s.first.month, False))] for s in spans])


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
    _drop_dates(draft)
    spans = _whole_months(draft, 2)
    _spread(draft, spans)
    names = [month_of(draft, s) for s in spans]
    money = Head(f"{draft.main.heads[-1].text}", True)
    counts = Head(draft.word("planned_impressions"), True)
    draft.table.columns = [c for c in draft.table.columns if c.key != "money"]
    _period_columns(draft, [[money, Head(name)] for name in names])

    def count(at: int) -> Callable[[Line], Value]:
        return lambda line: int(line.parts[at] * 100) or None if line.parts else None

    block = [
        Column(f"imps:{at}", [counts, Head(name)], count(at), "period", "planned_impressions", "#,##0")
        for at, name in enumerate(names)
    ]
    at = next(i for i, c in enumerate(draft.table.columns) if c.key == "period:0")
    draft.table.columns[at:at] = block
    return None


# ---------------------------------------------------------------- weeks and days


def _weeks(draft: Draft, count: int = 0, start: date | None = None) -> list[Span]:
    first = start or min(line.flight.first for line in draft.lines)
    monday = first + (7 - first.weekday()) % 7 * DAY
    return [
        Span(monday + 7 * at * DAY, monday + (7 * at + 6) * DAY)
        for at in range(count or draft.chance.randint(4, 9))
    ]


@knob("time", "time")
def weeks_by_date(draft: Draft) -> None:
    """A column a week, its header the Monday as a date."""
    _drop_dates(draft)
    _spread(draft, _weeks(draft))
    _period_columns(draft, [[Head(s.first, False, "dd.mm.yyyy")] for s in draft.spans])


@knob("time", "time")
def weeks_under_months(draft: Draft) -> None:
    """Weeks by their Monday, under merged months."""
    _drop_dates(draft)
    _spread(draft, _weeks(draft))
    bands = {(s.first.year, s.first.month): Head(month_of(draft, s), True) for s in draft.spans}
    _period_columns(
        draft, [[bands[s.first.year, s.first.month], Head(s.first, False, "dd.mm")] for s in draft.spans]
    )


@knob("time", "time")
def weeks_from_to(draft: Draft) -> None:
    """Two header rows: a week's first and its last day."""
    _drop_dates(draft)
    _spread(draft, _weeks(draft))
    _period_columns(
        draft, [[Head(s.first, False, "dd.mm.yyyy"), Head(s.last, False, "dd.mm.yyyy")] for s in draft.spans]
    )


@knob("time", "time")
def weeks_in_one_cell(draft: Draft) -> None:
    """First and last day of each week in one header cell; the brief says the year."""
    _drop_dates(draft)
    _spread(draft, _weeks(draft))
    first, last = draft.spans[0].first, draft.spans[-1].last
    draft.brief(draft.word("period"), f"{days_text(draft, first)} - {days_text(draft, last)}")
    _period_columns(
        draft,
        [
            [Head(f"{days_text(draft, s.first, False)}-{days_text(draft, s.last, False)}")]
            for s in draft.spans
        ],
    )


@knob("time", "time")
def week_numbers(draft: Draft) -> bool | None:
    """Week numbers under a year; only where weeks are ISO weeks."""
    if draft.words.language not in ("de", "nl", "fr", "pl", "cs", "it"):
        return False
    _drop_dates(draft)
    year = draft.lines[0].flight.first.year
    start = date.fromisocalendar(year, draft.chance.randint(5, 35), 1)
    _spread(draft, _weeks(draft, 0, start))
    band = Head(year, True)
    _period_columns(draft, [[band, Head(week_of(draft, s.first.isocalendar().week))] for s in draft.spans])
    return None


@knob("time", "time")
def week_numbers_undated(draft: Draft) -> None:
    """Week numbers, and no year anywhere."""
    _drop_dates(draft)
    _spread(draft, _weeks(draft))
    draft.dates = "unknown"
    draft.must_ask.append("Which year the weeks belong to.")
    _period_columns(draft, [[Head(week_of(draft, s.first.isocalendar().week))] for s in draft.spans])


@knob("time", "time")
def weeks_over_new_year(draft: Draft) -> None:
    """Weeks by date run over New Year."""
    _drop_dates(draft)
    _spread(draft, _weeks(draft, 8, date(draft.lines[0].flight.first.year, 12, 1)))
    _period_columns(draft, [[Head(s.first, False, "dd.mm.yyyy")] for s in draft.spans])


@knob("time", "time")
def broadcast_months(draft: Draft) -> None:
    """Weeks by their Monday under broadcast months, which begin in the month before."""
    _drop_dates(draft)
    _spread(draft, _weeks(draft, 9))
    bands: dict[tuple[int, int], Head] = {}
    heads = []
    for s in draft.spans:
        key = (s.last.year, s.last.month)  # a broadcast month ends on its last Sunday
        band = bands.setdefault(key, Head(month_of(draft, month_span(*key)), True))
        heads.append([band, Head(s.first, False, "dd.mm")])
    _period_columns(draft, heads)


@knob("time", "time")
def four_four_five(draft: Draft) -> None:
    """Weeks under the periods of a 4-4-5 calendar."""
    _drop_dates(draft)
    _spread(draft, _weeks(draft, 13))
    bands = [Head("P1", True)] * 4 + [Head("P2", True)] * 4 + [Head("P3", True)] * 5
    for name in ("P1", "P2", "P3"):
        shared = next(h for h in bands if h.text == name)
        bands = [shared if h.text == name else h for h in bands]
    _period_columns(
        draft,
        [[band, Head(s.first, False, "dd.mm.yyyy")] for band, s in zip(bands, draft.spans, strict=True)],
    )


@knob("time", "time")
def days_under_month(draft: Draft) -> None:
    """A column a day, numbered under the month's name."""
    _drop_dates(draft)
    month = _whole_months(draft, 1)[0]
    days = [
        Span(month.first + at * DAY, month.first + at * DAY)
        for at in range((month.last - month.first).days + 1)
    ]
    _spread(draft, days)
    band = Head(month_of(draft, month), True)
    _period_columns(draft, [[band, Head(s.first.day)] for s in days])


@knob("time", "time")
def days_by_date(draft: Draft) -> None:
    """Two weeks of days, each header a date."""
    _drop_dates(draft)
    first = min(line.flight.first for line in draft.lines)
    _spread(draft, [Span(first + at * DAY, first + at * DAY) for at in range(14)])
    _period_columns(draft, [[Head(s.first, False, "dd.mm.yyyy")] for s in draft.spans])


# ---------------------------------------------------------------- marks


@knob("time", "time")
def marks(draft: Draft) -> None:
    """Weeks are marked with a sign; the money stands in its own column."""
    sign: Value = draft.chance.choice(("x", "X", 1, "●"))
    _drop_dates(draft)
    _spread(draft, _weeks(draft), marks=True)
    _period_columns(
        draft, [[Head(s.first, False, "dd.mm.yyyy")] for s in draft.spans], lambda _: sign, adds=False
    )


@knob("time", "time")
def fills(draft: Draft) -> bool | None:
    """Weeks are coloured, nothing is written."""
    _drop_dates(draft)
    _spread(draft, _weeks(draft), marks=True)
    _period_columns(
        draft, [[Head(s.first, False, "dd.mm.yyyy")] for s in draft.spans], lambda _: None, adds=False
    )
    draft.tags.add("fills")
    draft.after.append(_fill)
    return None


def _fill(placed: list[Placed]) -> None:
    for one in placed:
        for entry in one.table.entries:
            for at, part in enumerate(entry.line.parts if entry.line else ()):
                if part:
                    one.sheet.fills.add((one.row(entry), one.numbers[f"period:{at}"]))


@knob("time", "time")
def shares(draft: Draft) -> None:
    """Month columns hold each month's share of the line's money."""
    _drop_dates(draft)
    spans = _whole_months(draft, 2)
    _spread(draft, spans, marks=True)
    heads = [[Head(month_of(draft, s))] for s in spans]
    _period_columns(draft, heads, adds=False)
    for at, column in enumerate(c for c in draft.table.columns if c.key.startswith("period:")):
        column.value, column.form = _share(at), "0%"


def _share(at: int) -> Callable[[Line], Value]:
    return lambda line: round(1 / sum(line.parts), 4) if line.parts and line.parts[at] else None
