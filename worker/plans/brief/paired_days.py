"""First and last day of the campaign in two facts of a brief, one below the other, whose labels nobody has listed.

'Kampanya başlangıcı | 3 May 2027' over 'Kampanya bitişi | 30 Jun 2027': both name the campaign, and the days rise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from worker.knowledge.vocabulary import shipped_vocabulary
from worker.knowledge.words import phrases
from worker.plans.brief.words import is_open
from worker.shapes.layout import BriefItem
from worker.text import normalise, plain, words
from worker.values.dates.parsing import parse_date
from worker.values.dates.parts import Order

STEM = 6
"""First letters of a word that stay through its cases and in compounds: 'kampanii', 'Kampagnenbeginn'."""
_DATES = ("start_date", "end_date")


def with_paired_days(items: Sequence[BriefItem], order: Order | None) -> list[BriefItem]:
    """*items*, of which two that are first and last day are called so; one of them may be known by its label."""
    result = list(items)
    for at, (first, last) in enumerate(pairwise(items)):
        known = [
            name for name in _DATES if any(item.field == name for item in items if item not in (first, last))
        ]
        if not known and _are_flight(first, last, order):
            result[at], result[at + 1] = replace(first, field=_DATES[0]), replace(last, field=_DATES[1])
    return [_as_iso(item, order) if item.field in _DATES else item for item in result]


def _are_flight(first: BriefItem, last: BriefItem, order: Order | None) -> bool:
    fields = (first.field, last.field)
    fits = all(field in (None, name) for field, name in zip(fields, _DATES, strict=True)) and None in fields
    if not fits or (last.row, last.column) != (first.row + 1, first.column):
        return False
    if is_open(first.label) or is_open(last.label):
        return False
    of_campaign = _stems(first.label) & _stems(last.label) & _campaigns()
    if not of_campaign and not all(map(_heads, (first.label, last.label), _DATES)):
        return False
    days = parse_date(first.value, order), parse_date(last.value, order)
    return days[0] is not None and days[1] is not None and days[0] < days[1]


def _heads(label: str, field: str) -> bool:
    """Whether a label is a name of the field's columns: 'Start' over 'Slut'."""
    return any(sense.name == field for sense in shipped_vocabulary().senses.get(normalise(label), ()))


def _as_iso(item: BriefItem, order: Order | None) -> BriefItem:
    day = parse_date(item.value, order)
    return replace(item, value=day.isoformat()) if day else item


def _stems(text: str) -> set[str]:
    return {word[:STEM] for word in words(plain(text)) if len(word) >= STEM}


@lru_cache(maxsize=1)
def _campaigns() -> frozenset[str]:
    """The stems of the words that name the campaign or its time."""
    names = {phrase for name, phrase in phrases("brief") if name in ("campaign_name", "period")}
    return frozenset(stem for phrase in names if len(words(plain(phrase))) == 1 for stem in _stems(phrase))
