"""The plan sheet as a workbook."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from tests.worker.verbs.summary.raw_tables import FEB, JAN, raw_of
from worker.shapes.flowchart import Flowchart
from worker.verbs.flowchart.flowchart import flowchart
from worker.writers import flowchart_book

ROWS = [
    ("TV", "=A", *JAN, "EUR", 1.0, 2),
    ("TV", "B", *JAN, "EUR", 2.5, 3),
    ("TV", "B", *FEB, "EUR", 3.0, 3),
    ("OOH", "C", *FEB, "EUR", 4.0, 4),
]


def chart_of(rows: list[tuple[str, str, date, date, str, float, int]]) -> Flowchart:
    raw = raw_of(rows)  # type: ignore[arg-type]
    return flowchart("plan", raw.table, raw.template)


def cells(path: Path, *, formulas: bool) -> list[tuple[object, ...]]:
    sheet = openpyxl.load_workbook(path, data_only=not formulas).active
    assert sheet is not None
    return [row for row in sheet.iter_rows(values_only=True) if any(row)]


def test_subtotals_and_totals_are_formulas_with_their_values(tmp_path: Path) -> None:
    flowchart_book.write([chart_of(ROWS)], tmp_path / "plan.xlsx")
    values = cells(tmp_path / "plan.xlsx", formulas=False)
    assert values[2] == (
        "Channel",
        "Publisher",
        "Currency",
        "Net cost",
        datetime(2026, 1, 1),
        datetime(2026, 2, 1),
    )
    assert values[3:] == [
        ("TV", "=A", "EUR", 1, 1, None),
        ("TV", "B", "EUR", 5.5, 2.5, 3),
        ("Total TV", None, None, 6.5, 3.5, 3),
        ("OOH", "C", "EUR", 4, None, 4),
        ("Total", None, None, 10.5, 3.5, 7),
    ]
    sums = [row[3] for row in cells(tmp_path / "plan.xlsx", formulas=True)]
    assert [sums[5], sums[7]] == ["=SUBTOTAL(9,D5:D6)", "=SUBTOTAL(9,D5:D8)"]


def test_a_total_stands_below_each_currency(tmp_path: Path) -> None:
    rows = [
        ("TV", "A", *JAN, "EUR", 1.0, 2),
        ("OOH", "B", *JAN, "EUR", 2.0, 3),
        ("TV", "C", *JAN, "USD", 3.0, 4),
    ]
    flowchart_book.write([chart_of([*rows, ("TV", "D", *JAN, "USD", 4.0, 5)])], tmp_path / "plan.xlsx")
    totals = [row for row in cells(tmp_path / "plan.xlsx", formulas=False) if str(row[0]).startswith("Total")]
    assert [(row[0], row[5]) for row in totals] == [("Total EUR", 3), ("Total USD", 7)]


@pytest.mark.parametrize(
    ("names", "sheets"),
    [
        (["a.xlsx"], ["Media plan"]),
        (["a.xlsx", "b.xlsx"], ["a", "b"]),
        (["x/a.xlsx", "y/A.xlsx"], ["a", "A 2"]),
        (["[b]*.xlsx", "c" * 40 + ".csv"], ["b", "c" * 27]),
    ],
)
def test_sheets_have_names_that_a_workbook_takes(names: list[str], sheets: list[str]) -> None:
    chart = chart_of(ROWS)
    assert flowchart_book.sheet_names([replace(chart, name=name) for name in names]) == sheets


def test_a_line_with_a_channel_alone_is_no_total_of_it(tmp_path: Path) -> None:
    """It has dashes for the names that it leaves open, which an export reads as blank."""
    rows = [*ROWS[:3], ("TV", None, *FEB, "EUR", 7.0, 4)]
    flowchart_book.write([chart_of(rows)], tmp_path / "plan.xlsx")  # type: ignore[arg-type]
    lines = [row[:2] for row in cells(tmp_path / "plan.xlsx", formulas=False)]
    assert ("TV", "-") in lines and ("TV", "B") in lines
