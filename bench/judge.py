"""Does an export say what the plan says, and where it does not, does it say so? One verdict a plan.

The truth is a `NAME.truth.json` (see `docs/made_plans.md`). A problem is a line too many or too few, a measure that is missing or wrong (its
sum to 1e-4, or its currency), money or volume that is not in the plan, dates that are wrong, missing or invented. A
problem is named where a warning, an error, a question or a total that is not ok points at it; a note names nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from bench.outcome import Answer, Outcome, Row
from bench.plans.truth import Truth
from worker.shapes.grid import column_number

MONEY = ("net_cost", "gross_cost", "planned_budget", "spend", "agency_fee", "revenue")
VOLUME = (
    "planned_units",
    "planned_impressions",
    "impressions",
    "clicks",
    "video_views",
    "video_completions",
    "conversions",
    "grp",
    "spots",
)
Verdict = Literal["right", "needless", "asked", "silent", "settled wrong", "refused", "crashed"]
VERDICTS: tuple[Verdict, ...] = (
    "right",
    "needless",
    "asked",
    "silent",
    "settled wrong",
    "refused",
    "crashed",
)
"""`needless`: right, and a person is asked for nothing. `asked`: wrong or open, and named. `silent`: a problem that nothing
names. `settled wrong`: silent with exit 0, or settled although a person has to be asked. `refused`: exit 2."""

Sums = dict[str, dict[str, float]]
Right = Mapping[str, float | list[float]]
"""Currency -> the right sum, or several right ones."""


@dataclass(frozen=True)
class Problem:
    """Something that is not as the plan says, and what of the answer names it."""

    sentence: str
    named: str | None


@dataclass(frozen=True)
class Judgement:
    """The verdict on one plan."""

    verdict: Verdict
    problems: tuple[Problem, ...] = ()

    @property
    def sentence(self) -> str:
        """The problems; '!' before those that nothing names."""
        return "; ".join(f"{'' if p.named else '!'}{p.sentence}" for p in self.problems)


def judge(truth: Truth, outcome: Outcome) -> Judgement:
    """The verdict on *outcome*; of several right answers the best fitting one counts."""
    if outcome.code not in (0, 1):
        return Judgement("crashed" if outcome.code > 2 else "refused", (Problem(outcome.error, None),))
    others: list[Truth] = truth.get("alternatives") or [{}]
    answers: list[Truth] = [{**truth, **other} for other in others]
    problems = min(
        (_problems(answer, outcome) for answer in answers),
        key=lambda p: (len(p), sum(not x.named for x in p)),
    )
    return Judgement(_verdict(truth, outcome.code, problems), tuple(problems))


def _verdict(truth: Truth, code: int, problems: Sequence[Problem]) -> Verdict:
    due = bool(truth.get("must_ask"))
    if not problems:
        if code == 0:
            return "settled wrong" if due else "right"
        return "right" if due or truth.get("may_ask") else "needless"
    if code == 0:
        return "settled wrong"
    return "silent" if any(not p.named for p in problems) else "asked"


# ---------------------------------------------------------------- sums


def near(a: float, b: float) -> bool:
    """Equal to 1e-4."""
    return abs(a - b) <= 1e-4 * max(abs(a), abs(b), 1e-9)


def added(rows: Iterable[Row]) -> Sums:
    """Field -> currency -> sum; the currency of what is no money is ''."""
    sums: dict[str, defaultdict[str, float]] = {}
    for row in rows:
        for name in (*MONEY, *VOLUME):
            if row.get(name) not in (None, ""):
                currency = str(row.get("currency") or "").strip() if name in MONEY else ""
                sums.setdefault(name, defaultdict(float))[currency] += _float(row[name])
    return {name: dict(by) for name, by in sums.items()}


def _float(value: object) -> float:
    if not isinstance(value, (str, int, float)):
        return 0.0
    try:
        return float(value)
    except ValueError:
        return 0.0


def agrees(by: Mapping[str, float] | None, right: Right) -> bool:
    """Whether sums by currency are as they should be; 'EUR|' is EUR or none; no other currency may stand there."""
    left = {currency: v for currency, v in (by or {}).items() if not near(v, 0)}
    for key, value in right.items():
        got = sum(left.pop(currency, 0.0) for currency in set(key.split("|")))
        if not any(near(got, w) for w in (value if isinstance(value, list) else [value])):
            return False
    return not left


def _amounts_of(by: Right | None) -> str:
    return (
        " + ".join(
            f"{v if isinstance(v, list) else format(v, ',.2f')} {c.split('|')[0]}".strip()
            for c, v in (by or {}).items()
        )
        or "nothing"
    )


# ---------------------------------------------------------------- problems


def _spans(by_sheet: Mapping[str, Sequence[int | str]] | None) -> dict[str, set[int]]:
    """{sheet: [5, "7-9"]} -> {sheet: {5, 7, 8, 9}}."""
    rows: dict[str, set[int]] = {}
    for sheet, parts in (by_sheet or {}).items():
        rows[sheet] = set()
        for part in parts:
            first, _, last = str(part).partition("-")
            rows[sheet] |= set(range(int(first), int(last or first) + 1))
    return rows


def _problems(truth: Truth, outcome: Outcome) -> list[Problem]:
    answer, table = Answer(outcome), outcome.rows
    due, free = _spans(truth.get("rows")), _spans(truth.get("rows_optional"))
    got: dict[str, set[int]] = defaultdict(set)
    for row in table:
        if row.get("source_row"):
            got[str(row.get("source_sheet") or "")].add(int(_float(row["source_row"])))
    sheets = set(truth.get("sheets") or due)
    lines = list(_line_problems(truth, answer, due, free, got, sheets))
    named = all(p.named for _, p in lines)
    gone = any(kind == "missing" for kind, _ in lines)
    true_rows = [
        r
        for r in table
        if truth.get("rows") is None
        or int(_float(r.get("source_row")))
        in due.get(str(r.get("source_sheet")), set()) | free.get(str(r.get("source_sheet")), set())
    ]
    problems = [p for _, p in lines]
    windows = {sheet: (min(rows) - 6, max(rows) + 15) for sheet, rows in due.items() if rows}
    measures = _Measures(truth, answer, table, true_rows, windows, sheets | set(got))
    problems += measures.problems(named, gone)
    return problems + list(_date_problems(truth, answer, true_rows, sheets))


def _line_problems(
    truth: Truth,
    answer: Answer,
    due: Mapping[str, set[int]],
    free: Mapping[str, set[int]],
    got: Mapping[str, set[int]],
    sheets: set[str],
) -> Iterable[tuple[str, Problem]]:
    if truth.get("rows") is None:
        count = sum(map(len, got.values()))
        if truth.get("lines") is not None and count != truth["lines"]:
            named = next((w for w in (answer.lines(s, rows, True) for s, rows in got.items()) if w), None)
            yield "count", Problem(f"{count} lines for {truth['lines']}", named)
        return
    for sheet in sorted({*got, *due}):
        own, right = got.get(sheet, set()), due.get(sheet, set())
        for kind, rows in (("extra", own - right - free.get(sheet, set())), ("missing", right - own)):
            if rows:
                sentence = f"{len(rows)} lines {kind} on '{sheet}' ({', '.join(map(str, sorted(rows)[:6]))})"
                yield kind, Problem(sentence, answer.lines(sheet, rows, sheet in sheets))


class _Measures:
    """The measures of an export beside the plan's."""

    def __init__(
        self,
        truth: Truth,
        answer: Answer,
        table: Sequence[Row],
        true_rows: Sequence[Row],
        windows: Mapping[str, tuple[int, int]],
        sheets: set[str],
    ) -> None:
        self.truth, self.answer = truth, answer
        self.sums, self.true_sums = added(table), added(true_rows)
        self.has_true_rows = bool(true_rows)
        self.windows, self.sheets = windows, sheets
        self.used = {
            field
            for name, right in truth["sums"].items()
            for field in self._twins(name)
            if self.sums.get(field) and agrees(self.sums[field], right)
        }
        """The fields that hold a measure of the plan."""

    def _twins(self, name: str) -> list[str]:
        """A field, and those that may hold the same measure."""
        groups = [group for group in self.truth.get("either", ()) if name in group]
        return [name, *(other for group in groups for other in group if other != name)]

    def _named(self, fields: set[str], name: str) -> str | None:
        """What of the answer names a fault of these fields."""
        places = self.truth.get("columns", {}).get(name, {})
        columns = {sheet: {column_number(letters) for letters in many} for sheet, many in places.items()}
        return self.answer.measure(fields, columns, self.windows, self.sheets)

    def problems(self, lines_named: bool, lines_missing: bool) -> Iterator[Problem]:
        """What is wrong or missing, then what is not in the plan; faults of the lines explain those of their measures."""
        for name, right in self.truth["sums"].items():
            if not any(agrees(self.sums.get(field), right) for field in self._twins(name)):
                yield self._wrong(name, right, lines_named, lines_missing)
        yield from self._extra(lines_named)

    def _wrong(self, name: str, right: Right, lines_named: bool, lines_missing: bool) -> Problem:
        by_rows = [field for field in self._twins(name) if agrees(self.true_sums.get(field), right)]
        there = by_rows or [
            f for f in self._twins(name) if f not in self.used and _is_something(self.sums.get(f))
        ]
        self.used |= set(there)
        if by_rows:
            differs = any(total.get("measure") in by_rows for total in self.answer.off)
            named = "its total" if differs else "the lines" if lines_named else None
        elif lines_missing and lines_named and not (there and self.has_true_rows):
            named = "the lines"
        else:
            named = self._named({*there, name}, name)
        amounts = ", ".join(f"{field} {_amounts_of(self.sums[field])}" for field in there) or "nothing"
        fault = "wrong" if there else "missing"
        return Problem(f"{name} {fault}: {amounts} for {_amounts_of(right)}", named)

    def _extra(self, lines_named: bool) -> Iterator[Problem]:
        for name in (*MONEY, *VOLUME):
            by = self.sums.get(name)
            if name in self.used or name in self.truth.get("optional", ()) or not _is_something(by):
                continue
            right = self.truth.get("optional_sums", {}).get(name)
            if right and agrees(by, right):
                continue
            of_lines = "the lines" if lines_named and name not in self.true_sums else None
            yield Problem(f"extra {name} {_amounts_of(by)}", of_lines or self._named({name}, name))


def _is_something(by: Mapping[str, float] | None) -> bool:
    return any(not near(amount, 0) for amount in (by or {}).values())


def _date_problems(truth: Truth, answer: Answer, rows: Sequence[Row], sheets: set[str]) -> Iterable[Problem]:
    right = truth.get("dates")
    if not right:
        return
    days = sorted(
        _day(r[c]) for r in rows for c in ("date", "start_date", "end_date") if r.get(c) not in (None, "")
    )
    named = answer.dates(sheets, not days)
    if right == "unknown":
        if days:
            yield Problem(f"dates invented: {days[0]} to {days[-1]}", named)
    elif not days:
        if rows and not right.get("may_be_blank"):
            yield Problem(f"no date for {right['first']} to {right['last']}", named)
    else:
        ends = any(r.get("end_date") not in (None, "") for r in rows)
        last = days[-1] == right["last"] or (not ends and days[-1][:7] == right["last"][:7])
        if days[0] != right["first"] or not last:
            yield Problem(f"dates {days[0]} to {days[-1]} for {right['first']} to {right['last']}", named)


def _day(value: object) -> str:
    return value.isoformat()[:10] if isinstance(value, (date, datetime)) else str(value)[:10]
