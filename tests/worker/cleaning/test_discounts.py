"""Costs that the list price and the discount of their line explain."""

from __future__ import annotations

from typing import Any

import pytest

from tests.worker.cleaning.conftest import mapped
from worker.cleaning.discounts import explained_columns, is_discounted
from worker.cleaning.reading.table_lines import read_lines
from worker.knowledge.templates import load_template

NET, GROSS = ("Net", "net_cost"), ("Gross", "gross_cost")


@pytest.mark.parametrize(
    ("columns", "rows", "explained"),
    [
        ([NET, GROSS], [[90, 100], [160, 200]], False),
        ([NET, GROSS, ("Share", "ctr")], [[90, 100, 0.1], [160, 200, 0.2]], False),  # the share is exported
        ([NET, GROSS, ("Remise", None)], [[90, 100, 0.1], [170, 200, 0.2]], False),
        ([NET, GROSS, ("Remise", None)], [[90, 100, 0.1], [160, 200, 0.2]], True),
        ([NET, GROSS, ("Sleva %", None), ("Tisk", None)], [[120, 100, 10, 30], [200, 200, 20, 40]], True),
    ],
)
def test_a_discount_on_the_line(
    columns: list[tuple[str, str | None]], rows: list[list[Any]], explained: bool
) -> None:
    table = mapped(columns, rows)
    lines = read_lines(table, load_template())
    net, gross = lines.floats("net_cost"), lines.floats("gross_cost")
    assert net is not None and gross is not None
    assert is_discounted(lines, table, net, gross) is explained


@pytest.mark.parametrize(
    ("columns", "rows", "explained"),
    [
        ([NET, ("Ceník", None), ("Sleva", None)], [[90, 100, 0.1], [170, 200, 0.2]], set()),
        ([NET, ("Ceník", None), ("Sleva", None)], [[90, 100, 0.1], [160, 200, 0.2]], {2, 3}),
        (
            [NET, ("List", None), ("Off", None), ("Print", None)],
            [[120, 100, 10, 30], [200, 200, 20, 40]],
            {2, 3, 4},
        ),
        (
            [NET, ("Total", "planned_budget"), ("Print", None)],
            [[90, 120, 30], [170, 210, 40], [80, 99, 20]],
            set(),
        ),
        (
            [NET, ("Total", "planned_budget"), ("Print", None)],
            [[90, 120, 30], [170, 210, 40], [80, 100, 20]],
            {3},
        ),
    ],
)
def test_what_leads_to_the_cost_is_explained(
    columns: list[tuple[str, str | None]], rows: list[list[Any]], explained: set[int]
) -> None:
    table = mapped(columns, rows)
    assert explained_columns(read_lines(table, load_template()), table) == explained
