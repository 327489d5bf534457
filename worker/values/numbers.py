"""Numbers as people write them (see `amounts`), a column at a time: its texts together decide on the decimal mark.

A value is a blank ('-', 'n/a'), a number, or unread: then it is a finding and never a guess. What only a computer
takes for a number ('nan', '1e400') is unread.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeGuard

import numpy as np
import pyarrow as pa

from worker.lazy_dataclass import dataclass
from worker.shapes.grid import Cell
from worker.values import arrow
from worker.values.amounts import Mark, is_non_finite, parse_amount
from worker.values.arrow import Bools, Floats, Objects
from worker.values.blanks import is_blank

LONGEST_BOTH = 24
_BOTH = re.compile(r"\D{0,4}\d{1,3}(?:[., '’]\d{3})+([.,])(?:\d{1,2}|[-–—]{1,2})\D{0,4}")
_GREATEST = int(np.finfo(np.float64).max)
_PLAIN = {
    ".": r"^[-+]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$",
    ",": r"^[-+]?(?:\d+|\d{1,3}(?:\.\d{3})+)(?:,\d+)?$",
}


@dataclass(frozen=True, slots=True)
class Numbers:
    """A column of numbers; the arrays run with the column's cells."""

    values: Floats
    """NaN where blank or unread."""
    unread: Bools
    percent: Bools
    """The cell said '%' in its text; the value is already a share."""
    units: Objects | None = None
    """The currency beside each number as written, None where there is none; the whole is None when no cell has one."""
    mark: Mark | None = None
    """The decimal mark that the texts show."""
    ambiguous: bool = False
    """Texts such as '1.200' only: one thousand two hundred, or one and a fifth."""
    mixed: bool = False
    """Some texts show one mark and some the other."""


def read_numbers(cells: Sequence[Cell], hint: Mark | None = None) -> Numbers:
    """The numbers of one column; *hint* is the decimal mark of its neighbours, for when the column does not tell."""
    kinds: set[type] = {float} if isinstance(cells, array) else set(map(type, cells))
    size = len(cells)
    nothing = np.zeros(size, dtype=bool)
    if _are_numbers(cells, kinds):
        return _finite(Numbers(_floats(cells), nothing, nothing))
    values = _floats([c if type(c) is float or type(c) is int else None for c in cells])
    other = [i for i, c in enumerate(cells) if c is not None and type(c) not in (float, int)]
    at = np.array(other, dtype=np.int64)
    codes: dict[Cell, int] = {}
    which = np.fromiter((codes.setdefault(cells[i], len(codes)) for i in other), np.int64, count=len(other))
    texts = [c if isinstance(c, str) else None for c in codes]
    mark, ambiguous, mixed = decimal_mark([t for t in texts if t is not None])
    used = hint if ambiguous and hint else mark or hint or "."
    read = _read_all(texts, used)
    values[at] = read.values[which]
    unread, percent = nothing.copy(), nothing.copy()
    unread[at], percent[at] = read.unread[which], read.percent[which]
    units = None
    if read.units is not None:
        units = np.full(size, None, dtype=object)
        units[at] = read.units[which]
    return _finite(
        Numbers(values, unread, percent, units, used if mark else None, ambiguous and hint is None, mixed)
    )


def _are_numbers(cells: Sequence[Cell], kinds: set[type]) -> TypeGuard[Sequence[float | None]]:
    """Whether cells whose types are *kinds* are numbers and blanks alone."""
    return kinds <= {float, int, type(None)}


def _floats(cells: Sequence[float | None]) -> Floats:
    """NaN for None; a whole number beyond any float becomes infinite. An array of floats is no copy."""
    if isinstance(cells, array):
        return np.frombuffer(cells, dtype=np.float64)
    try:
        return np.array(cells, dtype=np.float64)
    except OverflowError:
        return np.array([np.inf if c is not None and abs(c) > _GREATEST else c for c in cells], np.float64)


