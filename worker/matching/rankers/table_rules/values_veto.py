"""A column without any number is no measure, one without any date no date, one of fractions no spots, one of hundreds no frequency.

What is written with a currency, or has one in its header ('Display USD', 'Meta (COP)'), is no count; sentences are no name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from worker.knowledge import values
from worker.matching.rankers.fields import Fields
from worker.matching.rankers.ranking import Ranking
from worker.matching.rankers.table_rules import Table, without
from worker.matching.samples import kind_of
from worker.values.amounts import is_range, parse_amount
from worker.values.arithmetic import LEAST_LINES, Values
from worker.values.dates.parsing import parse_range
from worker.values.dates.times import time_of
from worker.values.kinds import Kind, value_of
from worker.values.money import currency_in

ORDER = 5
CLOSED = ("platform", "currency", "device")
"""Fields whose values are nearly always names of a list."""
LEAST_VALUES = 3
"""Different values from which a list tells: one or two may be names that it has not."""
UNKNOWN = 2 / 3
NAMED = 0.9
"""A header so sure of a list's field may hold names that the list has not."""
_NUMBER = re.compile(r"\d[\d.,'’ ]*")
_WHOLE = frozenset({"spots"})
"""Counts of what nobody shows by halves, and nobody writes in thousands."""
_LENGTHS = frozenset({"duration"})
_CONTACTS = frozenset({"frequency"})
_PROSE = frozenset({"notes", "audience"})
"""Texts that are written in sentences; a name has fewer than `SENTENCE` words."""
SENTENCE = 12
MOST_CONTACTS = 30
"""Times that a campaign reaches each person on average, at most."""
_READ_AS_NUMBERS = frozenset({Kind.NUMBER, Kind.MONEY, Kind.PERCENT})
_NO_NAMES = frozenset({"url", "structure", "date", "decimal", "money", "percent", "hash", "long_text"})


def apply(table: Table) -> list[Ranking]:
    """Fields that the values rule out keep no chance; a column without values keeps all of its own."""
    counts = table.fields.names("count", "points", "reach")
    rankings = []
    for column, ranking in zip(table.columns, table.rankings, strict=True):
        samples = [s for s in column.samples if value_of(s).kind is not Kind.BLANK]
        is_claimed = not ranking.chances.keys().isdisjoint(counts)
        has_currency = is_claimed and (_are_money(samples) or currency_in(column.own_header))
        ruled_out = counts if has_currency else frozenset[str]()
        if samples:
            ruled_out |= _by_samples(samples, ranking, table.fields)
        if column.numbers:
            ruled_out |= _by_numbers(column.numbers)
        rankings.append(without(ranking, ruled_out, 0.0) if ruled_out else ranking)
    return rankings


def _by_samples(samples: Sequence[str], ranking: Ranking, fields: Fields) -> frozenset[str]:
    """What a column is not, by its values as they are written."""
    ruled_out = frozenset(name for name in CLOSED if name in fields and _unknown(name, samples, ranking))
    if not any(map(_holds_number, samples)) and not _share_a_unit(samples):
        ruled_out |= fields.numbers
    if "%" in samples[0] and all(value_of(one).kind is Kind.PERCENT for one in samples):
        money = fields.names("money")  # a fee may be written as the rate that it is
        ruled_out |= frozenset(name for name in money if "fee" not in name and "commission" not in name)
    if not any(map(_holds_date, samples)) or all(map(_is_clock, samples)):
        ruled_out |= fields.dates
    if are_sentences(samples):
        texts = fields.texts - _PROSE
        ruled_out |= frozenset(name for name, chance in ranking.fields if name in texts and chance < NAMED)
    return ruled_out


def _by_numbers(numbers: Values) -> frozenset[str]:
    """What a column is not, by how large its numbers are."""
    ruled_out = _WHOLE if _are_fractions(numbers) else frozenset[str]()
    if _are_negative(numbers):
        ruled_out |= _LENGTHS
    return ruled_out | _CONTACTS if _are_no_contacts(numbers) else ruled_out


def _are_fractions(numbers: Values) -> bool:
    """Whether nearly no number is whole: half a spot is none, and a factor of .92 is no count."""
    filled = [number for number in numbers if number]
    return len(filled) >= LEAST_LINES and sum(not float(n).is_integer() for n in filled) >= NAMED * len(
        filled
    )


def _are_negative(numbers: Values) -> bool:
    """Whether no number is above nothing: a longitude of -99.16 is no length."""
    known = [number for number in numbers if number]
    return len(known) >= LEAST_LINES and max(known) < 0


def _are_no_contacts(numbers: Values) -> bool:
    """Whether all numbers are whole and some above what anybody sees on average: 46, 40 and 100 are no frequencies."""
    known = [number for number in numbers if number]
    whole = len(known) >= LEAST_LINES and all(float(number).is_integer() for number in known)
    return whole and max(known) > MOST_CONTACTS


def are_sentences(samples: Sequence[str]) -> bool:
    """Whether two different values or more, and most of them, are as long as sentences."""
    long = {sample for sample in samples if sample.count(" ") >= SENTENCE}
    return len(long) > 1 and sum(sample in long for sample in samples) >= UNKNOWN * len(samples)


def _are_money(samples: Sequence[str]) -> bool:
    """Whether each number of two or more has a currency beside it."""
    numbers = [kind for sample in samples if (kind := value_of(sample).kind) in _READ_AS_NUMBERS]
    return len(numbers) >= LEAST_LINES and set(numbers) == {Kind.MONEY}


def _holds_number(text: str) -> bool:
    if value_of(text).kind in _READ_AS_NUMBERS or is_range(text):
        return True
    amount = parse_amount(text)  # '125 SEK' are seconds or kronor
    return amount is not None and amount.unit.currency is not None


def _share_a_unit(samples: Sequence[str]) -> bool:
    """Whether all are a number beside one and the same word, which no list knows: '125,0 xyz'; that is to be told."""
    rests = {_NUMBER.sub("", text).strip() for text in samples}
    return (
        len(samples) >= LEAST_VALUES
        and len(rests) == 1
        and all(len(_NUMBER.findall(t)) == 1 for t in samples)
    )


def _holds_date(text: str) -> bool:
    """Whether a date, a span, a month or a day's number may be read."""
    return (
        value_of(text).kind in (Kind.DATE, Kind.PERIOD, Kind.NUMBER, Kind.TIME)
        or any(map(str.isdecimal, text))
        or parse_range(text) is not None
    )


def _is_clock(text: str) -> bool:
    """Whether a text is a time of day, and no day: '18:55'."""
    return time_of(text) == "clock"


def _unknown(name: str, samples: Sequence[str], ranking: Ranking) -> bool:
    if len(samples) < LEAST_VALUES:
        return False
    strange = sum(values.canonical(name, value) is None for value in samples)
    if strange < UNKNOWN * len(samples):
        return False
    sure = ranking.chances.get(name, 0.0) >= NAMED
    return not sure or sum(not _may_name(value) for value in samples) >= UNKNOWN * len(samples)


def _may_name(text: str) -> bool:
    """Whether a text could be a name: no address, file, number or sentence."""
    dotted = "." in text and text.rsplit(".", 1)[1].lower() in _FILES
    return not dotted and kind_of(text) not in _NO_NAMES


_FILES = frozenset(
    {"xlsx", "xls", "csv", "pdf", "jpg", "png", "gif", "mp4", "zip", "docx", "pptx", "html", "txt"}
)
