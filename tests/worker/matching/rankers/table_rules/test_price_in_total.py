"""Prices that a sheet adds up, over the shipped vocabulary."""

from __future__ import annotations

import pytest

from worker.matching.cascade import Cascade
from worker.shapes.mapping import SourceColumn

LIST, NET, UNITS = (180_000.0, 146_000.0, 90_000.0), (125_000.0, 109_500.0, 90_000.0), (2.0, 3.0, 5.0)
COST = tuple(price * units for price, units in zip(LIST, UNITS, strict=True))


def column(name: str, numbers: tuple[float, ...], *, summed: bool = True) -> SourceColumn:
    return SourceColumn(name, tuple(f"{n:g}" for n in numbers), numbers=numbers, summed=summed)


@pytest.mark.parametrize(
    ("columns", "field"),
    [
        ([column("Listepris", LIST, summed=False), column("Nettopris", NET)], "unit_rate"),
        ([column("Unit price", NET), column("Net cost", LIST)], "unit_rate"),
        ([column("Unit price", LIST), column("Units", UNITS), column("Net cost", COST)], "unit_rate"),
        ([column("Listepris", LIST), column("Nettopris", NET)], "gross_cost"),
        ([column("List price", LIST), column("Net cost", NET)], "gross_cost"),
        ([column("Prezzo di listino", LIST), column("Costo netto", NET)], "gross_cost"),
    ],
    ids=["no sum", "a line costs more", "a factor", "Danish", "English", "Italian"],
)
def test_what_is_added_up_and_exceeded_by_no_cost_is_the_gross_cost(
    cascade: Cascade, columns: list[SourceColumn], field: str
) -> None:
    head = [SourceColumn("Vendor", ("Alder", "Birch", "Cedar"))]
    assert cascade.suggest([*head, *columns])[1].field == field
