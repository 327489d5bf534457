"""A column of spans is each line's flight, unless other columns have the dates."""

from __future__ import annotations

import pytest

from worker.matching.cascade import Cascade
from worker.shapes.mapping import SourceColumn

MONEY = (SourceColumn("Vendor", ("Alder", "Birch")), SourceColumn("Net cost EUR", ("1200.50", "800")))


def _fields(cascade: Cascade, *columns: SourceColumn) -> list[str | None]:
    return [s.field for s in cascade.suggest([*MONEY, *columns])][len(MONEY) :]


@pytest.mark.parametrize(
    "samples",
    [
        ("18-44", "25-54"), ("06:00-10:00", "18:00-23:00"), ("1-3", "2-4"), ("15-20 sec", "10-15 sec"), ("1.5-2.5", "3.5-4"),
        ("01.03.2026", "05.03.2026"), ("01.03.2026 - 31.03.2026", "booked later"), ("300x250", "728x90"),
        ("202603", "202613"),
    ],
)  # fmt: skip
def test_other_pairs_of_numbers_are_no_flight(cascade: Cascade, samples: tuple[str, ...]) -> None:
    assert _fields(cascade, SourceColumn("Xyz", samples)) != ["start_date"]


def test_columns_of_dates_come_first(cascade: Cascade) -> None:
    fields = _fields(
        cascade,
        SourceColumn("Xyz", ("01.03.2026 - 31.03.2026", "05.03.2026 - 20.03.2026")),
        SourceColumn("Start", ("01.03.2026", "05.03.2026")),
        SourceColumn("End", ("31.03.2026", "20.03.2026")),
    )
    assert fields[1:] == ["start_date", "end_date"]
    assert fields[0] != "start_date"


@pytest.mark.parametrize(
    "samples",
    [
        ("01.03.2026 - 31.03.2026", "05.03.2026 - 20.03.2026"),
        ("05/01/2026 - 13/01/2026", "01/01/2026 - 31/01/2026"),
        ("2026/04/01 - 2026/04/30",),
        ("1 Mar – 28 Mar", "5 Apr – 30 Apr"),
        ("01.03.-31.03.", "05.03.-20.03."),
        ("2026-03", "2026-13"),
    ],
)
@pytest.mark.parametrize("header", ["Xyz", "Období", "الفترة", "Laufzeit"])
def test_spans_are_the_flight(cascade: Cascade, header: str, samples: tuple[str, ...]) -> None:
    assert _fields(cascade, SourceColumn(header, samples)) == ["start_date"]


@pytest.mark.parametrize(
    ("header", "samples", "field"),
    [
        ("Xyz", ("4.3.", "1.3.-31.3."), None),
        ("Termín", ("4.3", "31.3"), None),
        ("Termín", ("4.3.", "on request"), None),
        ("Termín", ("4.3.", "11.3."), "start_date"),
        ("Termín", ("4.3.", "11.3.", "20.3.", "1.3.-31.3."), "start_date"),
    ],
)
def test_days_beside_spans_below_a_header_of_time(
    cascade: Cascade, header: str, samples: tuple[str, ...], field: str | None
) -> None:
    assert _fields(cascade, SourceColumn(header, samples)) == [field]


@pytest.mark.parametrize(
    ("header", "is_sure"), [("Price range", False), ("投放周期", True), ("掲載期間", True), ("Flight", True)]
)
def test_days_without_a_year_need_a_header_of_time(cascade: Cascade, header: str, is_sure: bool) -> None:
    one = cascade.suggest([*MONEY, SourceColumn(header, ("3.1-3.15", "3.10-3.20"))])[-1]
    assert (one.field == "start_date" and one.confidence >= 0.8) is is_sure


@pytest.mark.parametrize(
    ("header", "last", "field"),
    [("Xyz", "delivery 24.02.2026", None), ("Période", "livraison 24/02/2026", "start_date"), ("Laufzeit", "n. V.", "start_date")],
)  # fmt: skip
def test_one_line_without_a_span_below_a_header_of_time(
    cascade: Cascade, header: str, last: str, field: str | None
) -> None:
    spans = ("02.03.2026 - 15.03.2026", "09.03.2026 - 22.03.2026", "16.03.2026 - 29.03.2026")
    assert _fields(cascade, SourceColumn(header, (*spans, last))) == [field]


@pytest.mark.parametrize(
    ("samples", "is_flight"),
    [
        (("26.10.05~10.05", "26.10.12~10.12", "26.10.06~11.05"), False),
        (("26.10.01~10.31", "26.10.05~10.05", "26.10.12~10.12", "26.10.06~11.05"), True),
    ],
    ids=["mostly single days", "single days beside spans"],
)
def test_a_flight_of_one_day_beside_longer_ones(
    cascade: Cascade, samples: tuple[str, ...], is_flight: bool
) -> None:
    assert (_fields(cascade, SourceColumn("집행기간", samples)) == ["start_date"]) is is_flight
