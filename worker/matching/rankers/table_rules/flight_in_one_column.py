"""A column of spans of days holds each line's flight, where no other column has dates."""

from __future__ import annotations

import re
from collections.abc import Sequence

from worker.matching.rankers.facts import Facts
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import LIKELY, SURE, Table, chance_of, decided
from worker.values.dates.lists import listed_days
from worker.values.dates.orders import column_order
from worker.values.dates.parsing import parse_range
from worker.values.dates.year_parts import units_of

ORDER = 45
FIRST_DAY = "start_date"
"""The field that such a column feeds; the reader of dates finds the last day in the same cells."""
NAMES_TIME = 0.2
"""Chance from which a header speaks of a period or a length, so that '3.1-3.15' below it are days."""
_TIMES = frozenset({"~period_label", "~flight_length"})
MOST = 0.75
"""Share of such spans below a header of time: a line beside them may have its day of delivery."""
LONGER = 0.5
"""Share of them that is longer than a day: '26.10.12~10.12' beside others is a flight as well."""
SOME_YEAR = 2024
"""Completes '1 Feb - 29 Feb' while it is asked whether a text is a span; a leap year has every day."""

_NO_DECIMALS = re.compile(r"\d{4}|[^\W\d_]{3}|(?<!\d)0\d[./-]\d")
"""A year, a month's name or a leading zero: '1.5-2.5' may be a range of prices."""
_DAY_AND_MONTH = re.compile(r"\d{1,2}\.\s?\d{1,2}\.")


def concerns(facts: Facts) -> bool:
    """Columns with values."""
    return "samples" in facts.has


def apply(table: Table) -> list[Ranking]:
    """The one column of spans starts each line; nothing where a column of dates is there, or two of spans."""
    rankings = list(table.rankings)
    dates = table.fields.dates
    spans = [
        at
        for at, (column, ranking) in enumerate(zip(table.columns, rankings, strict=True))
        if holds_spans(column.samples, named=names_time(ranking, dates))
    ]
    if FIRST_DAY not in table.fields or len(spans) != 1:
        return rankings
    others = [ranking for at, ranking in enumerate(rankings) if at != spans[0]]
    if any(chance_of(ranking, dates) >= LIKELY for ranking in others):
        return rankings
    at = spans[0]
    if chance_of(rankings[at], dates) < SURE:
        rankings[at] = decided(rankings[at], FIRST_DAY)
    return rankings


def names_time(ranking: Ranking, dates: frozenset[str]) -> bool:
    """Whether the header speaks of a time: a period, the length of a flight, a date."""
    concept, chance = ranking.concept or ("", 0.0)
    return (concept in _TIMES and chance >= NAMES_TIME) or chance_of(ranking, dates) >= LIKELY


def holds_spans(samples: Sequence[str], *, named: bool) -> bool:
    """Whether every value names a first and a later last day, or most do below a header that speaks of time (*named*)."""
    texts = [text for text in samples if text.strip()]
    if not named and not any(map(_NO_DECIMALS.search, texts)):
        return False
    units = units_of(texts) if named or not all(map(str.isdecimal, texts)) else {}
    texts = [units.get(text, text) for text in texts]
    order = column_order(texts) or "dmy"
    spans = [parse_range(text, order, SOME_YEAR) or listed_days(text, order, SOME_YEAR) for text in texts]
    flights = sum(span is not None and span[0] < span[1] for span in spans)
    days = sum(bool(_DAY_AND_MONTH.fullmatch(text.strip())) for text in texts)
    if named and len(spans) == flights + days and None not in spans:
        return bool(spans)  # '4.3.' is the day of a paper, '1.3.-31.3.' the month of a poster
    if not named or flights < 2:  # noqa: PLR2004
        return bool(spans) and flights == len(spans)
    in_order = sum(span is not None and span[0] <= span[1] for span in spans)
    return in_order >= MOST * len(spans) and flights >= LONGER * len(spans)
