"""Plans that are laid out the other way round: lines or media in columns, measures in rows, months over measures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from babel import Locale

from bench.plans.draft import Draft
from bench.plans.flat import Line, Span, split
from bench.plans.knob import knob
from bench.plans.periods import month_of, period_columns, spread, whole_months
from bench.plans.sheet import Value
from bench.plans.table import Column, Entry, Head, Strip

ALONE = {"total", "typed", "thousands", "vat", "euro", "income", "sheet bound"}
"""Tags of a plan whose rows are no lines: no habit adds sums or rewrites amounts."""


@knob("file")
def transposed(draft: Draft) -> bool | None:
    """Each line is a column, each field a row."""
    table = draft.table
    if (
        len(draft.tables) > 1
        or draft.versions
        or {"formulas", "beside"} & draft.tags
        or table.gap
        or table.below
    ):
        return False
    if any(entry.label != "data" or entry.hidden for entry in table.entries) or len(draft.lines) < 2:
        return False
    draft.tags.add("turned")
    return None


def _bare(draft: Draft) -> bool:
    """Whether the plan is one table of lines alone, whose money is a cost without a mark."""
    table = draft.table
    return (
        len(draft.tables) == 1
        and draft.money == "cost"
        and not ({"euro", "vat", "income", "beside"} & draft.tags or draft.spans)
        and not any(c.key.startswith(("imps:", "clicks", "views", "fee", "fact")) for c in table.columns)
        and all(entry.line is not None for entry in table.entries)
    )


@knob("time", "time")
def measures_in_rows(draft: Draft) -> bool | None:
    """Each line has a row a measure, months beside them: impressions, clicks and cost below each other."""
    return _by_measure(draft, named=True)


@knob("time", "time")
def measures_in_rows_first_only(draft: Draft) -> bool | None:
    """Each line has a row a measure, and only the first of them names the line."""
    return _by_measure(draft, named=False)


def _by_measure(draft: Draft, named: bool) -> bool | None:
    if not _bare(draft):
        return False
    spans = whole_months(draft)
    spread(draft, spans)
    texts = [c for c in draft.table.of_kind("text") if not c.key.startswith("notes")]
    measure = Column("measure", [Head(None)], lambda line: None, "beside")
    draft.table.columns = [*texts, measure]
    period_columns(draft, [[Head(month_of(draft, span))] for span in spans])
    words = {key: draft.words[key][0] for key in ("planned_impressions", "clicks", "cost")}
    entries: list[Entry] = []
    for line in draft.lines:
        for at, (key, word) in enumerate(words.items()):
            cells: dict[str, Value] = {c.key: c.value(line) for c in texts} if named or not at else {}
            amounts = _amounts(line, key)
            cells |= {f"period:{i}": amount or None for i, amount in enumerate(amounts)} | {"measure": word}
            entries.append(Entry("data", None, cells))
            name = "net_cost" if key == "cost" else key
            draft.sums[name] = draft.sums.get(name, 0) + sum(amounts)
    draft.table.entries = entries
    draft.tags |= ALONE
    return None


def _amounts(line: Line, key: str) -> list[float]:
    """A line's amounts of one measure by period."""
    if key == "cost":
        return list(line.parts)
    return [float(round(part * {"planned_impressions": 90, "clicks": 0.9}[key])) for part in line.parts]


@knob("time", "time")
def scorecard_by_month(draft: Draft) -> bool | None:
    """The plan names no line: measures in rows, months in columns, for the whole campaign."""
    if _by_measure(draft, named=True) is False:
        return False
    entries: dict[Value, dict[str, Value]] = {}
    for entry in draft.table.entries:
        sums = entries.setdefault(entry.cells["measure"], {"measure": entry.cells["measure"]})
        for key, value in entry.cells.items():
            if key.startswith("period") and isinstance(value, (int, float)):
                before = sums.get(key) or 0
                sums[key] = round(value + before, 2) if isinstance(before, (int, float)) else value
    draft.table.entries = [Entry("data", None, cells) for cells in entries.values()]
    draft.table.columns = [c for c in draft.table.columns if c.key == "measure" or c.kind == "period"]
    draft.may_ask.append("What the lines are.")
    return None


