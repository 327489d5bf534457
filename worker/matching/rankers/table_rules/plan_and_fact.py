"""Of a measure's planned, delivered and compared columns the percents are no measure, and what is delivered goes first.

A stage that all of them name is the measure's ('Planned budget Plan', 'Planned budget Actual'): the other word tells them apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import permutations

from worker.knowledge.modifiers import modifiers_of
from worker.knowledge.vocabulary import shipped_vocabulary
from worker.matching.rankers.facts import Facts
from worker.matching.rankers.fields import composed
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import LIKELY, Table, decided, left_open
from worker.text import normalise
from worker.values.comparisons import is_comparison

ORDER = 80
COMPARES = "compares what was planned and what was delivered"
_STAGES = frozenset({"planned", "actual", "estimated"})


def concerns(facts: Facts) -> bool:
    """Headers that say planned, estimated or delivered, and groups of numbers that may be compared."""
    return not facts.modifiers.isdisjoint(_STAGES) or {"group", "numbers"} <= facts.has


def apply(table: Table) -> list[Ranking]:
    """Within such a family the percents and differences are left open, and the planned twin of a field that has but one."""
    rankings = list(table.rankings)
    for members in _families(table).values():
        stages = _stages(table, members)
        if _is_planned_by_name(stages.values()):
            for at, own in stages.items():
                rankings[at] = _of_stage(rankings[at], table, "actual" if "actual" in own else "planned")
            continue
        kinds = {stage for of_column in stages.values() for stage in of_column}
        if kinds == {"actual"}:
            _without_a_word(table, rankings, stages)
        if "actual" not in kinds or len(kinds) < 2:  # noqa: PLR2004
            continue
        _told_apart(table, rankings, stages)
        _left_to_the_plan(table, rankings, stages)
        delivered = {
            name: table.headers[at].text.strip()
            for at in members
            if "actual" in stages[at] and table.columns[at].samples and rankings[at].best[1] >= LIKELY
            if (name := rankings[at].best[0]) and table.fields[name].kind == "measure"
        }
        for at in members:
            is_planned = bool(stages[at]) and "actual" not in stages[at]
            if not stages[at] and ("percent" in table.headers[at].modifiers or _compares(table, at, members)):
                rankings[at] = left_open(rankings[at], COMPARES)
            elif is_planned and (fact := delivered.get(rankings[at].best[0] or "")) is not None:
                twin = _in_stage(rankings[at], table, "planned")
                because = f"is planned, and '{fact}' has what was delivered: a line has one of the two"
                rankings[at] = left_open(twin, because) if twin.best[0] in delivered else twin
    for at in _right_of_both(table, rankings):
        rankings[at] = left_open(rankings[at], COMPARES)
    return rankings


def _right_of_both(table: Table, rankings: Sequence[Ranking]) -> Iterator[int]:
    """Columns right of two others whose ratio or difference they are, by their numbers, though called as one of these: 'Budget Index'."""
    for at in range(2, len(rankings)):
        numbers = [table.columns[n].numbers for n in (at - 2, at - 1, at)]
        if not all(numbers):
            continue
        name = rankings[at].best[0]
        beside = (rankings[at - 2].best[0], rankings[at - 1].best[0])
        repeats = name and name in beside and table.fields[name].kind == "measure"
        if (repeats or _says_the_same(table, at)) and is_comparison(*numbers):
            yield at


def _says_the_same(table: Table, at: int) -> bool:
    """Whether a header has all words of the one on its left but for the stage: 'Clics Réel', 'Clics Δ %' is no CTR."""
    left, own = (set(table.headers[n].core) for n in (at - 1, at))
    return bool(left) and left <= own


def _stages(table: Table, members: Sequence[int]) -> dict[int, frozenset[str]]:
    """The stage of each column: its own header's under a group that may say one of all of them, or as its numbers prove it."""
    own = {at: table.headers[at].modifiers & _STAGES for at in members}
    if len({table.columns[at].group for at in members}) == 1 and table.columns[members[0]].group:
        inner = {at: modifiers_of(table.columns[at].own_header) & _STAGES for at in members}
        own = inner if any(inner.values()) else own
    for first, second, third in zip(members, members[1:], members[2:], strict=False):
        numbers = [table.columns[at].numbers for at in (first, second, third)]
        unsaid = "actual" not in own[first] and not own[second] and not own[third]
        if unsaid and all(numbers) and is_comparison(*numbers):
            own[first], own[second] = own[first] or frozenset(["planned"]), frozenset(["actual"])
    return own


