"""Whether an ambiguous price is a price or the cost, by what stands beside it."""

from __future__ import annotations

import pytest

from worker.matching.cascade import Cascade
from worker.shapes.mapping import SourceColumn

PLAN = (
    SourceColumn("Dodavatel", ("Seznam", "Nova")),
    SourceColumn("Začátek", ("2026-03-01", "2026-03-08")),
    SourceColumn("Konec", ("2026-03-31", "2026-03-20")),
)
AMOUNTS = ("54000", "148200")


@pytest.mark.parametrize(
    ("header", "beside", "field"),
    [
        ("Cena", SourceColumn("Počet jednotek", ("20", "40")), "unit_rate"),
        ("Cena", SourceColumn("Náklady netto CZK", ("108000", "592800")), "unit_rate"),
        ("Jednotková cena", SourceColumn("Počet impresí", ("300000", "1425000")), "unit_rate"),
        ("Cena za jednotku", SourceColumn("Formát", ("Banner", "Video")), "unit_rate"),
        ("Cena", SourceColumn("Formát", ("Banner", "Video")), "net_cost"),
        ("Cena", SourceColumn("Počet impresí", ("300000", "1425000")), "net_cost"),
    ],
)
def test_a_price_belongs_to_units_or_cost(
    cascade: Cascade, header: str, beside: SourceColumn, field: str
) -> None:
    *_, suggestion = cascade.suggest([*PLAN, beside, SourceColumn(header, AMOUNTS)])
    assert suggestion.field == field
