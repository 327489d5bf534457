"""What the model is told of the table that its columns stand in: its name as far as it is public, and its shape."""

from __future__ import annotations

import re
from functools import lru_cache

from worker.knowledge.values import KINDS, load_values
from worker.knowledge.vocabulary import shipped_vocabulary
from worker.llm.quotes import gives_orders, quoted
from worker.shapes.layout import Period, Table
from worker.text import words

GAP = "..."
"""Stands for words that are nobody's but the plan's: a client, a campaign."""
_WORD = re.compile(r"[^\W\d_]+|\d+", re.UNICODE)


def table_line(sheet: str, table: Table) -> str:
    """'table: sheet "TV ...", titled "... plan 9999" [24 lines, 12 columns, 13 periods by week of net_cost]'."""
    names = [f"sheet {quoted(public)}"] if (public := public_words(sheet)) else []
    names += [f"titled {quoted(public)}"] if (public := public_words(table.title or "")) else []
    shape = [_counted(len(table.line_rows), "line"), _counted(len(table.columns), "column")]
    if table.periods:
        shape.append(_periods(table.periods))
    return f"table: {', '.join(names)} [{', '.join(shape)}]".replace(":  [", ": [")


def public_words(name: str) -> str:
    """*name* with the words that the vocabulary has; digits are '9', and what else stands there is a gap.

    The name of a sheet is a plan's own text: 'TV Nike Spring 2026' may name a client and a campaign, and leaves as
    'TV ... 9999'. Nothing is left of a name of which nothing is public, or which speaks to the model.
    """
    if gives_orders(name):
        return ""
    parts = [_public(part) for part in _WORD.findall(name)]
    if not any(part.isalpha() for part in parts):
        return ""
    pieces = [part for at, part in enumerate(parts) if part != GAP or (at and parts[at - 1] != GAP) or not at]
    return " ".join(pieces)


def _public(part: str) -> str:
    if part.isdigit():
        return "9" * min(len(part), 4)
    return part if part.casefold() in _vocabulary() else GAP


@lru_cache(maxsize=1)
def _vocabulary() -> frozenset[str]:
    """Each word of the shipped phrases and of the shipped lists of values."""
    phrases = [
        *shipped_vocabulary().senses,
        *(alias for kind in KINDS for alias in load_values(kind).aliases),
    ]
    return frozenset(word.casefold() for phrase in phrases for word in words(phrase) if len(word) > 1)


def _periods(periods: tuple[Period, ...]) -> str:
    measures = ", ".join(dict.fromkeys(period.measure for period in periods if period.measure))
    words_of_time = f"{_counted(len(periods), 'period')} by {periods[0].unit}"
    return f"{words_of_time} of {measures}" if measures else words_of_time


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun if number == 1 else f'{noun}s'}"
