"""What a header row says as a whole: the platform it comes from, and whether it is a plan or a report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from worker import text
from worker.knowledge.vocabulary import Vocabulary
from worker.matching.words.phrases import TEMPLATE, Meaning, spoken_first
from worker.shapes.template import Field

SIGNATURE_COUNTS = 3.0
"""A header that only one platform has, against one that several have."""
SIGNATURE_COVERS = 0.3
"""What such a header counts as a share of the row."""
RECOGNISED = 0.6
"""Share of the row from which a platform counts as recognised."""
LEAST_SCORE = 2.0


class Context(NamedTuple):
    """What holds for all columns of a table."""

    platform: str | None = None
    plan: float = 0.0
    """From -1, a report of what was delivered, to 1, a plan."""
    language: str | None = None
    """In which most headers are written; for words that mean something else in another language."""


class ContextReader:
    """Reads header rows with the platforms of a vocabulary."""

    def __init__(self, vocabulary: Vocabulary, fields: Iterable[Field] = ()) -> None:
        self._plan_weights = {field.name: field.plan_weight for field in fields if field.plan_weight}
        self._senses = vocabulary.senses
        self._aliases = {alias: p.name for p in vocabulary.platforms for alias in p.aliases}
        self._signatures: dict[str, list[str]] = {}
        for platform in vocabulary.platforms:
            for phrase in platform.signature:
                self._signatures.setdefault(phrase, []).append(platform.name)

    def platform(self, headers: Sequence[str], stated: str | None) -> str | None:
        """The platform that was stated, or that the normalised *headers* give away."""
        if stated:
            canonical = self._aliases.get(text.normalise(stated))
            if canonical:
                return canonical
        hits: dict[str, int] = {}
        named: dict[str, int] = {}
        scores: dict[str, float] = {}
        for header in headers:
            for name in self._signatures.get(header, ()):
                hits[name] = hits.get(name, 0) + 1
                scores[name] = scores.get(name, 0.0) + SIGNATURE_COUNTS
            sources = dict.fromkeys(sense.source for sense in self._senses.get(header, ()) if sense.platform)
            for name in sources:
                named[name] = named.get(name, 0) + 1
                scores[name] = scores.get(name, 0.0) + 1.0 / len(sources)
        best = max(scores, key=lambda name: scores[name], default=None)
        if best is None:
            return None
        covered = named.get(best, 0) / len(headers)
        sure = hits.get(best, 0) * SIGNATURE_COVERS + covered >= RECOGNISED and scores[best] >= LEAST_SCORE
        return best if sure else None

    @staticmethod
    def language(meanings: Iterable[Sequence[Meaning]]) -> str | None:
        """The language that knows most of the headers, a header that many know counting less; of two, the commoner."""
        votes: dict[str, float] = {}
        for of_header in filter(None, meanings):
            languages = {language for meaning in of_header for language in meaning.languages} - {TEMPLATE}
            for language in languages:
                votes[language] = votes.get(language, 0.0) + 1.0 / len(languages)
        most = max(votes.values(), default=0.0)
        return (
            spoken_first(sorted(language for language in votes if votes[language] == most)) if votes else None
        )

    def plan(self, meanings: Iterable[Sequence[Meaning]], planned_words: int) -> float:
        """From the columns' word-for-word meanings and the number of headers that say 'planned'."""
        plan, report = 1.0 * planned_words, 0.0
        for of_header in filter(None, meanings):
            weights = [self._plan_weights.get(m.name, 0.0) * m.share for m in of_header]
            plan += sum(weight for weight in weights if weight > 0)
            report -= sum(weight for weight in weights if weight < 0)
        return (plan - report) / (plan + report + 1.0)
