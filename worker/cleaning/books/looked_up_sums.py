"""Lines whose amounts are sums over the cells of another sheet, by their own formulas: '=SUMIF(Plan!D:D,A2,Plan!I:I)'."""

from __future__ import annotations

import re
from collections.abc import Collection

from worker.cleaning.lines import Lines
from worker.cleaning.mapped_table import MappedTable

LEAST = 0.9
"""Share of the lines with an amount of which a formula says so."""
_RANGE = re.compile(
    r"(?:'((?:[^']|'')+)'|([^\W\d][\w.]*))!\$?[A-Z]{1,3}\$?\d*:\$?[A-Z]{1,3}\$?\d*", re.IGNORECASE
)


def adds_up_others(
    mapped: MappedTable, lines: Lines, measures: Collection[str], sheets: Collection[str]
) -> bool:
    """Whether each amount of a table, of *measures*, is worked out from ranges of one of *sheets*, its own not counted."""
    columns = [lines.columns[name].number for name in measures if name in lines.columns]
    formulas = mapped.grid.formulas
    if not formulas or not columns or len(columns) < len(measures):
        return False
    others = {sheet.casefold() for sheet in sheets} - {lines.sheet.casefold()}
    cells = [
        (row, number)
        for number in columns
        for row in lines.rows.tolist()
        if number and mapped.grid.at(row, number) not in (None, "", 0)
    ]
    looked_up = sum(not others.isdisjoint(_sheets_of(formulas.get(cell, ""))) for cell in cells)
    return bool(cells) and looked_up >= LEAST * len(cells)


def _sheets_of(formula: str) -> set[str]:
    """The sheets of which a formula names ranges."""
    return {(quoted or name).replace("''", "'").casefold() for quoted, name in _RANGE.findall(formula)}
