"""The words of dates and period headers: `[calendar]` and `[measures]` of the languages, and the names of months.

`knowledge/month_names.txt` is written from CLDR by `bench/make_month_names.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from worker import paths
from worker.knowledge.cache_file import from_cache
from worker.knowledge.telling_words import telling
from worker.knowledge.word_pattern import word_pattern
from worker.knowledge.words import entries, phrases, read
from worker.text import CJK, plain, words

MONTH_NAMES = "month_names.txt"
_NUMBERED_WEEKDAY, _SUNDAY = re.compile(r"t[2-7]"), 7
_LETTERS = r"[^\W\d_]"


@lru_cache(maxsize=1)
def _names() -> tuple[dict[str, int], dict[str, int]]:
    """Months and weekdays by name."""
    months: dict[str, int] = {}
    weekdays: dict[str, int] = {}
    for entry in entries(read(paths.shipped("knowledge", MONTH_NAMES)), MONTH_NAMES):
        table = months if entry.name[0] == "m" else weekdays
        table.update(dict.fromkeys(entry.phrases, int(entry.name[1:])))
    return months, weekdays


@lru_cache(maxsize=1)
def _classes() -> dict[str, frozenset[str]]:
    """The classes of every word under `[calendar]`."""
    return from_cache("calendar", dict[str, frozenset[str]], _read_classes)


def _read_classes() -> dict[str, frozenset[str]]:
    classes: dict[str, set[str]] = {}
    for name, phrase in phrases("calendar"):
        classes.setdefault(plain(phrase).rstrip("."), set()).add(name)
    return {word: frozenset(names) for word, names in classes.items()}


def month_of(word: str) -> int | None:
    """'янв' -> 1; the word as `plain` writes it, without a final dot."""
    return _names()[0].get(word)


@lru_cache(maxsize=1)
def month_phrases() -> tuple[str, ...]:
    """Names of months that are more than letters: 'كانون الثاني', 'ינו׳'."""
    return tuple(name for name in _names()[0] if not name.isalpha())


def weekday_of(word: str) -> int | None:
    """'mon' -> 1, 'sonntag' -> 7."""
    return _names()[1].get(word)


weekday_words = telling("weekdays", lambda: _names()[1])
"""Words of which one is in each header of words alone that is the name of a weekday."""


def are_weekdays(texts: Iterable[str]) -> bool:
    """Whether texts name days of a week, two at least: 'lun mar mié' has no March, and 'T2 … T7, CN' no months.

    Where days are numbered, a Sunday among them has its name.
    """
    different = {plain(text).rstrip(".") for text in texts}
    named = {text for text in different if weekday_of(text)}
    rest = different - named
    if not rest:
        return len(named) > 1
    return any(weekday_of(text) == _SUNDAY for text in named) and all(map(_NUMBERED_WEEKDAY.fullmatch, rest))


def classes_of(word: str) -> frozenset[str]:
    """The classes of a word: {'week_mark'} for 'kw', two or more where languages meet."""
    return _classes().get(word, frozenset())


@lru_cache(maxsize=8)
def marks_of(*units: str) -> tuple[str, ...]:
    """The words that mark these units ('week', 'quarter'), as listed, the longest first."""
    classes = {f"{unit}_mark" for unit in units}
    words = {phrase for name, phrase in phrases("calendar") if name in classes}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


@word_pattern()
def token_pattern() -> str:
    """One token: digits, a word, or a sign; phrases and words written without spaces are matched as listed."""
    listed = [*_names()[0], *_names()[1], *_classes()]
    joined = sorted((w for w in listed if CJK.search(w)), key=len, reverse=True)
    phrases = sorted((w for w in listed if re.search(r"[^\w.]|\.\w", w)), key=len, reverse=True)
    return (
        rf"(?P<digits>\d+)"
        rf"|(?P<word>(?<!{_LETTERS})(?:{'|'.join(map(re.escape, phrases))})(?!{_LETTERS})"
        rf"|{'|'.join(map(re.escape, joined))}|{CJK.pattern}|(?:(?!{CJK.pattern}){_LETTERS})+)\.?"
        rf"|(?P<space>\s+)|(?P<sign>.)"
    )


@lru_cache(maxsize=1)
def _measures() -> dict[tuple[str, ...], str]:
    return {words(plain(phrase)): field for field, phrase in phrases("measures")}


@lru_cache(maxsize=4096)
def measure_of(text: str) -> str | None:
    """The field that a period's cells hold, by the words beside it: 'Budget (EUR)' -> 'planned_budget'.

    The longest known phrase decides, the first of equals; a currency alone means money. None where nothing is known.
    """
    table = _measures()
    names = words(plain(text))
    best: tuple[str, ...] = ()
    for first in range(len(names)):
        for last in range(min(len(names), first + 4), first, -1):
            phrase = names[first:last]
            if phrase in table and (len(phrase) > len(best) or _tells_more(table[phrase], table[best])):
                best = phrase
    if best:
        return table[best]
    joined = "".join(names)
    inside = [term for term in table if len(term) == 1 and term[0] in joined and CJK.search(term[0])]
    return table[max(inside, key=lambda term: len(term[0]))] if inside else None


def measure_of_phrase(text: str) -> str | None:
    """The field that *text* as a whole names: 'показов' -> 'planned_impressions'; None where it names none."""
    return _measures().get(words(plain(text)))


_MONEY = "planned_budget"
"""The least telling measure: 'Budget impressions' and 'EUR gross' are what their other word says."""
_UNITS = "planned_units"
_COUNTED = frozenset({"planned_impressions", "clicks", "video_views", "conversions", "spots", "grp", "reach"})
"""What a word for a number counts: 'Antal klik', 'Кол-во показов'."""


def _tells_more(measure: str, than: str) -> bool:
    return than == _MONEY or (than == _UNITS and measure in _COUNTED)


def stands_apart(text: str) -> bool:
    """Whether words beside a time make it a comparison ('vs', 'YTD', 'prev.'), so that it is no period."""
    return _says(text, "apart")


def is_actual(text: str) -> bool:
    """Whether words say that amounts were delivered: 'Fact', '실적'."""
    return _says(text, "actual")


def is_planned(text: str) -> bool:
    """Whether words say that amounts are planned."""
    return _says(text, "planned")


_HEADER_WORDS = 3
"""Words of a longest header: in a title 'media' is the trade, and no average."""


@lru_cache(maxsize=16_384)
def _says(text: str, name: str) -> bool:
    simple = plain(text)
    named = words(simple)
    if name == "apart":  # 'media' is an average, and a media plan is none
        plans = {at for at, word in enumerate(named) if "document" in classes_of(word)}
        named = tuple(
            word
            for at, word in enumerate(named)
            if not {at - 1, at + 1} & plans
            and not (len(named) > _HEADER_WORDS and "trade" in classes_of(word))
        )
    if any(name in classes_of(word) for word in named):
        return True
    return CJK.search(simple) is not None and any(word in simple for word in _joined(name))


@lru_cache(maxsize=8)
def _joined(name: str) -> tuple[str, ...]:
    """The words of a class in scripts without spaces, which stand inside others."""
    return tuple(word for word, classes in _classes().items() if name in classes and CJK.search(word))
