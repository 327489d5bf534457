"""A cell's value as the sheet shows it, as far as a reader needs: per cent and currencies by number format."""

from __future__ import annotations

import re
from functools import lru_cache

from worker.shapes.grid import Cell, cell_text
from worker.text import CURRENCY_SIGNS
from worker.values.money import sign_in

_DIGITS = re.compile(r"[#0?,]*[0#](?:\.([0#?]+))?")
_LITERAL = re.compile(r'"([^"]*)"|\[\$([^\]-]*)(?:-[^\]]*)?\]|\\(.)')


def display(value: Cell, number_format: str | None) -> str:
    """0.25 under '0%' -> '25%', 1200 under '#,##0 €' -> '1200 €'; else as `cell_text` has it."""
    if number_format is None or isinstance(value, bool) or not isinstance(value, (int, float)):
        return cell_text(value)
    percent, sign, leads = _format(number_format)
    if percent:
        return f"{cell_text(round(value * 100, 6))}%"
    if not sign:
        return cell_text(value)
    return f"{sign} {cell_text(value)}" if leads else f"{cell_text(value)} {sign}"


def as_shown(value: Cell, number_format: str | None) -> str:
    """A value with the decimals and thousands of its format as well: 1200 under '#,##0.00 €' -> '1,200.00 €'."""
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    digits = _digits(number_format) if is_number and number_format else None
    if digits is None or number_format is None or not isinstance(value, (int, float)):
        return display(value, number_format)
    grouped, decimals = digits
    percent, sign, leads = _format(number_format)
    text = f"{value * 100 if percent else value:{',' if grouped else ''}.{decimals}f}"
    if percent:
        return f"{text}%"
    return text if not sign else f"{sign} {text}" if leads else f"{text} {sign}"


@lru_cache(maxsize=1024)
def _digits(number_format: str) -> tuple[bool, int] | None:
    """Whether a format groups thousands, and its decimals; None where it has no digits of its own or counts in thousands."""
    bare = _LITERAL.sub("", number_format.split(";")[0])
    part = _DIGITS.search(bare)
    if part is None or bare[part.end() :].startswith(",") or any(sign in bare for sign in "EeYyMmDdHhSs/"):
        return None
    return "," in part[0], len(part[1] or "")


@lru_cache(maxsize=1024)
def _format(number_format: str) -> tuple[bool, str, bool]:
    """Whether a format is per cent, the currency that it writes, and whether that stands before the number."""
    positive = number_format.split(";")[0]
    literals = [next(filter(None, match.groups()), "") for match in _LITERAL.finditer(positive)]
    bare = _LITERAL.sub("", positive)
    texts = [*literals, *(c for c in bare if c in CURRENCY_SIGNS)]
    sign = next((sign for text in texts if (sign := sign_in(text))), "")
    first_digit = re.search(r"[0#?]", positive)
    leads = bool(sign and first_digit and positive.find(sign) < first_digit.start())
    return "%" in bare, sign, leads
