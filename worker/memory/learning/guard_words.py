"""Guard words: 'net cost' and 'gross cost' share most letters and mean two things."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from worker import paths
from worker.text import words

FILE = "guard_words.txt"


@dataclass(frozen=True, slots=True)
class Guard:
    """Senses that exclude each other."""

    senses: dict[str, int]
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
    return left == right or all(guard.agrees(left, right) for guard in _asked(left ^ right))


def _asked(differing: frozenset[str]) -> list[Guard]:
    by_word = _by_word()
    numbers = {number for word in differing for number in by_word.get(word, ())}
    return [_guards()[number] for number in numbers]


@lru_cache(maxsize=65_536)
def _words(header: str) -> frozenset[str]:
    return frozenset(map(_singular, words(header)))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


@cache
def _guards() -> tuple[Guard, ...]:
    lines = paths.shipped("knowledge", FILE).read_text("utf-8").splitlines()
    return tuple(_guard(line) for line in lines if line.strip() and not line.startswith("#"))


@cache
def _by_word() -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for number, guard in enumerate(_guards()):
        for word in guard.senses:
            found[word] = (*found.get(word, ()), number)
    return found


def _guard(line: str) -> Guard:
    strict = line.startswith("!")
    senses = line.removeprefix("!").split(" | ")
    return Guard(
        {_singular(w.strip()): n for n, sense in enumerate(senses) for w in sense.split(",")}, strict
    )
