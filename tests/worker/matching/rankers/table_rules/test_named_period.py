"""Headers that are a period and nothing else, over the shipped vocabulary."""

from __future__ import annotations

import pytest

from worker.matching.cascade import Cascade
from worker.shapes.mapping import SourceColumn

NUMBERS, DAYS = ("6", "4", "3", "12"), ("2026-03-02", "2026-03-09")


def proposal(cascade: Cascade, header: str, samples: tuple[str, ...], group: str = "") -> str | None:
    name = f"{group} / {header}" if group else header
    columns = [SourceColumn("Publisher", ("RTL", "VOX")), SourceColumn(name, samples, group)]
    return cascade.suggest(columns)[1].field


@pytest.mark.parametrize("header", ["Week", "Woche", "Week commencing", "Дата"])
def test_a_word_for_periods_is_still_a_date(cascade: Cascade, header: str) -> None:
    assert proposal(cascade, header, DAYS) == "date"


def test_a_column_of_days_below_a_month_keeps_its_field(cascade: Cascade) -> None:
    assert proposal(cascade, "Week 14", DAYS) == "date"


@pytest.mark.parametrize("header", ["GRP March", "Spots KW 14", "Impressions Jan"])
def test_a_measure_of_a_period_keeps_its_field(cascade: Cascade, header: str) -> None:
    assert proposal(cascade, header, NUMBERS) is not None


@pytest.mark.parametrize("header", ["Jan", "KW 14", "3月", "Week 14"])
def test_a_period_below_a_measure_holds_that_measure(cascade: Cascade, header: str) -> None:
    assert proposal(cascade, header, NUMBERS, "Spots") == "spots"
    assert proposal(cascade, header, NUMBERS, "Weeks") is None


@pytest.mark.parametrize(
    "header",
    [
        "Jan",
        "KW 14",
        "Woche 12",
        "Wk 14",
        "нед. 14",
        "Týden 14",
        "3月",
        "3월",
        "sem 10",
        "Tydz. 14",
        "Mai",
        "2026-03",
    ],
)
def test_numbers_below_a_period_are_no_field(cascade: Cascade, header: str) -> None:
    assert proposal(cascade, header, NUMBERS) is None
