"""One number as people write it."""

from __future__ import annotations

import pytest

from worker.values.amounts import is_non_finite, parse_amount, parse_sum
from worker.values.blanks import is_blank


@pytest.mark.parametrize(
    "text",
    ["TBD", "Optional", "0..08", "1.2.3", "12 34", "300x250", "2 weeks", "12 CPM", "Q 15", "(5", "1,20,3",
     "$15,000-$25,000", "--5", "31.09.24", "five", "12a", "1e5e",
     "2003 $ millions", "1994-", "clicks 5", "212, 213", "12 km", "try 5", "100 all",  "inf", "1e400", "300 mm"],
)  # fmt: skip
def test_what_is_no_single_number_is_left_unread(text: str) -> None:
    assert parse_amount(text) is None
    assert not is_blank(text)


@pytest.mark.parametrize(
    ("text", "point", "comma"),
    [
        ("1.200,50", 1200.5, 1200.5),
        ("1,200.50", 1200.5, 1200.5),
        ("1 200,50", 1200.5, 1200.5),
        ("1\u202f200,50 €", 1200.5, 1200.5),
        ("1'200.50", 1200.5, 1200.5),
        ("1.200", 1.2, 1200.0),
        ("125.000,-", 125000.0, 125000.0),
        ("385,000/=", 385000.0, 385.0),
        ("Rs. 12,500/-", 12500.0, 12.5),
        ("€ 12.500,=", 12500.0, 12500.0),
        ("٥٬٥٥٠٬٠٠٠ ج.م", 5550000.0, 5550000.0),
        ("€ 1.500,--", 1500.0, 1500.0),
        ("1,250.-", 1250.0, 1250.0),
        ("1.250.-", 1250.0, 1250.0),
        ("1,200", 1200.0, 1.2),
        ("0.125", 0.125, 0.125),
        ("1.234.567", 1234567.0, 1234567.0),
        ("12,00,000", 1200000.0, 1200000.0),
        ("$15,000", 15000.0, 15.0),
        ("US$ 15.50", 15.5, 15.5),
        ("R$ 1.200,50", 1200.5, 1200.5),
        ("1200 руб.", 1200.0, 1200.0),
        ("1.200,- EUR", 1200.0, 1200.0),
        ("15.-", 15.0, 15.0),
        (".5", 0.5, 0.5),
        ("1.2k", 1200.0, 1200.0),
        ("1,5 M", 1500000.0, 1500000.0),
        ("3 lakh", 300000.0, 300000.0),
        ("2 crore", 20000000.0, 20000000.0),
        ("5 тыс.", 5000.0, 5000.0),
        ("2,5 млн", 2500000.0, 2500000.0),
        ("3万", 30000.0, 30000.0),
        ("£1.2m", 1200000.0, 1200000.0),
        ("(500)", -500.0, -500.0),
        ("($1,500.00)", -1500.0, -1500.0),
        ("500-", -500.0, -500.0),
        ("-$5", -5.0, -5.0),
        ("−5", -5.0, -5.0),
        ("+5", 5.0, 5.0),
        ("٣٥٠", 350.0, 350.0),
        ("५,०००", 5000.0, 5.0),
        ("১,৫০,০০০ ৳", 150000.0, 150000.0),
        ("๑๒,๕๐๐ บาท", 12500.0, 12.5),
        ("(500,00) €", -500.0, -500.0),
        ("$ (500)", -500.0, -500.0),
        ("1000 показов", 1000.0, 1000.0),
        ("5 тыс. руб.", 5000.0, 5000.0),
        ("1,2 Mio. Impressions", 1200000.0, 1200000.0),
        ("T€ 500", 500000.0, 500000.0),
        ("$5MM", 5000000.0, 5000000.0),
        ("$500 USD", 500.0, 500.0),
        ("Rs.500", 500.0, 500.0),
        ("S/.500", 500.0, 500.0),
        ("1.2E+05", 120000.0, 120000.0),
        ("1,200*", 1200.0, 1.2),
        ("1973 \\\\1", 1973.0, 1973.0),
    ],
)
def test_a_number_by_the_column_s_decimal_mark(text: str, point: float, comma: float) -> None:
    by_point, by_comma = parse_amount(text, "."), parse_amount(text, ",")
    assert by_point is not None and by_comma is not None
    assert (by_point.value, by_comma.value) == (point, comma)


@pytest.mark.parametrize(
    ("text", "share"), [("25%", 0.25), ("+15 %", 0.15), ("0,35%", 0.0035), ("100%", 1.0), ("-3%", -0.03)]
)
def test_a_percent_is_a_share(text: str, share: float) -> None:
    read = parse_amount(text)
    assert read is not None and read.percent
    assert read.value == share


@pytest.mark.parametrize(
    ("text", "currency", "counted"),
    [
        ("1 200", None, None),
        ("1 200 ₱", "₱", None),
        ("1 200 Kč", "Kč", None),
        ("CLP$ 500", "CLP$", None),
        ("U$S 500", "U$S", None),
        ("1,500 birr", "birr", None),
        ("500 د.إ", "د.إ", None),
        ("٥٬٥٥٠٬٠٠٠ ج.م", "ج.م", None),
        ("500 د.ب.", "د.ب.", None),
        ("500 ل.س", "ل.س", None),
        ("5 тыс. руб.", "руб.", None),
        ("400 шт.", None, "planned_units"),
        ("1000 кликов", None, "clicks"),
    ],
)
def test_what_stands_beside_the_number(text: str, currency: str | None, counted: str | None) -> None:
    amount = parse_amount(text)
    assert amount is not None
    assert (amount.unit.currency, amount.unit.field) == (currency, counted)


@pytest.mark.parametrize(("text", "code"), [("4,800E", "E"), ("120 QVR", "QVR"), ("USX 5", "USX")])
def test_codes_of_unknown_meaning_are_let_in_where_asked(text: str, code: str) -> None:
    assert parse_amount(text) is None
    amount = parse_amount(text, codes=True)
    assert amount is not None and amount.unit.code == code


@pytest.mark.parametrize(
    ("text", "expected"), [("5", False), ("fin", False), ("1e5", False), ("-inf", True), ("1e400", True)]
)
def test_words_that_only_a_computer_takes_for_numbers(text: str, expected: bool) -> None:
    assert is_non_finite(text) is expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("572.125", 572.125),  # a cell's own number
        ("12.5", 12.5),
        ("0.500", 0.5),
        ("1.500 KWD", 1.5),  # a currency of thousandths
        ("450.000,50", 450_000.5),
        ("330.000", 330_000.0),
        ("330.000 EUR", 330_000.0),
        ("R$ 90.000", 90_000.0),
    ],
)
def test_a_sum_has_no_thousandths(text: str, value: float) -> None:
    amount = parse_sum(text)
    assert amount is not None and amount.value == value
