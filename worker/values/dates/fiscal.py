"""Fiscal years: 'FY27' and 'FY2027', which end in 2027 where they go over New Year, and 'FY26/27'."""

from __future__ import annotations

import re

_FISCAL = re.compile(
    r"(?<![^\W_])FY\s?'?(?:20)?([1-4]\d)(?:\s*[-–/]\s*(?:20)?([1-4]\d))?(?![^\W_])", re.IGNORECASE
)


def fiscal_years(text: str) -> set[tuple[int, int | None]]:
    """The fiscal years that a text names: the year in which each ends, or the two that it has.

    >>> fiscal_years("FY27 budget"), fiscal_years("Media plan FY 2026/27"), fiscal_years("Plan 2027")
    ({(2027, None)}, {(2026, 2027)}, set())
    """
    return {
        (2000 + int(first), 2000 + int(second) if second else None) for first, second in _FISCAL.findall(text)
    }


def without_fiscal_years(text: str) -> str:
    """The text without the fiscal years that it names: 'Net cost FY25, EUR' -> 'Net cost , EUR'."""
    return _FISCAL.sub(" ", text)
