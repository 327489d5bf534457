"""Columns that bear the name of a medium, a platform or a country alone hold one amount, a part each: 'Month | TV | Radio | Total'."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from worker import text
from worker.knowledge.modifiers import modifiers_of
from worker.knowledge.part_words import Part, bare_names, begins_with_name
from worker.matching.rankers.facts import Facts
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import (
    LIKELY,
    Table,
    chance_of,
    is_known,
    left_open,
    likeliest,
)
from worker.plans.rows.wording import is_total
from worker.plans.versions.names import version_name
from worker.values.arithmetic import CENT, LEAST_SUMS, Values, agree
from worker.values.dates.calendar_words import measure_of
from worker.values.part_names import may_name_part
from worker.values.units import is_currency

ORDER = 98
BECAUSE = "adds up the columns beside it, whose amounts are exported by {kind}"
UNPROVED = 0.55
"""Chance of money where nothing but its columns' names speaks for it: it is asked."""
CLOSE = 1e-3
LEAST_NAMES = 2
LEAST_UNKNOWN = 3
"""Names under one heading that nobody knows."""
_YEARS = frozenset(map(str, range(1950, 2101)))
_NUMBERS = frozenset({"integer", "decimal", "money"})
_BUDGET, _SPEND, _RESULTS = "planned_budget", "spend", ("revenue", "conversions")


def concerns(facts: Facts) -> bool:
    """Columns with values."""
    return "samples" in facts.has


def apply(table: Table) -> list[Ranking]:
    """What the column that adds them up is, or their group, the parts are; a table without other amounts is asked about."""
    rankings = list(table.rankings)
    money = table.fields.names("money")
    names = _added_up(table) or _names(
        {at for at in range(len(table.columns)) if _may_be_part(table, at)}, table
    )
    if len(names) < LEAST_NAMES:
        names = _under_an_amount(table, money) or names
    if len(names) < LEAST_NAMES:
        return rankings
    parts, whole = _parts_and_whole(table, sorted(names))
    if not parts:
        return rankings
    field, chance = _measure(table, parts, whole, money)
    if field is None:
        return rankings
    for at in parts:
        only = ((field, chance),)
        rankings[at] = rankings[at]._replace(fields=only, left_open=1.0 - chance, family=tuple(parts))
    if whole is not None:
        rankings[whole] = left_open(rankings[whole], BECAUSE.format(kind=names[min(names)].kind))
    return rankings


def _names(columns: Collection[int], table: Table) -> Mapping[int, Part]:
    """Those of the columns that bear the name of a part alone, or beside a currency."""
    headers = {at: table.columns[at].own_header for at in columns}
    names = bare_names(headers)
    if len(names) >= LEAST_NAMES:
        return names
    return bare_names({at: _without_currency(header) for at, header in headers.items()})


def _added_up(table: Table) -> Mapping[int, Part]:
    """The columns of names that another column adds up, be one of them a measure's word as well: 'Meta' is a goal in Spanish."""
    filled = {at: table.columns[at].numbers for at in range(len(table.columns)) if _is_filled(table, at)}
    names = _names(filled, table)
    return names if len(names) >= LEAST_NAMES and _whole(filled, sorted(names)) is not None else {}


def _without_currency(header: str) -> str:
    """'Meta' of 'Meta (EUR)': a currency is no measure, and leaves a part's name alone."""
    words = text.words(header)
    return " ".join(word for word in words if not is_currency(word))


def _under_an_amount(table: Table, money: frozenset[str]) -> Mapping[int, Part]:
    """The columns under one heading of money whose own headers no list and no vocabulary has: papers, stations, suppliers."""
    groups: dict[str, list[int]] = {}
    for at, column in enumerate(table.columns):
        is_amount = likeliest(table.rankings[at], money) is not None and table.kinds[at] in _NUMBERS
        if column.group and is_amount and may_name_part(column.own_header):
            groups.setdefault(column.group, []).append(at)
    largest = max(groups.values(), key=len, default=[])
    if len(largest) < LEAST_UNKNOWN or version_name(table.columns[largest[0]].own_header).is_option:
        return {}
    return {at: Part("publisher", table.columns[at].own_header, "") for at in largest}


