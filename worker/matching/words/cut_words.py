"""Headers with words cut short, as columns are narrow: 'Start-Dat.', 'Гр. объявл.', 'Кол-во', 'Bdgt.'.

A word before a full stop, and one that nobody knows, may go on with any letters, or has a longer one's letters in order;
the first part of a word drawn together goes on to its end behind the hyphen. The known phrases that go on so say what
the header means, where nearly all of them mean the same. Where no phrase has all the words, each cut word is the one that
most phrases have, if most do.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from worker import text
from worker.matching.words.phrases import PhraseIndex
from worker.matching.words.pieces import pieces_of, without_accents

_WORD = re.compile(r"([^\W\d_]+)(\.|['’׳](?!\w))?(\s*-\s*(?=\w))?")
AGREED = 0.8
"""Share of what the phrases mean from which a header means that."""
COMMONEST = 0.6
"""Share of the phrases with a word that goes on so from which it is the one."""
SHORTEST = 2
"""Letters of a cut word from which it says anything."""
UNSTOPPED = range(3, 6)
"""Letters of a word that nobody knows that may be cut without a full stop."""
LONE = 4
"""Letters of such a word from which it says anything alone: 'Rev' may be anything."""
LONGEST = 6
"""Words of the longest header that is looked at."""
GAP = r"\w{0,4}"
"""What stands between the letters of a word that has only some of a longer one's."""
LINK = "(?:s|n|en|es|e)?"
"""Letters between the parts of a compound."""


class _Word(NamedTuple):
    letters: str
    whole: str
    """As it is compared, where it is no cut one."""
    cut: bool
    stopped: bool
    """Whether a full stop says so."""
    joined: bool
    """Whether a hyphen joins it to the next one."""


class CutWords:
    """Known phrases and words, found by how they begin."""

    def __init__(self, index: PhraseIndex) -> None:
        self._index = index
        self._beginnings: dict[str, list[tuple[str, int]]] = {}

    def in_full(self, header: str, language: str | None = None) -> str | None:
        """The header with its cut words in full, or as it stands where they may be several; None where it has none.

        Only for headers that are no phrase as they stand. What *language* knows goes before what others do.
        """
        words = self._words(header)
        if not any(word.cut for word in words) or (len(words) == 1 and not self._is_told(words[0], language)):
            return None
        for pattern, spoken in _readings(words, language):
            goes_on, phrase = self._phrase(words[0], re.compile(pattern), spoken)
            if goes_on:
                return phrase or header
        longer = [self._longer(word) if word.cut and word.stopped else word.whole for word in words]
        return " ".join(longer) if longer != [word.whole for word in words] else header

    def _is_told(self, word: _Word, language: str | None) -> bool:
        """Whether a word alone may be known for a cut one: by its full stop, or in a language that is known."""
        return word.stopped or (language is not None and len(word.letters) >= LONE)

    def _words(self, header: str) -> list[_Word]:
        """The words of a header; none of one that is too long to have cut ones."""
        words = [self._word(match) for match in islice(_WORD.finditer(text.clean(header)), LONGEST + 1)]
        return words if len(words) <= LONGEST else []

    def _word(self, match: re.Match[str]) -> _Word:
        stopped = match[2] is not None
        letters = match[1].casefold()
        whole = " ".join(pieces_of(letters))
        cut = (
            len(letters) >= SHORTEST
            if stopped
            else len(letters) in UNSTOPPED and not self._index.knows(whole)
        )
        bare = without_accents(letters)
        return _Word(bare, bare if cut else whole, cut, stopped, match[3] is not None)

    def _phrase(
        self, first: _Word, pattern: re.Pattern[str], language: str | None
    ) -> tuple[bool, str | None]:
        """Whether phrases go on as *pattern* says, and the shortest of them where all agree."""
        votes: dict[str, float] = defaultdict(float)
        best: dict[str, str] = {}
        phrases = self._beginning(first.letters[:1])
        for key, at in sorted(phrase for phrase in phrases if pattern.fullmatch(phrase[0])):
            for meaning in self._index.meanings(at):
                if language is None or language in meaning.languages:
                    votes[meaning.name] += meaning.share
                    if meaning.share > 0.5 and len(key) < len(best.get(meaning.name, key + " ")):
                        best[meaning.name] = key
        name = max(votes, key=lambda each: votes[each], default=None)
        if name is None:
            return False, None
        agreed = votes[name] >= AGREED * sum(votes.values())
        return True, best.get(name) if agreed else None

    def _beginning(self, start: str) -> list[tuple[str, int]]:
        """The phrases that begin so; what they mean is not worked out."""
        phrases = self._beginnings.get(start)
        if phrases is None:
            index = self._index
            phrases = self._beginnings[start] = [(index.key(at), at) for at in index.beginning(start)]
        return phrases

    def _longer(self, word: _Word) -> str:
        """The known word that a cut one is most likely, or itself."""
        counts = {piece: self._index.phrases_with(piece) for piece in self._pieces_beginning(word.letters)}
        total = sum(counts.values())
        piece = max(counts, key=lambda each: counts[each], default=word.letters)
        return piece if total and counts[piece] >= COMMONEST * total else word.letters

    def _pieces_beginning(self, start: str) -> list[str]:
        pieces = self._sorted_pieces
        return pieces[bisect_left(pieces, start) : bisect_left(pieces, start + "\uffff")]

    @cached_property
    def _sorted_pieces(self) -> list[str]:
        return sorted(self._index.pieces())


def _readings(words: Sequence[_Word], language: str | None) -> Iterator[tuple[str, str | None]]:
    """What is looked for and in which language, the likeliest first: letters in order say too little of any language."""
    if language is not None:
        yield _beginnings(words), language
        yield _letters_in_order(words), language
    yield _beginnings(words), None


def _beginnings(words: Sequence[_Word]) -> str:
    """What the phrases look like that the words are the beginnings of."""
    return _joined(words, [_start(word) if word.cut else _whole(word) for word in words])


def _letters_in_order(words: Sequence[_Word]) -> str:
    """What the phrases look like that have the letters of the cut words in order."""
    return _joined(
        words, [f"(?:{_start(w)}|{GAP.join((*w.letters, ''))})" if w.cut else _whole(w) for w in words]
    )


def _start(word: _Word) -> str:
    return re.escape(word.letters) + r"\w*"


def _whole(word: _Word) -> str:
    """A word as it is compared, or as the end of a longer one."""
    return f"(?:{re.escape(word.whole)}|{re.escape(word.letters)})"


def _joined(words: Sequence[_Word], parts: Sequence[str]) -> str:
    links = [LINK + " ?" if word.joined and not word.cut else " ?" for word in words[:-1]]
    return "".join(part + link for part, link in zip(parts, [*links, ""], strict=True))
