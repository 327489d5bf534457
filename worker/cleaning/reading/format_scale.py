"""Columns whose number format writes a unit behind each number: under '0.0" T€"' the cell 12.5 is 12.5 thousand euros."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from worker.cleaning.lines import Amounts, Ints, LineColumn
from worker.shapes.grid import Grid
from worker.values.scales import scale_of_format


def by_measure(
    columns: Mapping[str, LineColumn], amounts: Sequence[Amounts], rows: Ints, grid: Grid
) -> dict[str, float]:
    """Measure -> factor, where all numbers of its column, or of its periods, show one and the same."""
    if all(scale_of_format(form) == 1.0 for form in set(grid.formats.values())):
        return {}
    numbers = {name: [column.number] for name, column in columns.items() if column.number}
    for group in amounts:
        numbers.setdefault(group.measure, [period.number for period in group.periods])
    scales = {name: _scale(grid, rows.tolist(), places) for name, places in numbers.items()}
    return {name: scale for name, scale in scales.items() if scale != 1.0}


def _scale(grid: Grid, rows: Sequence[int], numbers: Iterable[int]) -> float:
    """The factor that the formats of all numbers in these cells show; 1.0 where they differ."""
    of_formats = {
        scale_of_format(grid.formats[row, number]) if (row, number) in grid.formats else None
        for number in numbers
        for row in rows
        if isinstance(value := grid.at(row, number), (int, float)) and not isinstance(value, bool)
    }
    scales = of_formats - {None}  # the formats of a tall sheet end before its rows do
    return scales.pop() or 1.0 if len(scales) == 1 else 1.0
