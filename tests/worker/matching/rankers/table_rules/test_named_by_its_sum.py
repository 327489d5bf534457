"""Columns named by the label of their sum, over the shipped vocabulary."""

from __future__ import annotations

import pytest

from worker.matching.cascade import Cascade
from worker.shapes.mapping import SourceColumn

HEAD = (SourceColumn("Vendor", ("Alder", "Birch")), SourceColumn("Start", ("2026-03-01", "2026-03-08")))


def summed(header: str, label: str) -> SourceColumn:
    return SourceColumn(
        header, ("4900", "660"), summed=True, numbers=(4900.0, 660.0, 750.0), listed_sum=label
    )


@pytest.mark.parametrize(
    ("column", "field"),
    [
        (SourceColumn("Zzyzx", ("4900", "660"), summed=True, numbers=(4900.0, 660.0, 750.0)), None),
        (summed("Zzyzx", "Gesamt"), None),
        (summed("Zzyzx", "Gross and net"), None),
        (summed("Net cost", "Total budget EUR"), "net_cost"),
        (summed("Gross cost", "Total excl. VAT"), "gross_cost"),
        (summed("Impressions", "Impressions"), "impressions"),
    ],
)
def test_what_names_no_money_and_money_of_a_header_stay(
    cascade: Cascade, column: SourceColumn, field: str | None
) -> None:
    assert cascade.suggest([*HEAD, column])[-1].field in (field, f"planned_{field}")


@pytest.mark.parametrize("header", ["Zzyzx", "Kaina", "Price", "Amount", "Total"])
@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("Total gross (EUR):", "gross_cost"),
        ("Bendra net suma (EUR):", "net_cost"),
        ("Netto gesamt", "net_cost"),
        ("Nettokosten:", "net_cost"),
    ],
)
def test_the_label_of_its_sum_says_net_or_gross(
    cascade: Cascade, header: str, label: str, field: str
) -> None:
    assert cascade.suggest([*HEAD, summed(header, label)])[-1].field == field


@pytest.mark.parametrize(
    ("label", "field"),
    [("Budget", "planned_budget"), ("Total EUR", "planned_budget"), ("Итого без НДС, руб.", "net_cost")],
)
def test_other_money_is_what_the_label_says(cascade: Cascade, label: str, field: str) -> None:
    assert cascade.suggest([*HEAD, summed("Zzyzx", label)])[-1].field == field
