"""Columns of a quarter's or a month's total, over the shipped vocabulary."""

from __future__ import annotations

import pytest

from worker.matching.cascade import Cascade
from worker.shapes.mapping import SourceColumn

VALUES = ("1011.25", "885")


def proposals(cascade: Cascade, *headers: str) -> list[str | None]:
    columns = [SourceColumn(header, VALUES, numbers=(1011.25, 885.0)) for header in headers]
    return [one.field for one in cascade.suggest([SourceColumn("Brand", ("Alder", "Birch")), *columns])[1:]]


@pytest.mark.parametrize("header", ["Total cost", "Video Q4", "Total budget 2027"])
def test_other_headers_keep_their_field(cascade: Cascade, header: str) -> None:
    assert proposals(cascade, header) != [None]


@pytest.mark.parametrize(
    "headers",
    [
        ("Tot. Q1", "Tot. Q2", "Tot. Q3", "Tot. Q4"),
        ("Q3 Total", "Q4 Total"),
        ("Summe Q3", "Summe Q4"),
        ("Итого 3 кв.", "Итого 4 кв."),
        ("Q3合計", "Q4合計"),
    ],
)
def test_sums_of_periods_beside_each_other_are_no_field(cascade: Cascade, headers: tuple[str, ...]) -> None:
    assert proposals(cascade, *headers) == [None] * len(headers)
