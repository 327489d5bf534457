"""Cells that could not be read, as findings: neighbours with the same text are told together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from worker.cleaning.dates import Dates
from worker.cleaning.lines import MOST_CELLS, Bools, Ints, short, span
from worker.shapes.finding import Finding, Severity
from worker.shapes.grid import Cell, shown
from worker.values.numbers import Numbers, is_range

Teller = Callable[[int, str, str], tuple[str, str, str]]
"""(line, place, text) -> code, sentence, next step."""


def unread_numbers(
    sheet: str, rows: Ints, number: int, header: str, cells: Sequence[Cell], read: Numbers
) -> list[Finding]:
    """A finding for each cell, or run of cells, that should hold a number and does not."""

    def tell(_: int, place: str, text: str) -> tuple[str, str, str]:
        what = "two numbers, not one amount" if is_range(text) else "no number"
        return (
            "number-not-read",
            f"{place} ('{short(header)}') holds {text!r}: {what}. It counts as blank.",
            "Put one number there, or leave it empty.",
        )

    found = list(_grouped(sheet, rows, number, cells, read.unread, tell))
    place = span(number, [int(rows[0]), int(rows[-1])]) if len(rows) else None
    if read.ambiguous and read.mark:
        example = next(str(c) for c in cells if isinstance(c, str) and any(m in c for m in ".,"))
        group = "," if read.mark == "." else "."
        found.append(
            Finding(
                "number-ambiguous",
                "warning",
                f"All numbers of '{short(header)}' look like {example!r}: '{group}' was taken as a sign of thousands.",
                "If it is the decimal mark, format the column as numbers in Excel and export again.",
                sheet,
                place,
            )
        )
    if read.mixed:
        found.append(
            Finding(
                "number-marks-mixed",
                "warning",
                f"'{short(header)}' writes some numbers with a decimal point and some with a decimal comma; "
                f"'{read.mark}' was taken where a number can be read both ways.",
                "Format the column as numbers in Excel.",
                sheet,
                place,
            )
        )
    return found


def unread_dates(
    sheet: str, rows: Ints, number: int, header: str, cells: Sequence[Cell], read: Dates
) -> list[Finding]:
    """A finding for each cell, or run of cells, that should hold a date and does not."""

    def tell(line: int, place: str, text: str) -> tuple[str, str, str]:
        if read.unreal[line]:
            return (
                "date-not-real",
                f"{place} ('{short(header)}') holds {text!r}: there is no such day.",
                "Correct the date.",
            )
        return (
            "date-not-read",
            f"{place} ('{short(header)}') holds {text!r}: no date. It counts as blank.",
            "Put a date there, with its year.",
        )

    found = list(_grouped(sheet, rows, number, cells, read.unread, tell))
    if read.assumed:
        example = next(str(c) for c in cells if isinstance(c, str))
        found.append(
            Finding(
                "date-order-assumed",
                "warning",
                f"Dates of '{short(header)}' such as {example!r} can be read two ways; the day was taken to come first.",
                "If the month comes first, format the column as dates in Excel.",
                sheet,
                span(number, [int(rows[0]), int(rows[-1])]),
            )
        )
    return found


def unread_durations(
    sheet: str, rows: Ints, number: int, header: str, cells: Sequence[Cell], mask: Bools
) -> list[Finding]:
    """As for numbers, but a length that is no number is worth a note only."""

    def tell(_: int, place: str, text: str) -> tuple[str, str, str]:
        return (
            "number-not-read",
            f"{place} ('{short(header)}') holds {text!r}: no number. It counts as blank.",
            "",
        )

    return list(_grouped(sheet, rows, number, cells, mask, tell, note=True))


def _grouped(
    sheet: str,
    rows: Ints,
    number: int,
    cells: Sequence[Any],
    mask: Bools,
    tell: Teller,
    *,
    note: bool = False,
) -> Iterator[Finding]:
    lines = np.flatnonzero(mask).tolist()
    runs: list[list[int]] = []
    for line in lines:
        last = runs[-1][-1] if runs else None
        if last is not None and rows[line] == rows[last] + 1 and cells[line] == cells[last]:
            runs[-1].append(line)
        else:
            runs.append([line])
    severity: Severity = "note" if note else "warning"
    for run in runs[:MOST_CELLS]:
        place = span(number, [int(rows[run[0]]), int(rows[run[-1]])])
        code, sentence, step = tell(run[0], place, shown(cells[run[0]])[:80])
        yield Finding(code, severity, sentence, step, sheet, place)
    if rest := [line for run in runs[MOST_CELLS:] for line in run]:
        place = span(number, [int(rows[rest[0]]), int(rows[rest[-1]])])
        code, _, step = tell(rest[0], place, "")
        yield Finding(
            code, severity, f"{place}: {len(rest):,} more cells could not be read.", step, sheet, place
        )
