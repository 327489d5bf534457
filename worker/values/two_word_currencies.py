"""Currencies of a country and a name, cut short or in another case: 'бел. руб.', 'белорусских рублях', 'can. $', 'Can$'."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from worker.knowledge.values import load_lists
from worker.text import CURRENCY_SIGNS, clean

_PART = re.compile(rf"([^\W\d_]{{2,}})(\.?)|[{re.escape(CURRENCY_SIGNS)}]")
_FULL = 4
"""Letters of a word that is worth cutting."""
_OF_COUNTRY = 3
"""Letters of a country's word that stands beside a sign."""
_ENDING, STEM = 3, 4
"""Letters that a case may change at most, and those that stay."""


@lru_cache(maxsize=4096)
def currency_of_two_words(text: str) -> str | None:
    """The one currency that two parts beside each other mean and no list has as they stand.

    >>> [currency_of_two_words(text) for text in ("Цена, бел. руб.", "Prix (dollars can.)", "Net Cost Can$", "Cost $")]
    ['BYN', 'CAD', 'CAD', None]
    """
    tidy = clean(text)
    for first, second in pairwise(_PART.finditer(tidy)):
        between = tidy[first.end() : second.start()]
        if not between.strip() and len(codes := set(_codes(first, second, glued=not between))) == 1:
            return codes.pop()
    return None


def is_currency_of_two_words(text: str) -> bool:
    """Whether *text* as a whole is such a currency: 'бел. руб.', and no 'Цена, бел. руб.'."""
    parts = _PART.findall(text)
    return len(parts) == 2 and not _PART.sub("", text).strip() and currency_of_two_words(text) is not None


def _codes(first: re.Match[str], second: re.Match[str], *, glued: bool) -> Iterator[str]:
    """The currencies that two parts may mean, in either order."""
    if first[1] and second[1]:
        for one, other in ((first, second), (second, first)):
            for country, name, code in _names().get(one[1][:2].casefold(), ()):
                if _means(one, country) and _means(other, name):
                    yield code
    elif first[1] and len(first[1]) >= _OF_COUNTRY and (first[2] or (glued and not first[1].isupper())):
        shared = load_lists("shared_sign").get(second[0], ())
        word = first[1].casefold()
        for country, name, code in _names().get(word[:2], ()):  # 'Can$', and no 'Pesos$'
            if code in shared and word != name and country.startswith(word):
                yield code


def _means(part: re.Match[str], word: str) -> bool:
    """Whether a part is a *word* cut short before its period, or the word in another case."""
    text = part[1].casefold()
    if part[2]:
        return word.startswith(text)
    stem = word[: max(STEM, len(word) - _ENDING)]
    return text == word or (len(word) > STEM and text.startswith(stem) and len(text) <= len(word) + _ENDING)


def names_of_two_words() -> Iterator[tuple[str, str]]:
    """The two words of each name that has two."""
    return ((first, second) for names in _names().values() for first, second, _ in names)


@lru_cache(maxsize=1)
def _names() -> Mapping[str, Sequence[tuple[str, str, str]]]:
    """Each name of two words, with its code, by how the first of them begins."""
    names: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for code, aliases in load_lists("currency").items():
        for alias in aliases:
            words = alias.casefold().split()
            if len(words) == 2 and min(map(len, words)) >= _FULL and "".join(words).isalpha():
                names[words[0][:2]].append((words[0], words[1], code))
    return names
