"""Planned and delivered columns with one header, over the shipped vocabulary."""

from __future__ import annotations

import pytest

from worker.matching.cascade import Cascade
from worker.shapes.mapping import SourceColumn


def fields_of(cascade: Cascade, header: str, *groups: str) -> list[str | None]:
    head = [SourceColumn("Vendor", ("Alder", "Birch")), SourceColumn("Start", ("2026-03-01", "2026-03-08"))]
    columns = [SourceColumn(f"{group} / {header}", ("41054", "79290"), group) for group in groups]
    return [s.field for s in cascade.suggest([*head, *columns])][len(head) :]


@pytest.mark.parametrize(
    ("header", "groups", "fields"),
    [
        ("집행 금액", ("실적",), ["spend"]),
        ("Gross cost", ("Plan", "Forecast"), ["gross_cost"]),
        ("집행 금액", ("계획", "실적"), ["planned_budget", "spend"]),
        ("Spend", ("Plan", "Actual"), ["planned_budget", "spend"]),
        ("Impressions", ("Plán", "Skutečnost"), ["planned_impressions", "impressions"]),
        ("Расход", ("План", "Факт"), ["planned_budget", "spend"]),
    ],
)
def test_the_group_says_which_is_planned(
    cascade: Cascade, header: str, groups: tuple[str, ...], fields: list[str | None]
) -> None:
    assert fields_of(cascade, header, *groups)[: len(fields)] == fields
