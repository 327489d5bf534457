"""Currencies in texts: in a cell, a header, a number format."""

from __future__ import annotations

import locale
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from worker.knowledge import cldr
from worker.knowledge.modifiers import modifiers_of
from worker.knowledge.particles import any_of
from worker.knowledge.templates import shipped_names
from worker.knowledge.values import ValueList, load_lists, load_values
from worker.knowledge.vocabulary import shipped_vocabulary
from worker.knowledge.word_pattern import word_pattern
from worker.text import CJK, CURRENCY_SIGNS, clean, normalise, plain, runs
from worker.values.currency_words import COUNTING, names_none
from worker.values.dates.calendar_words import measure_of
from worker.values.two_word_currencies import currency_of_two_words, is_currency_of_two_words
from worker.values.units import is_currency, money_words, unit_of

_CODE = re.compile(r"(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])")
_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
"""Runs of Chinese, Japanese or Korean characters, and what stands between them: '预算RMB' is two words."""
_BRACKETED = re.compile(r"[\[(（【［]\s*([^\])）】］]{1,12}?)\s*[\])）】］]")
_COUNTED = re.compile(rf"[{COUNTING}{COUNTING.upper()}]([A-Z]{{3}})")
_ABBREVIATION = re.compile(r"[A-Z]{3}(?<!KR)")
"""'TBD' is no thousand dinars of Bahrain, 'TKR' is a thousand kronor."""
_MONEY_WORDS = frozenset({"cost", "net", "gross", "total", "per", "excl_vat", "incl_vat"})
"""Modifiers of a header that an amount of money has."""
_BEHIND_CODE = frozenset({"net", "gross", "excl_vat", "incl_vat", "planned", "actual"})
_SHORTEST_NAME = 4
"""Letters of a shared name that is no sign: 'kroner', 'pesos', 'dollars'."""
_IN_FORMAT = re.compile(
    r"\[\$([^\]-]*)(?:-([0-9A-Fa-f]+))?\]|\"([^\"]*)\"|\\?([" + re.escape(CURRENCY_SIGNS) + r"])"
)


def currency_of(text: str, market: str | None = None) -> str | None:
    """The currency that *text* as a whole names: 'EUR', '€', 'US Dollar'; *market* decides between dollars."""
    tidy = clean(text).strip("()[] .,:")
    if len(tidy) <= 2 and not (is_currency(tidy) or is_currency(clean(text))):
        return None  # 's' is a second, 'S/' a sol
    for attempt in (clean(text), tidy):
        if code := _currencies().find(attempt) if attempt else None:
            return code
    if is_currency_of_two_words(clean(text)):
        return currency_of_two_words(text)
    return _of_shared_sign(tidy, market)


@lru_cache(maxsize=4096)
def currency_in(text: str, market: str | None = None) -> str | None:
    """The currency that stands in a header, a heading or a title: 'Net cost (EUR)', 'Бюджет, руб.', 'Cost €'."""
    return None if names_none(text) else _currency_in(clean(text), market)


def _currency_in(tidy: str, market: str | None) -> str | None:
    name, stroke, unit_below = tidy.rpartition(" / ")
    below = stroke and is_currency(unit_below) and not _is_word(unit_below)
    if below and (code := currency_of(unit_below, market)):
        return code
    if stroke and is_currency(first := name.partition(" / ")[0]) and (code := currency_of(first, market)):
        return code
    if len(tidy) <= 4 and is_currency(tidy) and not _is_word(tidy) and (whole := currency_of(tidy, market)):
        return whole
    for inner in _BRACKETED.findall(tidy):
        if is_currency(inner) and (currency := currency_of(inner, market)):
            return currency
    for part in (*_BRACKETED.findall(tidy), *tidy.split()[-1:]):
        unit = (
            None if _ABBREVIATION.fullmatch(part) else unit_of(part)
        )  # 'Netto (tkr)' counts in thousands of kr
        sign = unit.currency if unit and unit.factor != 1.0 else None
        if sign and not _is_word(sign) and (currency := currency_of(sign, market)):  # 'Brand' is no milliard
            return currency
    for code in _CODE.findall(tidy):
        if code in _currencies().names and (
            code not in money_words("code as a word") or _ends_in_code(tidy, code)
        ):
            return str(code)
    if code := currency_of_two_words(tidy):
        return code
    for sign in _signs().findall(tidy):
        if code := currency_of(sign, market):
            return code
    words = _WORD.findall(" ".join(runs(tidy)))
    pairs = (f"{a} {b}" for a, b in zip(words, words[1:], strict=False) if len(a) > 1 and len(b) > 1)
    return (
        next((code for name in (*pairs, *words) if (code := _named(name, market))), None)
        or _last(words, market)
        or _last_shared(words, market)
        or _small_code(words)
    )


