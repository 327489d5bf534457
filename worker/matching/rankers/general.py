"""Any other template: fields of which only their own name, description and samples are known."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from worker import paths, text
from worker.lazy_dataclass import dataclass
from worker.matching import profiles
from worker.matching.profiles import Profile
from worker.matching.rankers.calibration import interpolated
from worker.matching.rankers.ranking import ByRank, Ranking
from worker.matching.shrinking import shrink
from worker.matching.words.likeness import (
    Likes,
    Rarity,
    alike,
    covered,
    covers,
    grams,
    initials,
    kin_of,
    tokens_of,
)
from worker.matching.words.reasons import MAY_BE, plain_name
from worker.progress import breathe
from worker.shapes.mapping import Scope, SourceColumn
from worker.shapes.template import Field, Stage, Template

FILE = "likeness_weights.json"
NAMES = (
    "grams", "header_covered", "field_covered", "both_covered", "same", "initials", "description_covers",
    "overlap", "shape", "values_agree", "order", "headless_promise",
)  # fmt: skip
CLOSELY = 40
"""Fields that are compared closely; the others are ranked by letters and words alone."""
TELLING = 4
"""First words of a description that may say that a field tells whether something is so: 'An indication that ...'."""
CACHE_SIZE = 50_000


@dataclass(frozen=True, slots=True)
class Facts:
    """A field, prepared for comparing."""

    field: Field
    words: tuple[str, ...]
    described: tuple[str, ...]
    synonyms: tuple[tuple[str, ...], ...]
    profile: Profile
    promised: str
    tells: bool
    """Whether the description says that it tells whether something is so."""
    place: float
    """Where it stands in the template, 0..1."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What the features weigh; `nothing` is the score of leaving a column open."""

    values: tuple[float, ...]
    nothing: float
    curve: tuple[tuple[float, float], ...]


class _Nearest(NamedTuple):
    """The field that comes nearest to a column, and its features by `NAMES`."""

    field: str
    row: Sequence[float]


