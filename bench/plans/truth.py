"""What is right for a made plan: its rows, sums by field and currency, dates, and what must be asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, TypedDict

from bench.plans.draft import Draft
from bench.plans.flat import Line
from bench.plans.sheet import Value, letter, shown
from bench.plans.table import Column, Placed

VAGUE = {"$": "USD|", "¥": "CNY|JPY|"}
"""Signs that several countries use: the raw data may name the commoner one, or none."""
MEASURES = frozenset(
    [
        "net_cost",
        "gross_cost",
        "planned_budget",
        "spend",
        "agency_fee",
        "planned_units",
        "planned_impressions",
        "clicks",
        "video_views",
    ]
)
MONEY = frozenset(["net_cost", "gross_cost", "planned_budget", "spend", "agency_fee"])


class Span(TypedDict, total=False):
    """The first and the last day, in ISO 8601."""

    first: str
    last: str
    may_be_blank: bool


class Truth(TypedDict, total=False):
    """What is right for a plan, in the form of `NAME.truth.json`; `docs/made_plans.md` explains the keys."""

    file: str
    knobs: list[str]
    language: str
    sheets: list[str]
    lines: int | None
    rows: Mapping[str, Sequence[int | str]] | None
    """Sheet -> rows; a text is a span, '7-9'."""
    rows_optional: Mapping[str, Sequence[int | str]]
    sums: Mapping[str, Mapping[str, float | list[float]]]
    """Field -> currency -> sum; of several right sums a list."""
    optional_sums: Mapping[str, Mapping[str, float | list[float]]]
    columns: dict[str, dict[str, list[str]]]
    either: list[list[str]]
    dates: Span | Literal["unknown"]
    must_ask: list[str]
    may_ask: list[str]
    optional: list[str]
    alternatives: list[Truth]
    """Other right answers: what they say takes the place of the first one's."""


def truth_of(draft: Draft, placed: Sequence[Placed], file: str, knobs: Sequence[str]) -> Truth:
    """The answer in the form of `NAME.truth.json`; *placed* holds the plan's tables first, then its versions."""
    own = placed[: len(draft.tables)]
    answers = [_answer(draft, own)]
    if "euro" in draft.tags:
        answers = [_in_euro(draft, own, answers[0], both) for both in (None, False, True)]
    if "Which version counts." in draft.must_ask or "same_copy" in knobs:
        answers += [_answer(draft, [one]) for one in placed[len(draft.tables) :]]
    rows_optional: dict[str, list[int]] = {}
    for one in own:
        rows = [one.row(e) for e in one.table.entries if e.optional]
        if rows:
            rows_optional.setdefault(one.sheet.name, []).extend(rows)
    return {
        "file": file,
        "knobs": list(knobs),
        "language": draft.words.language,
        **answers[0],
        "rows_optional": rows_optional,
        "optional_sums": _optional_sums(draft, own),
        "either": [list(group) for group in draft.either],
        "dates": _dates(draft, own),
        "must_ask": draft.must_ask,
        "may_ask": draft.may_ask,
        "optional": sorted(draft.optional),
        "alternatives": answers if len(answers) > 1 else [],
    }


def _answer(draft: Draft, placed: Sequence[Placed]) -> Truth:
    sums: dict[str, dict[str, float]] = {}
    columns: dict[str, dict[str, list[str]]] = {}
    for one in placed:
        for name, own in _by_field(one).items():
            by = sums.setdefault(name, {})
            for line in one.table.lines:
                key = _currency(draft, own[0], line) if name in MONEY else ""
                by[key] = by.get(key, 0) + sum(column.truth(line) for column in own)
            sums[name] = {key: round(amount, 2) for key, amount in by.items()}
            letters = columns.setdefault(name, {}).setdefault(one.sheet.name, [])
            letters += [letter for c in own if (letter := one.letter(c.key)) not in letters]
    rows: dict[str, set[int]] = {}
    for one in placed:
        rows.setdefault(one.sheet.name, set()).update(one.line_rows(one.table.lines))
    for name, amount in draft.sums.items():
        sums[name] = {_currency(draft, None) if name in MONEY else "": round(amount, 2)}
    turned = "turned" in draft.tags
    return {
        "sheets": list(rows),
        "lines": None if draft.sums else sum(len(one.table.lines) for one in placed),
        "rows": None if draft.sums or turned else {sheet: sorted(at) for sheet, at in rows.items()},
        "sums": {name: by for name, by in sums.items() if any(by.values())},
        "columns": {} if turned else columns,
    }


