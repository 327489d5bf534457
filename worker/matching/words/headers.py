"""A header as it is read: its whole, its parts, and the words that only colour it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import chain
from typing import NamedTuple

from worker import text
from worker.knowledge.cache_file import from_cache
from worker.knowledge.particles import particles
from worker.knowledge.templates import load_template
from worker.knowledge.values import load_values
from worker.knowledge.vocabulary import Vocabulary
from worker.lazy_dataclass import dataclass
from worker.matching.words.ages import without_ages
from worker.matching.words.pieces import pieces, pieces_of
from worker.values.scales import without_scale
from worker.values.units import is_currency_word, lone_header_multipliers

_BRACKETS = re.compile(r"[(\[{（【［]([^()\[\]{}（）【】［］]*)[)\]}）】］]?")
_CHOICES = re.compile(r"[(\[{（【［][^()\[\]{}（）【】［］]*\|[^()\[\]{}（）【】［］]*[)\]}）】］]")
"""'[Display | OLV | Native]': what may be filled in, no part of the name."""
_SIDES = re.compile(r"\s*[^\W\d_]+\s*[x×*]\s*[^\W\d_]+\s*")
"""'(H x W)': in which order the sides of a size stand."""
_LISTED = re.compile(r"[,/;，、]")
_PER = re.compile(r"([^\W\d_]+)\.?\s*/\s*\w")
"""'Cost / conv.', 'Kosten/Klick': the word before the stroke."""
_HOW_MANY = re.compile(r"#\s*[^\W\d_]")
"""'# of issues': how many there are, where 'Line #' is a number that stands for a name."""
_DOTTED = re.compile(r"(?<!\w)(?:[^\W\d_]\.){2,}[^\W\d_]?(?!\w)")
"""'C.P.M.'"""
_CUTS = re.compile(r"\s+/\s+|\s+[-–—|·]\s+|[:：|\n\r⏎,;，；]")
_PLUS = re.compile(r"(?:^|(?<=[\s,;(]))\+\s*(?=[^\W\d_])")
"""'Amount, + VAT': what comes on top."""
_PLURAL = re.compile(r"(?<![^\W\d_])([A-Z]{2,})s(?![^\W\d_])")
"""'TVRs' is no 'TV' and no rupees."""
LONGEST_INSIDE = 8
"""Longest modifier looked for inside a word of a script without spaces."""
LONGEST_TAX = 3
"""Longest name of a tax or fee that is looked for behind another one, in words."""
CURRENCY, PERCENT, WINDOW = "currency_word", "percent", "window"
COLOUR = frozenset({CURRENCY, WINDOW, "filler", "total", "local"})
"""Modifiers that change no meaning."""
OUTER = COLOUR | {
    "planned", "actual", "estimated", "net", "gross", "incl_vat", "excl_vat", "incl_fee", "excl_fee", "daily",
    "lifetime", "periodic", "previous",
}  # fmt: skip
"""Modifiers that say of what sort a figure is; the others (cost, count, id, start ...) say what it is."""
PRICED = frozenset({"cost", "rate"})
"""Modifiers of what a thing behind a stroke costs: 'Cost/Placement', 'Rate / ad'."""
TAXED = frozenset({"incl_vat", "excl_vat", "incl_fee", "excl_fee"})
_YEAR = re.compile(r"(?:19|20)\d\d")
_WINDOW_DAYS = frozenset({"1", "7", "14", "28", "30", "90"})


class Bit(NamedTuple):
    """A word, or several that are one modifier; `joined` where it goes on the word before it."""

    words: tuple[str, ...]
    names: tuple[str, ...]
    joined: bool = False


class Header(NamedTuple):
    """One header, taken apart; all in pieces."""

    text: str
    whole: tuple[str, ...]
    plain: tuple[str, ...]
    """Without currencies, units, fillers and a number at the end; of these alone, all but the currencies."""
    bare: tuple[str, ...]
    """Without what says of what sort a figure is: planned, net, with VAT ..."""
    core: tuple[str, ...]
    """Without anything that only modifies."""
    compared: tuple[str, ...]
    """Plain without taxes and fees: what is compared with other phrases; empty where there is a currency alone."""
    outside: tuple[str, ...]
    """What stands outside brackets, plain."""
    parts: tuple[tuple[str, ...], ...]
    """What brackets, colons, slashes and lines divide, plain; the outermost first."""
    outer: frozenset[str]
    """Modifiers left out of `bare`."""
    modifiers: frozenset[str]
    """All of them."""
    numbered: bool
    """Ends in a number from 2 on, as a repeated column does."""

    def with_names(self, header: str, names: Mapping[str, str]) -> Header:
        """The same with other words, *header* as a whole, for those that say nothing: *names* has the new by the old."""

        old = (self.whole, self.plain, self.bare, self.core, self.compared, self.outside, *self.parts)
        new = {words: tuple(map(names.get, words, words)) for words in {*old}}
        return Header(
            header,
            new[self.whole],
            new[self.plain],
            new[self.bare],
            new[self.core],
            new[self.compared],
            new[self.outside],
            tuple(map(new.__getitem__, self.parts)),
            self.outer,
            self.modifiers,
            self.numbered,
        )


@cache
def _count_names() -> frozenset[str]:
    """The shipped fields that count things: impressions, clicks, units."""
    return frozenset(field.name for field in load_template().fields if field.family == "count")


def _is_year(bit: Bit) -> bool:
    return not bit.names and len(bit.words) == 1 and _YEAR.fullmatch(bit.words[0]) is not None


@dataclass(frozen=True, slots=True)
class _Modifiers:
    """The modifiers of a vocabulary as headers are searched for them."""

    names: dict[tuple[str, ...], tuple[str, ...]]
    """By their pieces."""
    longest: dict[str, int]
    """Words of the longest one by its first piece."""
    inside: dict[str, tuple[str, ...]]
    """By the characters of scripts without spaces."""
    taxes: dict[tuple[str, ...], str]
    """'vat' or 'fee' by the pieces of what is left out or taken in: 'MwSt.' of 'ohne MwSt.'."""


def _modifiers_of(vocabulary: Vocabulary) -> _Modifiers:
    modifiers = _Modifiers({}, {}, {}, {})
    for phrase, names in vocabulary.modifiers.items():
        colours = tuple(n for n in names if n in COLOUR) or names
        words = phrase.split(" ")
        if len(words) == 1 and text.CJK.search(phrase):
            modifiers.inside[phrase] = colours
        else:
            key = pieces(words)
            modifiers.names[key] = tuple(dict.fromkeys((*modifiers.names.get(key, ()), *colours)))
            modifiers.longest[key[0]] = max(modifiers.longest.get(key[0], 0), len(words))
            if len(words) > 1 and (taxed := TAXED.intersection(names)):
                modifiers.taxes.setdefault(pieces(words[1:]), min(taxed).split("_")[1])
    return modifiers


class HeaderReader:
    """Reads headers with the modifiers of a vocabulary."""

    def __init__(self, vocabulary: Vocabulary, *, shipped: bool = False) -> None:
        """*shipped*: whether *vocabulary* is the one that comes along."""
        self._senses = vocabulary.senses

        def read() -> _Modifiers:
            return _modifiers_of(vocabulary)

        modifiers = from_cache("modifiers", _Modifiers, read) if shipped else read()
        self._modifiers, self._longest, self._inside = modifiers.names, modifiers.longest, modifiers.inside
        self._taxes = modifiers.taxes

    def read(self, header: str, ignored: str = "") -> Header:
        """The header taken apart, without the word *ignored* at its start; of symbols only, it has no pieces."""
        cleaned = self._cleaned(header)
        words = text.words(cleaned)
        if ignored and len(words) > 1 and words[0] == ignored:
            words = words[1:]
            cleaned = " ".join(words)
        bits = self._bits(words)
        outside = _BRACKETS.sub(" ", cleaned)
        beside = self._part(outside) if outside != cleaned else _telling(bits)
        segments = [*_CUTS.split(outside), *(m.group(1) for m in _BRACKETS.finditer(cleaned))]
        whole = pieces(words)
        unpriced = _without(bits, frozenset({CURRENCY}))  # 'Total $': the currency alone is like nothing
        parts = dict.fromkeys(
            [beside, *(self._part(s) for s in segments if s != outside and not s.isspace() and s)]
        )
        names = frozenset(name for bit in bits for name in bit.names)
        if names & PRICED and any(
            PRICED.intersection(self._names(m.group(1))) for m in _PER.finditer(cleaned)
        ):
            names |= {"per"}
        if _HOW_MANY.match(header):
            names |= {"count"}
        return Header(
            text=header.replace("\n", " / "),
            whole=whole,
            plain=_without(bits, COLOUR) or unpriced or whole,
            bare=_without(bits, OUTER),
            core=_without(bits, None),
            compared=_without(bits, COLOUR | TAXED) or unpriced,
            outside=beside,
            parts=tuple(p for p in parts if p and p != whole),
            outer=names & OUTER,
            modifiers=names,
            numbered=bool(len(words) > 1 and words[-1].isdigit() and 2 <= int(words[-1][:3]) <= 20),
        )

    def _cleaned(self, header: str) -> str:
        """A header without scales, choices, ages and brackets that only say how it is measured."""
        is_phrase = text.normalise(header) in self._senses
        line = header.replace("\n", " / ").strip()
        unscaled = line if is_phrase else without_scale(line)
        cleaned = header if unscaled == line else unscaled
        cleaned = _CHOICES.sub(" ", cleaned).strip() or header
        cleaned = _BRACKETS.sub(self._without_measures, cleaned).strip() or cleaned
        cleaned = _PLUS.sub(self._plus, without_ages(cleaned.replace("\n", " ⏎ ")))
        return cleaned if is_phrase else _DOTTED.sub(self._undotted, _PLURAL.sub(r"\1", cleaned))

    def _undotted(self, letters: re.Match[str]) -> str:
        """'CPM' for 'C.P.M.' where the vocabulary has the word without stops; else as it stands."""
        word = letters[0].replace(".", "")
        return word if text.normalise(word) in self._senses else letters[0]

    def _plus(self, sign: re.Match[str]) -> str:
        """'plus ' before a tax, as languages have it in words; else the sign itself."""
        after = text.words(sign.string[sign.end() :])[:2]
        phrases = (pieces(("plus", *after[:length])) for length in range(1, len(after) + 1))
        return "plus " if any(TAXED.intersection(self._modifiers.get(p, ())) for p in phrases) else sign[0]

    def colours(self, word: str) -> bool:
        """Whether a word says something of those beside it: a modifier, a part of one, a currency."""
        return (
            word in self._modifying
            or is_currency_word(word)
            or word in lone_header_multipliers()
            or word in particles("and")
        )

    @cached_property
    def _modifying(self) -> frozenset[str]:
        """The pieces of all modifiers."""
        return frozenset(chain.from_iterable(self._modifiers))

    def outer_words(self) -> Iterator[tuple[str, ...]]:
        """The pieces of each word that only says of what sort a figure is."""
        return (words for words, names in self._modifiers.items() if OUTER.issuperset(names))

    def _without_measures(self, bracket: re.Match[str]) -> str:
        """A space for '(impressions, clicks)', '(CPM, CPC, fixed)', '(H x W)' and '(required*)', which say how it is written and are no name; else the bracket."""
        inside = bracket.group(1)
        if _SIDES.fullmatch(inside) or self._only_fills(inside):
            return " "
        items = [item for item in _LISTED.split(inside) if item.strip()]
        counts = [self._is_count(item) for item in items]
        models = [item for item in items if load_values("buy_type").find(item) is not None]
        listed = all(counts) or len(models) > max(1, len(items) / 2)
        return " " if len(items) > 1 and listed else bracket.group()

    def _only_fills(self, inside: str) -> bool:
        """Whether a bracket has words that say nothing of the thing alone: '(required*)', '(if applicable)'; not '(Y/N)'."""
        bits = self._bits(text.words(inside)) if "/" not in inside else []
        return bool(bits) and all(bit.names == ("filler",) for bit in bits)

    def _is_count(self, phrase: str) -> bool:
        senses = self._senses.get(text.normalise(phrase), ())
        return any(sense.name in _count_names() for sense in senses)

    def _part(self, segment: str) -> tuple[str, ...]:
        """A segment in plain pieces; empty where it only modifies."""
        return _telling(self._bits(text.words(segment)))

    def _names(self, word: str) -> tuple[str, ...]:
        return self._modifiers.get(pieces(text.words(word)), ())

    def _bits(self, words: tuple[str, ...]) -> list[Bit]:
        bits: list[Bit] = []
        at = 0
        while at < len(words):
            length, names = self._modifier_at(words, at)
            if length:
                bits.append(Bit(words[at : at + length], names))
            elif self._inside and text.CJK.search(words[at]):
                bits.extend(self._cut_inside(words[at], False))
            else:
                bits.append(Bit((words[at],), ()))
            at += length or 1
        if (
            len(bits) > 1
            and not bits[-1].names
            and bits[-1].words[0].isdigit()
            and len(bits[-1].words[0]) < 3
        ):
            bits[-1] = bits[-1]._replace(names=(WINDOW,))
        if len(bits) > 1 and not bits[-1].names and bits[-1].words[0] in lone_header_multipliers():
            bits[-1] = bits[-1]._replace(names=(CURRENCY,))  # 'Cost in thousands' counts in a unit
        if any(not bit.words[0].isdigit() for bit in bits):  # 'Net cost 2026': the year says which, not what
            bits = [bit._replace(names=(WINDOW,)) if _is_year(bit) else bit for bit in bits]
        if all(
            bit.names and "cost" not in bit.names for bit in bits
        ):  # 'account currency code': no colour here
            bits = [bit._replace(names=()) if "local" in bit.names else bit for bit in bits]
        return bits

    def _modifier_at(self, words: tuple[str, ...], at: int) -> tuple[int, tuple[str, ...]]:
        word = words[at]
        longest = self._longest.get(pieces_of(word)[0], 0)
        for length in range(min(longest, len(words) - at), 0, -1):
            names = self._modifiers.get(pieces(words[at : at + length]))
            if names and TAXED.intersection(names):
                return self._with_other_taxes(words, at, length + _rate_behind(words, at + length), names)
            if names:
                return length, names
        if longest > 1 and (rated := self._with_a_rate(words, at, longest)):
            return rated
        if is_currency_word(word):
            return 1, (CURRENCY,)
        if word == "%":
            return 1, (PERCENT,)
        if word in _WINDOW_DAYS and at + 1 < len(words) and words[at + 1] in particles("days"):
            return 2, (WINDOW,)
        return 0, ()

    def _with_a_rate(
        self, words: tuple[str, ...], at: int, longest: int
    ) -> tuple[int, tuple[str, ...]] | None:
        """A modifier of several words with a tax's rate among them: 'inkl. 19 % MwSt.'."""
        for length in range(min(longest + 2, len(words) - at), 2, -1):
            spoken = tuple(w for w in words[at : at + length] if w != "%" and not w.isdigit())
            if 1 < len(spoken) < length:
                names = self._modifiers.get(pieces(spoken), ())
                if TAXED.intersection(names):
                    return length, names
        return None

    def _with_other_taxes(
        self, words: tuple[str, ...], at: int, length: int, names: tuple[str, ...]
    ) -> tuple[int, tuple[str, ...]]:
        """A modifier of tax with what its first word is said of as well: 'excl. VAT and fees', 'sin IVA ni comisión'."""
        behind = at + length
        joined = len(words) > behind and words[behind] in particles("and")
        behind += joined
        if length == 1 or not (joined or at) or behind == len(words) or self._says_of_tax(words, behind):
            return length, names
        side = next(name for name in names if name in TAXED).split("_")[0]
        for more in range(min(LONGEST_TAX, len(words) - behind), 0, -1):
            if kind := self._taxes.get(pieces(words[behind : behind + more])):
                return behind + more - at, tuple(dict.fromkeys((*names, f"{side}_{kind}")))
        return length, names

    def _says_of_tax(self, words: tuple[str, ...], at: int) -> bool:
        """Whether another modifier of tax begins here: 'incl. fee' behind 'excl. VAT'."""
        return not TAXED.isdisjoint(self._modifier_at(words, at)[1])

    def _cut_inside(self, word: str, joined: bool) -> list[Bit]:
        for length in range(min(LONGEST_INSIDE, len(word)), 0, -1):
            for start in range(len(word) - length + 1):
                part = word[start : start + length]
                names = self._inside.get(part)
                if names:
                    before = self._cut_inside(word[:start], joined) if start else []
                    after = (
                        self._cut_inside(word[start + length :], True) if start + length < len(word) else []
                    )
                    return [*before, Bit((part,), names, joined or bool(start)), *after]
        return [Bit((word,), (), joined)]


def _rate_behind(words: tuple[str, ...], at: int) -> int:
    """How many words behind a word of tax are its rate: '20 %'."""
    return 2 if len(words) > at + 1 and words[at].isdigit() and words[at + 1] == "%" else 0


def _telling(bits: Sequence[Bit]) -> tuple[str, ...]:
    """The plain pieces of bits of which one at least does not only modify."""
    if all(bit.names and OUTER.issuperset(bit.names) for bit in bits):
        return ()
    return _without(bits, COLOUR)


def _without(bits: Sequence[Bit], names: frozenset[str] | None) -> tuple[str, ...]:
    """The pieces of the bits that have none of the *names*; of those without any where *names* is None."""
    words: list[str] = []
    for bit in bits:
        if bit.names and (names is None or not names.isdisjoint(bit.names)):
            continue
        if bit.joined and words:
            words[-1] += bit.words[0]
        else:
            words.extend(bit.words)
    return pieces(words)
