"""Tables of one plan with the same headers: a column means in each of them what it surely means in one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from worker.shapes.mapping import Suggestion
from worker.text import normalise

Suggestions = Mapping[tuple[str, int], tuple[Suggestion, ...]]
"""By sheet and number of the table: one a column."""


def agreed(suggestions: Suggestions) -> dict[tuple[str, int], tuple[Suggestion, ...]]:
    """*suggestions*, in which columns that twins were taken for different fields with follow the surest of the tables.

    A column that one of the tables leaves open stays open there: its values spoke against the field. One that was in
    doubt stays so: what is asked of it is its twin's field.
    """
    twins: dict[tuple[str, ...], list[tuple[str, int]]] = defaultdict(list)
    for place, columns in suggestions.items():
        twins[tuple(normalise(one.header) for one in columns)].append(place)
    result = dict(suggestions)
    for places in twins.values():
        surest = suggestions[max(places, key=lambda place: sum(c.confidence for c in suggestions[place]))]
        result |= {place: tuple(map(_following, suggestions[place], surest)) for place in places}
    return result


def _following(own: Suggestion, surest: Suggestion) -> Suggestion:
    if own.field is None or surest.field in (None, own.field):
        return own
    return replace(surest, header=own.header, confidence=min(own.confidence, surest.confidence))