def _by_field(one: Placed) -> dict[str, list[Column]]:
    """The columns that carry each field: its own ones, else its periods."""
    by_field: dict[str, list[Column]] = {}
    for kind in ("amount", "period"):
        for column in one.table.columns:
            name = column.field
            if (
                column.kind == kind
                and name in MEASURES
                and (kind == "amount" or not _whole(by_field.get(name, ())))
            ):
                by_field.setdefault(name, []).append(column)
    return by_field


def _whole(columns: Sequence[Column]) -> bool:
    return any(column.kind == "amount" for column in columns)


def _currency(draft: Draft, column: Column | None, line: Line | None = None) -> str:
    if column and column.currency:
        return column.currency
    if line is not None and draft.table.column("currency"):
        return line.currency
    code = draft.currency.code
    if draft.says_currency and draft.encoding.startswith("utf"):
        return code
    # A country's tax says its currency, whatever the prices are in.
    of_tax = [one.code for one in draft.words.currencies] if "tax rate" in draft.tags else []
    return "|".join([code, VAGUE.get(draft.currency.sign, ""), *of_tax])


def _in_euro(draft: Draft, placed: Sequence[Placed], local: Truth, both: bool | None) -> Truth:
    """The local money alone (None), the money in euro alone (False), or one beside the other (True)."""
    if both is None:
        return local
    field = next(f for f in (draft.main.field if draft.main else None, "net_cost") if f)
    euro = 0.0
    for one in placed:
        column = one.table.column("euro")
        euro += sum(column.truth(line) for line in one.table.lines) if column else 0.0
    by = {**(local["sums"].get(field, {}) if both else {}), "EUR": round(euro, 2)}
    return {**local, "sums": {**local["sums"], field: by}}


def _optional_sums(draft: Draft, placed: Sequence[Placed]) -> dict[str, dict[str, float]]:
    """Money with VAT beside the money without it: it may be left out, but not be wrong."""
    amounts = [
        c.truth(line) for one in placed if (c := one.table.column("with_vat")) for line in one.table.lines
    ]
    if not amounts:
        return {}
    return {
        "gross_cost": {f"{draft.currency.code}|{VAGUE.get(draft.currency.sign, '')}": round(sum(amounts), 2)}
    }


def _dates(draft: Draft, placed: Sequence[Placed]) -> Span | Literal["unknown"]:
    if draft.dates == "unknown":
        return "unknown"
    lines = [line for one in placed for line in one.table.lines] or draft.lines
    first, last = min(x.flight.first for x in lines), max(x.flight.last for x in lines)
    return {"first": first.isoformat(), "last": last.isoformat()}


# ---------------------------------------------------------------- the truth against the cells


def contradictions(draft: Draft, placed: Sequence[Placed], truth: Truth) -> list[str]:
    """Where the truth is not what the sheets' own cells say: the cells of its rows and columns, added up again."""
    wrong = []
    for answer in [truth, *truth["alternatives"]][: 1 if "euro" in draft.tags else None]:
        for name, by_sheet in answer["columns"].items():
            if name in draft.sums:
                continue
            cells = sum(_added(draft, one, name, answer) for one in placed if one.sheet.name in by_sheet)
            whole = sum(v for v in answer["sums"].get(name, {}).values() if not isinstance(v, list))
            if abs(cells - whole) > 0.02 + 1e-9 * abs(whole):
                wrong.append(f"{name}: the cells add up to {cells:,.2f}, the truth says {whole:,.2f}")
        for one in placed:
            rows = _rows(answer, one)
            wrong += [
                f"{one.sheet.name}: row {row} is no line"
                for row in rows
                if one.sheet.labels.get(row) != "data"
            ]
    return wrong


def _rows(answer: Truth, one: Placed) -> list[int]:
    rows = answer.get("rows")
    own = one.line_rows(one.table.lines)
    return own if rows is None else [row for row in own if row in rows.get(one.sheet.name, ())]


def _added(draft: Draft, one: Placed, name: str, answer: Truth) -> float:
    numbers = {letter(number): key for key, number in one.numbers.items()}
    total = 0.0
    for at in answer["columns"][name][one.sheet.name]:
        if at not in numbers:
            continue  # of a table beside it
        column = one.table.column(numbers[at])
        scale = column.scale if column else 1
        for row in _rows(answer, one):
            total += _number(draft, shown(one.sheet.cells.get((row, one.numbers[numbers[at]])))) * scale
    return total


def _number(draft: Draft, value: Value) -> float:
    if isinstance(value, (int, float)):
        return float(value)
    if not isinstance(value, str) or not any(ch.isdigit() for ch in value) or value == "1e400":
        return 0.0
    digits = "".join(ch for ch in value if ch.isdigit() or ch in f"-{draft.currency.decimal}").strip(".")
    return float(digits.replace(draft.currency.decimal, ".")) * (1000 if value.endswith("K") else 1)
