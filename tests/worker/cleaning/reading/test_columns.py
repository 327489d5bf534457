"""The columns that are mapped, each read by its field's type."""

from __future__ import annotations

from typing import Any

import pytest

from tests.worker.cleaning.conftest import mapped
from worker.cleaning.lines import Lines
from worker.cleaning.reading.table_lines import read_lines
from worker.knowledge.templates import load_template

TEMPLATE = load_template()


def read(columns: list[tuple[str, str]], *rows: list[Any], **words: Any) -> Lines:
    return read_lines(mapped(columns, rows, **words), TEMPLATE)


def numbers(lines: Lines, field: str) -> list[float]:
    values = lines.floats(field)
    assert values is not None
    return values.tolist()


def days(lines: Lines, field: str) -> list[str] | None:
    values = lines.days(field)
    return None if values is None else [str(value) for value in values]


def test_a_column_that_shows_its_decimal_mark_tells_one_that_does_not() -> None:
    columns = [("Net", "net_cost"), ("Gross", "gross_cost")]
    assert numbers(read(columns, ["1.200", "1.500,50"]), "net_cost") == [1200.0]
    assert numbers(read(columns, ["1.200", "1,500.50"]), "net_cost") == [1.2]


@pytest.mark.parametrize(
    ("cell", "start", "end"),
    [("2026-01-05", "2026-01-05", None), ("05.01.2026 - 11.01.2026", "2026-01-05", "2026-01-11")],
)
def test_a_span_in_the_start_s_column_gives_the_end_as_well(cell: str, start: str, end: str | None) -> None:
    lines = read([("Start", "start_date")], [cell])
    assert days(lines, "start_date") == [start]
    assert days(lines, "end_date") == (None if end is None else [end])


def test_an_end_of_its_own_stays() -> None:
    columns = [("Start", "start_date"), ("End", "end_date")]
    lines = read(columns, ["05.01.2026 - 11.01.2026", "31.01.2026"])
    assert days(lines, "end_date") == ["2026-01-31"]


def test_the_first_of_several_texts_wins() -> None:
    lines = read([("Site", "publisher"), ("Vendor", "publisher")], ["A", "X"], [None, "B"])
    texts = lines.texts("publisher")
    assert texts is not None and [texts.at(0), texts.at(1)] == ["A", "B"]


def test_a_length_is_seconds() -> None:
    assert numbers(read([("Length", "duration")], ["30 s"], ["0:20"]), "duration") == [30.0, 20.0]


def test_clicks_by_impressions_tell_percents_from_shares() -> None:
    columns = [("Impr", "impressions"), ("Clicks", "clicks"), ("CTR", "ctr")]
    assert numbers(read(columns, [1000, 20, 2.0], [1000, 5, 0.5]), "ctr") == [0.02, 0.005]
    assert numbers(read(columns, [1000, 20, 0.02], [1000, 5, 0.005]), "ctr") == [0.02, 0.005]
