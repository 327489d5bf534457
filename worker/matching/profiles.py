"""Values of a column in numbers: what characters they are made of, how long they are, how they repeat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from worker.knowledge.particles import particles
from worker.knowledge.words import phrases
from worker.lazy_dataclass import dataclass
from worker.matching import samples
from worker.matching.samples import Kind

LOOKED_AT = 20
"""Values that are looked at."""

_GROUPS: dict[Kind, str] = {
    "integer": "number", "decimal": "number", "money": "number", "percent": "number", "date": "date", "time": "date",
    "long_id": "key", "hash": "key", "url": "url", "flag": "flag", "long_text": "long",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Profile:
    """What the values of a column or field look like together."""

    group: str
    """number, date, key, url, flag, long, words or '' without values."""
    shape: tuple[float, ...]
    """Shares of digits, capitals, small letters, spaces, signs and other letters, and the length (0..1)."""
    values: frozenset[str]
    """The values themselves, case folded; for comparing, never kept beyond the question."""
    words: frozenset[str]


NOTHING = Profile("", (), frozenset(), frozenset())


@lru_cache(maxsize=4096)
def profile(values: tuple[str, ...]) -> Profile:
    """The profile of some values; placeholders count as none."""
    real = [
        v
        for v in (value.strip() for value in values[:LOOKED_AT])
        if v and samples.kind_of(v) != "blank" or v in _ZERO
    ]
    if not real:
        return NOTHING
    groups: dict[str, int] = {}
    for value in real:
        group = _GROUPS.get(samples.kind_of(value), "number" if value in _ZERO else "words")
        groups[group] = groups.get(group, 0) + 1
    group = max(groups, key=lambda g: groups[g])
    if group == "words" and sum(map(len, real)) / len(real) > 40:
        group = "long"
    words = frozenset(w for value in real for w in value.casefold().split() if len(w) > 2)
    return Profile(group, _shape(real), frozenset(value.casefold() for value in real), words)


_ZERO = frozenset({"0", "0.0", "0.00", "0,0"})


def _shape(values: Sequence[str]) -> tuple[float, ...]:
    text = "".join(values)[:2000]
    total = max(1, len(text))
    digits = sum(c.isdigit() for c in text)
    capitals = sum(c.isupper() for c in text)
    small = sum(c.islower() for c in text)
    spaces = text.count(" ")
    letters = sum(c.isalpha() for c in text) - capitals - small
    signs = total - digits - capitals - small - spaces - letters
    length = min(1.0, sum(map(len, values)) / len(values) / 60)
    return (*(n / total for n in (digits, capitals, small, spaces, signs, letters)), length)


def overlap(one: Profile, other: Profile) -> float:
    """Share of the smaller set of values that both have, their words counting half."""
    if not one.values or not other.values:
        return 0.0
    same = len(one.values & other.values) / min(len(one.values), len(other.values))
    if not one.words or not other.words:
        return same
    words = len(one.words & other.words) / min(len(one.words), len(other.words))
    return max(same, words / 2)


def likeness(one: Profile, other: Profile) -> float:
    """How alike the characters of the values are, 0..1."""
    if not one.shape or not other.shape:
        return 0.0
    return 1.0 - min(1.0, sum(abs(a - b) for a, b in zip(one.shape, other.shape, strict=True)) / 2)


_BY_TYPE = {"date": "date", "number": "number", "money": "number", "percent": "number", "id": "key"}


def expected(name_words: Sequence[str], field_type: str) -> str:
    """The group of values that a field's type or name promises; '' if nothing does."""
    if field_type in _BY_TYPE:
        return _BY_TYPE[field_type]
    of_word = _kinds()
    return next((of_word[word] for word in reversed(name_words) if word in of_word), "")


def tells_whether(words: Sequence[str]) -> bool:
    """Whether the first words of a field's description say that it holds a yes or a no: 'Whether values may be missing'."""
    return any(word in words for word in particles("whether"))


@lru_cache(maxsize=1)
def _kinds() -> Mapping[str, str]:
    """The group of values that a word promises; of two groups the one listed first."""
    return {word: group for group, word in reversed(list(phrases("kinds")))}


def agree(group: str, promised: str) -> float:
    """1 where values are as promised, -1 where they can not be, 0 where nothing is known."""
    if not group or not promised:
        return 0.0
    if group == promised or {group, promised} in _CLOSE:
        return 1.0 if group == promised else 0.3
    return -1.0


_CLOSE = (
    {"key", "words"},
    {"key", "number"},
    {"words", "long"},
    {"words", "flag"},
    {"url", "words"},
    {"number", "flag"},
    {"date", "number"},
)
