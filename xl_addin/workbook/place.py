"""Where the workbook is."""

from __future__ import annotations

from pathlib import Path

NAME = "MediaMapper.xlsm"
_PACKAGE = Path(__file__).resolve().parents[1]


def workbook_file() -> Path:
    """The shipped workbook: inside an installed wheel, else in the checkout."""
    packaged = _PACKAGE / "_data" / NAME
    return packaged if packaged.is_file() else _PACKAGE.parent / NAME
