"""What was delivered of the plan's own lines is told, and nothing else is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from tests.worker.cleaning.conftest import mapped
from worker.cleaning.build import MappedTable, build_raw_data
from worker.knowledge.templates import load_template

PLAN = (("Site", "publisher"), ("Impressions", "impressions"), ("Net cost", "net_cost"))
LINES = (("Nordnews", 200, 10), ("StreamTV", 100, 20), ("Radio 7", 50, 5))


def table(
    columns: Sequence[tuple[str, str | None]], rows: Sequence[Sequence[Any]], **said: Any
) -> MappedTable:
    return mapped(columns, rows, **said)


def found(*tables: MappedTable) -> list[str]:
    raw = build_raw_data(tables, load_template(None))
    return [f.sentence for f in raw.findings if f.code == "counted-twice"]


@pytest.mark.parametrize(
    ("columns", "rows", "said"),
    [
        pytest.param(PLAN, LINES, {"title": "Option B"}, id="no word says delivered"),
        pytest.param(
            (("Site", "publisher"), ("Clicks", "clicks")),
            [("Nordnews", 3), ("StreamTV", 4)],
            {"title": "Delivery"},
            id="no measure in common",
        ),
        pytest.param(
            (("Site", "publisher"), ("Impressions delivered", "impressions")),
            [("Berg TV", 3), ("Talradio", 4)],
            {},
            id="other lines",
        ),
        pytest.param((("Impressions delivered", "impressions"),), [(3,)], {}, id="nothing says which line"),
    ],
)
def test_leaves_alone(columns: Any, rows: Any, said: dict[str, Any]) -> None:
    assert found(table(PLAN, LINES), table(columns, rows, sheet="Other", **said)) == []


def test_one_table_of_delivered_amounts_is_no_repetition() -> None:
    assert found(table(PLAN, LINES, title="Delivery to date")) == []


@pytest.mark.parametrize(
    ("header", "title"),
    [
        ("Impressions delivered", None),
        ("Impressions", "Delivery to date"),
        ("Impressionen", "Ist"),
        ("Показы", "Факт"),
    ],
)
def test_delivered_amounts_of_the_plans_lines_count_twice(header: str, title: str | None) -> None:
    delivered = table(
        (("Site", "publisher"), (header, "impressions")),
        [("nordnews", 150), ("StreamTV", 90)],
        title=title,
        sheet="Status",
    )
    (said,) = found(table(PLAN, LINES), delivered)
    assert "delivered impressions" in said
    assert "rows 2 to 4 of 'Plan'" in said
