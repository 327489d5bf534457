"""Fiscal years that texts name."""

from __future__ import annotations

import pytest

from worker.values.dates.fiscal import fiscal_years, without_fiscal_years


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Plan 2027", set()),
        ("FYI 27", set()),
        ("NFY27", set()),
        ("Media plan FY27", {(2027, None)}),
        ("fy2027 budget", {(2027, None)}),
        ("FY 2026/27", {(2026, 2027)}),
        ("FY26-27, USD", {(2026, 2027)}),
        ("FY26 against FY27", {(2026, None), (2027, None)}),
    ],
)
def test_fiscal_years(text: str, years: set[tuple[int, int | None]]) -> None:
    assert fiscal_years(text) == years


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Net cost 2025", ["Net", "cost", "2025"]),
        ("FY25", []),
        ("Net cost FY 2025/26, EUR", ["Net", "cost", ",", "EUR"]),
    ],
)
def test_what_is_left_without_them(text: str, rest: list[str]) -> None:
    assert without_fiscal_years(text).split() == rest
