"""What a text is: the one answer that layout, matching, prompt shapes and cleaning build on."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

from worker.lazy_dataclass import dataclass
from worker.text import clean
from worker.values.amounts import Amount, is_non_finite, parse_amount
from worker.values.blanks import is_blank
from worker.values.codes import Code, code_of
from worker.values.dates.times import is_date, time_of
from worker.values.durations import seconds_in


class Kind(StrEnum):
    """The sorts of texts that a plan's cells hold."""

    BLANK = "blank"
    """Nothing, or a way to say nothing: '-', 'n/a', and words such as 'nan' that only a computer takes for a number."""
    NUMBER = "number"
    """A number, alone or before what it counts: '1 200', '1000 показов'."""
    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    """A day, a month of a year, or a span of either."""
    PERIOD = "period"
    """The name of a time without its year, or a week, a quarter: 'March', 'KW 12'."""
    TIME = "time"
    """A time of day or a length: '18:30', ':30', '30 сек'."""
    CODE = "code"
    """An address, a size, an identifier."""
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Value:
    """One text, understood."""

    kind: Kind
    amount: Amount | None = None
    """For numbers, money and percents."""
    seconds: float | None = None
    """For times."""
    code: Code | None = None
    """For codes."""


@lru_cache(maxsize=65_536)
def value_of(text: str) -> Value:
    """What *text* is as a whole.

    >>> value_of("(500,00) €").kind, value_of("5 Ocak 2026").kind, value_of("0'30\\"").seconds
    (<Kind.MONEY: 'money'>, <Kind.DATE: 'date'>, 30.0)
    """
    simple = clean(text)
    if is_blank(simple) or is_non_finite(simple):
        return Value(Kind.BLANK)
    if any(map(str.isdecimal, simple)):
        return _with_digits(simple)
    if time_of(simple) is not None:
        return Value(Kind.PERIOD)
    code = code_of(simple)
    return Value(Kind.CODE, code=code) if code else Value(Kind.TEXT)


def _with_digits(text: str) -> Value:
    if is_date(text):
        return Value(Kind.DATE)
    time, seconds = time_of(text), seconds_in(text)
    if time == "clock" or seconds is not None:
        return Value(Kind.TIME, seconds=seconds)
    if (code := code_of(text)) in ("long_id", "size"):
        return Value(Kind.CODE, code=code)
    if amount := parse_amount(text):
        kind = Kind.PERCENT if amount.percent else Kind.MONEY if amount.unit.currency else Kind.NUMBER
        return Value(kind, amount)
    if time is not None:
        return Value(Kind.PERIOD)
    return Value(Kind.CODE, code=code) if code else Value(Kind.TEXT)
