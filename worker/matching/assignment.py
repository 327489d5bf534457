"""From chances to one answer a column: the surest first, and no field twice that can not be."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence


def assign(
    chances: Sequence[Iterable[tuple[str, float]]],
    left_open: Sequence[float],
    repeatable: Collection[str] | None,
    fixed: Mapping[int, str | None],
) -> list[str | None]:
    """The field of each column, or None where leaving it open is likelier.

    *chances* are each column's fields, *left_open* the chance that none is right. *fixed* columns, by position, have
    their field already. *repeatable* fields may be given out again; None lets every field be.
    A column that comes too late for its field takes another one only if that is likelier than none.
    """
    fields: list[str | None] = [fixed.get(at) for at in range(len(chances))]
    fields_in_use = set(fixed.values())
    done = set(fixed)
    claims = sorted(
        ((p, -at, field) for at, column in enumerate(chances) for field, p in column), reverse=True
    )
    for chance, minus_at, field in claims:
        at = -minus_at
        if at in done or (repeatable is not None and field in fields_in_use and field not in repeatable):
            continue
        done.add(at)
        if chance > left_open[at]:
            fields[at] = field
            fields_in_use.add(field)
    return fields
