"""What settles the kind of a row whatever its weight says."""

from __future__ import annotations

import pytest

from worker.plans.layout import understand
from worker.shapes.grid import Cell, Grid

HEADER: list[Cell] = ["Vendor", "Campaign", "Start", "Net cost EUR"]
LINE: list[Cell] = ["Alder", "Spring", "2026-03-01", 1500]
TOTAL: list[Cell] = ["Total", None, None, 2400]


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (["Birch", "Autumn", "2026-03-01", 900], "data"),
        (["VAT Solutions Ltd", "Total Care", "2026-03-01", 900], "data"),
        (["Commission Street Radio", "Grand Total Sale", "2026-03-01", 900], "data"),
        (["Agency fee", None, None, 900], "total"),
    ],
)
def test_what_a_row_fills_outranks_its_words(row: list[Cell], kind: str) -> None:
    assert understand(Grid("Plan", [HEADER, LINE, row, TOTAL])).row_kinds[2] == kind
