"""Period columns that the names of their sums tell."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.worker.cleaning.conftest import mapped, week
from worker.cleaning.reading.table_lines import read_lines
from worker.knowledge.templates import load_template

TEMPLATE = load_template()
LINES = [["Meta", 120.5, 130], ["Search", 20, 30]]


def measures(total: list[Any], brief: list[tuple[str, str, str | None]], lines: int = 2) -> list[str]:
    """The measures of a table of two periods with a total row and a brief."""
    periods = [week("W1", date(2026, 3, 2)), week("W2", date(2026, 3, 9))]
    rows = [*LINES[:lines], total]
    plan = mapped([("Vendor", "publisher")], rows, periods, skipped=[(lines + 2, "total")], brief=brief)  # type: ignore[arg-type]
    return [group.measure for group in read_lines(plan, TEMPLATE).amounts]


@pytest.mark.parametrize(
    ("total", "brief", "lines"),
    [
        (["Total", 140.5, 160], [], 2),
        (["Total spend", 140.5, 999], [], 2),
        (["Total spend", 120.5, 130], [], 1),
        (["Total", 140.5, 160], [("Budget", "999", "planned_budget")], 2),
        (["Total spend", 140.5, 160], [("Impressions", "300.5", "impressions")], 2),
    ],
    ids=["a bare label", "another sum", "one line", "another budget", "two names"],
)
def test_what_names_no_sum_stays_open(total: list[Any], brief: list[Any], lines: int) -> None:
    assert measures(total, brief, lines) == []


@pytest.mark.parametrize(
    ("total", "brief", "measure"),
    [
        (["Total spend", 140.5, 160], [], "spend"),
        (["Daily budget", 140.5, 160], [], "planned_budget"),
        (["Σύνολο GRP", 140.5, 160], [], "grp"),
        (["Total", 140.5, 160], [("Total spend", "300.50", None)], "spend"),
        (["Итого", 140.5, 160], [("Бюджет, руб.", "300,5", "planned_budget")], "planned_budget"),
    ],
)
def test_the_name_of_their_sum_is_theirs(total: list[Any], brief: list[Any], measure: str) -> None:
    assert measures(total, brief) == [measure]
