"""Columns on whose total the sheet puts a percent, over the shipped vocabulary."""

from __future__ import annotations

import pytest

from worker.matching.cascade import Cascade
from worker.shapes.mapping import SourceColumn

HEAD = (SourceColumn("Vendor", ("Alder", "Birch")), SourceColumn("Start", ("2026-03-01", "2026-03-08")))


def taxed(header: str) -> SourceColumn:
    return SourceColumn(header, ("4900", "660"), summed=True, numbers=(4900.0, 660.0, 750.0), taxed=True)


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ([taxed("Gross cost")], ["gross_cost"]),
        ([taxed("Budget")], ["planned_budget"]),
        ([SourceColumn("Net cost", ("10", "20")), taxed("Zzyzx")], ["net_cost", None]),
        ([taxed("Zzyzx"), taxed("Qwrtp")], [None, None]),
    ],
)
def test_money_of_its_own_and_several_such_columns_stay(
    cascade: Cascade, columns: list[SourceColumn], expected: list[str | None]
) -> None:
    assert [s.field for s in cascade.suggest([*HEAD, *columns])][2:] == expected


@pytest.mark.parametrize("header", ["Cena par paku", "ღირებულება", "Zzyzx", "Price per package"])
def test_the_one_such_column_is_the_cost(cascade: Cascade, header: str) -> None:
    assert cascade.suggest([*HEAD, taxed(header)])[-1].field == "net_cost"
