"""Fees that are what lines cost, over the shipped vocabulary."""

from __future__ import annotations

import pytest

from worker.matching.cascade import Cascade
from worker.shapes.mapping import SourceColumn


def field_of_last(cascade: Cascade, *headers: str) -> str | None:
    columns = [SourceColumn(header) for header in headers[:-1]]
    return cascade.suggest([*columns, SourceColumn(headers[-1], ("12000", "18500", "3200"))])[-1].field


@pytest.mark.parametrize(
    "headers",
    [
        ("Publisher", "Net cost", "Fee"),
        ("Publisher", "Placement", "Media cost", "Agency fee"),
        ("Publisher", "Placement", "CPM", "Fee %"),
        ("Month", "Service", "Agency fee"),
        ("Vendor", "Agency fee"),
        ("Vendor", "Agency commission"),
    ],
)
def test_a_fee_beside_other_money_or_without_media_is_none_of_theirs(
    cascade: Cascade, headers: tuple[str, ...]
) -> None:
    assert field_of_last(cascade, *headers) in ("agency_fee", None)


@pytest.mark.parametrize(
    "headers",
    [
        ("Creator", "Platform", "Deliverables", "Fee"),
        ("Publisher", "Placement", "Start date", "Fee"),
        ("Talento", "Red", "Entregables", "Honorario talento (MXN)"),
    ],
)
def test_the_only_money_of_lines_of_media_is_their_cost(cascade: Cascade, headers: tuple[str, ...]) -> None:
    assert field_of_last(cascade, *headers) == "net_cost"
