"""Colours: (red, green, blue) against LibreOffice's one number."""

from __future__ import annotations

from xl_addin.engines.cell_values import Value

NONE = -1
"""No fill, or a font's automatic colour."""


def rgb(number: int) -> tuple[int, int, int] | None:
    """(red, green, blue); None for no colour."""
    return None if number == NONE else (number >> 16 & 255, number >> 8 & 255, number & 255)


def number(color: Value) -> int:
    """Of '#RRGGBB', of Excel's number (blue first), or of (red, green, blue)."""
    if color is None:
        return NONE
    if isinstance(color, str):
        return int(color.lstrip("#"), 16)
    if isinstance(color, int):
        return (color & 255) << 16 | color & 0xFF00 | color >> 16 & 255
    red, green, blue = color
    return int(red) << 16 | int(green) << 8 | int(blue)
