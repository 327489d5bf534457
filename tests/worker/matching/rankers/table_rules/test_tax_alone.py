"""Columns of tax, over the shipped vocabulary."""

from __future__ import annotations

import pytest

from worker.matching.cascade import Cascade
from worker.shapes.mapping import SourceColumn

NET = (5_000.0, 4_800.0)
HEAD = (
    SourceColumn("Vendor", ("Alder", "Birch")),
    SourceColumn("Start", ("2026-03-01", "2026-03-08")),
    SourceColumn("Net cost EUR", ("5000", "4800"), numbers=NET),
)


def proposal(cascade: Cascade, header: str, share: float, group: str = "") -> str | None:
    numbers = tuple(share * net for net in NET)
    name = f"{group} / {header}" if group else header
    column = SourceColumn(name, tuple(f"{n:.2f} €" for n in numbers), group, numbers=numbers)
    return cascade.suggest([*HEAD, column])[-1].field


@pytest.mark.parametrize(
    ("header", "share", "group"),
    [
        ("Cost incl. VAT, EUR", 1.2, ""),
        ("Kosten inkl. 19 % MwSt.", 1.19, ""),
        ("Бюджет с НДС, руб.", 1.2, ""),
        ("VAT, EUR", 1.2, "Budget"),  # more than the net cost
    ],
)
def test_an_amount_with_tax_stays_one(cascade: Cascade, header: str, share: float, group: str) -> None:
    assert proposal(cascade, header, share, group) in ("gross_cost", "planned_budget")


@pytest.mark.parametrize("group", ["", "Budget", "plan_budget"])
@pytest.mark.parametrize(
    "header",
    ["VAT, EUR", "VAT 20%, EUR", "MwSt. EUR", "НДС (20%), руб.", "НДС, руб. (абс.)", "TVA €", "IVA, EUR"],
)
def test_a_tax_is_no_amount(cascade: Cascade, header: str, group: str) -> None:
    assert proposal(cascade, header, 0.2, group) is None
