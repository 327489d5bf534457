"""Columns whose header, or whose price per thousand, says in what their numbers count ('Impressions (000)') are brought to single units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import isclose

import numpy as np

from worker.cleaning.lines import Amounts, Bools, Floats, LineColumn, floats_of, short
from worker.cleaning.mapped_table import MappedTable
from worker.cleaning.measures import additive_names, money_names
from worker.cleaning.reading import scale_notes
from worker.findings.values import (
    IN_LARGER_UNITS,
    IN_THOUSANDS,
    SCALE_FROM_FORMAT,
    SCALE_FROM_NOTE,
    THOUSANDS_BY_PRICE,
)
from worker.shapes.finding import Finding
from worker.shapes.grid import column_letter
from worker.shapes.mapping import ABOVE
from worker.shapes.template import Template
from worker.values.dates.calendar_words import measure_of, measure_of_phrase
from worker.values.scales import (
    names_money,
    scale_of,
    scale_of_note,
    scales_in_note,
    units_in_words,
)
from worker.values.units import LONGEST, counts

AGREES = 0.05
"""Relative difference between a price and what a line's own figures give for it."""
LEAST = 2
"""Lines whose price proves that a column counts thousands."""
_COUNTS = ("planned_impressions", "impressions")
_PRICE, _COSTS = "cpm", ("net_cost", "gross_cost", "planned_budget", "spend")
"""What a price per thousand is made of, the likeliest cost first: fields in an order, and no words of planners."""
_ANY_PRICE = "unit_rate"
"""A price of whatever is bought: it is one of a thousand where it gives the cost to the cent."""
EXACT = 1e-3
LEAST_END = 5
"""Letters of a word's end that name something by no chance."""


def scales(
    columns: Mapping[str, LineColumn],
    amounts: Sequence[Amounts],
    mapped: MappedTable,
    template: Template,
    formats: Mapping[str, float],
) -> dict[str, float]:
    """Measure -> factor, for the amounts whose header names one; where a line's own price speaks against it, none.

    What no header says, the headings over periods say, then the *formats* of the numbers, then a note: of money, or
    of the count that the note names.
    """
    additive, texts = additive_names(template), scale_notes.notes(mapped)
    explained = {unit: factor for text in texts for unit, factor in units_in_words(text).items()}
    factors = {
        name: scale
        for name in additive
        if name in columns and (scale := _of_header(columns[name].header, name, explained)) != 1.0
    }
    for group in amounts:
        over = (scale_of_note(text) for text in scale_notes.of_periods(mapped, group.periods))
        if group.measure not in factors and (whole := _one(over)):
            factors[group.measure] = whole
    factors |= {name: scale for name, scale in formats.items() if name in additive and name not in factors}
    held = {*columns, *(group.measure for group in amounts)}
    money = [name for name in money_names(template) if name in held]
    noted, counted = _noted(
        texts, {name: column.header for name, column in columns.items() if name in counts()}
    )
    if noted == 1.0:
        noted = _of_totals(money, columns, mapped)
    if noted != 1.0 and factors.keys().isdisjoint(money) and not _are_whole(money, factors, columns):
        factors |= dict.fromkeys(money, noted)
    factors |= {name: scale for name, scale in counted.items() if name in held and name not in factors}
    named = {name: scale for name, scale in factors.items() if not _whole_already(name, factors, columns)}
    return named | {
        name: 1e3 for name in _COUNTS if name not in factors and _in_thousands(name, named, columns)
    }


def _of_header(header: str, name: str, explained: Mapping[str, float]) -> float:
    """The factor of a header, by what a note says of its unit; '($000)' and 'Budget (000)' over all columns are none of impressions."""
    if name in counts():
        *above, own = header.split(ABOVE)
        header = ABOVE.join([*filter(_may_scale_counts, above), own])
    scale = scale_of(header)
    if scale == 1.0 and name not in counts():  # 'Budget en milliers' over 'Prévu' and 'Réalisé'
        over = (scale_of(part) for part in header.split(ABOVE)[:-1] if measure_of(part) not in counts())
        scale = _one(over) or scale
    units = header.casefold().split() if scale != 1.0 else ()
    return next((explained[unit] for unit in units if unit in explained), scale)


