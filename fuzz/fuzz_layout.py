"""Whatever a sheet looks like, the layout says what each of its rows is, and its tables lie within it."""

from __future__ import annotations

import sys
from datetime import date, datetime, time, timedelta

import atheris

with atheris.instrument_imports(include=["worker.plans", "worker.text"]):
    from worker.plans.layout import understand
    from worker.shapes.grid import Cell, Grid, Merge
    from worker.shapes.review import RowOverride

WORDS: tuple[Cell, ...] = (
    None, "", " ", "Client", "Campaign", "Net cost", "Gross", "Total", "Subtotal", "Grand total", "Summe", "Итого", "合計",
    "Jan", "Feb", "January 2026", "KW 12", "W/C 05.01.", "05/01", "05.01.-11.01.", "Q1", "2026", "Week 1", "1月",
    date(2026, 1, 5), date(2026, 1, 12), date(9999, 12, 31), date(1900, 1, 1), datetime(2026, 1, 5, 12), time(1), timedelta(days=1),
    0, 1, -1, 2026, 46_027, 46_034.0, 1e308, -0.0, 1200.5, True, False, 10**30,
    "1.200,50", "1,200.50", "12%", "EUR", "€ 5", "n/a", "-", "#REF!", "TV", "Facebook", "Digital", "Notes:", "Budget: 100",
    "Market", "x" * 500, "\u202e\u200b", "\U0001f4b6", "a\nb", "29.02.2026", "31.11.", "Start", "End",
)  # fmt: skip
KINDS = ("metadata", "header", "data", "total", "subtotal", "section", "note", "blank")


def sheet_of(data: bytes) -> tuple[Grid, list[RowOverride]]:
    """A sheet of words and dates, sometimes with merges and a planner's word on a row."""
    given = atheris.FuzzedDataProvider(data)
    width, height = given.ConsumeIntInRange(1, 24), given.ConsumeIntInRange(1, 30)
    rows = [[_cell(given) for _ in range(width)] for _ in range(height)]
    merges = [_merge(given, height, width) for _ in range(given.ConsumeIntInRange(0, 4))]
    said = [
        RowOverride("S1", given.ConsumeIntInRange(1, height + 2), given.PickValueInList(list(KINDS)))
        for _ in range(given.ConsumeIntInRange(0, 2))
    ]
    return Grid("S1", rows, merges=tuple(merges)), said


def _cell(given: atheris.FuzzedDataProvider) -> Cell:
    at: int = given.ConsumeIntInRange(0, 255)
    if at >= 250:
        return str(given.ConsumeUnicodeNoSurrogates(12))
    return WORDS[at % len(WORDS)]


def _merge(given: atheris.FuzzedDataProvider, height: int, width: int) -> Merge:
    first, left = given.ConsumeIntInRange(1, height), given.ConsumeIntInRange(1, width)
    return Merge(first, left, given.ConsumeIntInRange(first, height), given.ConsumeIntInRange(left, width))


def test_one_input(data: bytes) -> None:
    """One sheet."""
    grid, said = sheet_of(data)
    found = understand(grid, overrides=said)
    assert len(found.row_kinds) == grid.height
    for table in found.tables:
        assert all(1 <= row <= grid.height for row in table.header_rows)
        assert 1 <= table.first_row <= table.last_row <= grid.height
        assert 1 <= table.first_column <= table.last_column <= grid.width
        numbers = [*(c.number for c in table.columns), *(p.number for p in table.periods)]
        assert all(table.first_column <= number <= table.last_column for number in numbers)
        assert all(p.start <= p.end for p in table.periods if p.start and p.end)


if __name__ == "__main__":
    atheris.Setup(sys.argv, test_one_input)
    atheris.Fuzz()
