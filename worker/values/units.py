"""What stands beside a number: a currency, a multiplier, the name of what is counted, or two of these ('тыс. руб.').

Currencies come from `knowledge/values/currency.txt` and `shared_sign.txt`, the rest from the languages' `[money]`,
`[multipliers]`, `[pieces]` and `[measures]`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Literal

from worker.knowledge.cache_file import from_cache
from worker.knowledge.particles import any_of
from worker.knowledge.templates import shipped_names
from worker.knowledge.values import load_lists
from worker.knowledge.words import phrases
from worker.lazy_dataclass import dataclass
from worker.text import CURRENCY_SIGNS, SPACELESS, clean, fold
from worker.values.dates.calendar_words import measure_of_phrase
from worker.values.two_word_currencies import is_currency_of_two_words

MoneyWord = Literal[
    "abbreviation", "letters of a word", "code as a word", "code as a header", "name as a header"
]
"""Why a currency's name needs care: it is shorter than a word and yet means nothing else; words end with it ('Mars', 'BTL');
its capitals spell a word; so do its small letters in a header; it is a word of another meaning."""
LONGEST = 24
"""Characters; a longer text is no unit."""
_INITIALS = re.compile(r"(?:[A-Z]\.)+[A-Z]\.?")
"""'S. de R.L.' is a company, and no lakh of rand."""
_SHORT = 2
"""Latin letters up to which an alias means a currency in the case in which it is listed: 'KM', and not 'km'."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What the text beside a number says."""

    factor: float = 1.0
    """What the number must be multiplied by."""
    currency: str | None = None
    """The currency's sign, code or name as written."""
    field: str | None = None
    """The field whose name stands there: 'clicks' for '1000 кликов'."""
    code: str | None = None
    """A code or letter of unknown meaning; `unit_of` gives none."""


@lru_cache(maxsize=16_384)
def unit_of(text: str) -> Unit | None:
    """The unit that *text* is as a whole; None for anything else.

    >>> unit_of("тыс. руб.")
    Unit(factor=1000.0, currency='руб.', field=None, code=None)
    """
    simple = clean(text)
    if not simple or len(simple) > LONGEST:
        return None
    return _single(simple) or _pair(simple) or _pair(_of().sub(" ", simple))


@lru_cache(maxsize=1)
def _of() -> re.Pattern[str]:
    """What stands between a scale and its currency: 'miles de euros', 'migliaia di euro'."""
    return re.compile(rf"\s(?:{any_of('of a scale')})\s")


def multiplier(word: str) -> float | None:
    """What a word multiplies by; None where it does not.

    >>> multiplier("Mio.")
    1000000.0
    """
    return multipliers().get(clean(word).casefold()) or multipliers().get(_key(word))


@lru_cache(maxsize=1)
def multipliers() -> Mapping[str, float]:
    """Factor by word, for the words that stand behind a number."""
    return _factors("")


@lru_cache(maxsize=1)
def header_multipliers() -> Mapping[str, float]:
    """Factor by word, for the words that stand in a header."""
    return {**multipliers(), **_factors("in headers")}


@lru_cache(maxsize=1)
def name_multipliers() -> Mapping[str, float]:
    """Factor by word, for the words that stand behind a number in the name of a sheet, where 'b' is a second version."""
    return {word: factor for word, factor in {**multipliers(), **_factors("in names")}.items() if word != "b"}


@lru_cache(maxsize=1)
def lone_header_multipliers() -> frozenset[str]:
    """Multipliers that a header may end with, with nothing to introduce them."""
    return frozenset(_key(word) for name, word in phrases("multipliers") if name == "ends a header")


@lru_cache(maxsize=1)
def letter_multipliers() -> Mapping[str, float]:
    """Factor by letter, for letters that multiply beside a currency alone."""
    return _factors("beside currencies")


@lru_cache(maxsize=16_384)
def is_currency(text: str) -> bool:
    """Whether *text* as a whole is a currency's sign, code or name, one that several share included."""
    simple = clean(text)
    key = _key(simple)
    meaning = _currencies().get(key)
    if meaning is None:
        return is_currency_of_two_words(simple)
    return not meaning or simple in meaning or simple.rstrip(".") in meaning


def currency_names() -> Collection[str]:
    """What a currency is called as a whole, in its compared form."""
    return _currencies().keys()


def is_currency_word(word: str) -> bool:
    """Whether a word of a header, in small letters, is a currency and nothing else: 'eur', '₱', 'zł'; 'all' is a word."""
    code = word.upper()
    return word in money_words("abbreviation") or (
        code not in money_words("code as a header")
        and (word in CURRENCY_SIGNS or code in load_lists("currency"))
    )


@lru_cache(maxsize=8)
def money_words(why: MoneyWord) -> frozenset[str]:
    """The names of currencies that need care for one reason, as `[money]` lists them."""
    return frozenset(name for listed, name in phrases("money") if listed == why)


