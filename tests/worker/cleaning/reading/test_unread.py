"""Cells that could not be read: neighbours with the same text are one finding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from worker.cleaning.reading.dates import read_dates
from worker.cleaning.reading.unread import (
    MOST_NUMBERS,
    ColumnCells,
    unread_dates,
    unread_durations,
    unread_numbers,
)
from worker.shapes.finding import Finding
from worker.shapes.grid import Cell
from worker.values.numbers import read_numbers


def column(cells: Sequence[Cell], first_row: int = 2) -> ColumnCells:
    rows = np.arange(first_row, first_row + len(cells), dtype=np.int64)
    return ColumnCells("Plan", rows, 8, "Net", "net_cost", cells)


def places(findings: Sequence[Finding]) -> list[tuple[str, str | None]]:
    return [(finding.code, finding.cell) for finding in findings]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([], []),
        ([1.5, None, "2.5"], []),
        (["see note", 3], ["H2"]),
        (["tba", "tba", 1, "tba"], ["H2:H3", "H5"]),
        (["call us", "see note"], ["H2", "H3"]),
    ],
)
def test_numbers(cells: list[Cell], expected: list[str]) -> None:
    findings = unread_numbers(column(cells), read_numbers(cells))
    assert [cell for code, cell in places(findings) if code == "number-not-read"] == expected


@pytest.mark.parametrize("word", ["gratis", "Bonus", "incl.", "(бонус)", "赠送", "v ceně", "omaggio"])
def test_what_is_free_of_charge_is_a_note(word: str) -> None:
    findings = unread_numbers(column([5.0, word]), read_numbers([5.0, word]))
    assert [(f.code, f.severity) for f in findings] == [("number-not-read", "note")]


@pytest.mark.parametrize(
    ("text", "severity"), [("tbc", "warning"), ("?", "warning"), ("+", "note"), ("✓", "note")]
)
def test_a_mark_is_no_number_that_lacks(text: str, severity: str) -> None:
    cells: list[Cell] = [5.0, text]
    findings = unread_numbers(column(cells), read_numbers(cells))
    assert [(f.code, f.severity) for f in findings] == [("number-not-read", severity)]


@pytest.mark.parametrize(("is_summed", "severity"), [(True, "warning"), (False, "note")])
def test_a_price_that_is_no_number_changes_no_sum(is_summed: bool, severity: str) -> None:
    cells: list[Cell] = [5.0, "tbc"]
    findings = unread_numbers(replace(column(cells), is_summed=is_summed), read_numbers(cells))
    assert [(f.code, f.severity) for f in findings] == [("number-not-read", severity)]


def test_the_last_of_many_runs_speaks_for_the_rest() -> None:
    cells: list[Cell] = [f"word {'x' * (at % 7 + 1)}" for at in range(MOST_NUMBERS + 5)]
    findings = unread_numbers(column(cells), read_numbers(cells))
    assert len(findings) == MOST_NUMBERS
    assert findings[-1].sentence.endswith(" 5 more of the same in H6:H10.")


def test_a_day_that_is_none_does_not_speak_for_texts() -> None:
    cells: list[Cell] = ["31.02.2026", "soon", "later"]
    findings = unread_dates(column(cells), read_dates(cells, 2026, "dmy"))
    assert [f.code for f in findings if f.code != "date-order-assumed"] == ["date-not-real", "date-not-read"]


@pytest.mark.parametrize(
    ("cell", "codes"), [("2026-01-05", []), ("soon", ["date-not-read"]), ("31.02.2026", ["date-not-real"])]
)
def test_dates(cell: str, codes: list[str]) -> None:
    findings = unread_dates(column([cell]), read_dates([cell], 2026, "dmy"))
    assert [code for code, _ in places(findings) if code != "date-order-assumed"] == codes


def test_a_length_is_worth_a_note() -> None:
    (finding,) = unread_durations(column([30, "long"]), np.array([False, True]))
    assert (finding.severity, finding.cell) == ("note", "H3")


def test_where_there_is_no_line_there_is_no_place() -> None:
    assert column([]).place is None
    assert column([1, 2]).place == "H2:H3"
