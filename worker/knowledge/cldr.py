"""Countries and their money, as CLDR has them."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import babel
from babel import Locale
from babel.core import get_global
from babel.numbers import get_territory_currencies

from worker.knowledge.cache_file import from_cache
from worker.text import compared

LANGUAGES = (
    "en",
    "de",
    "fr",
    "es",
    "it",
    "pt",
    "nl",
    "pl",
    "tr",
    "ru",
    "ar",
    "vi",
    "zh",
    "zh_Hant",
    "ja",
    "ko",
)
"""In this order country names are looked up; a name that means two countries belongs to the first."""


class _Countries(NamedTuple):
    codes: frozenset[str]
    by_name: dict[str, str]


def country(key: str) -> str | None:
    """ISO 3166 code of a country's code or name, in any of `LANGUAGES`."""
    countries = _countries()
    if len(key) == 2 and key.upper() in countries.codes:
        return key.upper()
    if len(key) == 3 and (code := _three_letters().get(key)):
        return code
    if len(key) < 3 and key.isascii():
        return None
    return countries.by_name.get(key)


@lru_cache(maxsize=1)
def _countries() -> _Countries:
    """The files of sixteen locales are read once a version of babel."""
    return from_cache("countries", _Countries, _read_countries, extra=babel.__version__)


def _read_countries() -> _Countries:
    places = map(str, Locale("en").territories)
    codes = frozenset(c for c in places if len(c) == 2 and c.isalpha() and c not in _NO_COUNTRY)
    by_name: dict[str, str] = {}
    for tag in LANGUAGES:
        for code, name in Locale.parse(tag).territories.items():
            if code in codes:
                by_name.setdefault(compared(str(name)), str(code))
    return _Countries(codes, by_name)


@lru_cache(maxsize=1)
def _three_letters() -> dict[str, str]:
    return {
        old.lower(): new[0]
        for old, new in get_global("territory_aliases").items()
        if len(old) == 3 and old.isalpha() and len(new) == 1
    }


def currencies_of(market: str) -> tuple[str, ...]:
    """What is paid with in *market* (ISO 3166 code), today; empty for regions."""
    if market not in _countries().codes:
        return ()
    return tuple(get_territory_currencies(market))


_SPOKEN = ("official", "de_facto_official")
"""How CLDR says that a whole country speaks a language, and not only a region of it."""


@lru_cache(maxsize=64)
def country_of_language(language: str) -> str | None:
    """The likeliest country of a text in *language* (ISO 639-1 code): 'SE' for 'sv', 'ES' for 'es'."""
    tag = get_global("likely_subtags").get(language)
    country = str(tag).rsplit("_", 1)[-1] if tag else ""
    return country if country in _countries().codes else None


@lru_cache(maxsize=64)
def countries_speaking(language: str) -> frozenset[str]:
    """The countries that speak *language*, the likeliest among them."""
    return frozenset(
        str(country)
        for country, languages in get_global("territory_languages").items()
        if languages.get(language, {}).get("official_status") in _SPOKEN
    )


_NO_COUNTRY = frozenset({"EZ", "UN", "QO", "ZZ", "XA", "XB", "EU"})
"""Two-letter codes of CLDR that are no country."""
