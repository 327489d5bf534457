"""A summary by month against the lines that run in each month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from tests.worker.cleaning.conftest import mapped, month
from worker.cleaning.books.sums_by_period import agree_by_period
from worker.cleaning.reading.table_lines import read_lines
from worker.knowledge.templates import load_template

TEMPLATE = load_template()
MARCH, APRIL = [date(2026, 3, 1), date(2026, 3, 31)], [date(2026, 4, 1), date(2026, 4, 30)]
LINES = [["Alder", 1400.0, *MARCH], ["Birch", 1100.0, *MARCH], ["Cedar", 2000.0, *APRIL]]
ACROSS = [*LINES[:2], ["Cedar", 2000.0, MARCH[0], APRIL[1]]]
UNDATED = [*LINES[:2], ["Cedar", 2000.0, None, None]]


def agree(months: Sequence[float], lines: Sequence[Sequence[Any]]) -> bool:
    periods = [month(f"M{at}", 2026, at, measure="net_cost") for at in range(3, 3 + len(months))]
    summary = read_lines(mapped([("Post", "placement")], [["Budget", *months]], periods), TEMPLATE)
    columns = [("Vendor", "publisher"), ("Net", "net_cost"), ("Start", "start_date"), ("End", "end_date")]
    plan = read_lines(mapped(columns, lines), TEMPLATE)
    amounts = plan.floats("net_cost")
    assert amounts is not None
    return agree_by_period(summary, "net_cost", [(plan, amounts)], 0.01)


@pytest.mark.parametrize(
    ("months", "lines"),
    [
        ([2500, 2100], LINES),
        ([4500], [[*line[:2], *MARCH] for line in LINES]),
        ([2500, 2000], ACROSS),
        ([2500, 2000], UNDATED),
    ],
    ids=["another sum", "one month", "a line over the edge", "a line without days"],
)
def test_no_summary(months: list[float], lines: list[list[Any]]) -> None:
    assert not agree(months, lines)


def test_each_month_has_the_sum_of_its_lines() -> None:
    assert agree([2500, 2000], LINES)
