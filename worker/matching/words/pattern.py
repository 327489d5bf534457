"""What is left of a header once the words that say nothing are left blank: headers of one pattern read alike.

A client's product, a market, a name of one's own: nobody knows the word, no known one is like it, and it is neither cut
short nor written together from known ones. Which word it is changes no meaning, so 'Net cost Zetabu' is read once for
all the names that may stand there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from worker import text
from worker.matching.words.phrases import PhraseIndex
from worker.matching.words.pieces import stem

BLANK = "\0"
"""Stands in a pattern for a word that says nothing."""
SHORTEST = 6
"""Letters of a word from which it is nothing cut short."""
LONGEST = 200
"""Characters of a header that has a pattern."""
DIGRAPH = re.compile(r"[aou]e|aa", re.IGNORECASE)
"""What is written for 'ä', 'ö', 'ü', 'ø' and 'å' where a keyboard has none: 'Groesse', 'Bruttokoeb'."""
CACHE_SIZE = 100_000
"""Words of which it is kept whether they say anything."""


class Pattern(NamedTuple):
    """A header with blanks, and the words that stand there."""

    header: str
    names: tuple[str, ...]


class Patterns(dict[str, str]):
    """Each word of headers as a pattern has it: itself, or a blank."""

    def __init__(self, index: PhraseIndex, colours: Callable[[str], bool]) -> None:
        """*colours*: whether a word that no phrase has says something of others, as currencies and taxes do."""
        super().__init__()
        self._index = index
        self._colours = colours

    def of(self, header: str) -> Pattern | None:
        """The header's pattern; None where it has signs or digits, or every word of it says something."""
        spoken = header.split(" ")
        blanks = [*map(self.__getitem__, spoken)]
        if BLANK not in blanks or len(header) > LONGEST or not "".join(spoken).isalpha():
            return None
        names = [word.lower() for word, blank in zip(spoken, blanks, strict=True) if blank == BLANK]
        words = text.words(header)
        if any(words.count(name) > 1 for name in names):
            return None
        return Pattern(" ".join(blanks), tuple(names))

    def __missing__(self, spoken: str) -> str:
        if len(self) >= CACHE_SIZE:
            self.clear()
        is_one_word = len(spoken) >= SHORTEST and spoken.isascii() and text.is_uniform(spoken)
        is_blank = is_one_word and self._says_nothing(spoken.lower())
        blank = self[spoken] = BLANK if is_blank else spoken
        return blank

    def _says_nothing(self, word: str) -> bool:
        """Whether no phrase has the word in any of its forms, and nothing like it."""
        tokens = self._index.tokens
        return not (
            tokens.like(word)
            or any(map(self._index.knows, (stem(word), f"{word}s", f"{word[:-1]}ies")))
            or self._colours(word)
            or DIGRAPH.search(word)
            or tokens.parts(word)
        )
