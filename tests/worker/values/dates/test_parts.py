"""Day, month and year as a text says them."""

from __future__ import annotations

from datetime import date

import pytest

from worker.values.dates.parts import Order, Partial, month_end, partials, short_year, span_days, spans
from worker.values.dates.tokens import tokens


def parts(text: str, order: Order | None = None) -> list[tuple[int | None, ...]]:
    return [tuple(part) for part in partials(tokens(text), order)]


@pytest.mark.parametrize("text", ["", "Vendor", "31 Feb 2026", "13/13/2026", "1/2/3/4", "2026-13-01", "0"])
def test_what_is_no_part_of_a_date(text: str) -> None:
    assert parts(text) == []


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        ("5", None, [(5, None, None)]),
        ("2026", None, [(None, None, 2026)]),
        ("Jan", None, [(None, 1, None)]),
        ("(5 Jan 2026)", None, [(5, 1, 2026)]),
        ("Jan 5", None, [(5, 1, None)]),
        ("Jan-26", None, [(None, 1, 2026)]),
        ("Jan'05", None, [(None, 1, 2005)]),
        ("20260105", None, [(5, 1, 2026)]),
        ("2026-01-05", None, [(5, 1, 2026)]),
        ("2026-01", None, [(None, 1, 2026)]),
        ("05.01.2026", None, [(5, 1, 2026)]),
        ("03/04/2026", None, [(3, 4, 2026), (4, 3, 2026)]),
        ("03/04/2026", "mdy", [(4, 3, 2026)]),
        ("03/04/26", "dmy", [(3, 4, 2026)]),
        ("26/03/04", "ymd", [(4, 3, 2026)]),
        ("17/04", None, [(17, 4, None)]),
    ],
)
def test_every_way_to_read_a_date(
    text: str, order: Order | None, expected: list[tuple[int | None, ...]]
) -> None:
    assert parts(text, order) == expected


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        ("Vendor", None, []),
        ("5 Jan 2026", None, [((5, 1, 2026), (5, 1, 2026))]),
        ("5-11 Jan 2026", None, [((5, 1, 2026), (11, 1, 2026))]),
        ("Jan - Mar 2026", None, [((None, 1, 2026), (None, 3, 2026))]),
        ("29 Dec - 4 Jan 2026", None, [((29, 12, 2025), (4, 1, 2026))]),
        ("3.1-3.15", None, [((1, 3, None), (15, 3, None))]),
        ("02.03.2026\n08.03.2026", None, [((2, 3, 2026), (8, 3, 2026))]),
    ],
)
def test_every_way_to_read_a_span(
    text: str, order: Order | None, expected: list[tuple[tuple[int | None, ...], tuple[int | None, ...]]]
) -> None:
    assert [(tuple(a), tuple(b)) for a, b in spans(tokens(text), order)] == expected


@pytest.mark.parametrize(
    ("part", "year", "day"),
    [
        (Partial(5, 1), None, None),
        (Partial(30, 2, 2026), None, None),
        (Partial(None, 1, 2026), None, None),
        (Partial(5, 1), 2026, date(2026, 1, 5)),
        (Partial(5, 1, 2025), 2026, date(2025, 1, 5)),
    ],
)
def test_a_day_needs_all_three(part: Partial, year: int | None, day: date | None) -> None:
    assert part.on(year) == day


@pytest.mark.parametrize(
    ("first", "last", "year", "days"),
    [
        (Partial(5, 1), Partial(11, 1), None, None),
        (Partial(11, 1, 2026), Partial(5, 1, 2026), None, None),
        (Partial(29, 12), Partial(4, 1), 2025, (date(2025, 12, 29), date(2026, 1, 4))),
        (Partial(None, 1, 2026), Partial(None, 2, 2026), None, (date(2026, 1, 1), date(2026, 2, 28))),
    ],
)
def test_first_and_last_day_of_a_span(
    first: Partial, last: Partial, year: int | None, days: tuple[date, date] | None
) -> None:
    assert span_days(first, last, year) == days


def test_ends_of_months_and_short_years() -> None:
    assert month_end(Partial(None, 12, 2026)) == date(2026, 12, 31)
    assert month_end(Partial(None, 12)) is None
    assert (short_year(26), short_year(98)) == (2026, 1998)
