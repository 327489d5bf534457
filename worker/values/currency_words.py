"""Words by which a text may name a currency: most headers have none of them, and need not be read for one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from worker.knowledge.cache_file import from_cache
from worker.knowledge.values import load_lists, load_values
from worker.text import words
from worker.values.two_word_currencies import STEM, names_of_two_words
from worker.values.units import (
    currency_names,
    header_multipliers,
    letter_multipliers,
    money_words,
    multipliers,
)

COUNTING = "ktm"
"""Letters that multiply before a code: 'TEUR', 'kEUR', 'MSEK'."""


class _Names(NamedTuple):
    """What currencies are called, in the words of headers."""

    names: frozenset[str]
    """Names without spaces, and all words of those that have some; with a letter that counts as well: 'kusd'."""
    firsts: frozenset[str]
    """How the first words of names of two words begin, in any case."""
    seconds: frozenset[str]
    whole: frozenset[str]
    """What is a currency as it stands, and may be written together with what multiplies it."""
    multipliers: frozenset[str]


def names_none(text: str) -> bool:
    """Whether a text of words alone has none, and no two beside each other, that a currency is called by.

    >>> [names_none(text) for text in ("Media cost bafo", "Media cost usd", "Cost kEUR", "Cost (EUR)", "Cost $")]
    [True, False, False, False, False]
    """
    parts, known = words(text), _names()
    if not text.isascii() or " ".join(parts) != text.lower():
        return False
    starts = [part[:STEM] for part in parts]
    return (
        known.names.isdisjoint(parts)
        and known.names.isdisjoint(map("".join, pairwise(parts)))
        and (known.seconds.isdisjoint(starts) or known.firsts.isdisjoint(starts))
        and not any(map(_is_multiplied, parts[-1:]))
    )


@lru_cache(maxsize=16_384)
def _is_multiplied(word: str) -> bool:
    """Whether a word ends in what multiplies and a currency, in either order: 'mkr', 'usdm'."""
    names, factors = _names().whole, _names().multipliers
    tails = [word[at:] for at in range(1, len(word))]
    return any(
        not last.isdisjoint(tails)
        and any(_ends_in(word.removesuffix(tail), first) for tail in last.intersection(tails))
        for last, first in ((names, factors), (factors, names))
    )


def _ends_in(word: str, some: frozenset[str]) -> bool:
    return not some.isdisjoint([word[at:] for at in range(len(word))])


@lru_cache(maxsize=1)
def _names() -> _Names:
    return from_cache("currency-words", _Names, _read_names)


def _read_names() -> _Names:
    written = {word for text in _written() for word in words(text)}
    counted = {f"{letter}{code.lower()}" for letter in COUNTING for code in load_lists("currency")}
    factors = {**header_multipliers(), **letter_multipliers(), **multipliers()}
    return _Names(
        frozenset(written.union(load_values("currency").aliases, counted)),
        frozenset(first[:STEM] for first, _ in names_of_two_words()),
        frozenset(second[:STEM] for _, second in names_of_two_words()),
        frozenset(name for name in currency_names() if name.isascii() and name.isalpha()),
        frozenset(word for word in factors if word.isascii() and word.isalpha()),
    )


def _written() -> Iterator[str]:
    """All codes, names and signs as they are listed."""
    for code, aliases in load_lists("currency").items():
        yield from (code, *aliases)
    yield from load_lists("shared_sign")
    yield from money_words("abbreviation")
