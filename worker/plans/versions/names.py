"""What the name of a sheet or the title of a table says of versions: 'Plan v2 final', 'Option B', 'Summary'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from worker.knowledge.word_pattern import word_pattern
from worker.knowledge.words import phrases
from worker.lazy_dataclass import dataclass
from worker.plans.periods.header_times import header_times
from worker.text import CJK, plain, words
from worker.values.units import name_multipliers

_COPY = re.compile(r"\((\d{1,2})\)\s*$")
"""What a spreadsheet puts behind the name of a copied sheet."""


@word_pattern(re.IGNORECASE)
def _budget() -> str:
    """A budget or a discount in a name: 'Plan 500k' beside 'Plan 800k', 'Plan (discount 40%)', 'Plan 2 000 000'."""
    factors = "|".join(map(re.escape, sorted(name_multipliers(), key=len, reverse=True)))
    return (
        rf"(?<![\w.])\d+(?:[., \u00a0]\d+)*\s*(?:%|(?:{factors})\b)"
        r"|(?<![\w.])\d{1,3}(?:[., \u00a0]\d{3})+(?![\w.])|(?<![\w.])[1-9]\d*000(?![\w.])"
    )


SET_ASIDE = frozenset({"draft", "copy", "void"})
"""Roles of a version beside which another one counts."""


@dataclass(frozen=True, slots=True)
class VersionName:
    """A name without its version, and what its version says."""

    base: tuple[str, ...]
    roles: frozenset[str]
    number: int | None = None
    """Counts versions (2 of 'v2') and options (1 of 'Option A')."""

    @property
    def is_version(self) -> bool:
        """One of several states of one plan."""
        return bool(self.roles & {"version", "final", *SET_ASIDE})

    @property
    def is_set_aside(self) -> bool:
        """An earlier state, a copy, or one that is said to count no longer."""
        return bool(self.roles & SET_ASIDE)

    @property
    def is_option(self) -> bool:
        """One of several plans to choose from."""
        return bool(self.roles & {"option", "tier", "recommended"})


@lru_cache(maxsize=1)
def _roles() -> dict[str, frozenset[str]]:
    roles: dict[str, set[str]] = {}
    for role, phrase in phrases("versions"):
        roles.setdefault(plain(phrase), set()).add(role)
    return {term: frozenset(names) for term, names in roles.items()}


@lru_cache(maxsize=4096)
def version_name(name: str) -> VersionName:
    """The name's base and roles; letters and numbers count only behind a word such as 'v' or 'Option'."""
    roles: set[str] = set()
    number: int | None = None
    if copy := _COPY.search(name):
        roles.add("copy")
        number = int(copy[1])
        name = _COPY.sub("", name)
    if _budget().search(name):
        roles.add("tier")
        name = _budget().sub(" ", name)
    base: list[str] = []
    parts = [piece for word in words(plain(name)) for piece in _pieces(word)]
    i = 0
    while i < len(parts):
        roles_here, length = _longest(parts, i)
        if "plan" in roles_here or not roles_here:
            base.append(parts[i])
            i += 1
            continue
        i += length
        after = parts[i] if i < len(parts) else ""
        counts = bool(roles_here & {"version", "option"})
        if counts and (count := _count(after)) is not None:
            number, i = count, i + 1
        elif counts and base and (count := _count(base[-1])) is not None:  # 'B案', '2. Variante'
            number = count
            base.pop()
        elif roles_here == {"version"} and length == 1 and len(parts[i - 1]) == 1:
            # a letter 'v' or 'r' alone is no version
            base.append(parts[i - 1])
            continue
        roles |= roles_here
    if number is not None and "version" in roles:
        base = _without_date(base)
    return VersionName(tuple(base), frozenset(roles), number)


def _without_date(parts: Sequence[str]) -> list[str]:
    """The parts without the day on which a version was made: 'Rev 2 3-16-26', 'v3 260316'; a year alone stays."""
    rest: list[str] = []
    for numeric, group in groupby(parts, str.isdecimal):
        run = list(group)
        if not numeric or len(run) == 1 and len(run[0]) not in (6, 8):
            rest += run
    return rest


@word_pattern()
def _void() -> str:
    terms = sorted((term for term, roles in _roles().items() if "void" in roles), key=len, reverse=True)
    whole = "|".join(re.escape(term) for term in terms if not CJK.search(term))
    within = "|".join(re.escape(term) for term in terms if CJK.search(term))
    return rf"(?<!\w)(?:{whole})(?!\w)|{within}"


def says_void(text: str) -> bool:
    """Whether a title says that what stands below counts no longer: '*** SUPERSEDED 02/04 - DO NOT USE ***'."""
    return bool(_void().search(plain(text)))


def _pieces(word: str) -> list[str]:
    """A word of CJK letters cut before and after the longest term that it ends or begins with."""
    if not CJK.search(word):
        return [word]
    terms = [term for term in _roles() if CJK.search(term) and (word.startswith(term) or word.endswith(term))]
    if not terms:
        return [word]
    term = max(terms, key=len)
    rest = word.removesuffix(term) if word.endswith(term) else word.removeprefix(term)
    return [piece for piece in ([rest, term] if word.endswith(term) else [term, rest]) if piece]


def _longest(parts: list[str], at: int) -> tuple[frozenset[str], int]:
    for length in (3, 2, 1):
        if roles := _roles().get(" ".join(parts[at : at + length])):
            return roles, min(length, len(parts) - at)
    return frozenset(), 1


def _count(text: str) -> int | None:
    """'2' -> 2, 'b' -> 2, 'б' -> 2, 'iii' -> 3."""
    if text.isdecimal() and len(text) <= 3:
        return int(text)
    if text in ("i", "ii", "iii", "iv"):
        return ("i", "ii", "iii", "iv").index(text) + 1
    text = text.removeprefix("第")
    for letters in ("abcdefgh", "абвгд", "一二三四五六七八"):
        if len(text) == 1 and text in letters:
            return letters.index(text) + 1
    return None


def names_time(name: str) -> bool:
    """Whether a sheet is named after a time ('Jan', 'Q1 2026'): such sheets belong together."""
    pieces = [name, *re.split(r"[\s_\-–]+", name)]
    return any(reading.kind != "number" for piece in pieces for reading in header_times(piece))


class StateName(NamedTuple):
    """A name with the day of a state: 'plan' and 15 February of 'Plan 2026-02-15'."""

    base: str
    day: tuple[int, int, int]


def state_name(name: str) -> StateName | None:
    """What a name says of its state; None where it has no day."""
    pieces = (name, *name.split())
    days = (time for piece in pieces for time in header_times(piece) if time.kind == "date")
    if (time := next(days, None)) is None:
        return None
    base = " ".join(re.sub(r"[\d./\-]+", " ", plain(name)).split())
    return StateName(base, (time.first.year or 0, time.first.month or 0, time.first.day or 0))
