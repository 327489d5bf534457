"""What words in a cell say of its row or table: total, note, column name; `[rows]` and `[tables]` of the languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, get_args

from worker.knowledge.cache_file import from_cache
from worker.knowledge.values import load_lists
from worker.knowledge.words import phrases
from worker.text import CJK, digits_alike, plain, words
from worker.values.units import header_multipliers, money_words

Role = Literal[
    "total",
    "subtotal",
    "whole",
    "waterfall",
    "note",
    "title",
    "brief",
    "header",
    "unit",
    "placeholder",
    "marker",
    "refused",
    "optional",
    "appendix",
]
# Scripts without spaces between words, or with prefixes grown onto them: their terms match inside a text.
_JOINED = re.compile("[\u0590-\u06ff\u0e00-\u0e7f]")
_THOUSANDS = re.compile(r"(?<=\d)[.,\s](?=\d{3}(?!\d))")
LONGEST_CODE = 2
"""Letters of codes of countries and channels."""
_NUMBERING = re.compile(r"^\s*(?:[\divxIVX]{1,4}[.)]|[-–—•▸►*·>]+)\s*")


@dataclass(slots=True)
class _Terms:
    """The terms of one role: by first word, by stem, and those that match inside a text."""

    exact: set[str] = field(default_factory=set)
    phrases: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)
    stems: dict[str, str] = field(default_factory=dict)
    joined: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def _terms() -> dict[str, _Terms]:
    return from_cache("rows", dict[str, _Terms], _read_terms)


def _read_terms() -> dict[str, _Terms]:
    roles: dict[str, _Terms] = {role: _Terms() for role in get_args(Role)}
    for role, phrase in (*phrases("rows"), *phrases("tables")):
        _add(roles[role], plain(phrase))
    for unit in _units():
        _add(roles["unit"], plain(unit))
    return roles


def _units() -> Iterator[str]:
    """Words that multiply and names of currencies, but for those that may as well be a country or a channel: 'TR', 'M'."""
    names = (name for names in load_lists("currency").values() for name in names)
    words_of_headers = money_words("name as a header") | money_words("letters of a word")
    for unit in (*header_multipliers(), *names):
        if (len(unit) > LONGEST_CODE or not unit.isascii()) and unit.casefold() not in words_of_headers:
            yield unit


def _add(role: _Terms, term: str) -> None:
    if not term:
        return
    role.exact.add(term)
    if CJK.search(term) or _JOINED.search(term):
        if len(term) > 1:
            role.joined += (term,)
        return
    stem = term.endswith("*") and len(term) > 1
    parts = words(term)
    if parts:
        role.phrases.setdefault(parts[0], []).append(parts)
        if stem:
            role.stems[parts[-1]] = parts[-1]


def is_word(role: Role, text: str) -> bool:
    """Whether the whole text, numbering and end marks apart, is a term of the role."""
    return _is_word(role, text)


@lru_cache(maxsize=65_536)
def _is_word(role: str, text: str) -> bool:
    terms = _terms()[role]
    simple = plain(text)
    return simple in terms.exact or simple.strip(" .:*()[]!") in terms.exact


def starts(role: Role, text: str) -> bool:
    """Whether the text begins with a term of the role: 'Total digital', '1. Subtotal', '合计（含税）'.

    No term has a digit at its start or end, so that texts with other digits are looked at once.
    """
    return _starts(role, digits_alike(text))


@lru_cache(maxsize=65_536)
def _starts(role: str, text: str) -> bool:
    if _is_word(role, text):
        return True
    simple = plain(_NUMBERING.sub("", text))
    terms = _terms()[role]
    if simple.startswith(terms.joined):
        return True
    parts = words(simple)
    return bool(parts) and _begins(terms, parts)


def ends(role: Role, text: str) -> bool:
    """Whether the text ends with a term of the role: 'Digital, total', '디지털 합계'."""
    return _ends(role, digits_alike(text))


@lru_cache(maxsize=65_536)
def _ends(role: str, text: str) -> bool:
    simple = plain(text).strip(" .:*()[]")
    terms = _terms()[role]
    if simple.endswith(terms.joined):
        return True
    parts = words(simple)
    return any(_begins(terms, parts[at:], whole=True) for at in range(max(0, len(parts) - 3), len(parts)))


@lru_cache(maxsize=65_536)
def contains(role: Role, text: str) -> bool:
    """Whether a term of the role stands anywhere in the text."""
    simple = plain(text)
    terms = _terms()[role]
    if any(term in simple for term in terms.joined):
        return True
    parts = words(simple)
    return any(_begins(terms, parts[at:]) for at in range(len(parts)))


def _begins(terms: _Terms, parts: tuple[str, ...], whole: bool = False) -> bool:
    for phrase in terms.phrases.get(parts[0], ()):
        if parts[: len(phrase)] == phrase and (not whole or len(parts) == len(phrase)):
            return True
    return False


@lru_cache(maxsize=65_536)
def names_column(text: str) -> bool:
    """Whether the text reads like a column's name: short, and two fifths of its words are known from headers."""
    if len(text) > 80:
        return False
    terms = _terms()["header"]
    simple = plain(text)
    if simple in terms.exact or any(term in simple for term in terms.joined):
        return True
    parts = [word for word in words(simple) if not word.isdigit()]
    if not parts or len(parts) > 8:
        return False
    count = sum(_begins(terms, tuple(parts[at:])) for at in range(len(parts)))
    return count * 5 >= len(parts) * 2


@lru_cache(maxsize=65_536)
def names_unit(text: str) -> bool:
    """Whether the text is a unit and little else: '(USD)', '% of total', 'тыс. руб.', '1000'."""
    simple = _THOUSANDS.sub("", plain(text))
    terms, parts = _terms()["unit"], words(simple)
    if not parts or len(parts) > 4:
        return simple in terms.exact
    count = sum(word in terms.exact or _begins(terms, (word,)) for word in parts)
    return count * 2 >= len(parts) or any(term == simple.strip("() ") for term in terms.joined)


def is_total(text: str) -> bool:
    """Whether a label says that its row is a total or subtotal: it begins or ends so, and is no sentence."""
    return _is_total(digits_alike(text))


@lru_cache(maxsize=65_536)
def _is_total(text: str) -> bool:
    if len(text) > 70:
        return False
    return starts("total", text) or starts("subtotal", text) or ends("total", text) or ends("subtotal", text)


def is_subtotal(text: str) -> bool:
    """Whether a total's label says that it is one of several."""
    return len(text) <= 70 and (starts("subtotal", text) or ends("subtotal", text))
