"""Countries, their money and the names of languages, as CLDR has them."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale
from babel.core import get_global
from babel.numbers import get_territory_currencies

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


def country(key: str) -> str | None:
    """ISO 3166 code of a country's code or name, in any of `LANGUAGES`."""
    if len(key) == 2 and key.upper() in _codes():
        return key.upper()
    if len(key) == 3 and (code := _three_letters().get(key)):
        return code
    if len(key) < 3 and key.isascii():
        return None
    return next((code for tag in LANGUAGES if (code := _names(tag).get(key))), None)


@lru_cache(maxsize=1)
def _codes() -> frozenset[str]:
    codes = map(str, Locale("en").territories)
    return frozenset(c for c in codes if len(c) == 2 and c.isalpha() and c not in _NO_COUNTRY)


@lru_cache(maxsize=1)
def _three_letters() -> dict[str, str]:
    return {
        old.lower(): new[0]
        for old, new in get_global("territory_aliases").items()
        if len(old) == 3 and old.isalpha() and len(new) == 1
    }


@lru_cache(maxsize=len(LANGUAGES))
def _names(tag: str) -> dict[str, str]:
    territories = Locale.parse(tag).territories
    return {compared(str(name)): str(code) for code, name in territories.items() if code in _codes()}


def currencies_of(market: str) -> tuple[str, ...]:
    """What is paid with in *market* (ISO 3166 code), today; empty for regions."""
    if market not in _codes():
        return ()
    return tuple(get_territory_currencies(market))


_NO_COUNTRY = frozenset({"EZ", "UN", "QO", "ZZ", "XA", "XB", "EU"})
"""Two-letter codes of CLDR that are no country."""


def language(code: str) -> str:
    """'German' for 'de'."""
    return str(Locale("en").languages[code])
