"""What tables are compared by."""

from __future__ import annotations

from typing import Any

import pytest

from tests.worker.cleaning.conftest import mapped
from worker.cleaning.books.side import Side
from worker.cleaning.reading.table_lines import read_lines
from worker.knowledge.templates import load_template

NET = [("Channel", "channel"), ("Net", "net_cost"), ("Clicks", "clicks")]


def _side(lines: list[list[Any]], columns: list[tuple[str, str]] = NET) -> Side:
    table = mapped(columns, lines)
    return Side(table, read_lines(table, load_template()))


def test_sums_by_measure_with_money_first() -> None:
    side = _side([["TV", 1200.5, 10], ["Radio", 800, 5]])
    assert dict(side.sums) == {"net_cost": 2000.5, "clicks": 15}
    assert side.main == "net_cost"
    assert [side.names_of(line) for line in range(2)] == [["tv"], ["radio"]]
    assert not side.has_times


@pytest.mark.parametrize(
    ("amounts", "unit"),
    [([1200.55, 800.25], 0), ([120_055, 80_025], 1), ([1_200_000, 800_000], 100)],
)
def test_the_unit_to_which_all_its_money_is_rounded(amounts: list[float], unit: float) -> None:
    side = _side([["TV", amount, 1] for amount in amounts])
    assert side.half_unit == unit / 2
    assert side.noise == pytest.approx(3 * unit / 2 * (len(amounts) / 3) ** 0.5)


@pytest.mark.parametrize(
    ("header", "field", "delivered"),
    [("Net", "net_cost", False), ("Actual net", "net_cost", True)],
)
def test_a_word_says_that_it_was_delivered(header: str, field: str, delivered: bool) -> None:
    assert _side([["TV", 10]], [("Channel", "channel"), (header, field)]).says_delivered(field) == delivered


def test_its_first_and_last_day() -> None:
    flights = [("Channel", "channel"), ("Start", "start_date"), ("End", "end_date"), ("Net", "net_cost")]
    side = _side([["TV", "2026-03-02", "2026-03-15", 10], ["Radio", "2026-02-23", None, 5]], flights)
    assert [str(day) for day in side.first_and_last or ()] == ["2026-02-23", "2026-03-15"]
    assert _side([["TV", 10, 1]]).first_and_last is None
