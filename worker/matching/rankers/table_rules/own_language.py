"""A word that languages share means what the table's own language says: 'Kraj' is an end in Serbian, 'Db' are pieces in Hungarian."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from worker.knowledge.words import languages
from worker.matching.rankers.evidence import Evidence
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import Table, decided, left_open
from worker.matching.words.phrases import Meaning

ORDER = 2
LEAST = 1.5
"""Weight of the other headers that speak a language, each shared among those that have it, from which it is the table's."""
SOLE = 0.8
"""Chance of the only meaning that a header has in the table's language, where another language's has no field."""
CLEARLY = 2.0
"""How many times that of any other language it is."""


def apply(table: Table) -> list[Ranking]:
    """The field of another language gives its chance to the likeliest of the table's own; words of one meaning stay."""
    rankings = list(table.rankings)
    meanings = [_exact(ranking) for ranking in rankings]
    if not any(len(exact) > 1 and len({m.name for m in exact}) > 1 for exact in meanings):
        return rankings
    spoken = [frozenset[str]().union(*(m.languages for m in exact)) & _languages() for exact in meanings]
    for at, exact in enumerate(meanings):
        if len({meaning.name for meaning in exact}) < 2:
            continue
        own = _language(spoken[:at] + spoken[at + 1 :])
        ours = {m.name for m in exact if own in m.languages}
        best, chance = rankings[at].best
        foreign, weight = rankings[at].concept or ("", 0.0)
        if weight > chance and ours and foreign not in ours and _is_of_another_language(exact, foreign):
            best, chance = foreign, SOLE
        if not ours or best in ours or not any(m.name == best for m in exact):
            continue
        fields = [name for name, _ in rankings[at].fields if name in ours]
        if fields:
            rankings[at] = decided(rankings[at], fields[0], chance)
        elif not ours & table.fields.keys():
            rankings[at] = left_open(rankings[at])
    return rankings


def _is_of_another_language(exact: Sequence[Meaning], name: str) -> bool:
    """Whether only languages other than English give a header a meaning: what a platform means by it stays."""
    return any(m.name == name and m.languages and m.languages <= _languages() for m in exact)


def _exact(ranking: Ranking) -> Sequence[Meaning]:
    return ranking.evidence.reading.exact if isinstance(ranking.evidence, Evidence) else ()


def _language(spoken: Sequence[frozenset[str]]) -> str | None:
    """The language of which most headers are, where it is clearly one."""
    weights: dict[str, float] = defaultdict(float)
    for some in spoken:
        for language in some:
            weights[language] += 1 / len(some)
    ranked = sorted(weights, key=lambda language: -weights[language])
    second = weights[ranked[1]] if len(ranked) > 1 else 0.0
    return ranked[0] if ranked and weights[ranked[0]] >= max(LEAST, CLEARLY * second) else None


@cache
def _languages() -> frozenset[str]:
    """All but English, whose words stand in tables of every language, and mean there what that language makes of them."""
    return frozenset(languages()) - {"en"}
