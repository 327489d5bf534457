"""What an export gives: raw data, with everything that a person should know about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from worker import wire
from worker.mapped_plan import MappedPlan
from worker.shapes import Chosen, Finding, Place, Table, Template, column_letter

if TYPE_CHECKING:
    from worker.raw_data import RawData


@dataclass(frozen=True, slots=True)
class Export:
    """Raw data with everything that a person should know about it."""

    raw: RawData
    mapped: MappedPlan
    fields: Mapping[Place, str | None]
    """The field that each column was exported as."""
    settled: bool
    """False where a person must look: a doubt, or totals that differ."""

    def answer(self) -> dict[str, Any]:
        """The JSON of `export`."""
        return {
            "rows": self.raw.table.num_rows,
            "settled": self.settled,
            "findings": wire.findings_by_code(self.raw.findings),
            "reconciliation": wire.totals_answer(self.raw.totals),
        }

    def details(self) -> dict[str, Any]:
        """What whoever writes the rows into a sheet needs beside them."""
        types = {field.name: field.type for field in self.mapped.template.fields}
        columns = self.raw.table.column_names
        return {
            "types": {name: types[name] for name in columns if name in types},
            "all_findings": self.raw.findings,
            "fields": [
                {"sheet": sheet, "table": table, "column": column_letter(column), "field": field}
                for (sheet, table, column), field in self.fields.items()
            ],
        }


def nothing_mapped(template: Template) -> Finding:
    """An export in which no column has a field needs a person."""
    return Finding(
        "nothing-mapped",
        "error",
        f"No column has a field of {template.name}: the rows say only where they came from.",
        "Decide the columns in a review, or choose another --template.",
    )


def period_measure(chosen: Chosen, sheet: str, number: int, table: Table) -> str | None:
    """What a person said that the periods of a table hold."""
    return chosen.by_place.get((sheet, number, table.periods[0].number)) if table.periods else None
