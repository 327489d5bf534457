"""Currencies in texts: in a cell, a header, a number format."""

from __future__ import annotations

import re
from functools import lru_cache

from worker.knowledge import cldr
from worker.knowledge.values import ValueList, load_lists, load_values
from worker.text import CJK, CURRENCY_SIGNS, clean
from worker.values.units import ABBREVIATIONS, AMBIGUOUS_CODES, HEADER_NAMES, is_currency

_CODE = re.compile(r"(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])")
_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
_OTHER_MEANING = frozenset({"real", "rand", "rial", "colon", "colón", "lari", "dram", "guaraní", "sucre"})
_BRACKETED = re.compile(r"[\[(]\s*([^\])]{1,12}?)\s*[\])]")
_IN_FORMAT = re.compile(
    r"\[\$([^\]-]*)(?:-([0-9A-Fa-f]+))?\]|\"([^\"]*)\"|\\?([" + re.escape(CURRENCY_SIGNS) + r"])"
)
_DOLLARS = {
    "409": "USD",
    "C09": "AUD",
    "1009": "CAD",
    "C0C": "CAD",
    "80A": "MXN",
    "1409": "NZD",
    "4809": "SGD",
    "C04": "HKD",
    "404": "TWD",
    "2C0A": "ARS",
    "340A": "CLP",
    "240A": "COP",
}
"""Which dollar or peso, by the locale that a number format names."""


def currency_of(text: str, market: str | None = None) -> str | None:
    """The currency that *text* as a whole names: 'EUR', '€', 'US Dollar'; *market* decides between dollars."""
    tidy = clean(text).strip("()[] .,:")
    if len(tidy) <= 2 and not (is_currency(tidy) or is_currency(clean(text))):
        return None  # 's' is a second, 'S/' a sol
    for attempt in (clean(text), tidy):
        if code := _currencies().find(attempt) if attempt else None:
            return code
    return _of_shared_sign(tidy, market)


@lru_cache(maxsize=4096)
def currency_in(text: str, market: str | None = None) -> str | None:
    """The currency that stands in a header, a heading or a title: 'Net cost (EUR)', 'Бюджет, руб.', 'Cost €'."""
    tidy = clean(text)
    if len(tidy) <= 4 and (whole := currency_of(tidy, market)):
        return whole
    for inner in _BRACKETED.findall(tidy):
        if currency := currency_of(inner, market):
            return currency
    for code in _CODE.findall(tidy):
        if code in _currencies().names and (code not in AMBIGUOUS_CODES or _ends_in_code(tidy, code)):
            return str(code)
    for sign in _signs().findall(tidy):
        if code := currency_of(sign, market):
            return code
    for word in _WORD.findall(tidy):
        if (len(word) >= 4 or not word.isascii()) and word.casefold() not in _OTHER_MEANING:
            code = _currencies().find(word)
            if code and code.casefold() != word.casefold():
                return code
        elif word.casefold() in ABBREVIATIONS and (code := currency_of(word, market)):
            return code
    return None


def _ends_in_code(text: str, code: str) -> bool:
    """Whether a code that may be a word closes a text of small letters: 'Net tutar TRY', not 'TRY NOW' or 'Top ALL'."""
    words = _WORD.findall(text)
    return len(words) > 1 and words[-1] == code and code not in HEADER_NAMES and not words[0].isupper()


@lru_cache(maxsize=1024)
def currency_of_format(number_format: str, market: str | None = None) -> str | None:
    """The currency that a number format shows: '#,##0 [$€-407]', '"USD" 0.00'."""
    for sign, locale, quoted, bare in _IN_FORMAT.findall(number_format):
        if sign == "$" and locale.upper().lstrip("0") in _DOLLARS:
            return _DOLLARS[locale.upper().lstrip("0")]
        text = (sign or quoted or bare).strip()
        if text and (code := currency_of(text, market)):
            return code
    return None


def sign_in(text: str) -> str | None:
    """The currency that stands in a short text, as written there: 'руб.' in ' тыс. руб.', '€' in '€/Stk'."""
    tidy = clean(text)
    if is_currency(tidy):
        return tidy
    pieces = (*_signs().findall(tidy), *_CODE.findall(tidy), *_WORD.findall(tidy))
    return next((piece for piece in pieces if is_currency(piece)), None)


@lru_cache(maxsize=1)
def _signs() -> re.Pattern[str]:
    """Aliases of currencies that are no plain word, the longest first, and single signs."""
    aliases = {a for code, others in load_lists("currency").items() for a in others}
    marked = {
        a for a in aliases if not a.rstrip(".").replace(" ", "").isalpha() or len(a) == 1 and CJK.match(a)
    }
    dollars = r"(?:[A-Z]{1,3})?\$[A-Z]{0,2}"
    listed = "|".join(re.escape(a) for a in sorted(marked, key=len, reverse=True))
    return re.compile(rf"{listed}|{dollars}|[{re.escape(CURRENCY_SIGNS)}]")


def _of_shared_sign(sign: str, market: str | None) -> str | None:
    """'$' in Australia is AUD, elsewhere USD; 'kr' without a market is nothing."""
    codes_of_sign = {s.casefold(): codes for s, codes in load_lists("shared_sign").items()}.get(
        sign.casefold()
    )
    if not codes_of_sign:
        return None
    paid = [code for code in cldr.currencies_of(market) if code in codes_of_sign] if market else []
    return paid[0] if paid else (None if codes_of_sign[0] == "?" else codes_of_sign[0])


def _currencies() -> ValueList:
    return load_values("currency")