def _is_word(name: str) -> bool:
    """Whether a currency's name is a word of another meaning as well: 'Real' is what was spent."""
    return len(name) > 2 and name.casefold() in money_words("name as a header")


def _named(name: str, market: str | None) -> str | None:
    """The currency that a word or two inside a text name: 'US dollars', 'руб'; a code in small letters is a word, as is 'Zář'."""
    if name.casefold() in money_words("name as a header"):
        return None
    if _joined().match(name):
        return _currencies().find(" ".join(_joined().sub("", word) for word in name.split()))
    if len(name) < 4 and name.isascii():
        if name.casefold() in money_words("abbreviation"):
            return currency_of(name, market)
        counted = None
    else:
        code = _currencies().find(name)
        if code and plain(code) != plain(name):
            return code
        if not name.isascii() and codes_of_shared_sign(name):
            return _of_shared_sign(name, market)
        counted = _COUNTED.fullmatch(name)
    code = counted[1] if counted else None
    return code if code in _currencies().names and code not in money_words("code as a word") else None


@lru_cache(maxsize=1)
def _joined() -> re.Pattern[str]:
    """'In the' and 'the', which Arabic and Hebrew write as one word with the noun: 'بالجنيه المصري'."""
    return re.compile(rf"^(?:{any_of('joined')})(?=\w{{3}})")


def _last(words: Sequence[str], market: str | None) -> str | None:
    """The currency whose short name, written as it is listed, closes a text: 'Költség Ft', 'Budget RM', 'Cost NTD'."""
    if len(words) < 2 or words[-1].casefold() in money_words("name as a header"):
        return None
    return _short_names().get(words[-1]) or (
        _of_shared_sign(words[-1], market) if words[-1] in _short_shared() else None
    )


def _last_shared(words: Sequence[str], market: str | None) -> str | None:
    """The currency of a name that several countries share, where it closes a text: 'Nettokostnad kronor'."""
    name = words[-1] if len(words) > 1 else ""
    if len(name) < _SHORTEST_NAME or name.casefold() in money_words("name as a header"):
        return None
    return _of_shared_sign(name, market)


def _small_code(words: Sequence[str]) -> str | None:
    """The code in small letters that closes a header of money: 'ad_spend_aed', 'Budget usd'; 'Spot 30 sek' are seconds."""
    code = words[-1].upper() if len(words) > 1 else ""
    if code not in load_lists("currency") or code in money_words("code as a word"):
        return None
    return code if measure_of(" ".join(words[:-1])) in shipped_names("money", "fee", "revenue") else None


@lru_cache(maxsize=1)
def _short_names() -> Mapping[str, str]:
    """Currency by a name of two or three letters."""
    return {
        alias: code
        for code, aliases in load_lists("currency").items()
        for alias in aliases
        if 2 <= len(alias) <= 3 and alias.isalpha() and alias.isascii()
    }


@lru_cache(maxsize=1)
def _short_shared() -> frozenset[str]:
    """Names of two or three letters that several countries share."""
    return frozenset(s for s in load_lists("shared_sign") if 2 <= len(s) <= 3 and s.isalpha() and s.isascii())


def _ends_in_code(text: str, code: str) -> bool:
    """Whether a code that may be a word closes a text of small letters or of money: 'Net tutar TRY', not 'TRY NOW'.

    What is said of tax or of the stage may follow: 'Montants en MAD HT', 'Bütçe, TRY Plan'.
    """
    before, _, behind = text.rpartition(code)
    words = _WORD.findall(before + code if modifiers_of(behind) & _BEHIND_CODE else text)
    if len(words) < 2 or words[-1] != code or code in money_words("code as a header"):
        return False
    return not words[0].isupper() or any(map(_is_of_money, words[:-1]))


def _is_of_money(word: str) -> bool:
    modifiers = shipped_vocabulary().modifiers.get(normalise(word), ())
    return not _MONEY_WORDS.isdisjoint(modifiers)


@lru_cache(maxsize=1024)
def currency_of_format(number_format: str, market: str | None = None) -> str | None:
    """The currency that a number format shows: '#,##0 [$€-407]', '"USD" 0.00'."""
    for sign, place, quoted, bare in _IN_FORMAT.findall(number_format):
        text = (sign or quoted or bare).strip()
        unit = unit_of(text) if text else None
        name = unit.currency if unit and unit.currency else text
        home = _country_of(place)  # '[$$-C09]' is the dollar of Australia
        if name and (code := (home and currency_of(name, home)) or currency_of(name, market)):
            return code
    return None


def shows_currency(number_format: str) -> bool:
    """Whether a number format writes a currency, be it one that several countries share."""
    texts = (sign or quoted or bare for sign, _, quoted, bare in _IN_FORMAT.findall(number_format))
    return any(
        is_currency(text) or ((unit := unit_of(text)) and unit.currency) for text in texts if text.strip()
    )


