"""A field that the template requires and the plan does not fill."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from worker.cleaning.lines import Bools, Lines, Texts, say, span
from worker.cleaning.mapped_table import MappedTable
from worker.shapes.finding import Finding


def check(lines: Lines, mapped: MappedTable) -> Iterator[Finding]:
    """A field that no column holds is said once, a gap at its cell."""
    held = {a.measure for a in lines.amounts}
    dated = any(p.start for a in lines.amounts for p in a.periods)
    for field in lines.template.fields:
        if not field.required or field.name in held or (field.type == "date" and dated) or not len(lines):
            continue
        column = lines.columns.get(field.name)
        if column is None:
            place = span(None, [int(lines.rows[0]), int(lines.rows[-1])])
            text = f"The template requires {field.name}, and no column of this table holds it."
            yield Finding("required-missing", "error", text, "Map a column to it.", lines.sheet, place)
            continue
        values = column.values
        blank: Bools = (
            values.codes < 0
            if isinstance(values, Texts)
            else np.isnan(values)
            if values.dtype.kind == "f"
            else np.isnat(values)
        )
        sentence = f"{{cell}} is blank, and the template requires {field.name}."
        yield from say(lines, "required-blank", "warning", blank, sentence, "Fill it in.", field.name)
