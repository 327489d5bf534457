"""What a plan says of its currency before any of its cells: by its brief, its title, its market, its language."""

from __future__ import annotations

import re

from worker.cleaning.reading import scale_notes
from worker.cleaning.reading.source import Source
from worker.knowledge.cldr import countries_speaking, country_of_language, currencies_of
from worker.knowledge.vocabulary import language_of
from worker.lazy_dataclass import dataclass
from worker.shapes.blocks import texts_in
from worker.values.money import codes_of_shared_sign, currency_in, currency_of

DOLLAR = "$"
TAX = "GST"
_TAX = re.compile(rf"\b{TAX}\b")
"""The tax on goods and services of Australia, Canada, New Zealand and Singapore, which have dollars of their own."""
_TAXED = "AU"


@dataclass(frozen=True, slots=True)
class PlanCurrency:
    """Which currency holds for the whole plan, and whose signs its cells have."""

    stated: str | None
    """The currency that the brief, else the table's title, states."""
    market: str | None
    """Whose '$' or 'kr' is meant: that of the country of the stated currency ('All costs in CAD'), else of the market.

    Where neither is stated, the country of the headers' language: 'kr' in a Swedish plan is SEK.
    """
    rival: str | None
    """A country of that language that means another currency by '$': Mexico for a Spanish plan without a market."""


def plan_currency(source: Source) -> PlanCurrency:
    """What the plan of *source* says."""
    language = None if source.market else _language(source)
    home = country_of_language(language) if language else None
    market = source.market or home
    stated = _stated(source, market)
    paying = stated[:2] if stated and stated in currencies_of(stated[:2]) else market
    of_language = _rival(language, home) if language and home and not stated else None
    of_tax = _rival_of_tax(source) if not (stated or source.market or of_language) else None
    rival = of_language or of_tax
    return PlanCurrency(stated, paying, rival)


def _stated(source: Source, market: str | None) -> str | None:
    word = next((b.value for b in source.mapped.layout.brief if b.field == "currency"), None)
    code = currency_of(word, market) or currency_in(word, market) if word else None
    title = source.mapped.table.title
    return code or (currency_in(title, market) if title else None) or _of_totals(source, market)


def _of_totals(source: Source, market: str | None) -> str | None:
    """The one currency that the labels of the table's sums name: 'Totalt, SEK'."""
    codes = {currency_in(label, market) for _, label in scale_notes.of_totals(source.mapped)} - {None}
    return codes.pop() if len(codes) == 1 else None


def _language(source: Source) -> str | None:
    return language_of(
        column.parts[-1] if column.parts else column.header for column in source.mapped.table.columns
    )


def _rival_of_tax(source: Source) -> str | None:
    """A country with that tax, where the sheet speaks of it: no dollar of the United States bears any."""
    grid = source.mapped.grid
    pieces = (piece for column in range(1, grid.width + 1) for piece in grid.pieces(column))
    texts = ("\n".join(texts_in([piece])) for piece in pieces)
    return _TAXED if any(TAX in some and _TAX.search(some) for some in texts) else None


def _rival(language: str, home: str) -> str | None:
    codes = codes_of_shared_sign(DOLLAR)
    if not codes or set(currencies_of(home)) & set(codes):
        return None
    paid = {country: set(currencies_of(country)) & set(codes) for country in countries_speaking(language)}
    return min((country for country, own in paid.items() if own and codes[0] not in own), default=None)
