"""Where each number of a small plan went, what of it is told, and what confirms its sums."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from worker.cleaning.build import RawData, build_raw_data
from worker.knowledge.templates import load_template
from worker.service import MediaMapper
from worker.settings import Settings
from worker.shapes.finding import Total
from worker.shapes.grid import Book, Grid
from worker.verbs.export import Export

PLAN = [
    ["Vendor", "Impressions", "CPM EUR", "Net cost EUR"],
    ["Alder", 100_000, 12.0, 1200.0],
    ["Birch", 250_000, 10.0, 2500.0],
    ["Cedar", 310_000, 9.0, 2790.0],
]
BLANK: list[Any] = [None] * 4


@pytest.fixture
def mapper(tmp_path: Any) -> MediaMapper:
    return MediaMapper(Settings(memory_dir=tmp_path / "memory"))


def _export(mapper: MediaMapper, *sheets: Sequence[Sequence[Any]]) -> Export:
    book = Book(
        "plan.xlsx", tuple(Grid(f"Sheet{at}", [list(r) for r in rows]) for at, rows in enumerate(sheets, 1))
    )
    return mapper.export(book, mapper.map(book, llm=False), llm=False)


def _counts(raw: RawData) -> dict[str, int]:
    assert raw.accounts is not None
    return {fate: account.cells for fate, account in raw.accounts.by_fate.items() if account.cells}


def _told(raw: RawData) -> set[tuple[str, str | None]]:
    return {(f.code, f.cell) for f in raw.findings if f.severity != "note"}


def _money(raw: RawData) -> list[Total]:
    return [total for total in raw.totals if total.measure == "net_cost" and total.level == "table"]


def test_without_a_total_nothing_confirms_the_sum(mapper: MediaMapper) -> None:
    raw = _export(mapper, PLAN).raw
    assert _counts(raw) == {"exported": 9}
    assert [total.ok for total in _money(raw)] == [None]


@pytest.mark.parametrize(
    ("rows", "oks", "told"),
    [
        pytest.param([["Total", 660_000, None, 6490.0]], [True], set(), id="a total row"),
        pytest.param(
            [BLANK, ["Summary:", *BLANK[1:]], ["Total excl. VAT, EUR:", None, 6490.0, None]],
            [None, True], set(), id="a list below",
        ),
        pytest.param(
            [BLANK, ["Summary:", *BLANK[1:]], ["Total excl. VAT, EUR:", None, 7000.0, None]],
            [None, False], {("total-differs", "C7")}, id="a list below says something else",
        ),
        pytest.param(
            [["Total", 660_000, None, 6490.0], ["Agency fee 10 %", None, None, 649.0], ["To pay", None, None, 7139.0]],
            [True], set(), id="a fee below the total",
        ),
    ],
)  # fmt: skip
def test_what_the_plan_says_of_its_sum(
    mapper: MediaMapper, rows: list[list[Any]], oks: list[bool | None], told: set[tuple[str, str]]
) -> None:
    raw = _export(mapper, [*PLAN, *rows]).raw
    assert {total.ok for total in _money(raw)} == set(oks)
    assert {one for one in _told(raw) if one[0] != "mapping-in-doubt"} == told
    assert raw.accounts is not None and not raw.accounts.of("unexplained").cells


def test_a_summary_of_parts_above_confirms_the_sum(mapper: MediaMapper) -> None:
    above = [["Alder and Birch", 3700.0, None, None], ["Cedar", 2790.0, None, None], BLANK]
    raw = _export(mapper, [*above, *PLAN]).raw
    assert raw.accounts is not None and raw.accounts.of("total").places == ("Sheet1!B1:B2",)


def test_the_books_are_kept_only_of_sheets_that_are_named() -> None:
    assert build_raw_data([], load_template(None)).accounts is None
