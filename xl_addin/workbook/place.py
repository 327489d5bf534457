"""Where the built files are."""

from __future__ import annotations

from pathlib import Path

NAME, ADDIN_NAME = "MediaMapper.xlsm", "MediaMapper.xlam"
_PACKAGE = Path(__file__).resolve().parents[1]


def workbook_file() -> Path:
    """The shipped workbook."""
    return _shipped(NAME)


def addin_file() -> Path:
    """The shipped add-in."""
    return _shipped(ADDIN_NAME)


def _shipped(name: str) -> Path:
    """Inside an installed wheel, else in the checkout."""
    packaged = _PACKAGE / "_data" / name
    return packaged if packaged.is_file() else _PACKAGE.parent / name
