"""What the columns of a table say about each other: one rule, one file, and this folder is their registry.

A rule's module has a docstring whose first line says what it does, an `ORDER` (rules are applied from the lowest on),
and `apply(table) -> list[Ranking]`, which gives one ranking a column. A rule that looks for what few tables have says
so in `concerns(facts) -> bool`: without it, `apply` would leave the table alone. Adding a rule is adding a file.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from functools import cache
from operator import is_not

from worker.lazy_dataclass import dataclass
from worker.matching.rankers.evidence import Evidence
from worker.matching.rankers.facts import Facts, facts_of
from worker.matching.rankers.fields import Fields
from worker.matching.rankers.ranking import Ranking
from worker.matching.samples import Kind
from worker.matching.words.headers import Header
from worker.shapes.mapping import SourceColumn
from worker.shapes.template import Stage
from worker.text import normalise

GIVEN_WAY = 0.05
"""What is left of a column's chances once it has given way."""
LIKELY = 0.5
"""Chance from which a column counts as one of a field."""


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of one table, a value a column."""

    headers: Sequence[Header]
    kinds: Sequence[Kind]
    rankings: Sequence[Ranking]
    fields: Fields
    """The template's fields by name."""
    columns: Sequence[SourceColumn]
    plan: float = 0.0
    """From -1, a report of what was delivered, to 1, a plan."""
    stage: Stage | None = None
    """What the table's title says that it is."""

    def under_groups(self) -> Iterator[list[int]]:
        """Columns under a group each, those with one header of their own together, by number."""
        alike: dict[str, list[int]] = defaultdict(list)
        for at, column in enumerate(self.columns):
            if column.group:
                alike[normalise(column.own_header)].append(at)
        yield from alike.values()


def _concerns_all(_facts: Facts) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class TableRule:
    """One rule."""

    name: str
    sentence: str
    """What it does."""
    order: int
    apply: Callable[[Table], list[Ranking]]
    concerns: Callable[[Facts], bool] = _concerns_all
    """Whether a table with these facts may have any work for it."""


@cache
def registry() -> tuple[TableRule, ...]:
    """All rules, in the order in which they are applied."""
    rules = [_load(module.name) for module in pkgutil.iter_modules(__path__)]
    return tuple(sorted(rules, key=lambda rule: (rule.order, rule.name)))


def _load(name: str) -> TableRule:
    module = importlib.import_module(f"{__name__}.{name}")
    sentence = (module.__doc__ or "").strip().splitlines()[0]
    concerns = getattr(module, "concerns", _concerns_all)
    return TableRule(name.replace("_", "-"), sentence, module.ORDER, module.apply, concerns)


def settled(table: Table) -> list[Ranking]:
    """The rankings of a table's columns after all rules."""
    facts = facts_of(table.headers, table.columns)
    for rule in registry():
        if not rule.concerns(facts):
            continue
        rankings = rule.apply(table)
        if any(map(is_not, rankings, table.rankings)):  # most rules leave most tables alone
            table = replace(table, rankings=rankings)
    return list(table.rankings)


SURE = 0.97
"""Chance of a field that structure or arithmetic decides."""


def decided(ranking: Ranking, field: str, chance: float = SURE) -> Ranking:
    """The ranking once *field* is as good as certain; what else it may be keeps its order."""
    rest = 1.0 - ranking.chances.get(field, 0.0)
    left = (1.0 - chance) / rest if rest > 0 else 0.0
    others = tuple((name, p * left) for name, p in ranking.fields if name != field)
    return ranking._replace(fields=((field, chance), *others), left_open=ranking.left_open * left, unsaid="")


def without(ranking: Ranking, fields: Collection[str], remains: float = GIVEN_WAY) -> Ranking:
    """The ranking once *fields* are next to impossible: their chances go to what else the column may be."""
    chances = [(name, p * (remains if name in fields else 1.0)) for name, p in ranking.fields]
    whole = sum(p for _, p in chances) + ranking.left_open
    if not whole:
        return ranking._replace(fields=tuple(chances), left_open=1.0)
    ranked = sorted(((name, p / whole) for name, p in chances), key=lambda chance: -chance[1])
    return ranking._replace(fields=tuple(ranked), left_open=ranking.left_open / whole)


def chance_of(ranking: Ranking, fields: Collection[str]) -> float:
    """The chance that the column is one of *fields*."""
    if ranking.chances.keys().isdisjoint(fields):  # most columns are none of most fields
        return 0.0
    return sum([p for name, p in ranking.fields if name in fields])


def likeliest(ranking: Ranking, fields: Collection[str]) -> str | None:
    """The likeliest of *fields*."""
    return next((name for name, _ in ranking.fields if name in fields), None)


def is_known(ranking: Ranking) -> bool:
    """Whether the vocabulary has the column's whole header, word for word."""
    return isinstance(ranking.evidence, Evidence) and bool(ranking.evidence.reading.exact)


def left_open(ranking: Ranking, because: str = "") -> Ranking:
    """The ranking of a column that has given way: it is most likely none of its fields.

    *because* is what a planner reads behind the header: "is planned, and 'Clicks fact' has what was delivered"; empty
    where the ranking's concept says it.
    """
    fields = tuple((name, chance * GIVEN_WAY) for name, chance in ranking.fields)
    left = 1.0 - sum(chance for _, chance in fields)
    return ranking._replace(fields=fields, left_open=left, because=because)
