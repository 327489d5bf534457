"""Lengths: LibreOffice counts hundredths of a millimetre, Excel points and characters."""

from __future__ import annotations

MM100_A_POINT = 2540 / 72
POINTS_A_CHARACTER, PADDING = 5.25, 3.75
"""Of Calibri 11, in which Excel counts column widths: 7 pixels a digit, 5 around it."""


def points(mm100: float) -> float:
    """To a twentieth of a point, the smallest step of either program."""
    return round(mm100 / MM100_A_POINT * 20) / 20


def mm100(points: float) -> int:
    """Hundredths of a millimetre."""
    return round(points * MM100_A_POINT)


def characters(mm100: float) -> float:
    """A column's width as Excel counts it."""
    return max(0.0, round((mm100 / MM100_A_POINT - PADDING) / POINTS_A_CHARACTER, 1))


def mm100_of_characters(characters: float) -> int:
    """A column's width from Excel's count."""
    return mm100(characters * POINTS_A_CHARACTER + PADDING)
