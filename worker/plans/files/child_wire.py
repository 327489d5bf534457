"""How rows of cells travel from the child process: blocks of columns, marshalled, dates as ISO text.

Never pickle: what comes out of a hostile file must not be able to name code.
A block is `(rows, [column, ...])`; a column is a tuple whose first item says how it is written.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

PLAIN, FLOATS, DATES, DATETIMES, MIXED, BLANK = range(6)
BLOCK = 2_048
"""Rows a block: small enough that writing one and reading the one before overlap."""

LONGEST_TEXT = 131_072
"""Characters of a cell: four times what Excel takes, and what a text table may have in one."""

_MARSHALLED = frozenset({str, float, int, bool, type(None)})
_MICROSECOND = timedelta(microseconds=1)
_TAGS: dict[type, str] = {date: "d", datetime: "t", time: "c", timedelta: "s"}


def cut(column: Sequence[Any]) -> tuple[Sequence[Any], int]:
    """The column with no text longer than `LONGEST_TEXT`, and how many were."""
    try:
        longest = max(map(len, column), default=0)  # nearly always all are texts, or the first is none
    except TypeError:
        longest = max([len(cell) for cell in column if type(cell) is str], default=0)
    if longest <= LONGEST_TEXT:
        return column, 0
    short = [cell[:LONGEST_TEXT] if type(cell) is str else cell for cell in column]
    return short, sum(type(cell) is str and len(cell) > LONGEST_TEXT for cell in column)


def pack(column: Sequence[Any]) -> tuple[Any, ...]:
    """One column as marshal can take it; '' becomes None, and a float that is no number text."""
    kinds = set(map(type, column))
    if kinds == {float} and math.isfinite(sum(column)):
        return FLOATS, array("d", column).tobytes()
    if kinds == {date}:
        return DATES, list(map(date.isoformat, column))
    if kinds == {datetime}:
        return DATETIMES, list(map(datetime.isoformat, column))
    if kinds == {str}:
        blanks = column.count("")
        if blanks == len(column):
            return (BLANK,)
        known = set(column)
        if len(known) <= len(column) // 4:
            # Written once a block, and one object over there: a cell repeated a million times is no million texts.
            same = {text: text or None for text in known}
            return PLAIN, [same[text] for text in column]
        return PLAIN, [text or None for text in column] if blanks else column
    if kinds <= _MARSHALLED and float not in kinds:
        return PLAIN, [None if cell == "" else cell for cell in column]
    return _pack_mixed(column)


def _pack_mixed(column: Sequence[Any]) -> tuple[Any, ...]:
    cells: list[Any] = []
    tags: list[tuple[int, str, Any]] = []
    for at, cell in enumerate(column):
        kind = type(cell)
        if kind is float:
            cells.append(cell if math.isfinite(cell) else str(cell))
        elif kind in _MARSHALLED:
            cells.append(None if cell == "" else cell)
        else:
            tag = _TAGS[kind]
            cells.append(None)
            tags.append((at, tag, cell // _MICROSECOND if tag == "s" else cell.isoformat()))
    return (MIXED, cells, tags) if tags else (PLAIN, cells)


def unpack(packed: tuple[Any, ...], rows: int) -> Sequence[Any]:
    """The column that `pack` wrote, *rows* cells long."""
    how = packed[0]
    if how == FLOATS:
        floats = array("d")
        floats.frombytes(packed[1])
        # 16 equal ones to begin with: worth to look whether there are few in all, each of which is then one object.
        if len(set(floats[:16])) < 8 and len(known := set(floats)) <= len(floats) // 4:
            same = {number: number for number in known}
            return [same[number] for number in floats]
        return floats
    if how == DATES:
        return list(map(date.fromisoformat, packed[1]))
    if how == DATETIMES:
        return list(map(datetime.fromisoformat, packed[1]))
    if how == BLANK:
        return [None] * rows
    cells: Sequence[Any] = packed[1]
    if how == MIXED:
        changed = list(cells)
        for at, tag, value in packed[2]:
            changed[at] = _untag(tag, value)
        return changed
    return cells


def _untag(tag: str, value: Any) -> Any:
    if tag == "d":
        return date.fromisoformat(value)
    if tag == "t":
        return datetime.fromisoformat(value)
    return time.fromisoformat(value) if tag == "c" else timedelta(microseconds=value)


def holds_something(cell: Any) -> bool:
    """Whether a cell holds something to see."""
    return cell is not None and cell != "" and not (isinstance(cell, str) and cell.isspace())
