"""Names without a number or a day are no lines before a person says what their periods hold."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.worker.cleaning.conftest import mapped
from worker.cleaning.build import build_raw_data
from worker.knowledge.templates import load_template
from worker.shapes.layout import Period

PLAN = ([("Site", "publisher"), ("Cost", "net_cost")], [["A", 100], ["B", 50]])
WEEKS = [Period(0, label, "week", None, None) for label in ("01-05", "01-12")]
DATED = [Period(0, f"{m}", "month", date(2026, m, 1), date(2026, m, 28)) for m in (1, 2)]


def sheets_of_rows(*tables: tuple[list[Any], list[Any], list[Period]]) -> tuple[list[str], list[str]]:
    """The sheets that have rows, and the kinds of the questions."""
    plans = [
        mapped(columns, rows, periods, sheet=f"S{at}") for at, (columns, rows, periods) in enumerate(tables)
    ]
    raw = build_raw_data(plans, load_template())
    return sorted(set(raw.table.column("source_sheet").to_pylist())), [one.kind for one in raw.questions]


@pytest.mark.parametrize(
    ("columns", "rows", "periods"),
    [
        pytest.param([("Site", "publisher"), ("To", "end_date")], [["A", date(2026, 1, 9), 5, 6]], WEEKS, id="a day"),
        pytest.param([("Site", "publisher"), ("GRP", "grp")], [["A", 7, 5, 6]], WEEKS, id="a number"),
    ],
)  # fmt: skip
def test_lines_that_say_something_are_written(columns: Any, rows: Any, periods: list[Period]) -> None:
    assert sheets_of_rows((*PLAN, []), (columns, rows, periods)) == (["S0", "S1"], ["measure"])


@pytest.mark.parametrize("periods", [WEEKS, DATED])
def test_names_alone_wait_beside_a_plan(periods: list[Period]) -> None:
    names = ([("Group", "publisher")], [["New", 5, 6], ["Ended", 1, 2]], periods)
    assert sheets_of_rows((*PLAN, []), names) == (["S0"], ["measure"])
    assert sheets_of_rows(names) == (["S0"], ["measure"])
