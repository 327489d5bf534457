"""What a formula's values come to when they are added up, compared and given to functions."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date, timedelta
from math import prod

from worker.shapes.grid import Cell

Value = Cell | list[Cell]
"""What a part of a formula comes to: a cell's value, or the cells of a range."""
DIVIDED, VALUE = "#DIV/0!", "#VALUE!"
"""Errors that Excel shows."""
Rank = tuple[int, float | str]
"""What a value is ordered by: numbers, then texts, then truths."""
COMPARISONS: Mapping[str, Callable[[Rank, Rank], bool]] = {
    "<>": operator.ne,
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
    "=": operator.eq,
}
"""What a sign asks; no sign begins with one that stands before it."""


class NotWorkedOut(Exception):
    """A formula that is more than arithmetic, or whose cells are no numbers."""


class Failed(NotWorkedOut):
    """A formula of which Excel would show an error."""


_BEFORE = date(1899, 12, 30).toordinal()
"""The day that Excel counts as 0."""


def number(value: Value) -> float:
    """A part as a number: a blank cell is 0, a text is none."""
    if value is None or value == "":
        return 0.0
    if isinstance(value, (int, float)) and abs(value) < 1e300:
        return float(value)
    raise Failed(VALUE) if isinstance(value, str) else NotWorkedOut


def factor(value: Value) -> float:
    """A number that is there: a price times no units is nobody's amount, though Excel shows 0."""
    if value is None or value == "":
        raise NotWorkedOut
    return number(value)


def added(left: Value, right: Value, sign: int) -> Value:
    """A sum or a difference; a day and a number are a day, two days the number between them."""
    if isinstance(left, date) and isinstance(right, date):
        if sign > 0 or type(left) is not type(right):
            raise NotWorkedOut
        return (left - right) / timedelta(days=1)
    if isinstance(left, date):
        return left + timedelta(days=sign * number(right))
    if isinstance(right, date):
        return added(right, left, 1) if sign > 0 else number(right)
    return number(left) + sign * number(right)


