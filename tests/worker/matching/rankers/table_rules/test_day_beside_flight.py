"""Which days beside a flight are the line's own."""

from __future__ import annotations

import pytest

from worker.matching.cascade import Cascade
from worker.shapes.mapping import SourceColumn

DAYS = ("2026-03-01", "2026-03-08", "2026-04-02")
FLIGHT = [("Start date", "start_date"), ("End date", "end_date")]


@pytest.mark.parametrize(
    "columns",
    [
        pytest.param([*FLIGHT, ("Date", "date")], id="the line's own day"),
        pytest.param([("creative_date", "date")], id="no flight"),
        pytest.param([("Start date", "start_date"), ("creative_date", "date")], id="a start without an end"),
        pytest.param([*FLIGHT, ("creative_date", None)], id="of something else"),
        pytest.param([("Data modifica data", None), *FLIGHT], id="before the flight"),
    ],
)  # fmt: skip
def test_another_day_beside_a_flight_is_left_open(
    cascade: Cascade, columns: list[tuple[str, str | None]]
) -> None:
    said = cascade.suggest([SourceColumn(header, DAYS) for header, _ in columns])
    assert [one.field for one in said] == [field for _, field in columns]
