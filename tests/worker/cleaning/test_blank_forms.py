"""A list of flights or prices keeps its lines; a list of names and a form that nobody filled in have none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.worker.cleaning.conftest import mapped
from worker.cleaning.blank_forms import says_when_or_how_much
from worker.cleaning.build import build_raw_data
from worker.knowledge.templates import load_template
from worker.shapes.layout import Period

SITE, COST, START, CPM = (
    ("Site", "publisher"),
    ("Net cost EUR", "net_cost"),
    ("From", "start_date"),
    ("CPM", "cpm"),
)
DAY = date(2026, 3, 2)
MARCH = Period(0, "Mar", "month", date(2026, 3, 1), date(2026, 3, 31), "net_cost")


def outcome(*tables: tuple[list[Any], list[Any], list[Any]]) -> tuple[int, set[str]]:
    """How many rows are written, and which of the findings on lists and forms are said."""
    plans = [
        mapped(columns, rows, periods, sheet=f"S{at}") for at, (columns, rows, periods) in enumerate(tables)
    ]
    raw = build_raw_data(plans, load_template())
    told = {"blank-form", "table-left-out", "table-without-amounts", "no-lines"}
    return len(raw.frame), told & {finding.code for finding in raw.findings}


@pytest.mark.parametrize(
    ("columns", "rows", "periods", "rows_out"),
    [
        pytest.param([SITE, COST], [["A", 100], ["B", 0]], [], 2, id="a line at no cost beside one that costs"),
        pytest.param([SITE, START, COST], [["A", DAY, 0], ["B", DAY, None]], [], 2, id="flights to be priced"),
        pytest.param([SITE, START], [["A", DAY], ["B", DAY]], [], 2, id="flights and no column of amounts"),
        pytest.param([SITE, ("ID", "campaign_id")], [["A", 31], ["B", 32]], [], 2, id="ids of a platform"),
        pytest.param([SITE, CPM], [["A", 4.5], ["B", 6]], [], 2, id="prices alone"),
    ],
)  # fmt: skip
def test_lines_that_say_when_or_how_much_are_written(
    columns: Any, rows: Any, periods: Any, rows_out: int
) -> None:
    written, said = outcome((columns, rows, periods))
    assert written == rows_out
    assert said <= {"table-without-amounts"}


@pytest.mark.parametrize(
    ("columns", "rows", "periods", "said"),
    [
        pytest.param([SITE, COST], [["A", 0], ["B", None]], [], "blank-form", id="no amount"),
        pytest.param([SITE, CPM, COST], [["A", 4.5, 0], ["B", 6, None]], [], "blank-form", id="example prices"),
        pytest.param([SITE], [["A", 0], ["B", 0]], [MARCH], "blank-form", id="months of zeros"),
        pytest.param([SITE, ("Group", "ad_group_id")], [["A", "repair"], ["B", "shop"]], [], "table-left-out", id="words where ids belong"),
        pytest.param([("Region", "market"), ("Code", "placement_id")], [["A", "R01"], ["B", "R02"]], [], "table-left-out", id="codes that are no rand"),
        pytest.param([SITE, ("KW Group", "date")], [["A", "keyword1"], ["B", "repair"]], [], "table-left-out", id="words where days belong"),
        pytest.param([SITE, ("Return", None)], [["A", 3], ["B", 2.5]], [], "table-left-out", id="numbers without a name"),
    ],
)  # fmt: skip
def test_names_and_empty_forms_are_no_lines(columns: Any, rows: Any, periods: Any, said: str) -> None:
    assert outcome((columns, rows, periods)) == (0, {said, "no-lines"})


def test_a_formula_without_a_result_is_no_blank() -> None:
    table = mapped([SITE, COST], [["A", None], ["B", None]], uncalculated=frozenset({(2, 2)}))
    assert len(build_raw_data([table], load_template()).frame) == 2


def test_an_empty_table_beside_a_plan_stays() -> None:
    """Where a plan has amounts, lines of zeros are its own."""
    assert outcome(([SITE, COST], [["A", 100]], []), ([SITE, COST], [["B", 0]], [])) == (2, set())


@pytest.mark.parametrize(
    ("shares", "worth"), [((0.4, 0.3, 0.2), False), ((0.5, 0.3, 0.2), True), ((50.0, 30.0, 20.0), True)]
)
def test_shares_of_a_whole_split_a_budget(shares: tuple[float, ...], worth: bool) -> None:
    plan = mapped([SITE, ("Share", None)], [[f"Site {share}", share] for share in shares])
    columns = tuple(replace(c, numbers=shares) if c.number == 2 else c for c in plan.table.columns)
    plan = replace(plan, table=replace(plan.table, columns=columns))
    assert says_when_or_how_much(plan, load_template()) is worth