@knob("time", "time")
def media_in_columns(draft: Draft) -> bool | None:
    """A row a month, a column a vendor under a merged name of the money."""
    if not _bare(draft):
        return False
    spans = whole_months(draft, 4)
    spread(draft, spans)
    band = Head(draft.word("cost"), True)
    vendors = list(dict.fromkeys(line.texts["publisher"] for line in draft.lines))
    month = Column("month", [Head(None), Head(draft.word("month"))], lambda line: None, "text")
    columns = [
        Column(f"vendor:{v}", [band, Head(v)], lambda line: None, "amount", None, "#,##0") for v in vendors
    ]
    entries: list[Entry] = []
    for at, span in enumerate(spans):
        cells: dict[str, Value] = {"month": month_of(draft, span)}
        for vendor in vendors:
            amount = sum(line.parts[at] for line in draft.lines if line.texts["publisher"] == vendor)
            cells[f"vendor:{vendor}"] = round(amount, 2) or None
        entries.append(Entry("data", None, cells))
    draft.sums["net_cost"] = sum(sum(line.parts) for line in draft.lines)
    draft.table.columns, draft.table.entries = [month, *columns], entries
    draft.tags |= ALONE
    draft.may_ask.append("What the columns are.")
    return None


@knob("time", "time")
def vendors_over_budgets(draft: Draft) -> bool | None:
    """A row a market with its days, a budget a vendor whose name stands above it, and their sum."""
    if not _bare(draft):
        return False
    vendors = list(dict.fromkeys(line.texts["publisher"] for line in draft.lines))
    if len(vendors) < 2:
        return False
    first, last = min(x.flight.first for x in draft.lines), max(x.flight.last for x in draft.lines)
    markets = draft.words["markets"]
    draft.relabel(
        lambda line: replace(
            line, flight=Span(first, last), parts=split(draft.chance, line.numbers["cost"], len(markets))
        )
    )
    name = draft.word("planned_budget")
    texts = [Column("market", [Head(None), Head(draft.word("market"))], lambda line: None, "text")]
    texts += [
        Column(key, [Head(None), Head(draft.word(key))], lambda line: None, "date", None, "dd.mm.yyyy")
        for key in ("start_date", "end_date")
    ]
    columns = [
        Column(f"vendor:{v}", [Head(v), Head(name)], lambda line: None, "amount", None, "#,##0")
        for v in vendors
    ]
    whole = Column(
        "whole", [Head(None), Head(draft.word("total"))], lambda line: None, "amount", None, "#,##0"
    )
    entries: list[Entry] = []
    for at, market in enumerate(markets):
        cells: dict[str, Value] = {"market": market, "start_date": first, "end_date": last}
        of_vendor = {v: sum(x.parts[at] for x in draft.lines if x.texts["publisher"] == v) for v in vendors}
        cells |= {f"vendor:{v}": round(amount, 2) for v, amount in of_vendor.items()}
        entries.append(Entry("data", None, {**cells, "whole": round(sum(of_vendor.values()), 2)}))
    draft.sums["net_cost"] = sum(sum(line.parts) for line in draft.lines)
    draft.table.columns, draft.table.entries = [*texts, *columns, whole], entries
    draft.tags |= ALONE - {"euro"}
    return None


@knob("time", "time")
def months_over_measures(draft: Draft) -> bool | None:
    """Each month is a merged heading over its impressions and its cost."""
    if not _bare(draft) or draft.table.column("planned_impressions"):
        return False
    spans = whole_months(draft)
    spread(draft, spans)
    draft.table.columns = [c for c in draft.table.columns if c.key != "money"]
    heads = [Head(month_of(draft, span), True) for span in spans]
    period_columns(draft, [[head, Head(draft.words["cost"][0])] for head in heads])

    def count(at: int) -> Callable[[Line], Value]:
        return lambda line: int(line.parts[at] * 90) or None if line.parts else None

    for at, head in enumerate(heads):
        own = [head, Head(draft.words["planned_impressions"][0])]
        column = Column(f"imps:{at}", own, count(at), "period", "planned_impressions", "#,##0")
        place = next(i for i, c in enumerate(draft.table.columns) if c.key == f"period:{at}")
        draft.table.columns.insert(place, column)
    draft.tags.add("beside")
    return None


