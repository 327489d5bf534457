"""Text and id columns: as a person sees them, blanks told from words, each different value handled once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import cast

import numpy as np

from worker.cleaning.lines import Bools, Floats, Texts, factorise, factorise_pieces
from worker.shapes.grid import Cell, cell_text
from worker.text import PIECE, is_tidy, printable
from worker.values.amounts import NO_UNIT, parse_amount
from worker.values.blanks import blanks_among, is_blank
from worker.values.durations import seconds_in

_ENDS_IN_ZERO = re.compile(r"\d+\.0+")


def read_texts(pieces: Sequence[Sequence[Cell]], *, ids: bool = False, are_plain: bool = False) -> Texts:
    """The texts of one column; with *ids*, '123.0' is '123' and leading zeros stay. '-' and 'n/a' are blanks.

    Texts that *are_plain* are what they look like, each of them: see `is_odd`.
    """
    codes, values = factorise_pieces(pieces)
    if are_plain and {*map(type, values)} <= {str}:
        return Texts(codes, cast(tuple[str, ...], tuple(values)))
    names: list[str | None] = []
    for first in range(0, len(values), PIECE):
        names += _texts(values[first : first + PIECE], ids)
    return Texts(codes, ()).renamed(names)


def is_odd(text: str) -> bool:
    """Whether *text* may be read as another one, or as a blank; other digits make no difference."""
    return _text(text, True) != text


def _texts(values: Sequence[Cell], ids: bool) -> list[str | None]:
    """What is read of each value; nearly always all are tidy texts, which stay as they are."""
    texts = [value for value in values if type(value) is str]
    if len(texts) < len(values) or not is_tidy(texts) or (ids and any(map(_ENDS_IN_ZERO.fullmatch, texts))):
        return [_text(value, ids) for value in values]
    blank = blanks_among(texts)
    return [None if text in blank else text for text in texts] if blank else [*texts]


def _text(value: Cell, ids: bool) -> str | None:
    text = value if type(value) is str else cell_text(value)
    text = printable(text).strip()
    if is_blank(text):
        return None
    if ids and _ENDS_IN_ZERO.fullmatch(text):
        return text.partition(".")[0]
    return text


def read_durations(cells: Sequence[Cell]) -> tuple[Floats, Bools]:
    """Seconds of '30', '30"', '30 sec', '0:30' or a time of day, and which cells could not be read."""
    codes, distinct = factorise(cells)
    read = [_seconds(value) for value in distinct]
    values = np.array([np.nan if r is None else r for r in read] + [np.nan], dtype=np.float64)
    unread = [r is None and _text(v, False) is not None for r, v in zip(read, distinct, strict=True)]
    return values[codes], np.array([*unread, False], dtype=bool)[codes]


def _seconds(value: Cell) -> float | None:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, time) or (isinstance(value, datetime) and value.date() <= date(1900, 1, 1)):
        # Typed as 0:30, a spreadsheet takes it for half past midnight.
        return (
            float(value.minute * 60 + value.second) if value.second else float(value.hour * 60 + value.minute)
        )
    if not isinstance(value, str):
        return None
    if (seconds := seconds_in(value)) is not None:
        return seconds
    amount = parse_amount(value)
    return amount.number if amount and amount.unit == NO_UNIT and not amount.percent else None
