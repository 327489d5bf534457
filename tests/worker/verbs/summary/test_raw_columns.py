"""Raw data as arrays."""

from __future__ import annotations

from datetime import date

from tests.worker.verbs.summary.raw_tables import JAN, raw_of
from worker.verbs.summary.raw_columns import RawColumns


def test_a_column_that_is_not_there_is_blank() -> None:
    columns = RawColumns(raw_of([("TV", "A", *JAN, "EUR", 1.0, 2)]))
    codes, names = columns.texts("market")
    assert (codes.tolist(), names) == ([0], [""])


def test_a_row_without_an_end_ends_where_it_begins() -> None:
    columns = RawColumns(raw_of([("TV", "A", date(2026, 1, 5), None, "EUR", 1.0, 2)]))
    starts, ends = columns.days
    assert (starts == ends).all()


def test_measures_are_those_with_amounts() -> None:
    assert [m.title for m in RawColumns(raw_of([("TV", "A", *JAN, "EUR", 1.0, 2)])).measures] == ["Net cost"]
    assert RawColumns(raw_of([("TV", "A", *JAN, "EUR", None, 2)])).main is None