def _may_scale_counts(heading: str) -> bool:
    """Whether a heading over a count speaks of counts, or of no measure at all: 'Planbudget in Tsd.' scales money."""
    measure = measure_of(heading) or _measure_of_compound(heading)
    return measure in counts() or (measure is None and not names_money(heading))


def _measure_of_compound(heading: str) -> str | None:
    """What the end of a word names: 'budget' of 'Planbudget'."""
    ends = (word[at:] for word in heading.split() for at in range(1, len(word) - LEAST_END + 1))
    return next(filter(None, map(measure_of_phrase, ends)), None)


def _one(factors: Iterable[float]) -> float | None:
    """The factor that texts name, where it is one."""
    different = {factor for factor in factors if factor != 1.0}
    return different.pop() if len(different) == 1 else None


def _of_totals(money: Sequence[str], columns: Mapping[str, LineColumn], mapped: MappedTable) -> float:
    """In what money counts by the label of its own sum, whose number adds up the lines as they stand."""
    sums = {
        number: np.nansum(values)
        for name in money
        if (number := columns[name].number if name in columns else None)
        and (values := _floats(columns, name)) is not None
    }
    for row, label in scale_notes.of_totals(mapped):
        factor = scale_of_note(label) if names_money(label) else 1.0
        cells = ((mapped.grid.at(row, number), whole) for number, whole in sums.items())
        if factor != 1.0 and any(
            isinstance(v, (int, float)) and whole and isclose(v, whole, rel_tol=1e-3) for v, whole in cells
        ):
            return factor
    return 1.0


def _noted(notes: Sequence[str], headers: Mapping[str, str]) -> tuple[float, dict[str, float]]:
    """In what money counts by the first of the *notes* that says it, and the counts that one of them names.

    Args:
        headers: of the table's counts; a note that begins with one speaks of it: 'Импресии: хил.' under 'Импресии'.
    """
    money, factors = 1.0, dict[str, float]()
    for text in notes:
        own = {name: scale for name, header in headers.items() if (scale := _of_name(text, header)) != 1.0}
        for name, scale in own.items():
            factors.setdefault(name, scale)
        for clause, factor in () if own else scales_in_note(text):
            measure = measure_of(clause)
            if measure in counts():
                for name in _COUNTS if measure in _COUNTS else (measure,):
                    factors.setdefault(name, factor)
            elif money == 1.0:
                money = factor
    return money, factors


def _of_name(text: str, header: str) -> float:
    """The factor that a text names behind a column's header and nothing else; 1.0 where it does not."""
    name = header.rpartition(" / ")[2].strip()
    if len(name) < 2 or not text.strip().casefold().startswith(name.casefold()):
        return 1.0
    rest = text.strip()[len(name) :].strip(" :=-–(（)）")
    return scale_of(f"{name} ({rest})") if 1 < len(rest) <= LONGEST else 1.0


def scaled(
    columns: Mapping[str, LineColumn], amounts: Sequence[Amounts], factors: Mapping[str, float]
) -> tuple[dict[str, LineColumn], tuple[Amounts, ...]]:
    """The columns and period amounts in single units."""
    by_line = dict(columns)
    for name, factor in factors.items():
        values = floats_of(columns[name].values) if name in columns else None
        if values is not None:
            by_line[name] = replace(columns[name], values=values * factor)
    return by_line, tuple(
        replace(a, values=a.values * factors[a.measure]) if a.measure in factors and not a.marks else a
        for a in amounts
    )


def _in_thousands(name: str, factors: Mapping[str, float], columns: Mapping[str, LineColumn]) -> bool:
    """Whether every line's price per thousand shows that its numbers count thousands, of which the header says nothing."""
    quotients, price = _quotients(name, factors, columns), _floats(columns, _PRICE)
    if quotients is None or price is None:
        return False
    known = np.isfinite(quotients) & np.isfinite(price) & (price > 0) & (quotients > 0)
    return int(known.sum()) >= LEAST and bool(_near(quotients[known] / 1e3, price[known]).all())