def _country_of(place: str) -> str | None:
    """The country of the locale that a number format names by its number: 'SE' for '41D'."""
    name = locale.windows_locale.get(int(place, 16), "") if place else ""
    return name.partition("_")[2] or None


def currencies_near(texts: Iterable[str], number_formats: Iterable[str]) -> tuple[str, ...]:
    """The currencies that titles, notes and number formats show, each once."""
    in_texts = (code for text in texts if (code := currency_in(text)))
    in_formats = (code for form in number_formats if (code := currency_of_format(form)))
    return tuple(dict.fromkeys([*in_texts, *in_formats]))


def sign_in(text: str) -> str | None:
    """The currency that stands in a short text, as written there: 'руб.' in ' тыс. руб.', '€' in '€/Stk'."""
    tidy = clean(text)
    if is_currency(tidy):
        return tidy
    pieces = (*_signs().findall(tidy), *_CODE.findall(tidy), *_WORD.findall(tidy))
    return next((piece for piece in pieces if is_currency(piece)), None)


@word_pattern()
def _signs() -> str:
    """Aliases of currencies that are no plain word, the longest first, and single signs."""
    aliases = {a for others in load_lists("currency").values() for a in others} | set(
        load_lists("shared_sign")
    )
    marked = {
        a for a in aliases if not a.rstrip(".").replace(" ", "").isalpha() or len(a) == 1 and CJK.match(a)
    }
    dollars = r"(?:[A-Z]{1,3})?\$[A-Z]{0,2}"
    listed = "|".join(
        (r"(?<![^\W\d_])" if a[0].isascii() and a[0].isalpha() else "")  # no sol in 'TPS/GST'
        + re.escape(a)
        + (r"(?![^\W\d_])" if a[0].isalpha() and not a[-1].isalnum() else "")  # nor in 'S/T Presse'
        for a in sorted(marked, key=len, reverse=True)
    )
    return rf"{listed}|{dollars}|[{re.escape(CURRENCY_SIGNS)}]"


def codes_of_shared_sign(sign: str) -> Sequence[str]:
    """The currencies that write *sign*, the likeliest first; none where it belongs to one alone."""
    return _codes_by_sign().get(sign.casefold(), ())


@lru_cache(maxsize=1)
def _codes_by_sign() -> Mapping[str, Sequence[str]]:
    return {sign.casefold(): codes for sign, codes in load_lists("shared_sign").items()}


def shared_sign_in(text: str) -> str | None:
    """The word or sign that several currencies share, as a note has it: 'kroner' in 'Priser i kroner', none in 'US dollars'."""
    shared = {
        s.casefold() for s in load_lists("shared_sign") if not (len(s) == 1 and s.isascii() and s.isalpha())
    }
    words = _WORD.findall(text)
    signs = (
        unit.currency if (unit := unit_of(sign)) and unit.currency else sign
        for sign in _signs().findall(text)
    )
    pieces = (*(w for at, w in enumerate(words) if not _is_of_own_name(words, at)), *signs)  # 'M$' is a '$'
    return next(
        (
            piece
            for piece in pieces
            if piece.casefold() in shared and piece.casefold() not in money_words("name as a header")
        ),
        None,
    )


def _is_of_own_name(words: Sequence[str], at: int) -> bool:
    """Whether a word is a part of a currency's own name: 'Pesos' in 'Pesos argentinos'."""
    pairs = (words[max(0, at - 1) : at + 1], words[at : at + 2])
    return any(len(pair) > 1 and _currencies().find(" ".join(pair)) for pair in pairs)


def own_currency_in(text: str) -> str | None:
    """The currency that a text names whatever its country is: 'CAD' in 'Cost $ (CAD)', and none in 'Cost $'."""
    rest = without_shared_sign(text)
    return currency_of(rest) or currency_in(rest)


def without_shared_sign(text: str) -> str:
    """A text without the sign in it that several currencies share."""
    sign = shared_sign_in(text)
    return text.replace(sign, " ") if sign and len(codes_of_shared_sign(sign)) > 1 else text


def shared_sign_of_format(number_format: str) -> str | None:
    """The sign of several currencies that a number format shows, with no country beside it: '$' in '"$"#,##0'."""
    for sign, place, quoted, bare in _IN_FORMAT.findall(number_format):
        text = (sign or quoted or bare).strip()
        if text and not _country_of(place) and (shared := shared_sign_in(text)):
            return shared
    return None


def _of_shared_sign(sign: str, market: str | None) -> str | None:
    """'$' in Australia is AUD, elsewhere USD; 'kr' without a market is nothing."""
    codes_of_sign = codes_of_shared_sign(sign)
    if not codes_of_sign:
        return None
    paid = [code for code in cldr.currencies_of(market) if code in codes_of_sign] if market else []
    return paid[0] if paid else (None if codes_of_sign[0] == "?" else codes_of_sign[0])


def _currencies() -> ValueList:
    return load_values("currency")
