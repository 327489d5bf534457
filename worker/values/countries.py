"""Words from which the country of a plan can be told: companies' forms, taxes, telephone numbers, addresses, places.

The words stand in `knowledge/values`: `company_form.txt`, `sales_tax.txt`, `calling_code.txt` and `city.txt`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from worker.knowledge import cldr
from worker.knowledge.values import load_lists, load_values
from worker.lazy_dataclass import dataclass
from worker.text import SPACELESS, compared

LONGEST = 300
"""Characters of a text that may say where a plan is from beside other things."""
_RATE = re.compile(r"(\d{1,2}(?:[.,]\d{1,3})?)\s?%")
_REACH = 15
"""Characters between a tax and its percentage."""
_TELEPHONE = re.compile(r"(?<![\w.,])\+\s?(\d[\d\s()./-]{6,18}\d)")
_DIGITS = range(8, 16)
"""How many a number has that can be called from abroad."""
_ADDRESS = re.compile(
    r"(?:@|www\.|://)[\w.-]*?\.(com?\.|org\.|net\.|ac\.|gob\.|gov\.)?([a-z]{2})(?![\w-]|\.\w)", re.I
)
_OF_ANYBODY = frozenset({"co", "io", "tv", "me", "ai", "fm", "ly", "cc", "gg", "to", "la", "vc", "sh", "im"})
"""Domains of countries that others take for what they spell."""
_UNITED_KINGDOM = {"uk": "GB"}
_CLAUSE_ENDS = r"(?=\s*(?:$|[,;:|()\n–—]|-\s))"
_WORD_ENDS = r"(?!\w)"
_SHORT = 3
"""Letters of a form that may be a word or a code of another meaning: 'Norrsken AB', and no 'AB test'."""
_BETWEEN = re.compile(r"\s*[,;|\n]\s*|\s+[-–—/]\s+")


@dataclass(frozen=True, slots=True)
class Clue:
    """A word of a plan, and the countries (ISO 3166 codes) that it speaks of."""

    text: str
    countries: frozenset[str]
    is_bare: bool = False
    """A tax without its percentage: it tells which of several currencies a sign means, and of money without a sign nothing."""

    @property
    def currencies(self) -> frozenset[str]:
        """What is paid with in any of them."""
        return frozenset(code for country in self.countries for code in cldr.currencies_of(country))


def clues_in(text: str) -> Iterator[Clue]:
    """What a title, a note or a label says of its country: taxes first, then companies, addresses, telephone numbers.

    >>> [sorted(clue.countries) for clue in clues_in("Cometa S.A. de C.V. | Tel. +52 55 5555 0123 | IVA 16 %")]
    [['MX'], ['MX'], ['MX']]
    """
    if len(text) <= LONGEST:
        yield from _of_taxes(text)
        yield from _of_companies(text)
        yield from _of_addresses(text)
        yield from _of_telephones(text)


@lru_cache(maxsize=4096)
def places_in(text: str) -> Clue | None:
    """The countries of the places that a text lists; None where it holds anything else.

    >>> places_in("Sydney, Melbourne").countries == {"AU"}, places_in("Sydney Morning Herald")
    (True, None)
    """
    names = [part for part in _BETWEEN.split(text.strip()) if part]
    countries = [_of_place(name) for name in names[:8]]
    return Clue(text, frozenset().union(*countries)) if names and all(countries) else None


def _of_place(name: str) -> frozenset[str]:
    key = compared(name)
    country = load_values("market").find(name) if len(name) > _SHORT else None
    own = frozenset({country}) if country and cldr.currencies_of(country) else frozenset[str]()
    return own | _cities().get(key, frozenset())


@lru_cache(maxsize=1)
def _cities() -> Mapping[str, frozenset[str]]:
    countries: dict[str, set[str]] = {}
    for country, cities in load_lists("city").items():
        for city in cities:
            countries.setdefault(compared(city), set()).add(country)
    return {city: frozenset(of) for city, of in countries.items()}


def _of_taxes(text: str) -> Iterator[Clue]:
    taxes = load_lists("sales_tax")
    for match in _taxes().finditer(text):
        name = _tax_names()[match[0].casefold()]
        near = text[max(0, match.start() - _REACH) : match.end() + _REACH]
        rate = _RATE.search(near)
        of_rate = taxes.get(f"{name} {_plain_rate(rate[1])}") if rate else None
        if countries := of_rate or taxes.get(name):
            yield Clue(near.strip(" ,;:()") if of_rate else match[0], frozenset(countries), not rate)


def _plain_rate(rate: str) -> str:
    whole, mark, part = rate.replace(",", ".").partition(".")
    return f"{whole}{mark}{part.rstrip('0')}".rstrip(".")


@lru_cache(maxsize=1)
def _tax_names() -> Mapping[str, str]:
    names = (re.sub(r" \d+(?:\.\d+)?$", "", listed) for listed in load_lists("sales_tax"))
    return {name.casefold(): name for name in names}


@lru_cache(maxsize=1)
def _taxes() -> re.Pattern[str]:
    """Each name of a tax as it is listed, or in capitals: 'btw', and 'BTW'."""
    names = {form for name in _tax_names().values() for form in (name, name.upper(), name.capitalize())}
    return _any_word(names)


def _of_companies(text: str) -> Iterator[Clue]:
    pattern, forms = _company_forms()
    for match in pattern.finditer(text):
        name = _without_dots(match[0])
        is_short = name.isascii() and len(name) <= _SHORT and "." not in match[0]
        if not (is_short and text.isupper()):
            yield Clue(match[0].strip(), frozenset(forms[name]))


@lru_cache(maxsize=1)
def _company_forms() -> tuple[re.Pattern[str], Mapping[str, tuple[str, ...]]]:
    listed = load_lists("company_form")
    patterns = []
    for form in sorted(listed, key=len, reverse=True):
        pattern = re.escape(form).replace(r"\.", r"\.?\s?").replace(r"\ ", r"\s*")
        if SPACELESS.match(form.strip("(")) or form in "㈱㈜":
            patterns.append(pattern)
        else:
            is_short = len(_without_dots(form)) <= _SHORT and "." not in form
            patterns.append(rf"(?<=[\w.),][ ,\xa0]){pattern}{_CLAUSE_ENDS if is_short else _WORD_ENDS}")
    return re.compile("|".join(patterns)), {_without_dots(form): of for form, of in listed.items()}


def _without_dots(form: str) -> str:
    return re.sub(r"[.\s]", "", form)


def _of_addresses(text: str) -> Iterator[Clue]:
    for match in _ADDRESS.finditer(text):
        second, top = match[1], match[2].casefold()
        country = _UNITED_KINGDOM.get(top) or cldr.country(top)
        if country and (second or top not in _OF_ANYBODY):
            yield Clue(match[0].lstrip("@:/"), frozenset({country}))


def _of_telephones(text: str) -> Iterator[Clue]:
    codes = load_lists("calling_code")
    for match in _TELEPHONE.finditer(text):
        digits = re.sub(r"\D", "", match[1])
        code = next((digits[:n] for n in (3, 2, 1) if digits[:n] in codes), None)
        if code and len(digits) in _DIGITS:
            yield Clue(f"+{code}", frozenset(codes[code]))


def _any_word(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern for each of *words* as a whole word; those of scripts without spaces may touch others."""
    patterns = (
        re.escape(word) if SPACELESS.match(word) else rf"(?<!\w){re.escape(word)}(?!\w)"
        for word in sorted(words, key=len, reverse=True)
    )
    return re.compile("|".join(patterns))
