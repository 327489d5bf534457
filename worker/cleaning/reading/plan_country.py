"""The country of a plan, as far as a sign that several currencies share, or money without any sign, depends on it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from worker.cleaning.mapped_table import MappedTable
from worker.knowledge.cldr import countries_speaking, country_of_language, currencies_of
from worker.knowledge.vocabulary import language_of
from worker.lazy_dataclass import dataclass
from worker.values.countries import LONGEST, Clue, clues_in, places_in

WORLDWIDE = "en"
"""The language of plans of all countries."""
_EDGE = 60
"""Rows above and below the lines that are looked at."""
_CHINESE, _TRADITIONAL = "zh", "zh_Hant"


@dataclass(frozen=True, slots=True)
class Home:
    """Whose money a sign of several countries is."""

    country: str | None
    """The country that decides; None where the sign's first currency holds, or none."""
    rival: str | None = None
    """A country that would decide otherwise; None where there is no doubt."""
    disputed: tuple[Clue, Clue] | None = None
    """Two clues of different countries."""


def home_of(codes: Sequence[str], clues: Sequence[Clue], language: str | None) -> Home:
    """The country of a sign that *codes* share, the likeliest first: by the clues that speak of them, else by language.

    One clue is enough; two that speak of different currencies are a dispute. Where no clue names one alone, the country
    of the language holds if it pays with one of them. The first code holds where no other country of the language has one.
    """
    shared = frozenset(codes) - {"?"}
    speaking = [(clue, clue.currencies & shared) for clue in clues if clue.currencies & shared]
    common = shared
    for at, (clue, currencies) in enumerate(speaking):
        if not common & currencies:
            other = next(one for one, paid in speaking[:at] if not paid & currencies or at == 1)
            return Home(_payer(other, shared), _payer(clue, shared), (other, clue))
        common &= currencies
    own = {country: set(currencies_of(country)) & shared for country in countries_speaking(language or "")}
    spoken = frozenset().union(*own.values()) if language != WORLDWIDE else shared
    narrowed = common & spoken or common
    if speaking and len(narrowed) == 1:
        return Home(_country_of(next(iter(narrowed))))
    likely = country_of_language(language) if language else None
    if likely and common.intersection(currencies_of(likely)):
        return Home(likely)
    first = codes[0]
    others = sorted(c for c, paid in own.items() if paid & common and first not in paid)
    if first in common and (not others or language == WORLDWIDE or first[:2] in own):
        return Home(None)
    rivals = others or [_country_of(code) for code in sorted(common - {first})]
    return Home(None, None if first == "?" and not speaking else rivals[0])


def _payer(clue: Clue, codes: Collection[str]) -> str:
    """One of a clue's countries that pays with one of *codes*."""
    return min(country for country in clue.countries if set(currencies_of(country)) & set(codes))


def _country_of(code: str) -> str:
    """'MX' for 'MXN': a currency's code begins with that of its country."""
    return code[:2]


def clues_of(mapped: MappedTable) -> list[Clue]:
    """What stands around the lines of a table, and the places that a column lists, the strongest first."""
    around, places = list[Clue](), list[Clue]()
    for text in _around(mapped):
        around += clues_in(text)
        places += filter(None, (places_in(text),))
    for column in mapped.table.columns:
        listed = [places_in(sample) for sample in column.samples]
        if listed and all(listed):
            together = frozenset().union(*(clue.countries for clue in listed if clue))
            places.append(Clue(column.samples[0], together))
    return [*dict.fromkeys(around), *dict.fromkeys(places)]


def currency_of_clues(mapped: MappedTable) -> tuple[str, str] | None:
    """The currency of money without any sign, with the word that tells it: a company's form, a tax and its rate, an address.

    Only where no two clues disagree and the headers' language is spoken where it is paid. Places prove nothing: they are where
    the media run.
    """
    clues = [clue for text in _around(mapped) for clue in clues_in(text)]
    common = frozenset.intersection(*(clue.currencies for clue in clues)) if clues else frozenset[str]()
    language = language_of_table(mapped)
    if language and language != WORLDWIDE:
        common &= {code for country in countries_speaking(language) for code in currencies_of(country)}
    telling = next((clue for clue in clues if not clue.is_bare), None)
    return (next(iter(common)), telling.text) if telling and len(common) == 1 else None


def language_of_table(mapped: MappedTable) -> str | None:
    """The language of a table's headers; `zh_Hant` where they are in traditional characters."""
    headers = [c.parts[-1] if c.parts else c.header for c in mapped.table.columns]
    language = language_of(headers)
    if language == _CHINESE:
        text = "".join(headers)
        return _TRADITIONAL if _fits(text, "big5") and not _fits(text, "gb2312") else language
    return language


def _fits(text: str, encoding: str) -> bool:
    letters = "".join(letter for letter in text if letter.isalpha())
    try:
        letters.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _around(mapped: MappedTable) -> Iterator[str]:
    """The texts of the rows near the lines that are none, each once."""
    table, height = mapped.table, mapped.grid.height
    lines = set(table.line_rows)
    first, last = table.first_row, table.last_row
    rows = [
        *range(max(1, first - _EDGE), first),
        *(skipped.row for skipped in table.skipped[:_EDGE]),
        *range(last + 1, min(height, last + _EDGE) + 1),
    ]
    cells = (
        cell
        for row in dict.fromkeys(rows)
        if row not in lines and row <= height
        for cell in mapped.grid.cells[row - 1]
    )
    yield from dict.fromkeys(cell for cell in cells if isinstance(cell, str) and 1 < len(cell) <= LONGEST)
