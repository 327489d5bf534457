"""Of columns of one id, that with the name that its language lists first holds it: 'ID annuncio' before 'ID creatività'."""

from __future__ import annotations

from collections import defaultdict

from worker.knowledge.field_names import places
from worker.matching.rankers.evidence import Evidence
from worker.matching.rankers.facts import Facts
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import LIKELY, Table, left_open
from worker.text import normalise

ORDER = 46


def concerns(facts: Facts) -> bool:
    """Columns with values."""
    return "samples" in facts.has


def apply(table: Table) -> list[Ranking]:
    """The others are left open, as are those that no list has word for word beside one that it has."""
    rankings = list(table.rankings)
    columns: dict[str, list[int]] = defaultdict(list)
    for at, ranking in enumerate(rankings):
        field, chance = ranking.best
        if field and chance >= LIKELY and field in table.fields and table.fields[field].type == "id":
            columns[field].append(at)
    for field, of_field in columns.items():
        first = _first(table, field, of_field) if len(of_field) > 1 else None
        if first is None:
            continue
        because = f"is another name than '{table.headers[first].text.strip()}'"
        for at in of_field:
            if at != first:
                rankings[at] = left_open(rankings[at], because)
    return rankings


def _first(table: Table, field: str, columns: list[int]) -> int | None:
    """The column whose header stands first in the list of a language that has all that any list has."""
    known = [at for at in columns if _languages(table.rankings[at], field)]
    if len(known) < 2:
        return next(iter(known), None)
    shared = frozenset.intersection(*(_languages(table.rankings[at], field) for at in known))
    for language in sorted(shared):
        listed = places(language, field)
        by_place = {listed[name]: at for at in known if (name := normalise(table.headers[at].text)) in listed}
        if len(by_place) == len(known):
            return by_place[min(by_place)]
    return None


def _languages(ranking: Ranking, field: str) -> frozenset[str]:
    """The languages in which a column's whole header names the field."""
    meanings = ranking.evidence.reading.exact if isinstance(ranking.evidence, Evidence) else ()
    return frozenset().union(*(m.languages for m in meanings if m.name == field))