class General(ByRank):
    """Ranks fields by likeness."""

    repeatable: frozenset[str]

    def __init__(self, template: Template, weights: Weights | None = None) -> None:
        self.repeatable = frozenset(template.names)
        self._weights = weights or shipped_weights()
        count = max(1, len(template.fields) - 1)
        self.facts = [_facts(field, at / count) for at, field in enumerate(template.fields)]
        self._rarity = Rarity(k.words for k in self.facts)
        self._described = Rarity(k.described or k.words for k in self.facts)
        self._grams: dict[str, list[tuple[int, float]]] = {}
        self._by_word: dict[str, list[int]] = {}
        for at, facts in enumerate(self.facts):
            for gram, weight in grams(facts.field.name).items():
                self._grams.setdefault(gram, []).append((at, weight))
            for word in {*facts.words, *facts.described, *(w for s in facts.synonyms for w in s)}:
                self._by_word.setdefault(word, []).append(at)
        self._by_letter: dict[str, list[str]] = {}
        for word in self._by_word:
            self._by_letter.setdefault(word[0], []).append(word)
        self._cache: dict[tuple[str, tuple[str, ...], float], Ranking] = {}
        self._likely: dict[str, Mapping[str, float]] = {}

    def rank(
        self, columns: Sequence[SourceColumn], scope: Scope, stage: Stage | None = None
    ) -> list[Ranking]:
        """One ranking a column; where it stands in the row counts where it has no header."""
        count = max(1, len(columns) - 1)
        return [self._ranking(column, at / count) for at, column in enumerate(columns)]

    def shrink(self) -> None:
        """Forget what was read of all but the first columns."""
        shrink(self._cache)

    def honest(self, raw: float) -> float:
        """A ranking's number as the chance of being right."""
        return interpolated(self._weights.curve, raw)

    def why(self, column: SourceColumn, ranking: Ranking, field: str | None) -> str:
        """One sentence on why *field* was chosen, or why none."""
        best, row = ranking.evidence if isinstance(ranking.evidence, _Nearest) else (None, ())
        if field is None:
            likely = best if ranking.best[1] >= MAY_BE else None
            near = f" It may be {plain_name(likely)}." if likely else ""
            return f"'{column.name}' is not known.{near}"
        strong = dict(zip(NAMES, row, strict=True)) if field == best else {}
        if strong.get("same"):
            return f"'{column.name}' is the field's own name."
        if strong.get("overlap", 0.0) >= 0.5:
            return f"Values of '{column.name}' are among the samples of '{field}'."
        if strong.get("both_covered", 0.0) >= 0.5:
            return f"The words of '{column.name}' and '{field}' say the same."
        if strong.get("description_covers", 0.0) >= 0.5:
            return f"The description of '{field}' has the words of '{column.name}'."
        return f"'{field}' is the field that '{column.name}' and its values come nearest to."

    def _ranking(self, column: SourceColumn, place: float) -> Ranking:
        key = (column.name, column.samples, 0.0 if column.name else place)
        ranking = self._cache.get(key)
        if ranking is None:
            if len(self._cache) >= CACHE_SIZE:
                self._cache.clear()
            breathe()
            ranking = self._cache[key] = self._ranked(column, place)
        return ranking

    def _ranked(self, column: SourceColumn, place: float) -> Ranking:
        rows = self.rows(column, place)
        weights = self._weights.values
        scores = [sum(w * v for w, v in zip(weights, row, strict=True) if v) for _, row in rows]
        top = max([*scores, self._weights.nothing])
        raised = [math.exp(score - top) for score in scores]
        nothing = math.exp(self._weights.nothing - top)
        total = sum(raised) + nothing
        order = sorted(range(len(rows)), key=lambda i: -scores[i])
        ranked = tuple((self.facts[rows[i][0]].field.name, raised[i] / total) for i in order)
        first = order[0] if order else None
        evidence = None if first is None else _Nearest(self.facts[rows[first][0]].field.name, rows[first][1])
        return Ranking(ranked, nothing / total, evidence)

    def rows(self, column: SourceColumn, place: float) -> list[tuple[int, list[float]]]:
        """Features of the fields worth comparing, by their place in the template."""
        words = tokens_of(column.name)
        likes = [self._alike(word) for word in words]
        shared = self._shared_grams(grams(column.name))
        profile = profiles.profile(column.samples)
        return [
            (at, self._row(self.facts[at], words, likes, shared.get(at, 0.0), profile, place))
            for at in self._shortlist(likes, shared, profile)
        ]

    def _shared_grams(self, own: dict[str, float]) -> dict[int, float]:
        shared: dict[int, float] = {}
        for gram, weight in own.items():
            for at, other in self._grams.get(gram, ()):
                shared[at] = shared.get(at, 0.0) + weight * other
        return shared

    def _shortlist(self, likes: Likes, shared: dict[int, float], profile: Profile) -> list[int]:
        if len(self.facts) <= CLOSELY:
            return list(range(len(self.facts)))
        scores = dict(shared)
        for likely in likes:
            for other, like in likely.items():
                gain = like * self._rarity.of(other) / 4
                for at in self._by_word[other]:
                    scores[at] = scores.get(at, 0.0) + gain / (1 + len(self.facts[at].words))
        if profile.values:
            for at, facts in enumerate(self.facts):
                if facts.profile.values and facts.profile.values & profile.values:
                    scores[at] = scores.get(at, 0.0) + profiles.overlap(facts.profile, profile)
        return sorted(scores, key=lambda at: -scores[at])[:CLOSELY] or list(range(CLOSELY))

    def _alike(self, word: str) -> Mapping[str, float]:
        """Words of the template that are like *word*: they begin alike, or are of one sense."""
        likes = self._likely.get(word)
        if likes is None:
            near = sorted(
                {*self._by_letter.get(word[0], ()), *(k for k in kin_of(word) if k in self._by_word)}
            )
            scored = ((other, alike(word, other)) for other in near)
            likes = self._likely[word] = {other: like for other, like in scored if like}
        return likes

    def _row(
        self, facts: Facts, words: Sequence[str], likes: Likes, shared: float, profile: Profile, place: float
    ) -> list[float]:
        there, back, name = self._covered(facts, words, likes)
        return [
            shared,
            there,
            back,
            there * back,
            float(bool(words) and tuple(words) == name),
            float(initials(words, name) or initials(name, words)),
            covered(words, likes, facts.described, self._described) if facts.described else 0.0,
            profiles.overlap(profile, facts.profile),
            profiles.likeness(profile, facts.profile),
            profiles.agree(profile.group, facts.profile.group)
            or float(facts.tells and profile.group == "flag"),
            1.0 - abs(place - facts.place) if not words else 0.0,
            profiles.agree(profile.group, facts.promised) if not words else 0.0,
        ]

    def _covered(
        self, facts: Facts, words: Sequence[str], likes: Likes
    ) -> tuple[float, float, tuple[str, ...]]:
        """How far the header's words and a name of the field cover each other; the best of its name and synonyms."""
        return max(
            (
                (covered(words, likes, name, self._rarity), covers(likes, name, self._rarity), name)
                for name in (facts.words, *facts.synonyms)
            ),
            key=lambda share: share[0] * share[1],
        )


def _facts(field: Field, place: float) -> Facts:
    words = tokens_of(field.name)
    values = (*field.samples, *field.allowed)
    described = tokens_of(field.description)[:60]
    synonyms = tuple(tokens_of(s) for s in field.synonyms)
    promised = profiles.expected(words, field.type)
    tells = profiles.tells_whether(text.words(field.description)[:TELLING])
    return Facts(field, words, described, synonyms, profiles.profile(values), promised, tells, place)


@cache
def shipped_weights() -> Weights:
    """The weights that come with the program."""
    weights = json.loads(paths.shipped("knowledge", FILE).read_text("utf-8"))
    return Weights(
        tuple(float(weights["features"].get(name, 0.0)) for name in NAMES),
        float(weights["nothing"]),
        tuple((float(x), float(y)) for x, y in weights["curve"]),
    )