def _finite(numbers: Numbers) -> Numbers:
    """With what is infinite as unread."""
    endless = np.isinf(numbers.values)
    if not endless.any():
        return numbers
    values = np.where(endless, np.nan, numbers.values)
    return replace(numbers, values=values, unread=numbers.unread | endless)


def shown_mark(text: str) -> Mark | None:
    """The decimal mark of a number that shows both marks, or groups and a fraction; None where it shows less."""
    match = _BOTH.fullmatch(text.strip()) if len(text) <= LONGEST_BOTH else None
    return None if match is None else "." if match[1] == "." else ","


def decimal_mark(texts: Sequence[str]) -> tuple[Mark | None, bool, bool]:
    """The decimal mark that *texts* show; whether they leave it open ('1.200' only); whether they contradict.

    '1,200.50', '0.5' and '1,200,000' show a point, '1.200,50', '0,5' and '1.200.000' a comma; beside '960' so do '1,200'
    and '1.200'.
    """
    if not texts:
        return None, False, False
    whole = arrow.replaced(arrow.strings(texts), r"([.,])[-–—]{1,2}", r"\100")  # '125.000,-'
    bare = arrow.replaced(whole, r"[^\d.,]", "")
    shows = {
        "." : r"^(?:\d{0,3}(?:,\d{2,3})*\.\d+|\d{4,}\.\d+|\d*\.(?:\d{1,2}|\d{4,})|0+\.\d+|\d{1,3}(?:,\d{2,3}){2,})$",
        ",": r"^(?:\d{0,3}(?:\.\d{2,3})*,\d+|\d{4,},\d+|\d*,(?:\d{1,2}|\d{4,})|0+,\d+|\d{1,3}(?:\.\d{3}){2,})$",
    }  # fmt: skip
    open_ = arrow.matching(bare, r"^[1-9]\d{0,2}[.,]\d{3}$")
    point = int((arrow.matching(bare, shows["."]) & ~open_).sum())
    comma = int((arrow.matching(bare, shows[","]) & ~open_).sum())
    if not point and not comma:
        lone = _lone_mark([str(bare[i]) for i in np.flatnonzero(open_).tolist()])
        groups = arrow.matching(
            bare, r"^[1-9]\d{2}$"
        ).any()  # '1.800' below '960': three decimals are written each time
        return lone, lone is not None and not groups, False
    return ("." if point >= comma else ","), False, bool(point and comma)


def _lone_mark(open_texts: Sequence[str]) -> Mark | None:
    """With '1.200' only, groups of thousands are likelier than three decimals: the mark is the other one."""
    if not open_texts:
        return None
    commas = sum("," in t for t in open_texts)
    return "." if commas * 2 >= len(open_texts) else ","


@dataclass(frozen=True, slots=True)
class _Texts:
    values: Floats
    unread: Bools
    percent: Bools
    units: Objects | None


def _read_all(texts: Sequence[str | None], mark: Mark) -> _Texts:
    """Plain numbers all at once, the rest one by one; None (a date, a boolean) is unread."""
    array = arrow.strings([text or "" for text in texts])
    plain = arrow.matching(array, _PLAIN[mark])
    bare = arrow.replaced(array, r",|^\+" if mark == "." else r"\.|^\+", "")
    stripped = bare if mark == "." else arrow.replaced(bare, ",", ".")
    values = np.full(len(texts), np.nan)
    read = arrow.cast(arrow.take(stripped, np.flatnonzero(plain)), pa.float64())
    values[plain] = arrow.to_numpy(read, np.nan)
    unread = np.zeros(len(texts), dtype=bool)
    percent = np.zeros(len(texts), dtype=bool)
    units: Objects | None = None
    for i in np.flatnonzero(~plain).tolist():
        text = texts[i]
        if text is not None and is_blank(text) and not is_non_finite(text):
            continue
        amount = None if text is None else parse_amount(text, mark)
        if amount is None:
            unread[i] = True
            continue
        values[i], percent[i] = amount.value, amount.percent
        if amount.unit.currency:
            units = np.full(len(texts), None, dtype=object) if units is None else units
            units[i] = amount.unit.currency
    return _Texts(values, unread, percent, units)
