"""Fields of media under shortened names: 'flt_st_dt' is read with its description, as a header is.

A template's fields are read as two header rows: their names with shortened words written out, and what their
descriptions say first. Where both readings, or a sure one alone, name the same class, the field is of that class.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from worker import text
from worker.knowledge.vocabulary import shipped_vocabulary
from worker.matching.rankers.ranking import Choice
from worker.matching.rankers.renamed import KIN
from worker.matching.rankers.rules import Rules
from worker.matching.words.field_text import clause_of, subject_first, written_out
from worker.shapes.mapping import Scope, SourceColumn
from worker.shapes.template import Field, Template

MOST = 400
"""Fields of a template that are read; a longer one is no plan, and reading it takes a second."""
LIKELY = 0.5
"""Mean chance of the two readings from which a field is of a class."""
SURE = 0.85
"""Chance from which one reading is enough."""
SHORT = 3
"""Letters of a name that may be anybody's: 'kol' is an influencer's post, or 'количество'."""
_BOUNDS = frozenset({"start_date", "end_date"})
"""A first day is a start, whatever it is the first day of."""


def described_names(template: Template, rules: Rules, class_of: Mapping[str, str]) -> dict[str, str]:
    """Class -> the field of *template* that is of it, beside those that are *class_of* by name; a class has one field."""
    in_use = set(class_of.values())
    fields = [field for field in template.fields if field.name not in in_use]
    if len(template.fields) > MOST:
        return {}
    by_name = _classes(rules, [written_out(field) for field in fields])
    by_description = _by_description(rules, fields)
    scored: list[tuple[float, str, str]] = []
    for field, by_own_name, by_clause in zip(fields, by_name, by_description, strict=True):
        if _is_short(field.name) and max(by_clause.values(), default=0.0) >= SURE:
            by_own_name = {}  # noqa: PLW2901 - 'nt' is net, and a note where its description says so
        for name in (by_own_name.keys() | by_clause.keys()) - class_of.keys():
            scored.append((_chance(_with_kin(by_own_name, name), by_clause.get(name, 0.0)), name, field.name))
    own: dict[str, str] = {}
    for chance, name, field_name in sorted(scored, reverse=True):
        if chance >= LIKELY and name not in own and field_name not in own.values():
            own[name] = field_name
    return own


def _by_description(rules: Rules, fields: Sequence[Field]) -> list[dict[str, float]]:
    """For each field, the classes that its description may mean as it stands, turned round, or by how it begins."""
    clauses = [clause_of(field) or written_out(field) for field in fields]
    as_it_stands = _classes(rules, clauses)
    turned = _classes(rules, [subject_first(clause) for clause in clauses])
    return [
        {name: max(one.get(name, 0.0), other.get(name, 0.0)) for name in one.keys() | other.keys()}
        | _bound(clause)
        for one, other, clause in zip(as_it_stands, turned, clauses, strict=True)
    ]


def _bound(clause: str) -> dict[str, float]:
    """The end of a flight that a clause begins with, in words that the vocabulary knows: 'Ostatni dzień emisji'."""
    written = text.normalise(clause).split()
    for size in range(len(written), 1, -1):
        senses = shipped_vocabulary().senses.get(" ".join(written[:size]), ())
        if bound := next((sense.name for sense in senses if sense.name in _BOUNDS), None):
            return {bound: SURE}
    return {}


def without_disputed(template: Template, class_of: Mapping[str, str], rules: Rules) -> dict[str, str]:
    """*class_of* without the short names that mean one thing to the vocabulary, and another by their descriptions."""
    short = {
        field.name: clause
        for field in template.fields[:MOST]
        if _is_short(field.name) and (clause := clause_of(field))
    }
    conflicts: set[str] = set()
    for name, chances in zip(short, _classes(rules, list(short.values())), strict=True):
        own = {meant for meant, field in class_of.items() if field == name}
        if own and max((p for meant, p in chances.items() if meant not in own), default=0.0) >= SURE:
            conflicts.add(name)
    return {meant: field for meant, field in class_of.items() if field not in conflicts}


def _is_short(name: str) -> bool:
    return all(len(word) <= SHORT for word in text.words(name))


def _with_kin(chances: Mapping[str, float], name: str) -> float:
    """The chance of a class, or of its kin where that is likelier: 'anz' is of units, and its description of spots."""
    kin = next((family for family in KIN if name in family), (name,))
    return max(chances.get(other, 0.0) for other in kin)


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
