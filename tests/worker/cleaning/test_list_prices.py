"""Costs with tax beside list prices, in one table and in two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.worker.cleaning.conftest import mapped
from worker.cleaning.build import build_raw_data
from worker.cleaning.list_prices import with_list_prices
from worker.cleaning.mapped_table import MappedTable
from worker.knowledge.templates import load_template

TEMPLATE = load_template()
LIST = (1000.0, 3000.0, 500.0)
NET = (900.0, 2100.0, 400.0)
TAXED = (1071.0, 2499.0, 476.0)


def plan(*columns: tuple[str, str, Sequence[float]], sheet: str = "Plan") -> MappedTable:
    rows = [list(row) for row in zip(*(numbers for _, _, numbers in columns), strict=True)]
    table = mapped([(header, field) for header, field, _ in columns], rows, sheet=sheet)
    own = tuple(replace(c, numbers=tuple(columns[c.number - 1][2])) for c in table.table.columns)
    return replace(table, table=replace(table.table, columns=own))


def prices(*tables: MappedTable) -> list[set[int]]:
    return [set(table.list_prices) for table in with_list_prices(tables, TEMPLATE)]


NET_COLUMN = ("Net", "net_cost", NET)


@pytest.mark.parametrize(
    ("columns", "left"),
    [
        ([("List price", "gross_cost", LIST), NET_COLUMN], set()),  # nothing is with tax
        ([("Cost incl. VAT", "gross_cost", TAXED), NET_COLUMN], set()),
        ([("incl. VAT", "gross_cost", TAXED), ("Total incl. VAT", "gross_cost", TAXED)], set()),
        ([("Listenpreis", "gross_cost", LIST), NET_COLUMN, ("inkl. MwSt.", "gross_cost", TAXED)], {1}),
        ([("Tarif brut", "gross_cost", LIST), NET_COLUMN, ("Total TTC", "gross_cost", TAXED)], {1}),
        ([("定価", "gross_cost", LIST), NET_COLUMN, ("税込", "gross_cost", TAXED)], {1}),
        ([("Liste fiyatı", "gross_cost", LIST), ("KDV dahil", "gross_cost", TAXED), NET_COLUMN], {1}),
        ([("List price", "net_cost", LIST), ("incl. VAT", "gross_cost", TAXED)], set()),  # two fields
    ],
)
def test_in_one_table(columns: list[tuple[str, str, Sequence[float]]], left: set[int]) -> None:
    assert prices(plan(*columns)) == [left]


def test_in_two_tables() -> None:
    listed = plan(("Wartość cennikowa", "gross_cost", LIST), NET_COLUMN, sheet="TVN")
    taxed = plan(NET_COLUMN, ("Brutto z VAT", "gross_cost", TAXED), sheet="Polsat")
    assert prices(listed, taxed) == [{1}, set()]
    raw = build_raw_data([listed, taxed], TEMPLATE)
    assert [n for n in raw.table.column("gross_cost").to_pylist() if n] == list(TAXED)
    assert [(f.code, f.severity) for f in raw.findings if f.cell == "A:A"] == [("column-left-out", "note")]


def test_what_may_be_with_tax_stays() -> None:
    """'Gross' is the net cost times one factor on each line: nothing tells a tax of 19 % from a rebate of 16 %."""
    gross = plan(("Brutto", "gross_cost", TAXED), NET_COLUMN, sheet="TV")
    taxed = plan(NET_COLUMN, ("inkl. MwSt.", "gross_cost", TAXED), sheet="Radio")
    assert prices(gross, taxed) == [set(), set()]


@pytest.mark.parametrize(("decided", "left"), [({1}, set()), ({3}, {1}), ({1, 3}, {1})])
def test_a_person_may_keep_it(decided: set[int], left: set[int]) -> None:
    table = plan(("List price", "gross_cost", LIST), NET_COLUMN, ("incl. VAT", "gross_cost", TAXED))
    assert prices(replace(table, decided=frozenset(decided))) == [left]