def _may_be_part(table: Table, at: int, *, is_named: bool = True) -> bool:
    """Whether a column holds numbers of no meaning of its own; a name is none unless it is a measure's whole, as 'Insertions'."""
    ranking, column = table.rankings[at], table.columns[at]
    field, chance = ranking.best
    if table.kinds[at] not in _NUMBERS:
        return False
    if not is_named:
        years = all(sample.removesuffix(".0") in _YEARS for sample in column.samples)
        if column.group and _says_no_measure(column.own_header):
            return not years  # what it may be, its group says
        return not (years or ranking.outside or (field is not None and chance >= LIKELY))
    is_measure = field is not None and chance >= LIKELY and table.fields[field].kind == "measure"
    return not (is_measure and is_known(ranking))


def _says_no_measure(header: str) -> bool:
    """Whether a header beside names of parts says neither a measure nor a sum: 'Zeit' is a paper among papers, and no time."""
    words = text.words(header)
    return measure_of(header) is None and not is_total(header) and not any(map(modifiers_of, words))


def _parts_and_whole(table: Table, named: Sequence[int]) -> tuple[Sequence[int], int | None]:
    """The parts, with 'Other' and its like between and beside the named ones, and the column that adds them up."""
    numbers = {at: table.columns[at].numbers for at in range(len(table.columns)) if _is_filled(table, at)}
    run = _run(table, named)
    if all(at in numbers for at in run):
        for parts in (run, *([at for at in run if at != one] for one in run if one not in named), named):
            whole = _whole(numbers, parts)
            if whole is not None:
                return parts, whole
    return (run if len(named) * 2 >= len(run) or _begin_with_names(table, run) else ()), None


def _run(table: Table, named: Sequence[int]) -> Sequence[int]:
    """The named columns, and those of numbers around and between them that are under the same group."""
    group = table.columns[named[0]].group
    run = set(named)
    for first in named:
        for step in (-1, 1):
            at = first + step
            while 0 <= at < len(table.columns) and at not in run and table.columns[at].group == group:
                if not _may_be_part(table, at, is_named=False):
                    break
                run.add(at)
                at += step
    return sorted(run)


def _begin_with_names(table: Table, run: Sequence[int]) -> bool:
    """Whether most columns are of a named part: 'TV_Brand | TV_DR | Social'."""
    return sum(begins_with_name(table.columns[at].own_header) for at in run) * 2 > len(run)


def _is_filled(table: Table, at: int) -> bool:
    return table.kinds[at] in _NUMBERS and any(table.columns[at].numbers)


def _whole(numbers: Mapping[int, Values], parts: Sequence[int]) -> int | None:
    """The column that adds up the parts on most lines."""
    sums = [sum(value or 0.0 for value in line) for line in zip(*(numbers[at] for at in parts), strict=True)]
    for at, values in numbers.items():
        pairs = [(a, b) for a, b in zip(sums, values, strict=True) if a and b]
        if at not in parts and agree(pairs, CLOSE, CENT, least=LEAST_SUMS):
            return at
    return None


def _measure(
    table: Table, parts: Sequence[int], whole: int | None, money: frozenset[str]
) -> tuple[str | None, float]:
    """The field of the parts with its chance: the sum's, the group's, or, of a table without other amounts, money that is asked."""
    if whole is not None:
        ranking = table.rankings[whole]
        field = likeliest(ranking, money)
        is_best = field is not None and field == ranking.best[0]
        return (field, max(UNPROVED, chance_of(ranking, {field}))) if field and is_best else (None, 0.0)
    of_group = [likeliest(table.rankings[at], money) for at in parts if table.columns[at].group]
    if field := max(set(of_group), key=of_group.count, default=None):
        chances = [chance_of(table.rankings[at], {field}) for at in parts]
        return (field, max(chances)) if max(chances) >= LIKELY else (None, 0.0)
    amounts = {n for n, f in table.fields.items() if f.family in ("money", "count") and n not in _RESULTS}
    others = (r for at, r in enumerate(table.rankings) if at not in parts)
    if any(chance_of(r, amounts) >= LIKELY for r in others):
        return None, 0.0
    return (_SPEND if table.plan < 0 else _BUDGET), UNPROVED
