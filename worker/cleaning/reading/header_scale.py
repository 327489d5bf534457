"""Headers that say in what their numbers count: 'Impressions (000)', 'Budget, тыс. руб.', 'Netto T€'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from worker.cleaning.lines import Amounts, Bools, Floats, LineColumn, floats_of, short
from worker.cleaning.measures import additive_names
from worker.findings.cleaning import IN_LARGER_UNITS, IN_THOUSANDS
from worker.shapes.finding import Finding
from worker.shapes.grid import column_letter
from worker.shapes.template import Template
from worker.text import clean
from worker.values.numbers import MULTIPLIERS

_WORDS = MULTIPLIERS | {
    "000": 1e3, "000s": 1e3, "000's": 1e3, "1000": 1e3, "1000s": 1e3, "x1000": 1e3, "thousands": 1e3, "thou": 1e3,
    "milliers": 1e3, "miles": 1e3, "migliaia": 1e3, "milhares": 1e3, "duizend": 1e3, "tusen": 1e3, "tusind": 1e3, "tuhat": 1e3,
    "тис": 1e3, "тысячах": 1e3, "tausend": 1e3, "tisíc": 1e3, "ezer": 1e3, "mii": 1e3,
    "millionen": 1e6, "milioane": 1e6, "milionów": 1e6, "млрд": 1e9,
}  # fmt: skip
_ALONE = frozenset({
    "000", "000s", "000's", "tsd", "thousands", "milliers", "migliaia", "тыс", "тис", "tys", "mio", "mln", "млн", "millions",
    "lakhs", "lacs", "crore", "crores", "千", "천", "万", "萬", "만", "億", "亿", "억", "百万", "백만",
})  # fmt: skip
"""Words that say it at the end of a header, without brackets, a comma or a currency beside them."""
_BRACKETED = re.compile(r"[(\[（【]([^()\[\]（）【】]{1,24})[)\]）】]")
_INTRODUCED = re.compile(r"(?:,|\s(?:in|en|em|w|в|i|x))\s+([^,]{1,24})$")
_CURRENCY = re.compile(
    r"[$€£¥₽₩₴₺₹]|\b(?:eur|usd|gbp|chf|rub|rur|руб|р|pln|zł|kč|czk|uah|грн|try|tl|inr|jpy|krw|sek|nok|dkk|brl|mxn)\b|円|元|원"
)
_GLUED = re.compile(r"^(?:eur|usd|gbp|chf)(?=[a-z]$)|(?<=^[a-z])(?:eur|usd|gbp|chf)$")
_LEAD = re.compile(r"^(?:in|en|em|w|в|i|x)\s+")
_LETTERS = frozenset({"t", "b"})
"""Letters that multiply only beside a currency: 'Views (B)' is a variant."""
AGREES = 0.05
"""Relative difference between a price and what a line's own figures give for it."""
_PRICE, _COSTS = "cpm", ("net_cost", "gross_cost", "planned_budget", "spend")


def scale_of(header: str) -> float:
    """What a column's numbers must be multiplied by; 1.0 where its header says nothing of it."""
    text = clean(header).casefold().replace("’", "'").replace("`", "'").replace("1,000", "1000")
    for part in (*_BRACKETED.findall(text), *_INTRODUCED.findall(text)):
        if scale := _factor(part):
            return scale
    last = text.split()[-2:]
    for part in (" ".join(last[-1:]), " ".join(last)):
        scale = _factor(part) if len(text) > len(part) else None
        if scale and (_bare(part) in _ALONE or _priced(part)):
            return scale
    return 1.0


def _factor(part: str) -> float | None:
    word = _bare(part)
    if word in _LETTERS and not _priced(part):
        return None
    return 1e3 if word == "t" else _WORDS.get(word)


def _priced(part: str) -> bool:
    """Whether a currency stands beside: 'T€', 'k EUR'."""
    return bool(_CURRENCY.search(part) or _GLUED.search(part.strip()))


def _bare(part: str) -> str:
    """'тыс' of ' тыс. руб.', 'k' of '€k', 'thousands' of 'in thousands'."""
    plain = _CURRENCY.sub(" ", _GLUED.sub("", part.strip()))
    return _LEAD.sub("", plain.strip()).strip(" .'*")


def scales(columns: Mapping[str, LineColumn], template: Template) -> dict[str, float]:
    """Measure -> factor, for the amounts whose header names one; where a line's own price speaks against it, none."""
    said = {
        name: scale
        for name in additive_names(template)
        if name in columns and (scale := scale_of(columns[name].header)) != 1.0
    }
    return {name: scale for name, scale in said.items() if not _whole_already(name, said, columns)}


def scaled(
    columns: Mapping[str, LineColumn], amounts: Sequence[Amounts], factors: Mapping[str, float]
) -> tuple[dict[str, LineColumn], tuple[Amounts, ...]]:
    """The columns and period amounts in single units."""
    by_line = dict(columns)
    for name, factor in factors.items():
        values = floats_of(columns[name].values)
        if values is not None:
            by_line[name] = replace(columns[name], values=values * factor)
    return by_line, tuple(
        replace(a, values=a.values * factors.get(a.measure, 1.0)) if not a.marks else a for a in amounts
    )


def _whole_already(name: str, said: Mapping[str, float], columns: Mapping[str, LineColumn]) -> bool:
    """Whether cost by price shows that the numbers are whole, whatever the header says."""
    price, amounts = _floats(columns, _PRICE), _floats(columns, name)
    paid = next((n for n in _COSTS if n != name and _floats(columns, n) is not None), None)
    cost = _floats(columns, paid) if paid else None
    if paid is None or price is None or amounts is None or cost is None or name in _COSTS:
        return False
    with np.errstate(all="ignore"):
        given = cost * said.get(paid, 1.0) / amounts * 1000
    return bool(_near(given, price).any()) and not _near(given / said[name], price).any()


def _near(given: Floats, price: Floats) -> Bools:
    with np.errstate(all="ignore"):
        near: Bools = np.abs(given - price) <= AGREES * price
    return near


def _floats(columns: Mapping[str, LineColumn], name: str) -> Floats | None:
    return floats_of(columns[name].values) if name in columns else None


def notes(columns: Mapping[str, LineColumn], factors: Mapping[str, float], sheet: str) -> Iterator[Finding]:
    """What is exported otherwise than it stands in the plan."""
    for name, factor in factors.items():
        column = columns[name]
        letter = column_letter(column.number) if column.number else ""
        yield (IN_THOUSANDS if factor == 1e3 else IN_LARGER_UNITS).at(
            sheet,
            f"{letter}:{letter}" if letter else None,
            fields=[name],
            header=short(column.header),
            factor=factor,
            example=1.5 * factor,
        )
