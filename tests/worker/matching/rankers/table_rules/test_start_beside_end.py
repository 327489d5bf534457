"""Two columns of days side by side, one of which is the start or the end of a flight."""

from __future__ import annotations

import pytest

from worker.matching.cascade import Cascade
from worker.shapes.mapping import SourceColumn

DAYS, LATER = ("2026-03-01", "2026-03-08", "2026-04-02"), ("2026-03-21", "2026-03-30", "2026-04-22")


@pytest.mark.parametrize(
    ("columns", "fields"),
    [
        ([("Zorble", "", DAYS), ("Vendor", "", ("Alder", "Birch")), ("End date", "", LATER)], [None, "publisher", "end_date"]),
        ([("Zorble", "Booking", DAYS), ("End date", "Flight", LATER)], [None, "end_date"]),
        ([("Zorble", "", ("12", "40", "77")), ("End date", "", LATER)], [None, "end_date"]),
        ([("Start date", "", DAYS), ("Zorble", "", DAYS), ("End date", "", LATER)], ["start_date", None, "end_date"]),
        ([("Order date", "", DAYS), ("Vendor", "", ("Alder", "Birch")), ("Date", "", LATER)], [None, "publisher", "date"]),
        ([("Order date", "", DAYS), ("Start date", "", DAYS), ("End date", "", LATER)], [None, "start_date", "end_date"]),
        ([("Contract date", "", DAYS), ("Duration", "", ("30", "40")), ("End date", "", LATER)], ["start_date", "duration", "end_date"]),
        ([("Date", "", LATER), ("Zorble", "", DAYS)], ["date", None]),
        ([("Date", "", DAYS), ("Invoice date", "", LATER)], ["date", None]),
        ([("Date", "", DAYS), ("Vendor", "", ("Alder", "Birch")), ("Zorble", "", LATER)], ["date", "publisher", None]),
        ([("On sale date", "", DAYS), ("Zorble", "", LATER)], ["start_date", "end_date"]),
        ([("Date", "", DAYS), ("End date", "", LATER)], ["start_date", "end_date"]),
        ([("Zorble", "", DAYS), ("End date", "", LATER)], ["start_date", "end_date"]),
        ([("Start date", "", DAYS), ("Zorble", "", LATER)], ["start_date", "end_date"]),
        ([("Van", "Looptijd", DAYS), ("Tot en met", "Looptijd", LATER)], ["start_date", "end_date"]),
    ],
    ids=["not beside it", "another group", "no days", "both are known",
         "an order before a day", "an order before a flight", "an order before an end alone",
         "earlier", "something else", "not beside the day", "later days behind a day", "a day before the end", "before the end", "behind the start", "under a group"],
)  # fmt: skip
def test_the_neighbour_of_an_end_is_the_start(
    cascade: Cascade, columns: list[tuple[str, str, tuple[str, ...]]], fields: list[str | None]
) -> None:
    sources = [
        SourceColumn(f"{group} / {name}" if group else name, values, group) for name, group, values in columns
    ]
    assert [one.field for one in cascade.suggest(sources)] == fields


def test_the_day_of_an_order_is_taken_as_a_start_in_doubt(cascade: Cascade) -> None:
    order, _ = cascade.suggest([SourceColumn("Order date", DAYS), SourceColumn("End date", LATER)])
    assert order.field == "start_date" and order.confidence < 0.8


@pytest.mark.parametrize(
    ("columns", "fields"),
    [
        ([("Zorble", DAYS), ("Blimf", DAYS), ("Vexo", LATER)], [None, None, None]),
        ([("Zorble", LATER), ("Blimf", DAYS)], [None, None]),
        ([("Zorble", DAYS), ("Vendor", ("Alder", "Birch")), ("Blimf", LATER)], [None, "publisher", None]),
        ([("Zorble", DAYS), ("Invoice date", LATER)], [None, None]),
        ([("Zorble", DAYS), ("Blimf", LATER)], ["start_date", "end_date"]),
    ],
    ids=["three of them", "earlier", "apart", "something else", "two in order"],
)
def test_two_unknown_columns_of_days_are_a_flight_in_doubt(
    cascade: Cascade, columns: list[tuple[str, tuple[str, ...]]], fields: list[str | None]
) -> None:
    suggestions = cascade.suggest([SourceColumn(name, values) for name, values in columns])
    assert [one.field for one in suggestions] == fields
    assert all(one.confidence < 0.8 for one in suggestions if one.field in ("start_date", "end_date"))
