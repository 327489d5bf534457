"""What an export gave, and what of it names a fault to a person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from worker.shapes.grid import column_number
from worker.shapes.json import Json

NICKNAMES = {
    "gross_cost": "gross",
    "net_cost": "net",
    "agency_fee": "fee",
    "planned_budget": "budget",
    "planned_impressions": "impressions",
}
"""Words in the codes of findings that speak of a field."""
ABOUT_TABLES = ("version", "table", "sheet", "summary", "alternative", "scope")
ABOUT_DATES = ("date", "period", "year", "month", "week", "flight")
NEVER_ABOUT_A_MEASURE = ("cost-without-dates", "date-not-read", "duplicate-line")
NEVER_DOUBTS_DATES = ("date-not-read", "cost-without-dates", "period-measure-assumed")

Row = Json


@dataclass(frozen=True)
class Outcome:
    """What an export gave: its exit code, its JSON, its rows."""

    code: int
    answer: Json
    rows: Sequence[Row]
    error: str = ""


@dataclass(frozen=True)
class _Place:
    columns: tuple[int, int] | None
    rows: tuple[int, int] | None


@dataclass(frozen=True)
class _Finding:
    """A warning or an error of the answer."""

    code: str
    sheet: str | None
    place: _Place | None
    sentence: str
    fields: frozenset[str]
    error: bool

    @property
    def bare(self) -> str:
        """The sentence without what it quotes."""
        return re.sub(r"'[^']*'|the nearest field is \S+", " ", self.sentence)

    @property
    def label(self) -> str:
        return f"{self.code} {self.sheet}"


class Answer:
    """What an export's JSON says to a person."""

    def __init__(self, outcome: Outcome) -> None:
        answer = outcome.answer
        self.questions = list(answer.get("questions") or ())
        findings = [_finding(code, f) for code, many in answer.get("findings", {}).items() for f in many]
        self.findings = [finding for finding in findings if finding is not None]
        both = answer.get("reconciliation") or {}
        self.off = [t for key in ("totals", "levels") for t in both.get(key, ()) if t.get("ok") is False]
        self.whole = next(
            (s.code for s in self.findings if s.error and not s.sheet and not outcome.rows), None
        )

    def question(
        self,
        kinds: Sequence[str],
        sheets: Iterable[str],
        fields: set[str] | None = None,
        columns: Mapping[str, set[int]] | None = None,
    ) -> str | None:
        """A question names what it says it is about; a bare one names a whole plan's year or version at most."""
        for q in self.questions:
            at = set(q.get("sheets") or ([q["sheet"]] if q.get("sheet") else []))
            if q.get("kind") not in kinds or (at and not at & set(sheets)):
                continue
            if fields is None:
                if at or q.get("kind") in ("version", "year", "calendar", "dates"):
                    return f"question {q.get('id')}"
                continue
            numbers = {column_number(c) if isinstance(c, str) else c for c in q.get("columns") or ()}
            if set(q.get("fields") or ()) & fields or any(
                numbers & (columns or {}).get(s, set()) for s in at
            ):
                return f"question {q.get('id')}"
        return None

    def measure(
        self,
        fields: set[str],
        columns: Mapping[str, set[int]],
        windows: Mapping[str, tuple[int, int]],
        sheets: set[str],
    ) -> str | None:
        """What names a missing or wrong measure: its total, or a finding on its column or with its name."""
        for total in self.off:
            if total.get("measure") in fields:
                return f"total of {total['measure']}"
        for s in self.findings:
            if s.code in NEVER_ABOUT_A_MEASURE:
                continue
            inside = _inside(s, windows)
            own = columns.get(s.sheet or "")
            if own and inside and s.place and s.place.columns:
                span = set(range(s.place.columns[0], s.place.columns[1] + 1))
                if own & span and (len(span) <= 3 or own >= span):
                    return s.label
            called = any(
                re.search(rf"\b{f}\b", s.bare) or NICKNAMES.get(f, f) in s.code.split("-") for f in fields
            )
            if (called or s.fields & fields) and (s.sheet is None or s.sheet in sheets) and inside:
                return s.label
        return self.question(("measure", "periods", "sheet", "lines"), sheets, fields, columns) or self.whole

    def lines(self, sheet: str, rows: set[int], belongs: bool) -> str | None:
        """What names lines too many or too few; *belongs*: the sheet is part of the plan."""
        if any(t.get("sheet") == sheet for t in self.off):
            return f"a total of {sheet}"
        named: set[int] = set()
        for s in self.findings:
            of_tables = any(word in s.code for word in ABOUT_TABLES)
            if s.sheet != sheet and not (of_tables and (s.sheet is None or sheet.strip() in s.sentence)):
                continue
            if s.place is None or of_tables:
                return s.label
            if s.place.rows and belongs:
                span = set(range(s.place.rows[0], s.place.rows[1] + 1))
                named |= span & rows if len(span & rows) * 2 >= len(span) else set()
        if belongs and len(named) * 2 >= len(rows):
            return f"findings on rows {sorted(named)[:6]}"
        kinds = ("version", "sheet", "lines") if belongs else ("version", "sheet")
        return self.question(kinds, [sheet]) or self.whole

    def dates(self, sheets: set[str], missing: bool) -> str | None:
        """What names missing dates: any word on dates; what names wrong ones: a word that doubts them."""
        for s in self.findings:
            if s.sheet is not None and s.sheet not in sheets:
                continue
            about = any(word in s.code for word in ABOUT_DATES)
            doubts = "taken as" in s.bare or "year" in s.bare
            speaks = re.search(r"\b(date|start_date|end_date|year)\b", s.bare) is not None
            if (missing and about) or (speaks and (missing or doubts) and s.code != "date-not-read"):
                return s.label
            if not missing and about and s.code not in NEVER_DOUBTS_DATES:
                return s.label
        return self.question(("dates", "year", "calendar"), sheets) or self.whole


def _finding(code: str, finding: Json) -> _Finding | None:
    if finding.get("severity") not in ("warning", "error"):
        return None
    fields = frozenset(f for f in (finding.get("fields") or [finding.get("field")]) if f)
    place = _place(finding.get("cell"))
    return _Finding(
        code,
        finding.get("sheet"),
        place,
        finding.get("sentence") or "",
        fields,
        finding["severity"] == "error",
    )


def _place(cell: str | None) -> _Place | None:
    """'C3', 'F:F', '4:9', 'A14:A38'."""
    ends = [re.fullmatch(r"\$?([A-Z]*)\$?(\d*)", part) for part in str(cell or "").split(":")]
    if not cell or not all(ends):
        return None
    columns = [column_number(m[1]) for m in ends if m and m[1]]
    rows = [int(m[2]) for m in ends if m and m[2]]
    return _Place((min(columns), max(columns)) if columns else None, (min(rows), max(rows)) if rows else None)


def _inside(finding: _Finding, windows: Mapping[str, tuple[int, int]]) -> bool:
    window = windows.get(finding.sheet or "")
    if finding.place is None or finding.place.rows is None or window is None:
        return True
    first, last = window
    return first <= finding.place.rows[0] <= last
