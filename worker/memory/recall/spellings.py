"""Other spellings of remembered headers: 'GRP 2026' and "GRP's" after 'GRP', 'Ctry' and 'COUNTRY (ISO)' after 'Country'.

Two headers are spellings of each other when they have the same words once years, hints and plurals are taken off, a word
may be shortened or have one wrong letter, and no guard word stands in one of them alone. What a qualifier says is never
taken off: 'Cost (net)' is no spelling of 'Cost'.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from worker.knowledge.vocabulary import shipped_vocabulary
from worker.memory.database import first_reads
from worker.memory.database.database import Database
from worker.memory.learning.guard_words import agree
from worker.memory.learning.lessons import MAPPINGS
from worker.text import fold, normalise, words

_PLURAL = re.compile(r"\b([A-Z]{2,})['’]?s\b")
"""'GRPs', "GRP's": an abbreviation with the s of a plural, which would be cut into 'GR' and 'Ps'."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_VOWELS = frozenset("aeiouyаеиоуыэюяё")
HINTS = frozenset(
    {"iso", "optional", "required", "mandatory", "pflicht", "optionnel", "obligatorio", "opcional"}
)
"""Words beside a name that say how the cell is filled in, in the languages that templates are written in."""
SURE = 0.95
"""How much of its confidence a header lends to another spelling."""
LEAST_SKELETON, LEAST_START, LEAST_SLIP = 3, 4, 7
"""Letters of a word without its vowels, of a cut one, and of one with a wrong letter."""
CUT_OFF = 3
"""Letters that a cut word has lost at least."""


class Spellings:
    """The remembered headers of one kind, by their core."""

    def __init__(self, keys: Iterable[str]) -> None:
        """*keys* are headers in normal form."""
        self._by_core: dict[tuple[str, ...], list[str]] = {}
        for key in keys:
            if core := core_of(key):
                self._by_core.setdefault(core, []).append(key)
        self._by_start: dict[tuple[int, str], list[tuple[str, ...]]] = {}
        for core in self._by_core:
            self._by_start.setdefault((len(core), core[0][0]), []).append(core)

    def of(self, header: str) -> list[str]:
        """The remembered headers, in normal form, that *header* spells in another way; itself is none."""
        core = core_of(header)
        if not core:
            return []
        same = [core] if core in self._by_core else self._alike(core)
        key = normalise(header)
        return [
            known for alike in same for known in self._by_core[alike] if known != key and agree(key, known)
        ]

    def _alike(self, core: tuple[str, ...]) -> list[tuple[str, ...]]:
        candidates = self._by_start.get((len(core), core[0][0]), ())
        return [known for known in candidates if all(map(_is_spelling, core, known))]


class RememberedSpellings:
    """The spellings of the headers in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._of_revision: tuple[int, Spellings] | None = None

    def current(self) -> Spellings | None:
        """The remembered headers, read again after each change; None while nothing was learnt."""
        with self._database.reading() as connection:
            if connection is None:
                return None
            revision = first_reads.revision(connection)
            if self._of_revision is None or self._of_revision[0] != revision:
                self._of_revision = revision, Spellings(first_reads.known_keys(connection, MAPPINGS))
            return self._of_revision[1]


@lru_cache(maxsize=65_536)  # each step of the memory asks for the cores of all its headers again
def core_of(header: str) -> tuple[str, ...]:
    """The words of a header that say what it is: without years, hints, the s of a plural or possessive, accents.

    >>> core_of("GRP's 2026"), core_of("COUNTRY (ISO)")
    (('grp',), ('country',))
    """
    plain = _PLURAL.sub(r"\1", header)
    core = [word for word in words(plain) if not _YEAR.fullmatch(word) and word not in HINTS]
    if len(core) > 1:
        core = [word for word in core if word != "s"]
    return tuple(_singular(fold(word)) for word in core)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _is_spelling(word: str, known: str) -> bool:
    """Whether two words are one: the same, one shortened, or one letter wrong; a known word is no slip of another."""
    if word == known:
        return True
    if word[0] != known[0] or word.isdigit() or known.isdigit():
        return False
    short, long = sorted((word, known), key=len)
    if _is_skeleton(short, long):
        return True
    if _means_something(word):
        return False
    return _is_start(short, long) or (len(short) >= LEAST_SLIP and _is_slip(short, long))


def _is_skeleton(short: str, long: str) -> bool:
    """Whether *short* is *long* without vowels: 'ctry' of 'country', 'mkt' of 'market', 'cmpgn' of 'campaign'."""
    if not LEAST_SKELETON <= len(short) <= len(long) - 2 or short[-1] != long[-1]:
        return False
    if any(letter in _VOWELS for letter in short[1:-1]):
        return False
    letters = iter(long)
    return all(letter in letters for letter in short)


def _is_start(short: str, long: str) -> bool:
    """Whether *short* is cut off *long* behind a consonant: 'camp' of 'campaign', 'impr' of 'impression'."""
    return (
        LEAST_START <= len(short) <= len(long) - CUT_OFF
        and long.startswith(short)
        and short[-1] not in _VOWELS
    )


def _is_slip(short: str, long: str) -> bool:
    """Whether one letter is wrong, missing, too many, or two have changed places."""
    return OSA.distance(short, long, score_cutoff=1) <= 1


@cache
def _means_something(word: str) -> bool:
    """Whether the vocabulary knows the word: 'county' is no slip of 'country'."""
    return word in shipped_vocabulary().senses
