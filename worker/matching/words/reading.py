"""What a header may mean by its words alone: each class with the evidence for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from worker import text
from worker.knowledge.values import load_values
from worker.knowledge.vocabulary import OPEN
from worker.matching.rankers.fields import composed
from worker.matching.shrinking import shrink
from worker.matching.words.cut_words import CutWords
from worker.matching.words.field_text import in_full
from worker.matching.words.headers import COLOUR, Header, HeaderReader
from worker.matching.words.nearness import NEAREST, Near, Nearness
from worker.matching.words.pattern import DIGRAPH, Patterns
from worker.matching.words.phrases import Meaning, PhraseIndex
from worker.matching.words.pieces import pieces
from worker.plans.periods.header_times import looks_like_period
from worker.progress import breathe
from worker.shapes.mapping import ABOVE
from worker.values.dates.fiscal import without_fiscal_years
from worker.values.units import is_currency_word

_YEAR = re.compile(r"(?<!\d)(19|20)\d\d(?!\d)")
_OF_A_DATABASE = re.compile(r"[a-z\d]+(?:_[a-z\d]+)+")
"""Only there are words cut short without a full stop: 'crtv_nm', 'dvc_type'."""
_PER_TIME = re.compile(r"[^/]+/\s*[^\W\d]+\.?")
TIMES = frozenset({"date", "start_date", "end_date", "~period_label"})
"""Classes of words that name a time as well: 'week', 'month', 'from'."""
LONGEST_GROUP = 4
"""Pieces of the longest text above headers that says of what sort they are; a longer one is a remark."""
_PARTED = re.compile(r"[/|(\n–-]")
TELLING = 5
"""Letters of a word that means the same as its neighbour by no chance."""
MOST_WORDS = 8
"""Words of a name in two languages."""
LONGEST = 400
"""Characters of a header that are read: what it means stands at its start, and some text has no end."""
CACHE_SIZE = 100_000
"""Headers whose reading is kept."""
_NOBODY = frozenset[str]()
WHOLE, PLAIN, FORMS, OUTSIDE, CORE, COMPOSED, PART, BAG = range(8)
"""Ways in which words are found again, the surest first."""


class Claim(NamedTuple):
    """One class that a header may mean."""

    name: str
    ways: frozenset[int]
    """How its words were found again, if word for word."""
    near: Near | None
    everywhere: bool
    """Whether a language or the template knows the whole header so."""
    platforms: frozenset[str]
    """The platforms that know the whole header so."""
    languages: frozenset[str]
    """The languages in which the whole header means it."""
    phrase: str
    """The phrase that speaks for it best."""
    source: str
    share: float
    """How far the words found again mean it and nothing else."""
    parts: float = 0.0
    """Share of the header's parts that mean it."""


class Reading(NamedTuple):
    """A header with all its claims."""

    header: Header
    claims: tuple[Claim, ...]
    exact: tuple[Meaning, ...]
    """Meanings of the whole header, word for word."""
    unknown: float
    """Share of the header's weight that no phrase explains."""
    wordless: bool = False
    """Whether it has no word that could mean a field: a number, a time, a currency alone."""
    in_full: str | None = None
    """With its words in full that are cut short; as it stands where those may be several, None where it has none."""
    pattern: str = ""
    """What it has in common with headers that mean the same, where some of its words say nothing: see `Patterns`."""

    @property
    def is_whole(self) -> bool:
        """Whether no word of it is cut short, so that its language changes nothing."""
        return self.in_full is None and bool(self.exact or self.pattern)


