"""What words beside or over period columns say that these hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from worker.knowledge.modifiers import modifiers_of
from worker.knowledge.vocabulary import shipped_vocabulary
from worker.plans.rows.wording import is_total
from worker.shapes.grid import Grid
from worker.text import clean, normalise
from worker.values.dates.calendar_words import is_actual, measure_of
from worker.values.units import is_currency

_PLANNED = ("net_cost", "planned_budget", "gross_cost")
_GROSS, _NET = frozenset({"gross", "incl_vat"}), frozenset({"net", "excl_vat"})
_BRACKETS = re.compile(r"[(\[（][^)\]）]*[)\]）]")
_MONEY = (None, "planned_budget", "net_cost")
_VAGUE = (None, "planned_units")
LONGEST_SIGN = 3
"""Letters of an abbreviation."""
_COUNTS = {"impressions": "planned_impressions"} | {
    name: name
    for name in (
        "planned_impressions",
        "clicks",
        "spots",
        "planned_units",
        "video_views",
        "conversions",
        "grp",
    )
}
"""What a header that counts means over periods: those of a plan are planned."""


def measure_in(texts: Sequence[str]) -> str | None:
    """The field that texts beside or over period columns say, the nearest first; money with 'actual' is delivered."""
    measure = next((m for text in texts if (m := _named(text))), None)
    if measure in _MONEY and any(is_actual(text) for text in texts):
        return "spend"
    return measure


def _named(text: str) -> str | None:
    """By the words for measures; of 'Antal eksponeringer', where only the number is such a word, as a header.

    Money that is said to be gross or with tax is gross, whatever it is called besides: 'Стоимость с НДС'.
    """
    measure = measure_of(text)
    measure = (_as_header(text) or measure) if measure in _VAGUE else measure
    words = modifiers_of(text) if measure in _PLANNED else frozenset[str]()
    return "gross_cost" if words & _GROSS and not words & _NET else measure


def title_above(grid: Grid, header_rows: Sequence[int], columns: Sequence[int]) -> str | None:
    """The measure that a title right above the header names, where it stands over the first of the times and nothing beside it."""
    row, first = min(header_rows, default=1) - 1, min(columns)
    if row < 1:
        return None
    filled = [at for at in range(first, grid.width + 1) if grid.at(row, at) not in (None, "")]
    title = grid.at(row, first)
    return measure_in([clean(title)]) if filled == [first] and isinstance(title, str) else None


@lru_cache(maxsize=4096)
def _as_header(text: str) -> str | None:
    """What a text means as a header, where it means planned money and nothing else, or one count: 'Betrag', 'Vertoningen'.

    A sum's name says nothing of parts, and two or three letters may be a day of the week: 'Ct' is a Turkish Saturday.
    """
    bare = _BRACKETS.sub(" ", text)
    without_currency = " ".join(word for word in bare.split() if not is_currency(word.strip(",;:")))
    senses_of = shipped_vocabulary().senses
    senses = senses_of.get(normalise(bare)) or senses_of.get(normalise(without_currency), ())
    names = list(dict.fromkeys(sense.name for sense in senses if not sense.platform))
    if not names or is_total(text):
        return None
    if set(names) <= {*_PLANNED, "spend"}:
        return next((name for name in names if name in _PLANNED), None)
    counts = {_COUNTS.get(name) for name in names}
    return counts.pop() if len(counts) == 1 and len(text) > LONGEST_SIGN else None
