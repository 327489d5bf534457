"""Other spellings of remembered headers: 'GRP 2026' and "GRP's" after 'GRP', 'Ctry' and 'COUNTRY (ISO)' after 'Country'.

Two headers are spellings of each other when they have the same words once years, hints and plurals are taken off, where a
word may be shortened, have a slip of the pen, or stand together with its neighbour ('Daypart', 'Day part'). An index's
order counts as well ('channel, Media'). What a qualifier says is never taken off: 'Cost (net)' is no spelling of 'Cost';
and what the vocabulary tells apart is no spelling: 'Orders' are counted, an 'Order' has a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from worker.knowledge.particles import particles
from worker.knowledge.vocabulary import shipped_vocabulary
from worker.knowledge.words import phrases
from worker.memory.database import first_reads
from worker.memory.database.database import Database
from worker.memory.learning.guard_words import agree, singular
from worker.memory.learning.lessons import MAPPINGS
from worker.memory.recall.bare_header import bare
from worker.memory.recall.column_numbers import names_without_numbers
from worker.shapes.memory import Recollection
from worker.text import fold, normalise, words

_PLURAL = re.compile(r"\b([A-Z]{2,})['’]?s\b")
"""'GRPs', "GRP's": an abbreviation with the s of a plural, which would be cut into 'GR' and 'Ps'."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_ARTICLE = "the"
"""'The market'; other articles are words as well: 'OS version', 'Die cut', 'Plan A'."""
_VOWELS = frozenset("aeiouаеиоуыэюяё")
SURE = 0.95
"""How much of its confidence a header lends to another spelling."""
LEAST_SKELETON, LEAST_START, LEAST_SLIP, LEAST_SWAP = 3, 4, 7, 6
"""Letters of a word without its vowels, of a cut one, of one with a wrong letter, and of one with two swapped or one twice."""
LONG_SKELETON = 5
"""Letters of a word without its vowels that may have lost a second consonant."""
MOST_START, CUT_OFF = 6, 3
"""Letters that are left of a cut word at most, and that it has lost at least."""


class Spellings:
    """The remembered headers of one kind, by their core."""

    def __init__(self, keys: Iterable[str]) -> None:
        """*keys* are headers in normal form."""
        self.keys: set[str] = set()
        self._by_core: dict[tuple[str, ...], list[str]] = {}
        self._by_start: dict[tuple[int, str], list[tuple[str, ...]]] = {}
        self._by_letters: dict[str, list[tuple[str, ...]]] = {}
        self.add(keys)

    def add(self, keys: Iterable[str]) -> None:
        """More headers in normal form, none of them here yet."""
        for key in keys:
            self.keys.add(key)
            if not (core := core_of(key)):
                continue
            if core not in self._by_core:
                self._by_core[core] = []
                self._by_start.setdefault((len(core), core[0][0]), []).append(core)
                self._by_letters.setdefault("".join(core), []).append(core)
            self._by_core[core].append(key)

    def of(self, header: str, name: str | None = None) -> list[str]:
        """The remembered headers, in normal form, that *header* spells in another way; itself is none.

        *name* is the header without the number of its column, where it has one.
        """
        itself, key = normalise(header), normalise(name or header)
        return [
            other
            for core in _cores(name or header)
            for alike in self._alike(core)
            for other in self._by_core[alike]
            if other != itself and agree(_mended(key, core, alike), other) and not _told_apart(key, other)
        ]

    def _alike(self, core: tuple[str, ...]) -> list[tuple[str, ...]]:
        """The remembered cores that are *core*; where there is none, those that are spelt like it."""
        if core in self._by_core:
            return [core]
        letters = "".join(core)
        together = [others for others in self._by_letters.get(letters, ()) if _are_words((*core, *others))]
        candidates = self._by_start.get((len(core), core[0][0]), ())
        return [
            *together,
            *(candidate for candidate in candidates if all(map(_is_spelling, core, candidate))),
        ]


