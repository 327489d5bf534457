"""Values as the sheet shows them: what a number format adds."""

from __future__ import annotations

from datetime import date

import pytest

from worker.plans.files.display import as_shown, display
from worker.shapes.grid import Cell


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        ("25%", "0%", "25%"),
        (None, "0%", ""),
        (True, "0%", "True"),
        (1200, None, "1200"),
        (1200, "#,##0", "1200"),
        (date(2026, 3, 1), "dd/mm/yyyy", "2026-03-01"),
    ],
)
def test_what_is_no_number_or_has_no_telling_format(
    value: Cell, number_format: str | None, text: str
) -> None:
    assert display(value, number_format) == text


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (0.25, "0%", "25%"),
        (0.1234567, "0.0%", "12.34567%"),
        (1200.0, "#,##0 €", "1200 €"),
        (1200, '"$"#,##0', "$ 1200"),
        (5, "[$€-407] 0.00", "€ 5"),
        (5, '0 "руб."', "5 руб."),
        (-5, "[$£-809]#,##0;[Red]-[$£-809]#,##0", "£ -5"),
    ],
)
def test_per_cent_and_currencies_are_shown(value: Cell, number_format: str, text: str) -> None:
    assert display(value, number_format) == text


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        ("1,200", "#,##0.00", "1,200"),
        (1200, None, "1200"),
        (1200, "General", "1200"),
        (60_500_000, "#,##0,", "60500000"),
        (1200.5, "#,##0", "1,200"),
        (1200.5, "0.00", "1200.50"),
        (1200, "#,##0.00 €", "1,200.00 €"),
        (0.1234, "0.0%", "12.3%"),
        (-5, "[$£-809]#,##0;[Red]-[$£-809]#,##0", "£ -5"),
    ],
)
def test_decimals_and_thousands_are_those_of_the_format(
    value: Cell, number_format: str | None, text: str
) -> None:
    assert as_shown(value, number_format) == text