@lru_cache(maxsize=1)
def _currencies() -> Mapping[str, frozenset[str]]:
    """Compared form -> the ways in which it must be written; the empty set where case tells nothing."""
    return from_cache("currencies", dict[str, frozenset[str]], _read_currencies)


def _read_currencies() -> dict[str, frozenset[str]]:
    aliases: set[str] = set()
    for name in ("currency", "shared_sign"):
        for code, others in load_lists(name).items():
            aliases.update((code, *others) if name == "currency" else (code,))
    table: dict[str, set[str]] = {}
    for alias in aliases:
        strict = _is_short(alias) or alias in money_words("code as a word")
        ways = {alias, alias.rstrip("."), alias.upper()} if strict else set()
        if strict and alias[:1].islower():
            ways.add(alias.capitalize())
        table.setdefault(_key(alias), set()).update(ways)
        table.setdefault(_key(fold(alias)), set()).update(ways)
    return {key: frozenset(ways) for key, ways in table.items()}


def _is_short(alias: str) -> bool:
    return alias.isascii() and alias.rstrip(".").isalpha() and len(alias.rstrip(".")) <= _SHORT


def _factors(where: str) -> dict[str, float]:
    """Factor by word, of the lines '1000 <where> = word | word'."""
    factors: dict[str, float] = {}
    for name, word in phrases("multipliers"):
        factor, _, place = name.partition(" ")
        if place == where and factor.isdecimal():
            factors[clean(word).casefold()] = float(factor)  # 'mil.' is a million, 'mil' a thousand
    return factors


def _key(text: str) -> str:
    return clean(text).casefold().rstrip(".")


def _single(text: str) -> Unit | None:
    if is_currency(text):
        return Unit(currency=text)
    if factor := multiplier(text):
        return Unit(factor)
    return Unit(field=field) if (field := _field_of(text)) else None


def _field_of(text: str) -> str | None:
    """The field that a number before *text* counts."""
    field = _pieces().get(_key(text)) or measure_of_phrase(text)
    return field if field in counts() else None


def counts() -> frozenset[str]:
    """The fields whose name behind a number says what the number counts."""
    return shipped_names("count", "reach", "points")


@lru_cache(maxsize=1)
def _pieces() -> Mapping[str, str]:
    return {_key(word): field for field, word in phrases("pieces")}


def stand_apart(text: str, at: int) -> bool:
    """Whether a multiplier and a currency that meet at a place of *text* are two words, a blank between them or not.

    >>> [stand_apart(*word) for word in (("TEUR", 1), ("USDm", 3), ("k€", 1), ("Mars", 1), ("mins", 1), ("Brand", 1))]
    [True, True, True, False, False, False]
    """
    before, behind = text[at - 1], text[at]
    if _INITIALS.fullmatch(text):
        return False
    if not (before.isalpha() and behind.isalpha()) or SPACELESS.match(before) or SPACELESS.match(behind):
        return True
    left, right = text[:at].split()[-1], text[at:].split()[0].rstrip(".,")
    codes, wordlike = load_lists("currency"), money_words("letters of a word") | money_words("code as a word")
    if right.upper() in codes:
        return right.upper() not in wordlike or (left.islower() and right.isupper())
    if left.upper() in codes:
        is_letter = len(right) == 1
        return left.upper() not in wordlike and (not is_letter or (left.isupper() and right.islower()))
    if left in ("R", "Rs"):
        return right.islower() and right not in ("b", "e", "t")
    is_name = right.casefold() in money_words("abbreviation")
    is_name = is_name and (right.upper() not in wordlike or (left.islower() and right.isupper()))
    return is_name or (right[0].isupper() and not right.isupper())


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    """The compared forms of all currencies and of all that multiplies."""
    return frozenset(_currencies()).union(multipliers())


def _places(text: str) -> Sequence[int]:
    """Where *text* may be a pair: in a word of Latin letters where one side of it is known."""
    places = range(1, len(text))
    if not (text.isascii() and text.isalpha()):
        return places
    word, known = text.lower(), _known()
    return [at for at in places if word[:at] in known or word[at:] in known]


def _pair(text: str) -> Unit | None:
    """A multiplier before or behind a currency, a multiplier before what is counted, or a currency said twice."""
    for at in sorted(_places(text), key=lambda at: " " not in text[at - 1 : at + 1]):  # 'R$ mil' is no Rand
        left, right = text[:at].strip(), text[at:].strip()
        if not stand_apart(text, at):
            continue
        if is_currency(right):
            word = header_multipliers().get(_key(left)) if left[0].isalpha() else None
            if factor := multiplier(left) or letter_multipliers().get(_key(left)) or word:
                return Unit(factor, right)
            if is_currency(left):
                return Unit(currency=left)
        elif is_currency(left) and (unit := _pair(right)) and unit.currency:
            return unit  # '人民币万元'
        elif is_currency(left) and (factor := multiplier(right) or letter_multipliers().get(_key(right))):
            return Unit(factor, left)
        elif (factor := multiplier(left)) and (field := _field_of(right)):
            return Unit(factor, field=field)
    return None