@knob("time", "time")
def quarter_sums(draft: Draft) -> bool | None:
    """Months of half a year, a column with the sum after each quarter."""
    if not _bare(draft):
        return False
    spans = whole_months(draft, 6)
    spread(draft, spans)
    period_columns(draft, [[Head(month_of(draft, span))] for span in spans])
    for quarter in (0, 3):
        own = slice(quarter, quarter + 3)

        def added(line: Line, own: slice = own) -> Value:
            return round(sum(line.parts[own]), 2) or None

        name = f"Q{quarter // 3 + 1}"
        column = Column(
            f"sum:{name}", [Head(f"{draft.words['total'][0]} {name}")], added, "amount", None, "#,##0"
        )
        place = next(i for i, c in enumerate(draft.table.columns) if c.key == f"period:{quarter + 2}")
        draft.table.columns.insert(place + 1, column)
    return None


@knob("columns", needs=("units_and_rate",))
def spots_by_weekday(draft: Draft) -> bool | None:
    """Spots by day of the week in seven columns, their sum as the line's units."""
    rate = draft.table.column("unit_rate")
    units = draft.table.column("planned_units")
    if rate is None or units is None or "vat" in draft.tags:
        return False

    def booked(line: Line) -> Line:
        parts = split(draft.chance, draft.chance.randint(7, 60), 7)
        parts = tuple(round(part) for part in parts)
        price = line.numbers["cost"] / sum(parts)
        numbers = {**line.numbers, "planned_units": sum(parts), "unit_rate": price}
        return replace(line, numbers=numbers, extra={f"day {at}": part for at, part in enumerate(parts)})

    def spots(at: int) -> Callable[[Line], Value]:
        return lambda line: line.extra[f"day {at}"] or None

    draft.relabel(booked)
    names = Locale(draft.words.language).days["stand-alone"]["abbreviated"]
    columns = [Column(f"weekday:{at}", [Head(str(names[at]))], spots(at), "beside") for at in range(7)]
    at = draft.table.columns.index(units)
    draft.table.columns[at:at] = columns
    units.heads[-1].text = draft.word("spots")
    draft.either.append(("planned_units", "spots"))
    return None


@knob("header", "rows")
def numbered_columns(draft: Draft) -> bool | None:
    """A row below the header numbers the columns."""
    if any(len(c.heads) > 1 for c in draft.table.columns) or draft.table.gap:
        return False
    for at, column in enumerate(draft.table.columns, 1):
        column.heads.append(Head(at))
    return None


@knob("header", "rows")
def four_rows(draft: Draft) -> bool | None:
    """Four header rows: the client's name over all, two levels of headings, then the header."""
    if any(len(c.heads) > 1 for c in draft.table.columns) or draft.spans:
        return False
    whole, media, plan = Head(draft.word("title"), True), Head("Media", True), Head(draft.word("plan"), True)
    for column in draft.table.columns:
        kind = plan if column.kind in ("amount", "rate") else media
        column.heads = [whole, kind, Head(None), *column.heads]
    return None


@knob("around", "brief")
def letterhead(draft: Draft) -> None:
    """The sheet is an offer on the agency's paper: address, telephone, number, place and day."""
    day = Span(draft.lines[0].flight.first.replace(month=1, day=9), draft.lines[0].flight.last).first
    place = draft.words["markets"][0]
    above = [
        Strip({0: "Blue Harbour Media, 14 Quay Street, 10115"}),
        Strip({0: "Tel. 020 7946 0018", 3: "office@blueharbour.example"}),
        Strip({}),
        Strip({0: f"No. {draft.chance.randint(2600, 9900)}/{day.year}"}),
        Strip({2: f"{place}, {day:%d.%m.%Y}"}),
        Strip({}),
    ]
    draft.table.above = [*above, *draft.table.above]
