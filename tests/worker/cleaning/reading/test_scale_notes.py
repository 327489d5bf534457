"""The texts around a table that say in what its numbers count."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from worker.service import MediaMapper
from worker.settings import Settings
from worker.shapes.grid import Book, Grid

Sums = Callable[..., dict[str, float]]
HEAD = ["Channel", "Vendor", "Net cost", "Impressions"]
LINES = [["TV", "Aare", 24.5, 12], ["Radio", "Birs", 7.5, 8], ["Total", None, 32, 20]]
MONTHS = [["TV", 10, 14.5, 24.5], ["Radio", 4, 3.5, 7.5], ["Total", 14, 18, 32]]
NAMES = ["Channel", "Jan-26", "Feb-26", "Total"]
WHOLE = {"cost": 32.0, "impressions": 20.0}


@pytest.fixture
def sums(tmp_path: Path) -> Sums:
    """What a plan of one sheet exports."""
    mapper = MediaMapper(Settings(memory_dir=tmp_path / "memory"))

    def exported(rows: list[list[Any]], sheet: str = "Plan") -> dict[str, float]:
        width = max(map(len, rows))
        book = Book("plan.xlsx", (Grid(sheet, [[*row, *[None] * (width - len(row))] for row in rows]),))
        table = mapper.export(book, mapper.map(book, llm=False), llm=False).raw.table
        return {
            name: sum(value or 0 for field in fields if field in table.column_names for value in table.column(field).to_pylist())
            for name, fields in {"cost": ("net_cost", "planned_budget"), "impressions": ("impressions", "planned_impressions")}.items()
        }  # fmt: skip

    return exported


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([["Media plan 2026 - EUR"], HEAD, *LINES], id="a currency alone"),
        pytest.param([["1000 reasons to smile, EUR"], HEAD, *LINES], id="a campaign's name"),
        pytest.param([["CPM: cost per thousand, EUR"], HEAD, *LINES], id="a price"),
        pytest.param([HEAD, *LINES, [], ["Reserve: 500 k€"]], id="an amount"),
        pytest.param([["Client", "Acme", "Target ('000):", 1161], [], HEAD, *LINES], id="the size of an audience"),
        pytest.param([["Universe, thousands", "4 210"], [], HEAD, *LINES], id="a universe in text"),
        pytest.param([HEAD, *LINES, [], ["Размер ЦА, тыс.", 5400]], id="an audience below"),
        pytest.param([HEAD, *LINES[:2], ["Total, k€", None, 0.032, 20]], id="a sum in thousands of whole lines"),
        pytest.param([HEAD, *LINES, [], ["In k€"], ["Site", "Gross cost", "Clicks"], ["Web", 5, 30], ["Print", 6, 40]], id="the other table's"),
    ],
)  # fmt: skip
def test_numbers_that_nothing_scales_stay(sums: Sums, rows: list[list[Any]]) -> None:
    assert sums(rows) == WHOLE


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([["Media plan 2026 - USD thousands"], [], HEAD, *LINES], id="a title"),
        pytest.param([["Mediaplan 2026 in Tsd. €"], [], HEAD, *LINES], id="a German title"),
        pytest.param([["Client", "Acme"], ["Currency", "USD '000"], [], HEAD, *LINES], id="the brief's currency"),
        pytest.param([["Client", "Acme"], ["Units", "thousands"], [], HEAD, *LINES], id="the brief's unit"),
        pytest.param([[None, None, None, "(単位:千円、税別)"], HEAD, *LINES], id="a Japanese note"),
        pytest.param([["Plan"], [], [None, None, "(単位:千円、税別)"], HEAD, *LINES], id="alone over the header"),
        pytest.param([HEAD, *LINES, [], ["* budget figures shown in £k"]], id="a footnote"),
        pytest.param([HEAD, *LINES[:2], ["Total, k€", None, 32, 20]], id="the label of its sum"),
    ],
)  # fmt: skip
def test_a_text_beside_the_table_scales_its_money(sums: Sums, rows: list[list[Any]]) -> None:
    assert sums(rows) == {"cost": 32_000.0, "impressions": 20.0}


def test_a_sheets_name_scales_its_money(sums: Sums) -> None:
    assert sums([HEAD, *LINES], "Budget k€")["cost"] == 32_000.0


def test_a_note_on_a_count_scales_that_count(sums: Sums) -> None:
    assert sums([HEAD, *LINES, [], ["* impressions in thousands"]]) == {"cost": 32.0, "impressions": 20_000.0}


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([[None, "Budget (k€)"], NAMES, *MONTHS], id="over the months"),
        pytest.param([[None, "Net spend by month, USD thousands"], NAMES, *MONTHS], id="in words"),
        pytest.param([["k€", *NAMES[1:]], *MONTHS], id="in the corner"),
    ],
)
def test_a_heading_over_periods_scales_them(sums: Sums, rows: list[list[Any]]) -> None:
    assert sums(rows)["cost"] == 32_000.0


@pytest.mark.parametrize(
    ("note", "header", "told"),
    [
        ("All prices incl. VAT", "Net cost", True),
        ("Все цены с НДС", "Net cost", True),
        ("Preise inkl. 19 % MwSt.", "Net cost", True),
        ("All prices excl. VAT", "Net cost", False),
        ("All prices incl. VAT", "Cost incl. VAT", False),
        ("Total incl. VAT", "Net cost", False),
    ],
)
def test_a_remark_on_tax_is_told_where_no_column_says_more(
    tmp_path: Path, note: str, header: str, told: bool
) -> None:
    mapper = MediaMapper(Settings(memory_dir=tmp_path / "memory"))
    rows: list[list[Any]] = [
        [note, None, None],
        [None] * 3,
        ["Channel", "Vendor", header],
        ["TV", "Aare", 24.5],
        ["Radio", "Birs", 7.5],
    ]
    book = Book("plan.xlsx", (Grid("Plan", rows),))
    raw = mapper.export(book, mapper.map(book, llm=False), llm=False).raw
    assert ("tax-disputed" in {finding.code for finding in raw.findings}) is told
