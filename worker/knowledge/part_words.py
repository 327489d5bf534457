"""Columns that hold one measure, a part each: 'Google cost', 'Meta cost'; the word that differs names the part."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

from worker import text
from worker.knowledge import cldr
from worker.knowledge.values import load_values

KINDS = ("platform", "channel", "market", "device")
"""Lists that name parts, the surest first."""
BARE_KINDS = ("platform", "channel", "market")
"""Those whose names stand alone over columns of amounts; of equals the first."""
LONGEST = 3
"""Words of the longest name of a part."""
_NOBODY: Mapping[str, str] = {}
SHORT = 3
"""A market's name of no more letters is a code: it counts in capitals only ('in' is no India)."""


class Part(NamedTuple):
    """A header taken apart: the measure, and the part of it that the column holds."""

    kind: str
    """The list, which is the field as well."""
    name: str
    """The part's canonical name."""
    measure: str
    """The header without that name."""


LONGEST_HEADER = 120
"""Characters of a header that names a part; a longer one is a remark."""


@cache
def _listed() -> Mapping[str, Mapping[str, str]]:
    """Kind -> canonical name, by the compared forms of all lists."""
    names: dict[str, dict[str, str]] = {}
    for kind in KINDS:
        for alias, name in load_values(kind).aliases.items():
            names.setdefault(alias, {})[kind] = name
    return names


@lru_cache(maxsize=16_384)
def _names(words: str) -> Mapping[str, str]:
    """Kind -> the canonical name that *words* are in its list; many headers share their words."""
    key = text.compared(words)
    names = _listed().get(key, _NOBODY)
    country = None if "market" in names else cldr.country(key)
    return {**names, "market": country} if country else names


@lru_cache(maxsize=8192)
def parts_of(header: str) -> tuple[Part, ...]:
    """The parts that *header* names beside other words, at most one of each kind, in the order of `KINDS`.

    >>> parts_of("Kosten Google Ads")
    (Part(kind='platform', name='Google Ads', measure='kosten'),)
    """
    if len(header) > LONGEST_HEADER:
        return ()
    words = text.words(header)
    if _names(" ".join(words)):
        return ()  # a name alone has no measure
    parts: dict[str, Part] = {}
    for length in range(min(LONGEST, len(words) - 1), 0, -1):  # the longest name of each kind
        for start in range(len(words) - length + 1):
            name = " ".join(words[start : start + length])
            names = _names(name)
            if not names:
                continue
            rest = (*words[:start], *words[start + length :])
            if any(any(map(str.isalpha, word)) for word in rest):
                for kind, value in names.items():
                    if kind not in parts and _may_name(kind, name, header):
                        parts[kind] = Part(kind, value, " ".join(rest))
    return tuple(parts[kind] for kind in KINDS if kind in parts)


def _may_name(kind: str, name: str, header: str) -> bool:
    return len(name) > SHORT or (
        name.upper() in header.replace("_", " ").split() if kind == "market" else len(name) > 1
    )


def families(headers: Mapping[int, str]) -> list[Mapping[int, Part]]:
    """The headers (by any number) that differ in the name of their part alone, two of them at least.

    A name that several lists have ('Mobile': a device, a channel) is of the kind that most of its neighbours are of.
    """
    alike: dict[tuple[str, str], dict[int, Part]] = defaultdict(dict)
    words = {number: text.words(header) for number, header in headers.items()}
    count = Counter(chain.from_iterable(map(set, words.values())))
    shared = {word for word, headers_with in count.items() if headers_with > 1}
    for number, header in headers.items():
        if shared.isdisjoint(words[number]):
            continue  # its measure is its own
        for part in parts_of(header):
            alike[part.kind, part.measure][number] = part
    sets: list[Mapping[int, Part]] = []
    for parts in sorted(alike.values(), key=len, reverse=True):
        is_family = len({part.name for part in parts.values()}) == len(parts) > 1
        if is_family and not any(number in other for other in sets for number in parts):
            sets.append(parts)
    return sorted(sets, key=min)


def bare_names(headers: Mapping[int, str]) -> Mapping[int, Part]:
    """The headers (by any number) that are names of parts and nothing else, of the kind that most of them are.

    None where one name stands twice, as in columns of two measures.

    >>> {at: part.name for at, part in bare_names({1: "Month", 2: "TV", 3: "Press"}).items()}
    {2: 'TV', 3: 'Print'}
    """
    named = {
        at: names
        for at, header in headers.items()
        if len(header) <= LONGEST_HEADER and (names := _names(" ".join(text.words(header))))
    }
    kinds = [kind for names in named.values() for kind in names if kind in BARE_KINDS]
    if not kinds:
        return {}
    kind = max(BARE_KINDS, key=kinds.count)
    parts = {at: Part(kind, names[kind], "") for at, names in named.items() if kind in names}
    return parts if len({part.name for part in parts.values()}) == len(parts) else {}


def begins_with_name(header: str) -> bool:
    """Whether the first words of a header, or all, are the name of a part: 'TV_Brand'."""
    words = text.words(header[:LONGEST_HEADER])
    return any(_names(" ".join(words[:length])) for length in range(1, min(LONGEST, len(words)) + 1))


def names_of(parts: Sequence[Mapping[int, Part]]) -> tuple[str, ...]:
    """The names of the parts of several families, in the order in which they stand."""
    return tuple(dict.fromkeys(part.name for family in parts for part in family.values()))
