"""An error such as #REF! in a cell that is exported: it was read as blank."""

from __future__ import annotations

from collections.abc import Iterator

from worker.cleaning.cells import in_columns
from worker.cleaning.lines import Lines
from worker.cleaning.raw_data import MappedTable
from worker.shapes import Finding, column_letter


def check(lines: Lines, mapped: MappedTable) -> Iterator[Finding]:
    """#N/A is often meant as 'not applicable', but it hides an amount as well."""
    shown = {f"{column_letter(c)}{r}": text for (r, c), text in mapped.grid.errors.items()}
    for place, count in in_columns(lines, mapped, frozenset(mapped.grid.errors)):
        what = shown.get(place.partition(":")[0], "an error")
        more = f" ({count} cells)" if count > 1 else ""
        text = f"{place} shows {what}{more}; it was read as blank."
        yield Finding("error-cell", "warning", text, "Correct the formula.", lines.sheet, place)