def _whole_already(name: str, factors: Mapping[str, float], columns: Mapping[str, LineColumn]) -> bool:
    """Whether cost by price shows that the numbers are whole, whatever the header says."""
    quotients = _quotients(name, factors, columns)
    if quotients is None or name in _COSTS:
        return False
    price, any_price = _floats(columns, _PRICE), _floats(columns, _ANY_PRICE)
    if price is not None:
        with np.errstate(all="ignore"):
            return bool(_near(quotients, price).any()) and not _near(quotients / factors[name], price).any()
    return name in _COUNTS and any_price is not None and _is_of_thousands(quotients, any_price)


def _is_of_thousands(quotients: Floats, price: Floats) -> bool:
    """Whether a price is one of a thousand in each line that has one."""
    known = np.isfinite(quotients) & np.isfinite(price) & (price > 0) & (quotients > 0)
    return bool(known.any()) and bool(_near(quotients[known], price[known], EXACT).all())


def _are_whole(money: Sequence[str], factors: Mapping[str, float], columns: Mapping[str, LineColumn]) -> bool:
    """Whether impressions by their price per thousand give the costs as they stand, so that no note counts them."""
    names = [name for name in _COUNTS if name in columns] if not set(money).isdisjoint(_COSTS) else []
    price = _floats(columns, _PRICE)
    for name in names:
        quotients = _quotients(name, factors, columns)
        if quotients is not None and price is not None:
            with np.errstate(all="ignore"):
                known = np.isfinite(price) & (price > 0) & (quotients > 0)
                whole = _near(quotients / factors.get(name, 1.0), price)[known]
            if len(whole) >= LEAST and whole.all():
                return True
    return False


def _quotients(name: str, factors: Mapping[str, float], columns: Mapping[str, LineColumn]) -> Floats | None:
    """What a thousand of *name* costs by each line's own figures, its numbers as they stand."""
    amounts = _floats(columns, name)
    paid = next((n for n in _COSTS if n != name and _floats(columns, n) is not None), None)
    cost = _floats(columns, paid) if paid else None
    if paid is None or amounts is None or cost is None:
        return None
    with np.errstate(all="ignore"):
        quotients: Floats = cost * factors.get(paid, 1.0) / amounts * 1000
    return quotients


def _near(quotients: Floats, price: Floats, share: float = AGREES) -> Bools:
    with np.errstate(all="ignore"):
        near: Bools = np.abs(quotients - price) <= share * price
    return near


def _floats(columns: Mapping[str, LineColumn], name: str) -> Floats | None:
    return floats_of(columns[name].values) if name in columns else None


def notes(
    columns: Mapping[str, LineColumn], factors: Mapping[str, float], formats: Mapping[str, float], sheet: str
) -> Iterator[Finding]:
    """What is exported otherwise than it stands in the plan."""
    by_format = {name for name in factors if name in formats and _says_nothing(name, columns)}
    by_note = {n: factor for n, factor in factors.items() if n not in by_format and _says_nothing(n, columns)}
    for kind, names in ((SCALE_FROM_FORMAT, by_format), (SCALE_FROM_NOTE, by_note)):
        for factor in dict.fromkeys(factors[name] for name in names):
            fields = sorted(name for name in names if factors[name] == factor)
            yield kind.at(sheet, fields=fields, names=", ".join(fields), factor=factor)
    for name, factor in factors.items():
        if name in by_note or name in by_format:
            continue
        column = columns[name]
        letter = column_letter(column.number) if column.number else ""
        by_header = IN_THOUSANDS if factor == 1e3 else IN_LARGER_UNITS
        yield (by_header if scale_of(column.header) != 1.0 else THOUSANDS_BY_PRICE).at(
            sheet,
            f"{letter}:{letter}" if letter else None,
            fields=[name],
            header=short(column.header),
            factor=factor,
            example=1.5 * factor,
        )


def _says_nothing(name: str, columns: Mapping[str, LineColumn]) -> bool:
    """Whether a scaled measure has its factor from a note: neither its header nor a price per thousand gives it."""
    if name not in columns:
        return True
    return name not in _COUNTS and scale_of(columns[name].header) == 1.0