def _compares(table: Table, at: int, members: Sequence[int]) -> bool:
    """Whether a column is the difference or the ratio of two others of its family."""
    others = [table.columns[other].numbers for other in members if other != at]
    own = table.columns[at].numbers
    return bool(own) and any(
        is_comparison(first, second, own, varied=False)
        for first, second in permutations(others, 2)
        if first and second
    )


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


def _told_apart(table: Table, rankings: list[Ranking], stages: Mapping[int, frozenset[str]]) -> None:
    """What was delivered is the delivered field of its measure; of a column that only its numbers tell, of the planned one's."""
    planned = next((at for at, words in stages.items() if words and "actual" not in words), None)
    for at, words in stages.items():
        if "actual" not in words or not table.columns[at].samples:
            continue
        by_numbers = planned is not None and "actual" not in table.headers[at].modifiers
        like = rankings[planned] if by_numbers and planned is not None else None
        rankings[at] = _in_stage(rankings[at], table, "actual", like)
        best, chance = rankings[at].best
        if planned is not None and chance >= LIKELY and _has_one_field(table, best):
            rankings[at] = decided(rankings[at], best or "")  # 'Klick Utfall' beside 'Klick Plan'
        if like and rankings[at].best[0] is None and _has_one_field(table, like.best[0]):
            rankings[at] = decided(rankings[at], like.best[0] or "")


def _left_to_the_plan(table: Table, rankings: list[Ranking], stages: Mapping[int, frozenset[str]]) -> None:
    """A delivered column is left open whose field is what is planned, where another has that: 'Actual volume' beside 'Planned volume'."""
    planned = {
        rankings[at].best[0]: table.headers[at].text.strip()
        for at, words in stages.items()
        if words and "actual" not in words
    }
    for at, words in stages.items():
        name = rankings[at].best[0]
        plan = planned.get(name)
        if name and plan and "actual" in words and table.fields[name].stage == "planned":
            because = f"was delivered, and '{plan}' has what was planned, as the field says"
            rankings[at] = left_open(rankings[at], because)


def _without_a_word(table: Table, rankings: list[Ranking], stages: Mapping[int, frozenset[str]]) -> None:
    """The one column of a family that no word calls delivered is what was planned: 'Verba | Verba realizada'."""
    numbers = [
        at for at in stages if table.columns[at].numbers and "percent" not in table.headers[at].modifiers
    ]
    bare = [at for at in numbers if not stages[at]]
    if len(bare) == 1 and len(numbers) == 2 and rankings[bare[0]].best[1] >= LIKELY:  # noqa: PLR2004
        rankings[bare[0]] = _in_stage(rankings[bare[0]], table, "planned")


def _has_one_field(table: Table, name: str | None) -> bool:
    """Whether a measure is of no stage: what was planned of it and what was delivered are one field."""
    return name is not None and table.fields[name].kind == "measure" and not table.fields[name].stage


def _in_stage(ranking: Ranking, table: Table, stage: str, like: Ranking | None = None) -> Ranking:
    """The ranking as the field that its best one, or that of a column *like* it, is in a stage; itself where there is none."""
    best = (like or ranking).best[0]
    right = "delivered" if stage == "actual" else stage
    twin = table.fields.get(composed(best or "", frozenset({stage})))
    is_other = (
        twin is not None and twin.stage == right and twin.kind == "measure" and twin.name != ranking.best[0]
    )
    return decided(ranking, twin.name) if twin and is_other else ranking


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
