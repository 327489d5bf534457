"""Lists of days and weeks: what is a span, a date or a count is none."""

from __future__ import annotations

from datetime import date

import pytest

from worker.values.dates.lists import listed_days, listed_weeks


@pytest.mark.parametrize(
    ("text", "order", "days"),
    [
        ("1,5,3", "dmy", None),
        ("1, 5", "dmy", None),
        ("01-05-2026", "dmy", None),
        ("5/1/26", "dmy", None),
        ("6 - 20/11", "dmy", None),
        ("8-15-12/10", "dmy", None),
        ("8-15-22-29/10", "dmy", (date(2026, 10, 8), date(2026, 10, 29))),
        ("07/14/21/28.09.", "dmy", (date(2026, 9, 7), date(2026, 9, 28))),
        ("6, 20/11", "dmy", (date(2026, 11, 6), date(2026, 11, 20))),
        ("28/9, 5, 12, 19/10", "dmy", (date(2026, 9, 28), date(2026, 10, 19))),
        ("Oct 8, 15, 22", None, (date(2026, 10, 8), date(2026, 10, 22))),
        ("Oct 8/15/22", None, (date(2026, 10, 8), date(2026, 10, 22))),
        ("10月8日、15日、22日", None, (date(2026, 10, 8), date(2026, 10, 22))),
        ("10/8・15・22", "mdy", (date(2026, 10, 8), date(2026, 10, 22))),
        ("22/10 - 15/10 - 08/10", "dmy", None),
        ("soon, later, 3 October", "dmy", None),
        ("08/10 - 15/10 - 22/10", None, None),
        ("08/10 - 15/10 - 22/10", "dmy", (date(2026, 10, 8), date(2026, 10, 22))),
        ("06/10; 13/10; 20/10", "dmy", (date(2026, 10, 6), date(2026, 10, 20))),
        ("2., 9. und 16.10.2026", None, (date(2026, 10, 2), date(2026, 10, 16))),
        ("4, 11, 18 y 25 de mayo", None, (date(2026, 5, 4), date(2026, 5, 25))),
        ("7.10. + 14.10. + 21.10.", None, (date(2026, 10, 7), date(2026, 10, 21))),
        ("300x250, 728x90", None, None),
        ("1-7, 15-21", "dmy", None),
        ("15-21/3; 1-7/3", "dmy", None),
        ("01.03.-31.03.; 01.04.-30.04.", "dmy", (date(2026, 3, 1), date(2026, 4, 30))),
        ("03/01/2026 - 23/01/2026 / 26/01/2026 - 12/02/2026", "dmy", (date(2026, 1, 3), date(2026, 2, 12))),
        ("2026/03/17 - 2026/04/08 2026/04/11 - 2026/04/30", None, (date(2026, 3, 17), date(2026, 4, 30))),
        ("01.03 / 15.03", "dmy", None),
        ("01/09/2025-30/09/2025, 01/11/2025-30/11/2025", "dmy", (date(2025, 9, 1), date(2025, 11, 30))),
        ("01.12.-31.12.; 01.02.-28.02.2027", "dmy", (date(2026, 12, 1), date(2027, 2, 28))),
        ("1-7, 15-21 March 2027", None, (date(2027, 3, 1), date(2027, 3, 21))),
        ("3 Mar, 10-16 Mar + 1 Apr", None, (date(2026, 3, 3), date(2026, 4, 1))),
    ],
)
def test_days_that_are_listed(text, order, days):
    assert listed_days(text, order, 2026) == days


@pytest.mark.parametrize(
    "text",
    ["10, 12, 14", "KW 10-12", "W12/26", "W 10", "KW 16, 14, 10, 2", "W 60, 61, 62", "KW 10, 12, Print", "4 weeks, 2 spots", "W1, W1, W1"],
)  # fmt: skip
def test_is_no_list_of_weeks(text):
    assert listed_weeks(text, 2026) is None


@pytest.mark.parametrize(
    ("text", "year", "days"),
    [
        ("KW 10, 12, 14, 16", None, None),
        ("KW 10, 12, 14, 16", 2026, (date(2026, 3, 2), date(2026, 4, 19))),
        ("KW 10, 12", 2026, (date(2026, 3, 2), date(2026, 3, 22))),
        ("W 10/12/14", 2026, (date(2026, 3, 2), date(2026, 4, 5))),
        ("10., 12. und 14. KW", 2026, (date(2026, 3, 2), date(2026, 4, 5))),
        ("sem 10 y 12", 2026, (date(2026, 3, 2), date(2026, 3, 22))),
        ("W10, W12, W14-16 2026", None, (date(2026, 3, 2), date(2026, 4, 19))),
        ("нед. 50, 52, 2", 2026, (date(2026, 12, 7), date(2027, 1, 17))),
    ],
)
def test_weeks_that_are_listed(text, year, days):
    assert listed_weeks(text, year) == days
