"""Guard words: 'net cost' and 'gross cost' share most letters and mean two things.

`[guards]` of the languages names a sense of a group: `amount.net = net | nett`. Headers that name different senses of
a group are never alike, nor is one that names a sense to one that names none, where the line begins with '!'.
"""

from __future__ import annotations

from functools import cache, lru_cache

from worker.knowledge.words import phrases
from worker.lazy_dataclass import dataclass
from worker.text import words


@dataclass(frozen=True, slots=True)
class Guard:
    """Senses that exclude each other."""

    senses: dict[str, str]
    """Word -> the sense that it names."""
    strict: bool
    """Whether naming a sense and naming none disagree as well."""

    def agrees(self, one: frozenset[str], other: frozenset[str]) -> bool:
        """Whether two sets of words name the same senses of this guard."""
        left = {self.senses[word] for word in one if word in self.senses}
        right = {self.senses[word] for word in other if word in self.senses}
        return left == right or not (self.strict or (left and right))


def agree(one: str, other: str) -> bool:
    """Whether two headers name the same senses of every guard."""
    left, right = _words(one), _words(other)
    # A guard is asked only where the headers differ by one of its words.
    return left == right or all(guard.agrees(left, right) for guard in _guards_of(left ^ right))


def _guards_of(differing: frozenset[str]) -> list[Guard]:
    by_word = _by_word()
    numbers = {number for word in differing for number in by_word.get(word, ())}
    return [_guards()[number] for number in numbers]


@lru_cache(maxsize=65_536)
def _words(header: str) -> frozenset[str]:
    return frozenset(map(singular, words(header)))


def singular(word: str) -> str:
    """A word without the s of an English plural."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


@cache
def _guards() -> tuple[Guard, ...]:
    groups: dict[str, dict[str, str]] = {}
    for name, word in phrases("guards"):
        group, _, sense = name.partition(".")
        groups.setdefault(group, {})[singular(word)] = sense
    return tuple(Guard(senses, strict=group.startswith("!")) for group, senses in groups.items())


@cache
def _by_word() -> dict[str, tuple[int, ...]]:
    guards: dict[str, tuple[int, ...]] = {}
    for number, guard in enumerate(_guards()):
        for word in guard.senses:
            guards[word] = (*guards.get(word, ()), number)
    return guards
