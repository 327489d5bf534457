"""Of columns that may be of channels, the values say which: TV and Online are channels, stations publishers."""

from __future__ import annotations

from worker.knowledge import values
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import GIVEN_WAY, Table, chance_of, decided

ORDER = 40
_FIELD, _NARROWER = "channel", "publisher"
_EITHER = frozenset({_FIELD, _NARROWER, "device", "platform"})
CLAIMED = 0.05
"""Least chance of a field that a column may mean."""
MAY_BE = 0.02
"""Chance of a publisher with which a header such as 'Médium' says nothing that its values can't overrule."""
LEAST_NAMES = 2
MOSTLY = 0.5
"""Share of values that a list of channels knows."""


def apply(table: Table) -> list[Ranking]:
    """The column of channels by its values; where they don't tell, the surest column keeps the field."""
    rankings = list(table.rankings)
    if not {_FIELD, _NARROWER} <= table.fields.keys():
        return rankings
    by_values = _by_values(table)
    if by_values:
        return by_values
    if any(r.best[0] == _NARROWER and r.best[1] >= CLAIMED for r in rankings):
        return rankings
    alike = [at for at, r in enumerate(rankings) if r.best[0] == _FIELD]
    if len(alike) == 1 and _holds_names(table, alike[0]):
        rankings[alike[0]] = decided(rankings[alike[0]], _NARROWER, 0.9)
        return rankings
    for at in sorted(alike, key=lambda at: -rankings[at].best[1])[1:]:
        chances = dict(rankings[at].fields)
        if chances.get(_NARROWER, 0.0) >= CLAIMED:
            chances[_NARROWER] += chances[_FIELD] * (1 - GIVEN_WAY)
            chances[_FIELD] *= GIVEN_WAY
            ranked = tuple(sorted(chances.items(), key=lambda chance: -chance[1]))
            rankings[at] = rankings[at]._replace(fields=ranked)
            break
    return rankings


def _by_values(table: Table) -> list[Ranking]:
    """The rankings where exactly one of two such columns holds channels; empty where the values don't tell."""
    either = [at for at, r in enumerate(table.rankings) if chance_of(r, (_FIELD, _NARROWER)) >= CLAIMED]
    either = [at for at in either if table.rankings[at].best[0] in _EITHER]
    if len(either) != 2 or not all(table.columns[at].samples for at in either):
        return []
    share_of = {at: _share_of_channels(table.columns[at].samples) for at in either}
    channels = [at for at in either if share_of[at] > MOSTLY]
    others = [at for at in either if share_of[at] < 1 - MOSTLY]
    if len(channels) != 1 or len(others) != 1:
        return []
    best = table.rankings[others[0]].best[0]
    rankings = list(table.rankings)
    rankings[channels[0]] = decided(rankings[channels[0]], _FIELD)
    if best == _FIELD:
        rankings[others[0]] = decided(rankings[others[0]], _NARROWER, 0.9)
    return rankings


def _holds_names(table: Table, at: int) -> bool:
    """Whether a column whose header may mean either has several names of which no list of channels knows one."""
    samples = table.columns[at].samples
    may_be = dict(table.rankings[at].fields).get(_NARROWER, 0.0) >= MAY_BE
    return may_be and len(samples) >= LEAST_NAMES and not _share_of_channels(samples)


def _share_of_channels(samples: tuple[str, ...]) -> float:
    """Share of the values that are names of channels."""
    return sum(values.canonical(_FIELD, value) is not None for value in samples) / len(samples)
