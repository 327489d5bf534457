"""Texts that name a year and the number of a part of it: '2024-07', '202407', '07/2024'; those beside them say which part."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from worker.text import CJK, plain, words
from worker.values.dates.calendar_words import marks_of
from worker.values.dates.fiscal import fiscal_years

_YEAR, _PART = r"(?P<year>20[0-4]\d)", r"(?P<part>\d{1,2})"
_FORMS = tuple(
    re.compile(form)
    for sign in (r"\s?[-–/._]\s?", r"\s")
    for form in (f"{_YEAR}{sign}{_PART}", f"{_PART}{sign}{_YEAR}")
) + (re.compile(rf"{_YEAR}(?P<part>\d\d)"),)
_ONE_DIGIT = re.compile(rf"{_YEAR}(?P<part>[1-4])")
"""'20241', where quarters or halves are counted."""
_PARTS = {"half": range(1, 3), "quarter": range(1, 5), "month": range(1, 13), "week": range(1, 54)}
_WRITTEN = {
    "half": "H{part} {year}",
    "quarter": "Q{part} {year}",
    "week": "W{part} {year}",
    "month": "{year}-{part:02}",
}
_SHORT_YEAR = r"(?P<year>2\d|3[0-5])"
_SHORT = tuple(
    re.compile(f) for f in (rf"{_SHORT_YEAR}[-/.](?P<part>\d\d)", rf"(?P<part>\d\d)[-/.]{_SHORT_YEAR}")
)
"""'24-07', where weeks are counted."""
_ENDING = 2
"""Letters that a plural has more."""
_FEWEST = 2
"""Different texts; one alone may be anything."""


def units_of(texts: Collection[str], unit: str | None = None) -> dict[str, str]:
    """Each text as the week, month, quarter or half that it names: 'W7 2024', '2024-07', 'Q2 2024'.

    Empty where the texts are not all written in one way. *unit* is what a word beside them counts; numbers over
    twelve are weeks whatever it says, and without a word the others are months.
    """
    different = set(texts)
    if len(different) < _FEWEST:
        return {}
    more = [_ONE_DIGIT] if unit in ("half", "quarter") else _SHORT if unit == "week" else ()
    for form in (*_FORMS, *more):
        matches = [match for text in different if (match := form.fullmatch(text))]
        if len(matches) < len(different) or (form in _SHORT and _are_spans(matches)):
            continue
        parts = {int(match["part"]) for match in matches}
        counted = next((u for u in (unit, "month", "week") if u in _PARTS and parts <= set(_PARTS[u])), None)
        if counted:
            return {match.group(): _written(counted, match) for match in matches}
    return {}


def _are_spans(matches: Sequence[re.Match[str]]) -> bool:
    """Whether '24-28' may be the first and last of several weeks: none goes backwards, or the years are far apart."""
    years = {int(match["year"]) for match in matches}
    backwards = any(int(re.split(r"\D", m.group())[0]) > int(re.split(r"\D", m.group())[1]) for m in matches)
    return max(years) - min(years) > 1 or not backwards


def _written(unit: str, match: re.Match[str]) -> str:
    year = match["year"] if len(match["year"]) == len("2024") else f"20{match['year']}"
    return _WRITTEN[unit].format(part=int(match["part"]), year=year)


def is_year_part(text: str) -> bool:
    """Whether a text alone may be a year and a part of it."""
    return any(form.fullmatch(text) for form in _FORMS)


def names_year(header: str) -> bool:
    """Whether a header's word is one for a year, be it in its plural; a fiscal year is none."""
    return not fiscal_years(header) and any(
        (len(mark) > 1 or CJK.search(mark)) and name.startswith(mark) and len(name) <= len(mark) + _ENDING
        for name in words(plain(header))
        for mark in marks_of("year")
    )