def text(value: Value) -> str:
    """A part as it is joined to text; a whole number has no point."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"{value:.15g}"
    raise NotWorkedOut


def compare(sign: str, left: Value, right: Value) -> bool:
    """Two values by a sign; text and numbers are never equal, and any text comes after any number."""
    return COMPARISONS[sign](_rank(left, right), _rank(right, left))


def _rank(value: Value, beside: Value) -> Rank:
    """The rank of a value; a blank is the zero or the empty text of what stands beside it."""
    if value is None:
        value = "" if isinstance(beside, str) else 0.0
    if isinstance(value, bool):
        return (2, float(value))
    if isinstance(value, str):
        return (1, value.casefold())
    if isinstance(value, (int, float)):
        return (0, float(value))
    if type(value) is date:
        return (0, float(value.toordinal()) - _BEFORE)
    raise NotWorkedOut


def _numbers(arguments: Sequence[Value]) -> list[float]:
    """The numbers of ranges, in which texts and blanks are skipped, and all other arguments."""
    result: list[float] = []
    for one in arguments:
        if isinstance(one, list):
            result += [
                float(cell) for cell in one if isinstance(cell, (int, float)) and not isinstance(cell, bool)
            ]
        else:
            result.append(number(one))
    return result or [0.0]


def _rounded(arguments: Sequence[Value]) -> Value:
    scale = 10.0 ** int(number(arguments[1]) if len(arguments) > 1 else 0)
    value = number(arguments[0])
    # Excel rounds a half away from 0.
    return round(abs(value) * scale + 1e-9) / scale * (1 if value >= 0 else -1)


def _month_later(arguments: Sequence[Value], *, at_end: bool = False) -> Value:
    day, months = arguments[0], int(number(arguments[1]))
    if not isinstance(day, date):
        raise NotWorkedOut
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = (following - timedelta(days=1)).day
    return day.replace(year=year, month=month + 1, day=last if at_end else min(day.day, last))


def _last_of_month(arguments: Sequence[Value]) -> Value:
    return _month_later(arguments, at_end=True)


def _counted(arguments: Sequence[Value]) -> int:
    cells = [cell for one in arguments for cell in (one if isinstance(one, list) else [one])]
    return sum(isinstance(cell, (int, float, date)) and not isinstance(cell, bool) for cell in cells)


def _mean(arguments: Sequence[Value]) -> Value:
    if not _counted(arguments):
        raise Failed(DIVIDED)
    return sum(_numbers(arguments)) / _counted(arguments)


def _truths(arguments: Sequence[Value]) -> list[bool]:
    if any(isinstance(one, (list, str)) for one in arguments):
        raise NotWorkedOut
    return [bool(one) for one in arguments]


def _by_criterion(work: Callable[[Sequence[Value]], Value]) -> Callable[[Sequence[Value]], Value]:
    """SUMIF and its kin: *work* over the cells whose own place, or the one beside, meets the criterion."""

    def function(arguments: Sequence[Value]) -> Value:
        keys, criterion = arguments[0], arguments[1]
        cells = arguments[2] if len(arguments) > 2 else keys  # noqa: PLR2004
        if not isinstance(keys, list) or not isinstance(cells, list) or len(keys) != len(cells):
            raise NotWorkedOut
        meets = _criterion(criterion)
        return work([[cell for cell, key in zip(cells, keys, strict=True) if meets(key)]])

    return function


def _criterion(criterion: Value) -> Callable[[Cell], bool]:
    """Whether a cell meets '>0', '<>', 'TV' or 5; one with wildcards is left to Excel."""
    sign = next(filter(str(criterion).startswith, COMPARISONS), "")
    wanted: Value = criterion
    if isinstance(criterion, str):
        wanted = criterion.removeprefix(sign)
        if any(mark in wanted for mark in "*?~"):
            raise NotWorkedOut
        if not wanted:
            return lambda cell: (cell in (None, "")) == (sign != "<>")
        with suppress(ValueError):
            wanted = float(wanted)
    alike = str if isinstance(wanted, str) else (int, float)
    return lambda cell: compare(sign or "=", cell, wanted) if isinstance(cell, alike) else sign == "<>"


Argument = Callable[[], Value]
"""An argument that is worked out when it is asked for."""


def _branch(arguments: Sequence[Argument]) -> Value:
    (truth,) = _truths([arguments[0]()])
    if len(arguments) < 2:  # noqa: PLR2004
        raise NotWorkedOut
    return arguments[1]() if truth else arguments[2]() if len(arguments) > 2 else False  # noqa: PLR2004


def _unless_failed(arguments: Sequence[Argument]) -> Value:
    try:
        return arguments[0]()
    except Failed:
        return arguments[1]()


def _has_failed(arguments: Sequence[Argument]) -> Value:
    try:
        arguments[0]()
    except Failed:
        return True
    return False


CHOICES: Mapping[str, Callable[[Sequence[Argument]], Value]] = {
    "IF": _branch,
    "IFERROR": _unless_failed,
    "ISERROR": _has_failed,
    "ISERR": _has_failed,
}
"""Functions that do not need each of their arguments."""
# SUBTOTAL is left to Excel, which skips the subtotals inside its range.
FUNCTIONS: Mapping[str, Callable[[Sequence[Value]], Value]] = {
    "SUM": lambda arguments: sum(_numbers(arguments)),
    "PRODUCT": lambda arguments: prod(_numbers(arguments)),
    "AVERAGE": _mean,
    "COUNT": _counted,
    "SUMIF": _by_criterion(lambda cells: sum(_numbers(cells))),
    "AVERAGEIF": _by_criterion(_mean),
    "COUNTIF": _by_criterion(lambda cells: len(cells[0]) if isinstance(cells[0], list) else 0),
    "AND": lambda arguments: all(_truths(arguments)),
    "OR": lambda arguments: any(_truths(arguments)),
    "NOT": lambda arguments: not _truths(arguments)[0],
    "ABS": lambda arguments: abs(number(arguments[0])),
    "MIN": lambda arguments: min(_numbers(arguments)),
    "MAX": lambda arguments: max(_numbers(arguments)),
    "ROUND": _rounded,
    "EDATE": _month_later,
    "EOMONTH": _last_of_month,
}