class RememberedSpellings:
    """The spellings of the headers in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._of_revision: tuple[int, Spellings] | None = None

    def of(self, headers: Iterable[str], among: Iterable[str] = ()) -> dict[str, list[str]]:
        """For each header the remembered ones that it spells in another way; empty while nothing was learnt.

        *among* are all headers that are asked for at once: whether a number before one counts the columns, only they say.
        """
        spellings = self._current()
        if not spellings:
            return {}
        names = names_without_numbers(among)
        return {header: spellings.of(header, names.get(header)) for header in headers}

    def _current(self) -> Spellings | None:
        """The remembered headers, read again after each change; None while nothing was learnt.

        Most steps, one's own or of others in a team, only add headers, which costs a tenth of making all anew.
        """
        with self._database.reading() as connection:
            if connection is None:
                return None
            revision = first_reads.revision(connection)
            before = self._of_revision
            if before is not None and before[0] == revision:
                return before[1]
            keys = first_reads.known_keys(connection, MAPPINGS)
            if before is None or not before[1].keys.issubset(keys):
                spellings = Spellings(keys)
            else:
                spellings = before[1]
                spellings.add([key for key in keys if key not in spellings.keys])
            self._of_revision = revision, spellings
            return spellings


def lent(
    spellings: Mapping[str, Sequence[str]], recollections: Mapping[str, Recollection]
) -> dict[str, Recollection]:
    """What headers answer by their other *spellings*, of which memory has *recollections*; nothing where those disagree."""
    answers = {}
    for header, same in spellings.items():
        pairs = [(key, recollections[key]) for key in same if key in recollections]
        if pairs and len({recalled.field for _, recalled in pairs}) == 1:
            key, best = max(pairs, key=lambda pair: pair[1].confidence)
            reason = f"Another spelling of '{key}': {best.reason}"
            answers[normalise(header)] = replace(best, confidence=SURE * best.confidence, reason=reason)
    return answers


@cache
def _hints() -> frozenset[str]:
    """Words beside a name that say how the cell is filled in, in the languages that templates are written in."""
    return frozenset(phrase for name, phrase in phrases("asides") if name == "hint")


@lru_cache(maxsize=65_536)  # after a step that takes a header away, all others are asked for again
def core_of(header: str) -> tuple[str, ...]:
    """The words of a header that say what it is: without asides, years, hints, the s of a plural or possessive, accents.

    >>> core_of("GRP's 2026"), core_of("COUNTRY (ISO)")
    (('grp',), ('country',))
    """
    plain = _PLURAL.sub(r"\1", bare(header))
    core = [word for word in words(plain) if not _YEAR.fullmatch(word) and word not in _hints()]
    if len(core) > 1:
        core = [word for word in core if word != "s"]
    if len(core) > 1 and core[0] == _ARTICLE:
        del core[0]
    return tuple(singular(fold(word)) for word in core)


def _cores(header: str) -> list[tuple[str, ...]]:
    """The core of a header, and of 'channel, Media' that of 'Media channel' as well."""
    last, comma, first = header.partition(",")
    turned = core_of(f"{first} {last}") if comma and "," not in first else ()
    return [core for core in dict.fromkeys((core_of(header), turned)) if core]


def _are_words(core: tuple[str, ...]) -> bool:
    """Whether no part is so short, or a number, that it says more by standing alone: 'MoM' is cut into 'mo' and 'm'."""
    return all(len(word) >= LEAST_SKELETON and not word.isdigit() for word in core)


def _mended(key: str, core: tuple[str, ...], other_core: tuple[str, ...]) -> str:
    """*key* with the words of *other_core* for those of *core* that are slips or skeletons of them.

    Guard words are compared as they are meant: 'frqncy' names the sense that 'frequency' names.
    """
    if core == other_core or len(core) != len(other_core):
        return key
    meant = {word: other for word, other in zip(core, other_core, strict=True) if _is_misspelt(word, other)}
    return " ".join(meant.get(singular(fold(word)), word) for word in key.split())


def _told_apart(one: str, other: str) -> bool:
    """Whether the vocabulary knows both, headers or words, and by no common meaning."""
    left, right = _senses(one), _senses(other)
    return bool(left and right) and left.isdisjoint(right)


def _is_spelling(word: str, other: str) -> bool:
    """Whether two words are one: the same, one shortened, or a slip of the pen."""
    if word == other:
        return True
    if word[0] != other[0] or word.isdigit() or other.isdigit():
        return False
    short, long = sorted((word, other), key=len)
    return _is_misspelt(word, other) or (_is_start(short, long) and not _told_apart(short, long))


def _is_misspelt(word: str, other: str) -> bool:
    """Whether one word is the other without vowels, or a slip of it."""
    short, long = sorted((word, other), key=len)
    if word == other or _told_apart(word, other):
        return False
    if _is_skeleton(short, long):
        return not _senses(short) or bool(_senses(long))  # 'vtr' is a rate, whatever a 'visitor' is
    return _is_slip(short, long) and not (_is_word(word) and _is_word(other))  # to gather all words is slow


def _is_skeleton(short: str, long: str) -> bool:
    """Whether *short* is *long* without vowels: 'ctry' of 'country', 'mkt' of 'market', 'lngg' of 'language'.

    One consonant may be missing as well, of a long word two, where both end alike.
    """
    if not LEAST_SKELETON <= len(short) <= len(long) - 2 or any(c in _VOWELS for c in short[1:]):
        return False
    consonants = long[0] + "".join(c for c in long[1:] if c not in _VOWELS)
    if short in (consonants, long[0] + consonants[1:].replace("y", "")):
        return True
    letters = iter(consonants)
    missing = len(consonants) - len(short)
    return (
        missing <= (2 if len(short) >= LONG_SKELETON else 1)
        and short[-1] == long[-1]
        and all(letter in letters for letter in short)
    )


def _is_start(short: str, long: str) -> bool:
    """Whether *short* is cut off *long* behind a consonant: 'camp' of 'campaign', 'impr' of 'impression'."""
    rest = long[len(short) :]
    return (
        LEAST_START <= len(short) <= min(MOST_START, len(long) - CUT_OFF)
        and long.startswith(short)
        and short[-1] not in _VOWELS
        and short[-1] != "y"
        and rest not in particles("word ending")  # 'stat' is not cut off 'station'
        and not rest.startswith(short[-1])  # 'shopping'
        and not _is_word(rest)
    )


def _is_slip(short: str, long: str) -> bool:
    """Whether one letter is wrong, missing or too many in a long word; in a shorter one swapped or written twice."""
    if len(short) < LEAST_SWAP or OSA.distance(short, long, score_cutoff=1) > 1:
        return False
    if len(short) >= LEAST_SLIP:
        return True
    return sorted(short) == sorted(long) or any(
        long == short[:at] + letter + short[at:] for at, letter in enumerate(short)
    )


@lru_cache(maxsize=65_536)
def _senses(phrase: str) -> frozenset[str]:
    """What the vocabulary knows a header or a word as."""
    return frozenset(sense.name for sense in shipped_vocabulary().senses.get(phrase, ()))


def _is_word(word: str) -> bool:
    """Whether a phrase of the vocabulary has the word: 'county' is no slip of 'country'."""
    return word in _vocabulary_words()


@cache
def _vocabulary_words() -> frozenset[str]:
    """The words of all phrases, as cores have them."""
    return frozenset(
        singular(fold(word)) for phrase in shipped_vocabulary().senses for word in phrase.split()
    )
