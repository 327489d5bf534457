"""The one summed column with a currency in a plan without another cost, over the shipped vocabulary."""

from __future__ import annotations

import pytest

from worker.matching.cascade import Cascade
from worker.shapes.mapping import SourceColumn

HEAD = (SourceColumn("Vendor", ("Alder", "Birch")), SourceColumn("Start", ("2026-03-01", "2026-03-08")))


def column(header: str, *, summed: bool = True) -> SourceColumn:
    return SourceColumn(header, ("4900", "660"), summed=summed, numbers=(4900.0, 660.0, 750.0))


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ([column("Package worth (£)", summed=False)], None),
        ([column("Zzyzx")], None),
        ([SourceColumn("Net cost", ("10", "20")), column("Package worth (£)")], None),
        ([column("Ticket worth (£)"), column("Package worth (£)")], None),
        ([column("Net cost EUR")], "net_cost"),
    ],
    ids=["not added up", "no currency", "beside a cost", "two of them", "a name of its own"],
)
def test_other_columns_stay(cascade: Cascade, columns: list[SourceColumn], expected: str | None) -> None:
    assert cascade.suggest([*HEAD, *columns])[-1].field == expected


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Package worth (£)", "planned_budget"),
        ("Zzyzx netto EUR", "net_cost"),
        ("Zzyzx gross EUR", "gross_cost"),
    ],
)
def test_the_one_column_of_money_is_the_cost(cascade: Cascade, header: str, field: str) -> None:
    assert cascade.suggest([*HEAD, column(header)])[-1].field == field
