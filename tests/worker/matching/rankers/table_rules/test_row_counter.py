"""Columns that count their rows, over the shipped vocabulary."""

from __future__ import annotations

import pytest

from worker.matching.cascade import Cascade
from worker.shapes.mapping import SourceColumn


def proposal(cascade: Cascade, header: str, *numbers: float | None) -> str | None:
    head = SourceColumn("Date", ("2026-01-09", "2026-01-20", "2026-02-02"))
    samples = tuple(f"{number:g}" for number in numbers if number is not None)
    return cascade.suggest([head, SourceColumn(header, samples, numbers=numbers)])[-1].field


@pytest.mark.parametrize(
    ("header", "numbers", "field"),
    [
        ("Revenue", (1.0, 2.0, 3.0), "revenue"),
        ("Spots", (1.0, 2.0, 3.0), "spots"),
        ("Rev", (1.0, 2.0, 4.0), "revenue"),
        ("Rev", (2.0, 3.0, 4.0), "revenue"),
        ("Rev", (1.0, None, 2.0), "revenue"),
        ("Rev", (1.0, 2.0), "revenue"),
    ],
)
def test_a_sure_header_and_other_numbers_stay(
    cascade: Cascade, header: str, numbers: tuple[float | None, ...], field: str
) -> None:
    assert proposal(cascade, header, *numbers) == field


@pytest.mark.parametrize("header", ["Rev", "REV"])
def test_a_number_of_the_row_is_no_amount(cascade: Cascade, header: str) -> None:
    assert proposal(cascade, header, 1.0, 2.0, 3.0) is None
