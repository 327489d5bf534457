"""Cell values as xlwings hands them out and takes them, for all engines of ours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from worker.text import printable

Value = Any
"""What xlwings passes to an engine and takes from it: a cell's content, rows of it, a colour, a range; it has no types."""


class CellError(str):
    """An error as a cell shows it: '#REF!'; a text that only looks so is a plain str."""

    __slots__ = ()


def plain_value(value: Value) -> Value:
    """A Python, numpy or pandas value as a cell takes it; NaN and NaT are empty, a text has no control characters."""
    if type(value) is str:
        return printable(value)
    if value is None or value is True or value is False:
        return value
    if type(value).__module__ == "numpy":
        value = _of_numpy(value)
    elif type(value).__name__ == "NAType":  # of pandas: it can't be compared
        return None
    if value is None or value != value:
        return None
    if isinstance(value, dt.datetime):
        return dt.datetime(*value.timetuple()[:6], value.microsecond)  # also of pandas; zones can't be kept
    return value


def _of_numpy(value: Value) -> Value:
    if value.dtype.kind in "Mm":
        return value.astype("datetime64[us]" if value.dtype.kind == "M" else "timedelta64[us]").item()
    return value.item()


def clean_rows(
    data: Sequence[Sequence[Value]],
    datetime_builder: Callable[..., Value],
    empty_as: Value,
    number_builder: Callable[[float], Value] | None,
    err_to_str: bool,
) -> list[list[Value]]:
    """Cell values as xlwings hands them out: numbers as float, days as datetime, errors as None or text."""

    def moment(value: dt.date) -> Value:
        time = value.time() if isinstance(value, dt.datetime) else dt.time()
        return datetime_builder(
            year=value.year,
            month=value.month,
            day=value.day,
            hour=time.hour,
            minute=time.minute,
            second=time.second,
            microsecond=time.microsecond,
        )

    def clean(value: Value) -> Value:
        if value is None or value == "":
            return empty_as
        if isinstance(value, CellError):
            return str(value) if err_to_str else None
        if isinstance(value, dt.date):
            return moment(value)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return number_builder(float(value)) if number_builder else float(value)
        return value

    if number_builder is None:
        return [[v if type(v) is float or type(v) is str and v else clean(v) for v in row] for row in data]
    return [[clean(value) for value in row] for row in data]
