"""Columns named by days of the week, over the shipped vocabulary."""

from __future__ import annotations

import pytest

from worker.matching.cascade import Cascade
from worker.shapes.mapping import SourceColumn


def proposals(cascade: Cascade, *headers: str) -> list[str | None]:
    columns = [SourceColumn(header, ("1", "2", "1"), numbers=(1.0, 2.0, 1.0)) for header in headers]
    return [suggestion.field for suggestion in cascade.suggest(columns)]


def test_two_days_and_other_columns_stay(cascade: Cascade) -> None:
    assert proposals(cascade, "Spots", "Clicks", "Impressions") == ["spots", "clicks", "impressions"]


@pytest.mark.parametrize(
    "days",
    [
        ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"),
        ("lun.", "mar.", "mer."),
        ("Пн", "Вт", "Ср", "Чт"),
    ],
)
def test_days_of_the_week_are_no_field(cascade: Cascade, days: tuple[str, ...]) -> None:
    assert proposals(cascade, "Station", *days, "Total spots")[1:-1] == [None] * len(days)
