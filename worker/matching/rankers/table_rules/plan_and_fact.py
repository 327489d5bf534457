"""Of a measure's planned, delivered and compared columns the percents are no measure, and what is delivered goes first.

A stage that all of them name is the measure's ('Planned budget Plan', 'Planned budget Actual'): the other word tells them apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from worker.knowledge.vocabulary import shipped_vocabulary
from worker.matching.rankers.facts import Facts
from worker.matching.rankers.fields import composed
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import Table, decided, left_open
from worker.text import normalise

ORDER = 80
_STAGES = frozenset({"planned", "actual", "estimated"})


def concerns(facts: Facts) -> bool:
    """Headers that say planned, estimated or delivered."""
    return not facts.modifiers.isdisjoint(_STAGES)


def apply(table: Table) -> list[Ranking]:
    """Within such a family the percents are left open, and the planned twin of a field that has but one."""
    rankings = list(table.rankings)
    for members in _families(table).values():
        stages = {at: table.headers[at].modifiers & _STAGES for at in members}
        if _is_planned_by_name(stages.values()):
            for at, words in stages.items():
                rankings[at] = _of_stage(rankings[at], table, "actual" if "actual" in words else "planned")
            continue
        if len({stage for of_column in stages.values() for stage in of_column}) < 2:
            continue
        delivered = {
            name: table.headers[at].text.strip()
            for at in members
            if "actual" in stages[at] and table.columns[at].samples
            if (name := rankings[at].best[0]) and table.fields[name].kind == "measure"
        }
        for at in members:
            planned = bool(stages[at]) and "actual" not in stages[at]
            fact = delivered.get(rankings[at].best[0] or "")
            if not stages[at] and "percent" in table.headers[at].modifiers:
                rankings[at] = left_open(rankings[at], "compares what was planned and what was delivered")
            elif planned and fact is not None:
                because = f"is planned, and '{fact}' has what was delivered: a line has one of the two"
                rankings[at] = left_open(rankings[at], because)
    return rankings


def _is_planned_by_name(stages: Collection[frozenset[str]]) -> bool:
    """Whether all columns are called planned, and some of them delivered as well."""
    return all("planned" in words for words in stages) and 0 < sum(
        "actual" in words for words in stages
    ) < len(stages)


def _of_stage(ranking: Ranking, table: Table, stage: str) -> Ranking:
    """The likeliest field that there is of a stage decides."""
    right = "delivered" if stage == "actual" else stage
    twins = (composed(name, frozenset({stage})) for name, _ in ranking.fields)
    twin = next((t for t in twins if t in table.fields and table.fields[t].stage == right), None)
    return ranking if twin is None else decided(ranking, twin)


def _is_stage(group: str) -> bool:
    """Whether a group is called 'Plan' or 'Fact' and nothing else: then it holds measures, and is none."""
    return bool(_STAGES & set(shipped_vocabulary().modifiers.get(normalise(group), ())))


def _families(table: Table) -> dict[tuple[str, ...], Sequence[int]]:
    """Positions of the columns whose headers say the same once planned, delivered and percent are left out."""
    families: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, (column, header) in enumerate(zip(table.columns, table.headers, strict=True)):
        by_measure = column.group and not _is_stage(column.group)
        name = (column.group.casefold(),) if by_measure else header.core or header.bare
        if name:
            families[name].append(at)
    return {name: columns for name, columns in families.items() if len(columns) > 1}
