"""Countries and their money, as CLDR has them: read by babel once, whose import takes longer than a short command."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

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
    three_letters: dict[str, str]
    money: dict[str, list[tuple[str, dt.date, dt.date]]]
    """What is legal tender in a country, from which day and until when."""
    homes: dict[str, str]
    """The likeliest country of a language."""
    speaking: dict[str, frozenset[str]]
    """The countries of a language."""


def country(key: str) -> str | None:
    """ISO 3166 code of a country's code or name, in any of `LANGUAGES`."""
    countries = _countries()
    if len(key) == 2 and key.upper() in countries.codes:
        return key.upper()
    if len(key) == 3 and (code := countries.three_letters.get(key)):
        return code
    if len(key) < 3 and key.isascii():
        return None
    return countries.by_name.get(key)


@lru_cache(maxsize=1)
def _countries() -> _Countries:
    """The files of sixteen locales are read once a version of babel, which its first file names."""
    spec = find_spec("babel")
    version = Path(spec.origin).read_text(encoding="utf-8") if spec and spec.origin else ""
    return from_cache("countries", _Countries, _read_countries, extra=version)


def _read_countries() -> _Countries:
    from babel import Locale  # only where the cache folder has not what it says
    from babel.core import get_global

    places = map(str, Locale("en").territories)
    codes = frozenset(c for c in places if len(c) == 2 and c.isalpha() and c not in _NO_COUNTRY)
    by_name: dict[str, str] = {}
    for tag in LANGUAGES:
        for code, name in Locale.parse(tag).territories.items():
            if code in codes:
                by_name.setdefault(compared(str(name)), str(code))
    three_letters = {
        old.lower(): new[0]
        for old, new in get_global("territory_aliases").items()
        if len(old) == 3 and old.isalpha() and len(new) == 1
    }
    money = {
        country: [
            (code, dt.date(*(start or _FIRST)), dt.date(*(end or _LAST)))
            for code, start, end, is_tender in currencies
            if is_tender
        ]
        for country, currencies in get_global("territory_currencies").items()
        if country in codes
    }
    likely = {tag: str(full).rsplit("_", 1)[-1] for tag, full in get_global("likely_subtags").items()}
    homes = {tag: home for tag, home in likely.items() if len(tag) == _ISO and home in codes}
    return _Countries(
        codes, by_name, three_letters, money, homes, _speaking(get_global("territory_languages"))
    )


def _speaking(languages_of: Mapping[str, Mapping[str, Mapping[str, object]]]) -> dict[str, frozenset[str]]:
    speaking: dict[str, set[str]] = {}
    for country, languages in languages_of.items():
        for language, facts in languages.items():
            if len(language) == _ISO and facts.get("official_status") in _SPOKEN:
                speaking.setdefault(language, set()).add(str(country))
    return {language: frozenset(countries) for language, countries in speaking.items()}


_ISO = 2
"""Letters of a language in ISO 639-1."""
_SPOKEN = ("official", "de_facto_official")
"""How CLDR says that a whole country speaks a language, and not only a region of it."""
_FIRST, _LAST = (1, 1, 1), (9999, 12, 31)
"""Days for money without a beginning or an end."""


def currencies_of(market: str) -> tuple[str, ...]:
    """What is paid with in *market* (ISO 3166 code), today; empty for regions."""
    today = dt.date.today()
    return tuple(code for code, first, last in _countries().money.get(market, ()) if first <= today <= last)


def country_of_language(language: str) -> str | None:
    """The likeliest country of a text in *language* (ISO 639-1 code): 'SE' for 'sv', 'ES' for 'es'."""
    return _countries().homes.get(language)


def countries_speaking(language: str) -> frozenset[str]:
    """The countries that speak *language* (ISO 639-1 code), the likeliest among them."""
    return _countries().speaking.get(language, frozenset())


_NO_COUNTRY = frozenset({"EZ", "UN", "QO", "ZZ", "XA", "XB", "EU"})
"""Two-letter codes of CLDR that are no country."""
