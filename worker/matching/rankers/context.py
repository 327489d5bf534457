"""What a header row says as a whole: the platform it comes from, and whether it is a plan or a report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from worker import text
from worker.knowledge.vocabulary import Vocabulary
from worker.matching.words.phrases import TEMPLATE, Meaning

SIGNATURE_COUNTS = 3.0
"""A header that only one platform has, against one that several have."""
SIGNATURE_COVERS = 0.3
"""What such a header counts as a share of the row."""
RECOGNISED = 0.6
"""Share of the row from which a platform counts as recognised."""
LEAST_SCORE = 2.0

_PLAN = {
    "planned_budget": 1.0, "planned_impressions": 1.5, "planned_units": 1.5, "unit_rate": 1.0, "buy_type": 0.7,
    "grp": 0.7, "spots": 0.5, "net_cost": 0.7, "gross_cost": 0.7, "agency_fee": 0.7, "start_date": 0.3, "end_date": 0.3,
    "ad_format": 0.4, "ad_size": 0.3, "duration": 0.3, "audience": 0.2, "placement": 0.2, "notes": 0.5, "brand": 0.2,
}  # fmt: skip
_REPORT = {
    "date": 1.0, "spend": 1.0, "clicks": 0.3, "impressions": 0.3, "conversions": 0.3, "revenue": 0.5, "campaign_id": 0.5,
    "ad_group_id": 0.7, "ad_id": 0.7, "ad_group": 0.5, "ad_name": 0.3, "video_completions": 0.2, "device": 0.2,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Context:
    """What holds for all columns of a table."""

    platform: str | None = None
    plan: float = 0.0
    """From -1, a report of what was delivered, to 1, a plan."""
    language: str | None = None
    """In which most headers are written; for words that mean something else in another language."""


class ContextReader:
    """Reads header rows with the platforms of a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._senses = vocabulary.senses
        self._aliases = {alias: p.name for p in vocabulary.platforms for alias in p.aliases}
        self._signatures: dict[str, list[str]] = {}
        for platform in vocabulary.platforms:
            for phrase in platform.signature:
                self._signatures.setdefault(phrase, []).append(platform.name)

    def platform(self, headers: Sequence[str], stated: str | None) -> str | None:
        """The platform that was stated, or that the normalised *headers* give away."""
        if stated:
            known = self._aliases.get(text.normalise(stated))
            if known:
                return known
        hits: dict[str, int] = {}
        named: dict[str, int] = {}
        scores: dict[str, float] = {}
        for header in headers:
            for name in self._signatures.get(header, ()):
                hits[name] = hits.get(name, 0) + 1
                scores[name] = scores.get(name, 0.0) + SIGNATURE_COUNTS
            sources = {sense.source for sense in self._senses.get(header, ()) if sense.platform}
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
    def language(meanings: Iterable[Iterable[Meaning]]) -> str | None:
        """The language that knows most of the headers, a header that many know counting less."""
        votes: dict[str, float] = {}
        for found in meanings:
            languages = {language for meaning in found for language in meaning.languages} - {TEMPLATE}
            for language in languages:
                votes[language] = votes.get(language, 0.0) + 1.0 / len(languages)
        return max(votes, key=lambda language: votes[language], default=None)

    @staticmethod
    def plan(meanings: Iterable[Iterable[Meaning]], planned_words: int) -> float:
        """From the columns' word-for-word meanings and the number of headers that say 'planned'."""
        plan, report = 1.0 * planned_words, 0.0
        for found in meanings:
            plan += sum(_PLAN.get(m.name, 0.0) * m.share for m in found)
            report += sum(_REPORT.get(m.name, 0.0) * m.share for m in found)
        return (plan - report) / (plan + report + 1.0)
