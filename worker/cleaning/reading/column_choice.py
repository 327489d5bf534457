"""Which column fills a field, where several are mapped to it."""

from __future__ import annotations

from collections import defaultdict

from worker.cleaning.lines import short
from worker.cleaning.mapped_table import MappedTable
from worker.findings.cleaning import COLUMN_IN_OTHER_CURRENCY, COLUMN_LEFT_OUT
from worker.knowledge.values import load_values
from worker.shapes.finding import Finding
from worker.shapes.layout import Column
from worker.shapes.template import Field, Template
from worker.values.money import currency_in, currency_of


def choose_columns(
    mapped: MappedTable, template: Template
) -> tuple[list[tuple[Column, Field]], list[Finding]]:
    """The columns to read with their fields, in sheet order, and a finding for each that is left out.

    Texts of several columns complete each other, the first wins. Amounts never do: the column in the plan's currency,
    else the first that holds something, is read.
    """
    fields = {f.name: f for f in template.fields}
    wanted: dict[str, list[Column]] = defaultdict(list)
    for column in mapped.table.columns:
        name = mapped.fields.get(column.number)
        if name in fields:
            wanted[str(name)].append(column)
    _unit_columns(mapped, fields, wanted)
    chosen: list[tuple[Column, Field]] = []
    findings: list[Finding] = []
    for name, columns in wanted.items():
        field = fields[name]
        if field.type in ("text", "id") or len(columns) == 1:
            chosen += [(c, field) for c in columns]
            continue
        kept = _preferred(columns, field, mapped)
        chosen.append((kept, field))
        findings += [_left_out(c, kept, field, mapped) for c in columns if c is not kept]
    return sorted(chosen, key=lambda c: c[0].number), findings


def _preferred(columns: list[Column], field: Field, mapped: MappedTable) -> Column:
    filled = [c for c in columns if c.samples] or columns
    if field.type != "percent":
        filled = [c for c in filled if "%" not in c.header] or filled
    said = next((b.value for b in mapped.layout.brief if b.field == "currency"), None)
    currency = currency_of(said) if said else None
    return next((c for c in filled if currency and currency_in(c.header) == currency), filled[0])


def _left_out(column: Column, kept: Column, field: Field, mapped: MappedTable) -> Finding:
    here, there = currency_in(column.header), currency_in(kept.header)
    other = here is not None and there is not None and here != there
    return (COLUMN_IN_OTHER_CURRENCY if other else COLUMN_LEFT_OUT).at(
        mapped.grid.sheet,
        f"{column.letter}:{column.letter}",
        fields=[field.name],
        header=short(column.header),
        letter=column.letter,
        other=short(kept.header),
        other_letter=kept.letter,
        field=field.name,
    )


def _unit_columns(mapped: MappedTable, fields: dict[str, Field], wanted: dict[str, list[Column]]) -> None:
    """The unit beside a price ('175 | CPM') says the buying model, where nothing else does."""
    if "buy_type" not in fields or "buy_type" in wanted:
        return
    for column in mapped.table.columns:
        if column.unit_of is None or mapped.fields.get(column.number):
            continue
        known = [s for s in column.samples if load_values("buy_type").find(s)]
        if known and len(known) * 2 >= len(column.samples):
            wanted["buy_type"].append(column)
            return