class Reader:
    """Reads headers against an index of phrases; what was read is kept."""

    def __init__(self, index: PhraseIndex, headers: HeaderReader) -> None:
        self.index = index
        self._headers = headers
        self._nearness = Nearness(index)
        self._cut_words = CutWords(index)
        self._patterns = Patterns(index, headers.colours)
        self._of_pattern: dict[str, tuple[Reading, tuple[str, ...]]] = {}
        self._cache: dict[tuple[str, str, str | None], Reading] = {}

    def read(self, header: str, ignored: str = "", language: str | None = None) -> Reading:
        """The header's claims, without the word *ignored* at its start; the same object for the same text.

        Words cut short are those of the *language*, where it has any that go on so.
        """
        key = (header, ignored, language)
        reading = self._cache.get(key)
        if reading is None and language is not None:
            unspoken = self.read(header, ignored)
            if unspoken.is_whole:
                return unspoken
            if unspoken.in_full == self._cut_words.in_full(header[:LONGEST], language):
                reading = self._cache[key] = unspoken
        if reading is None:
            if len(self._cache) >= CACHE_SIZE:
                self._cache.clear()
            breathe()
            reading = self._cache[key] = self._read(header, ignored, language)
        return reading

    def _read(self, header: str, ignored: str, language: str | None) -> Reading:
        """The header's claims: those of another one of its pattern, where one was read."""
        pattern = None if ignored else self._patterns.of(header)
        if pattern is None:
            return self.read_afresh(header, ignored, language)
        like = self._of_pattern.get(pattern.header)
        if like is not None:
            reading, names = like
            renamed = dict(zip(names, pattern.names, strict=True))
            return reading._replace(header=reading.header.with_names(header, renamed))
        reading = self.read_afresh(header, ignored, language)
        if reading.in_full is None:
            reading = reading._replace(pattern=pattern.header)
            self._of_pattern[pattern.header] = reading, pattern.names
        return reading

    def shrink(self) -> None:
        """Forget all but the first headers."""
        shrink(self._cache)
        shrink(self._of_pattern)

    def read_afresh(
        self, header: str, ignored: str = "", language: str | None = None, *, own_phrase: bool = True
    ) -> Reading:
        """The claims; without *own_phrase* as if the header's own phrase were not known, to learn from."""
        header = header[:LONGEST]
        if any(map(str.isalpha, name := without_fiscal_years(header))):
            header = name  # 'Net cost FY25': which year it is of, not what it is
        header = self._half(header) or header
        if _YEAR.search(header) and looks_like_period(header):
            rest = self._without_times(header)
            if rest is None:
                return Reading(self._headers.read(header, ignored), (), (), 1.0, True)
            header = rest
        head, whole, longer = self._written_out(header, ignored, language)
        hidden = frozenset() if own_phrase else frozenset(whole)
        evidence = _Evidence(self.index, hidden)
        evidence.add_word_for_word(head)
        exact = tuple(s for n in whole if n not in hidden for s in self.index.meanings(n))
        is_sure = any(meaning.everywhere for meaning in exact)
        if is_sure:  # what else comes near says nothing against it
            near = {
                m.name: Near(head.text, m.source, 1.0, 1.0, 1.0, m.share, True, True, False) for m in exact
            }
        else:
            qualifiers = self._qualifiers if head.bare else frozenset[int]()
            leave_out = hidden | qualifiers if hidden else qualifiers
            near = self._nearness.nearest(self._taken_apart(head.compared), leave_out, evidence.ways)
        nearest = sorted(near, key=lambda name: near[name].alike, reverse=True)[:NEAREST]
        names = dict.fromkeys([*evidence.ways, *nearest])
        if is_sure:  # 'PO date' is no date, though 'po' is a filler in Polish; `near` has what is known
            names = {name: None for name in names if name in near}
        if _PER_TIME.fullmatch(header) and self._is_per_time(header):
            names = {name: None for name in names if name not in TIMES}
        covered = max([near[n].of_header for n in nearest], default=0.0)
        wordless = not exact and all(piece.isdigit() for piece in head.compared)
        claims = () if wordless and head.compared else tuple(evidence.claim(n, near.get(n)) for n in names)
        return Reading(head, claims, exact, 0.0 if exact else 1.0 - covered, wordless, longer)

    def _written_out(
        self, header: str, ignored: str, language: str | None
    ) -> tuple[Header, tuple[int, ...], str | None]:
        """The header in the spelling that is a phrase, that phrase, and its cut words in full where there is none."""
        head = self._headers.read(header, ignored)
        whole = self.index.exact(head.whole)
        if not whole and _OF_A_DATABASE.fullmatch(header):
            head = self._headers.read(in_full(header, self._is_phrase), ignored)._replace(text=head.text)
            whole = self.index.exact(head.whole)
        if not whole and DIGRAPH.search(header):
            spelt = self._headers.read(DIGRAPH.sub(_first_letter, header), ignored)
            if self.index.exact(spelt.whole) or self.index.exact(spelt.plain):
                head, whole = spelt._replace(text=head.text), self.index.exact(spelt.whole)
        longer = None if whole else self._cut_words.in_full(header, language)
        if longer and longer != header:
            head = self._headers.read(longer, ignored)._replace(text=head.text)
            whole = self.index.exact(head.whole)
        return head, whole, longer

    def read_below(self, group: str, header: str, ignored: str = "", language: str | None = None) -> Reading:
        """A header with what stands above it: alone where it is known and *group* neither completes nor colours it."""
        joined = self.read(
            f"{group}\n{header}", ignored, language
        )  # a stroke between two words may mean 'per'
        if joined.exact or translates(group, header):
            return joined
        alone = self.read(header, ignored, language)
        if not alone.header.core or not (
            alone.exact or any(claim.ways & {PLAIN, FORMS} for claim in alone.claims)
        ):
            return joined
        above = self.read(group).header
        coloured = above.modifiers - alone.header.modifiers - COLOUR
        return joined if coloured and len(above.whole) <= LONGEST_GROUP else alone

    def _is_per_time(self, header: str) -> bool:
        """Whether a time behind a stroke says how often, and the part before it is no time: 'Sessions / Week'."""
        thing, time = (
            frozenset(
                m.name for at in self.index.exact(pieces(text.words(part))) for m in self.index.meanings(at)
            )
            for part in header.rsplit("/", 1)
        )
        return bool(time) and time <= TIMES and thing.isdisjoint(TIMES)

    def _is_phrase(self, word: str) -> bool:
        return bool(self.index.exact((word,)))

    @cached_property
    def _qualifiers(self) -> frozenset[int]:
        """Phrases such as 'net' and 'actual' alone: beside the name of a thing they say which, and name nothing."""
        return frozenset(at for words in self._headers.outer_words() for at in self.index.exact(words))

    def _half(self, header: str) -> str | None:
        """One half of a name in two languages, where both mean the same: 'Impressionen/Wyświetlenia', 'Klick (Kliks) EUR'.

        A header that is known as it stands, or to whose halves one word is common, is one name; so is a short word beside
        another ('Jumlah kos': 'kos' is a piece in Slovenian), unless a sign parts them. Of a platform and a name
        ('Budget Facebook') it is the name.
        """
        words = [word for word in text.words(header) if not is_currency_word(word)]
        if ABOVE in header:
            return None  # a group and the column's own name
        if not 1 < len(words) <= MOST_WORDS or self._meant(words):
            return None
        for at in range(1, len(words)):
            first, second = words[:at], words[at:]
            telling = _PARTED.search(header) or min(len("".join(first)), len("".join(second))) >= TELLING
            meant = self._meant(first) if telling else None
            if meant and meant == self._meant(second) and set(first).isdisjoint(second):
                return " ".join(first)
            for rest, platform in ((first, second), (second, first)):
                if self._meant(rest) and load_values("platform").find(" ".join(platform)) is not None:
                    return " ".join(rest)
        return None

    def _meant(self, words: Sequence[str]) -> str | None:
        """What words mean most likely, word for word."""
        meanings = [m for at in self.index.exact(pieces(tuple(words))) for m in self.index.meanings(at)]
        return max(meanings, key=lambda meaning: meaning.share).name if meanings else None

    def _without_times(self, header: str) -> str | None:
        """'Net cost 2026' -> 'Net cost', '1.3.2027 - 30.4.2027 / Net cost' as well; None for 'Q4 2026' and 'Cost Q4 2026'.

        A year only says of which year a figure is, and a time above a header is no part of its name.
        """
        rest = [_YEAR.sub(" ", part).strip() for part in header.split(ABOVE)]
        untimed = [part for part in rest if any(map(str.isalpha, part)) and not looks_like_period(part)]
        if not untimed or untimed[-1] != rest[-1]:
            return None
        names = [pieces(text.words(part)) for part in untimed]
        spans = [*names, *((word,) for name in names for word in name)]
        meanings = (m for span in spans for at in self.index.exact(span) for m in self.index.meanings(at))
        return ABOVE.join(untimed) if any(meaning.name not in TIMES for meaning in meanings) else None

    def _taken_apart(self, parts: Sequence[str]) -> tuple[str, ...]:
        """Words nobody knows that are known ones written together, taken apart."""
        index = self.index
        known_parts: list[str] = []
        for part in parts:
            known_parts.extend((part,) if index.knows(part) else index.tokens.parts(part) or (part,))
        return tuple(known_parts)


