"""A table whose columns hold one measure by platform, channel or market becomes one table a part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.measures import additive_names
from worker.knowledge.part_words import Part, bare_names, families, names_of
from worker.plans.rows.wording import is_total
from worker.plans.versions.names import version_name
from worker.shapes.mapping import ABOVE
from worker.shapes.template import Template
from worker.values.arithmetic import are_sums, sums_of
from worker.values.dates.calendar_words import measure_of
from worker.values.part_names import may_name_part

LEAST = 2
"""Columns of one field that make a family."""
LEAST_UNKNOWN = 3
"""... where no list has their names."""


def parts_of(mapped: MappedTable, template: Template) -> list[MappedTable]:
    """One table a part, each with its own columns of the measures; what is no part's stays with the first.

    The table itself where no two columns of one field differ in a part alone, or where a column says the part of
    each line already.
    """
    families = [f for f in _families(mapped, template) if _is_free(f, mapped, template)]
    if not families:
        return [mapped]
    kind = next(iter(families[0].values())).kind
    families = [f for f in families if next(iter(f.values())).kind == kind]
    part_columns = {number: part.name for family in families for number, part in family.items()}
    measures = {n for n, f in mapped.fields.items() if f in additive_names(template)} - part_columns.keys()
    tables = []
    for at, name in enumerate(names_of(families)):
        elsewhere = {number for number, part in part_columns.items() if part != name}
        table = mapped.table if not at else replace(mapped.table, periods=())
        elsewhere |= measures if at else set()
        own = frozenset(number for number, part in part_columns.items() if part == name)
        tables.append(
            replace(
                mapped,
                table=table,
                part=(kind, name),
                elsewhere=frozenset(elsewhere),
                part_columns=own if at else frozenset(),
            )
        )
    return tables


def _families(mapped: MappedTable, template: Template) -> list[Mapping[int, Part]]:
    """The families of columns that are mapped to one measure that adds up."""
    additive = set(additive_names(template))
    headers = {c.number: c.header for c in mapped.table.columns if mapped.fields.get(c.number) in additive}
    alike = [f for f in families(headers) if len({mapped.fields[number] for number in f}) == 1]
    alike += _bare(headers, mapped, alike)
    if (under := _under_names(headers, mapped, alike)) is not None:
        alike = [family for family in alike if family.keys().isdisjoint(under)] + [under]
    for at, family in enumerate(alike):
        others = frozenset(number for other in alike for number in other)
        alike[at] = {**family, **_rest_of_group(family, headers, mapped, others)}
    return alike


def _bare(
    headers: Mapping[int, str], mapped: MappedTable, others: Sequence[Mapping[int, Part]]
) -> list[Mapping[int, Part]]:
    """The family of columns of one field that bear a part's name alone: 'TV | Radio | Digital'."""
    own = {n: _own(header) for n, header in headers.items() if not any(n in family for family in others)}
    counts = Counter(mapped.fields[number] for number in bare_names(own))
    if not counts or counts.most_common(1)[0][1] < LEAST:
        return [] if others else _unknown(headers, own, mapped)
    field = counts.most_common(1)[0][0]
    return [bare_names({n: header for n, header in own.items() if mapped.fields[n] == field})]


def _unknown(
    headers: Mapping[int, str], own: Mapping[int, str], mapped: MappedTable
) -> list[Mapping[int, Part]]:
    """The family of columns of one field under one heading whose own headers are names that no list has."""
    groups: dict[tuple[str, str | None], dict[int, Part]] = {}
    for number, name in own.items():
        group = headers[number].rpartition(ABOVE)[0]
        if group and may_name_part(name):
            groups.setdefault((group, mapped.fields[number]), {})[number] = Part("publisher", name, "")
    largest = max(groups.values(), key=len, default={})
    return [largest] if len({part.name for part in largest.values()}) >= LEAST_UNKNOWN else []


def _under_names(
    headers: Mapping[int, str], mapped: MappedTable, others: Sequence[Mapping[int, Part]]
) -> Mapping[int, Part] | None:
    """The family of columns of one field and one name, each below another one's name: 'Budget' under each vendor.

    Two are enough where a column adds them up on each line. The names are of the kind of those that a list has.
    """
    groups: dict[tuple[str, str | None], dict[int, str]] = {}
    for column in mapped.table.columns:
        if column.number in headers and len(column.parts) > 1:
            name, own = column.parts[-2], column.parts[-1]
            groups.setdefault((own, mapped.fields[column.number]), {})[column.number] = name
    names = max(groups.values(), key=len, default={})
    if not LEAST <= len(names) == len(set(names.values())) or not (
        _is_added_up(names, mapped) or _may_be_parts(list(names.values()))
    ):
        return None
    listed = {number: part for family in others for number, part in family.items() if number in names}
    if len(listed) == len(names):
        return None
    kind = next((part.kind for part in listed.values()), "publisher")
    return {number: listed.get(number, Part(kind, name, "")) for number, name in names.items()}


def _may_be_parts(names: Sequence[str]) -> bool:
    """Whether names that no sum proves are those of parts: no words of columns, no versions, and more than counts ('Phase 2')."""
    bare = {"".join(letter for letter in name if not letter.isdecimal()).strip() for name in names}
    versions = map(version_name, names)
    return (
        len(names) >= LEAST_UNKNOWN
        and len(bare) > 1
        and all(map(may_name_part, names))
        and not any(version.is_option or version.is_version for version in versions)
    )


def _is_added_up(columns: Collection[int], mapped: MappedTable) -> bool:
    """Whether another column is the sum of these on each line."""
    numbers = {column.number: column.numbers for column in mapped.table.columns}
    sums = sums_of(numbers[number] for number in columns)
    wholes = (own for number, own in numbers.items() if number not in columns)
    return len(sums) >= LEAST and any(are_sums(own, sums) for own in wholes)


def _rest_of_group(
    family: Mapping[int, Part], headers: Mapping[int, str], mapped: MappedTable, others: frozenset[int]
) -> dict[int, Part]:
    """The columns of the family's field and group that no list names: 'Other' is a part by its own name."""
    first = min(family)
    kind, field = family[first].kind, mapped.fields[first]
    group = headers[first].rpartition(ABOVE)[0]
    return {
        number: Part(kind, own, "")
        for number, header in headers.items()
        if number not in others and mapped.fields[number] == field and header.rpartition(ABOVE)[0] == group
        if (own := _own(header)) and measure_of(own) is None and not is_total(own)
    }


def _own(header: str) -> str:
    return header.rpartition(ABOVE)[2].strip()


def _is_free(family: Mapping[int, Part], mapped: MappedTable, template: Template) -> bool:
    """Whether the field that would say the part is one of the target's, and no column holds it."""
    kind = next(iter(family.values())).kind
    return kind in template.names and kind not in mapped.fields.values()
