"""A table that nothing names: what another one's totals say already needs nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.worker.cleaning.conftest import mapped
from worker.cleaning.left_tables import kind_of
from worker.cleaning.mapped_table import MappedTable
from worker.findings.cleaning import TABLE_LEFT_OUT, TABLE_OF_PRICES, TABLE_OPEN
from worker.knowledge.templates import load_template


def table(total: Any, *, summed: bool = True, decided: bool = False) -> MappedTable:
    """Two named amounts and their *total* under headers that no field takes."""
    one = mapped(
        [("", None), ("", None)], [["TV", 991.2], ["Radio", 412], ["Total", total]], skipped=[(4, "total")]
    )
    columns = tuple(replace(column, summed=summed and column.number == 2) for column in one.table.columns)
    return replace(one, table=replace(one.table, columns=columns), decided=frozenset({2} if decided else ()))


def plan(total: Any) -> MappedTable:
    rows = [["A", 1], ["B", 2], ["Total", total]]
    return mapped([("Site", "publisher"), ("Cost", "net_cost")], rows, skipped=[(4, "total")])


@pytest.mark.parametrize(
    ("left", "exported"),
    [
        pytest.param(table(1403.2, summed=False), plan(99), id="nothing sums it"),
        pytest.param(table(1403.2, decided=True), plan(99), id="a person said so"),
        pytest.param(table(1403.2), plan(1403.2), id="the same sum"),
        pytest.param(table(1403.2), plan("Rp 1.403.200.000"), id="in millions"),
        pytest.param(table(1403), plan(1_403_200), id="in thousands, rounded"),
    ],
)
def test_what_says_nothing_new_is_left_out_in_a_note(left: MappedTable, exported: MappedTable) -> None:
    assert kind_of(left, [exported], load_template()) is TABLE_LEFT_OUT


@pytest.mark.parametrize(
    ("total", "exported"),
    [(1403.2, [plan(1500)]), (1403.2, []), (1, [plan(1_000_000)]), (1403, [plan(1_404_000)]), ("TBC", [plan(1403)])],
)  # fmt: skip
def test_sums_of_its_own_are_told(total: Any, exported: list[MappedTable]) -> None:
    assert kind_of(table(total), exported, load_template()) is TABLE_OPEN


@pytest.mark.parametrize(
    ("columns", "line", "kind"),
    [
        ([("Site", "publisher"), ("Rate", "unit_rate")], ["Elm Run", 4100], TABLE_LEFT_OUT),
        ([("Date", "date"), ("Rate", "unit_rate")], [date(2026, 3, 12), 4100], TABLE_LEFT_OUT),
        ([("Partner", "publisher"), ("Date", "date")], ["Elm Run", date(2026, 3, 12)], TABLE_LEFT_OUT),
        ([("Partner", "publisher"), ("Date", "date"), ("Price", "unit_rate")], ["Elm Run", date(2026, 3, 12), 4100], TABLE_OF_PRICES),
    ],
)  # fmt: skip
def test_names_with_days_and_prices_may_be_bookings(columns: Any, line: Any, kind: Any) -> None:
    assert kind_of(mapped(columns, [line, line]), [plan(99)], load_template()) is kind
