"""What the columns of a table say about each other: one rule, one file, and this folder is their registry.

A rule's module has a docstring whose first line says what it does, an `ORDER` (rules are applied from the lowest on),
and `apply(table) -> list[Ranking]`, which gives one ranking a column. Adding a rule is adding a file.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from worker.matching.rankers.ranking import Ranking
from worker.matching.samples import Kind
from worker.matching.words.headers import Header
from worker.shapes.template import Field

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
    fields: Mapping[str, Field]
    """The template's fields by name."""
    summed: Sequence[bool]
    """Whether the sheet adds the column up."""


@dataclass(frozen=True, slots=True)
class TableRule:
    """One rule."""

    name: str
    sentence: str
    """What it does."""
    order: int
    apply: Callable[[Table], list[Ranking]]


@cache
def registry() -> tuple[TableRule, ...]:
    """All rules, in the order in which they are applied."""
    rules = [_load(module.name) for module in pkgutil.iter_modules(__path__)]
    return tuple(sorted(rules, key=lambda rule: (rule.order, rule.name)))


def _load(name: str) -> TableRule:
    module = importlib.import_module(f"{__name__}.{name}")
    sentence = (module.__doc__ or "").strip().splitlines()[0]
    return TableRule(name.replace("_", "-"), sentence, module.ORDER, module.apply)


def settled(table: Table) -> list[Ranking]:
    """The rankings of a table's columns after all rules."""
    for rule in registry():
        table = replace(table, rankings=rule.apply(table))
    return list(table.rankings)


def left_open(ranking: Ranking) -> Ranking:
    """The ranking of a column that has given way: it is most likely none of its fields."""
    fields = tuple((name, chance * GIVEN_WAY) for name, chance in ranking.fields)
    return replace(ranking, fields=fields, left_open=1.0 - sum(chance for _, chance in fields))