def _first_letter(letters: re.Match[str]) -> str:
    return letters[0][0]


def translates(group: str, header: str) -> bool:
    """Whether one of two texts above each other is Chinese or the like, and the other not: they say the same twice."""
    return bool(text.CJK.search(group)) != bool(text.CJK.search(header))


class _Evidence:
    """What was found word for word, while a header is read."""

    def __init__(self, index: PhraseIndex, hidden: frozenset[int]) -> None:
        self._index = index
        self._hidden = hidden
        self.ways: dict[str, set[int]] = {}
        self._whole: dict[str, list[Meaning]] = {}
        self._phrases: dict[str, tuple[str, str]] = {}
        self._shares: dict[str, float] = {}
        self._parts: dict[str, float] = {}

    def add_word_for_word(self, header: Header) -> None:
        exact = self._index.exact
        self._add(WHOLE, exact(header.whole))
        if header.plain != header.whole:
            self._add(PLAIN, exact(header.plain))
        self._add(FORMS, self._index.inflected(header.plain))
        if header.outside not in (header.whole, header.plain):
            self._add(OUTSIDE, exact(header.outside))
        for rest, modifiers in ((header.bare, header.outer), (header.core, header.modifiers)):
            if rest and rest != header.plain:
                phrases = exact(rest) or self._index.inflected(rest)
                self._add(CORE, phrases)
                self._add(COMPOSED, phrases, modifiers)
        for part in header.parts:
            for name in self._add(PART, exact(part)):
                self._parts[name] = self._parts.get(name, 0.0) + 1.0 / len(header.parts)
        if self._hidden.issuperset(exact(header.whole)):
            self._add(BAG, self._index.same_words(header.plain))

    def _add(self, way: int, phrases: Sequence[int], modifiers: frozenset[str] = frozenset()) -> set[str]:
        names: set[str] = set()
        for number in phrases:
            if number in self._hidden:
                continue
            for sense in self._index.meanings(number):
                name = composed(sense.name, modifiers) if modifiers else sense.name
                if not name:
                    continue
                names.add(name)
                self.ways.setdefault(name, set()).add(way)
                if name not in self._shares or len(self.ways[name]) == 1 and sense.share > self._shares[name]:
                    self._phrases.setdefault(name, (self._index.phrases[number], sense.source))
                    self._shares[name] = sense.share
                if way == WHOLE:
                    self._whole.setdefault(name, []).append(sense)
        return names

    def claim(self, name: str, near: Near | None) -> Claim:
        whole = self._whole.get(name, ())
        phrase, source = self._phrases.get(name) or ((near.phrase, near.source) if near else ("", ""))
        return Claim(
            name,
            frozenset(self.ways.get(name, ())),
            near,
            bool(whole) and any(m.everywhere for m in whole),
            frozenset([p for m in whole for p in m.platforms]) if whole else _NOBODY,
            frozenset([language for m in whole for language in m.languages]) if whole else _NOBODY,
            phrase,
            source,
            self._shares.get(name, 0.0),
            self._parts.get(name, 0.0),
        )


def is_open(name: str) -> bool:
    """Whether a class is a concept without a target."""
    return name.startswith(OPEN)
