"""Fields of media under shortened names: 'flt_st_dt' is read with its description, as a header is.

A template's fields are read as two header rows: their names with shortened words written out, and what their
descriptions say first. Where both readings, or a sure one alone, name the same class, the field is of that class.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from worker.matching.rankers.ranking import Choice
from worker.matching.rankers.rules import Rules
from worker.matching.words.field_text import clause_of, subject_first, written_out
from worker.shapes.mapping import Scope, SourceColumn
from worker.shapes.template import Template

MOST = 400
"""Fields of a template that are read; a longer one is no plan, and reading it takes a second."""
LIKELY = 0.5
"""Mean chance of the two readings from which a field is of a class."""
SURE = 0.85
"""Chance from which one reading is enough."""


def described_names(template: Template, rules: Rules, class_of: Mapping[str, str]) -> dict[str, str]:
    """Class -> the field of *template* that is of it, beside those that are *class_of* by name; a class has one field."""
    in_use = set(class_of.values())
    fields = [field for field in template.fields if field.name not in in_use]
    if len(template.fields) > MOST:
        return {}
    by_name = _classes(rules, [written_out(field) for field in fields])
    by_clause = _classes(rules, [clause_of(field) or written_out(field) for field in fields])
    by_subject = _classes(rules, [subject_first(clause_of(field)) or written_out(field) for field in fields])
    scored: list[tuple[float, str, str]] = []
    for at, field in enumerate(fields):
        names = {name for row in (by_name, by_clause, by_subject) for name in row[at]} - class_of.keys()
        for name in names:
            described = max(by_clause[at].get(name, 0.0), by_subject[at].get(name, 0.0))
            scored.append((_chance(by_name[at].get(name, 0.0), described), name, field.name))
    own: dict[str, str] = {}
    for chance, name, field_name in sorted(scored, reverse=True):
        if chance >= LIKELY and name not in own and field_name not in own.values():
            own[name] = field_name
    return own


def _classes(rules: Rules, headers: Sequence[str]) -> list[dict[str, float]]:
    """For each text, the classes that it may mean as a header of one table, with their chances."""
    rankings = rules.rank([SourceColumn(header) for header in headers], Scope())
    return [_chances(choice) for choice in rules.choose(rankings, None, {}, {})]


def _chances(choice: Choice) -> dict[str, float]:
    chances = dict(choice.alternatives)
    if choice.field is not None:
        chances[choice.field] = choice.confidence
    return chances


def _chance(by_name: float, described: float) -> float:
    """The chance that both readings give: their mean, or the surer one where it is sure and the other does not differ."""
    best = max(by_name, described)
    return best if best >= SURE else (by_name + described) / 2
