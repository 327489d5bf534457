"""Tables that describe columns, and empty plans that do not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.worker.cleaning.conftest import mapped
from worker.cleaning.books.descriptions import is_description
from worker.cleaning.measures import amount_names
from worker.knowledge.templates import load_template

NAME, COST, VIEWS, START = (
    ("Name", "placement"),
    ("Cost", "net_cost"),
    ("Required", "video_views"),
    ("Start", "start_date"),
)


@pytest.mark.parametrize(
    ("columns", "rows", "options", "yes"),
    [
        ([NAME, COST], [["A", 5], ["B", None]], {}, False),
        ([NAME, COST], [["A", "TBC"]], {}, False),
        ([NAME, COST, START], [["A", None, date(2026, 3, 1)]], {}, False),
        ([NAME, COST], [["A", None]], {"uncalculated": frozenset({(2, 2)})}, False),
        ([NAME, VIEWS], [["Channel", "TRUE"], ["Vehicle", None]], {}, True),
        ([NAME, VIEWS], [["Kanal", "ja"], ["Titel", "nein"]], {}, True),
        ([NAME, VIEWS], [["Канал", True], ["Площадка", "-"]], {}, True),
    ],
)
def test_ticks_are_no_amounts(
    columns: list[tuple[str, str | None]], rows: list[list[Any]], options: dict[str, Any], yes: bool
) -> None:
    template = load_template()
    assert is_description(mapped(columns, rows, **options), amount_names(template), template) is yes
