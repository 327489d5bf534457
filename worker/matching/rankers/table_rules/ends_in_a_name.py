"""A header that ends in the whole name of a name or an id ('Self serve campaign name', 'existing_campaign_id') is that.

What stands before it says whose or which. Of figures that is not so: 'viral video starts' are a part of the video starts.
"""

from __future__ import annotations

from collections.abc import Mapping

from worker.matching.rankers.evidence import Evidence
from worker.matching.rankers.facts import Facts
from worker.matching.rankers.fields import fits
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import LIKELY, Table, decided
from worker.matching.words.headers import Header
from worker.shapes.template import Field

ORDER = 14
CHANCE = 0.8
PIECES = 2
"""Pieces of the shortest such name: 'ID' alone is of anything."""
_FORMS = frozenset({"id", "name"})


def concerns(facts: Facts) -> bool:
    """Headers that say a name or an id."""
    return not facts.modifiers.isdisjoint(_FORMS)


def apply(table: Table) -> list[Ranking]:
    """Such a column has the field where it seemed to have none, and its values may be of it."""
    return [
        decided(ranking, field, CHANCE)
        if ranking.best[1] < LIKELY and (field := _named_at_end(ranking, header, table.fields))
        else ranking
        for header, ranking in zip(table.headers, table.rankings, strict=True)
    ]


def _named_at_end(ranking: Ranking, header: Header, fields: Mapping[str, Field]) -> str | None:
    evidence = ranking.evidence
    if not isinstance(evidence, Evidence) or evidence.reading.exact or ranking.concept:
        return None
    form = "id" if "id" in header.modifiers else "text" if "name" in header.modifiers else None
    names = [
        claim.name
        for claim in evidence.reading.claims
        if claim.near
        and claim.near.at_end >= PIECES
        and (field := fields.get(claim.name))
        and field.type == form
        and not fits(field, evidence.kind)[1]
    ]
    return names[0] if len(names) == 1 else None
