"""Sums by channel, publisher, month and currency."""

from __future__ import annotations

from datetime import date

from tests.worker.verbs.summary.raw_tables import FEB, JAN, raw_of
from worker.verbs.summary import breakdowns
from worker.verbs.summary.raw_columns import RawColumns


def rows_of(breakdown: breakdowns.Breakdown | None) -> list[tuple[str, str, float]]:
    return [(row.name, row.currency, row.amounts[0]) for row in breakdown.rows] if breakdown else []


def test_rows_without_any_date_have_no_months() -> None:
    columns = RawColumns(raw_of([("TV", "A", None, None, "EUR", 10.0, 2)]))
    assert breakdowns.by_month(columns) is None
    assert breakdowns.months_by_channel(columns) is None


def test_currencies_are_never_added_up() -> None:
    raw = raw_of([("TV", "A", *JAN, "EUR", 10.0, 2), ("TV", "A", *JAN, "USD", 7.0, 3)])
    columns = RawColumns(raw)
    assert rows_of(breakdowns.totals(columns)) == [("All rows", "EUR", 10.0), ("All rows", "USD", 7.0)]
    assert rows_of(breakdowns.by_dimensions(columns)[0]) == [("TV", "EUR", 10.0), ("TV", "USD", 7.0)]


def test_blank_names_come_last_and_blank_amounts_count_for_nothing() -> None:
    raw = raw_of([(None, "A", *JAN, "EUR", 90.0, 2), ("TV", "A", *JAN, "EUR", None, 3), ("OOH", "A", *JAN, "EUR", 5.0, 4)])  # fmt: skip
    assert rows_of(breakdowns.by_dimensions(RawColumns(raw))[0]) == [
        ("OOH", "EUR", 5.0),
        ("TV", "EUR", 0.0),
        ("(none)", "EUR", 90.0),
    ]


def test_many_names_end_in_one_row_for_the_others() -> None:
    raw = raw_of([("TV", f"P{n:02}", *JAN, "EUR", 100.0 - n, n) for n in range(2, 22)])
    publishers = rows_of(breakdowns.by_dimensions(RawColumns(raw))[1])
    assert len(publishers) == breakdowns.MOST_NAMES + 1
    assert publishers[-1] == ("5 others", "EUR", sum(100.0 - n for n in range(17, 22)))


def test_a_flight_over_two_months_is_spread_by_days() -> None:
    flight = (date(2026, 1, 22), date(2026, 2, 10))  # 10 days in January, 10 in February
    columns = RawColumns(raw_of([("TV", "A", *flight, "EUR", 200.0, 2), ("OOH", "A", *FEB, "EUR", 5.0, 3)]))
    assert rows_of(breakdowns.by_month(columns)) == [("2026-01", "EUR", 100.0), ("2026-02", "EUR", 105.0)]
    months = breakdowns.months_by_channel(columns)
    assert months is not None
    assert (months.channels, months.currency) == (("TV", "OOH"), "EUR")
    assert months.amounts == ((100.0, 0.0), (100.0, 5.0))


def test_a_flight_of_centuries_counts_where_it_begins() -> None:
    raw = raw_of([("TV", "A", date(2026, 1, 5), date(2926, 1, 5), "EUR", 9.0, 2)])
    assert rows_of(breakdowns.by_month(RawColumns(raw))) == [("2026-01", "EUR", 9.0)]
