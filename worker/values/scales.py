"""Headers that say in what their numbers count: 'Impressions (000)', 'Budget, тыс. руб.', 'Netto T€', 'Показы (тыс. шт.)'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from worker.knowledge.modifiers import modifiers_of
from worker.knowledge.particles import any_of, particles
from worker.knowledge.templates import shipped_names
from worker.knowledge.values import load_lists
from worker.knowledge.word_pattern import word_pattern
from worker.text import CJK, CURRENCY_SIGNS, SPACELESS, clean
from worker.values.dates.calendar_words import measure_of, measure_of_phrase
from worker.values.units import (
    LONGEST,
    counts,
    header_multipliers,
    is_currency,
    letter_multipliers,
    lone_header_multipliers,
    multipliers,
    stand_apart,
    unit_of,
)

LARGER = (1e3, 1e6)
"""How many times another an amount is where that one counts in thousands or millions."""
_THOUSAND = re.compile(r"(?<![\d.,'])1[.,' ]000(?![\d.,'])")
_BRACKETED = re.compile(r"[(\[（【]([^()\[\]（）【】]{1,24})[)\]）】]")
_EXPLAINED = re.compile(r"(\S{1,6})\s*[(=:]\s*([^()=:,;]{4,40})")
"""A unit and, behind it, the words that it stands for: 'M$ (miles de pesos)'; elsewhere 'M$' is a million."""
_INITIAL = re.compile(r"[(\[]\s*[A-Z]\s*[)\]](?=\s+[A-Z])")
"""A letter in brackets inside a name: 'Savanna Sky Media (K) Ltd' is a company of Kenya."""
_UNIT_BEHIND = re.compile(r"(?:\s+/\s+[^/]+|\s*[(\[（【][^()\[\]（）【】]+[)\]）】])\s*$")
_CURRENCY_APART = re.compile(r"(.*\S)\s*[,(\[（【]\s*([^\s,()\[\]（）【】]{1,5})\s*[)\]）】]?")
_POINTS = "grp"
_PRICED = frozenset({"net_cost", "gross_cost", "cpm"})
"""Measures of which 'Cost / тыс. показов' is one of a thousand."""
_QUALIFIERS = frozenset({"net", "gross", "excl_vat", "incl_vat"})
_CLAUSES = re.compile(r"[:：;；、，(（)）|•·]|,(?!\d)|\s[-–—]\s")
_TIME = re.compile(r"\b(?:FY ?\d\d(?:[/-]\d\d)?|[QH][1-4]|20[1-4]\d(?:[/-]\d\d(?:\d\d)?)?)\b", re.IGNORECASE)
"""'Mediaplan 2026 in Tsd. €' holds no amount."""
_TIMES, _AMOUNT = re.compile(r"(?:x|×|in)\s", re.IGNORECASE), re.compile(r"[1-9]")
"""'x € 1.000' says in what amounts count, 'Reserve 1.000 €' is one."""
_DIGITS_OF_AMOUNTS = "123456789"
_WORD_OR_SIGN = re.compile(rf"[^\W\d_]+|[{re.escape(CURRENCY_SIGNS)}]")
_LETTER = re.compile(r"[^\W\d_]\.?")
"""'Clicks / k' may be anything; '万' below a name is a word."""
_ENDING = re.compile(r"(?<=\w)[-'’]\w{1,4}$")
"""'ezer Ft-ban', "bin TL'dir", "duizenden euro's"."""
LONGEST_UNIT = 3
"""Words of a unit inside a clause."""
_COUNTED = re.compile(r"([^/]+?)[\s(\[,]+(k|mm)[)\]]?", re.IGNORECASE)
"""'Impressions k', 'Reach (mm)'."""
_ANY_NAME = "x"
"""Stands where a header's name would: a note is nothing but its unit."""
LONGEST_NOTE = 60
_VARIANT = "b"
"""'Views (B)' is the second of two variants, 'Budget (€b)' counts in milliards."""
_JOINED_TIMES = re.compile(r"(?<![^\W_])[x×]\s?(?=10+\b)")
"""'x1000' without a blank."""


class _Patterns:
    """What introduces a scale, by the particles of the languages."""

    def __init__(self) -> None:
        leads = any_of("beside a scale")
        elided = [word for word in particles("of a scale") if word.endswith("'")]
        whole = [word for word in particles("of a scale") if word not in elided]
        self.introduced = re.compile(rf"(?:,|\s(?:{leads}))\s+([^,]{{1,24}})$")
        self.letter = re.compile(rf"\s(?:{leads})\s+([^\W\d_]{{1,2}})$")
        self.lead = re.compile(rf"^(?:{leads})\s+")
        self.of = re.compile(rf"\s(?:(?:{'|'.join(whole)})\s|{'|'.join(elided)})")
        self.inside = re.compile(rf"\s(?:{leads})\s")
        self.joined = re.compile(rf"\b(?:{any_of('joined')})(?=\w{{3}})")
        self.thousand = re.compile(rf"^\D*\s(?:{leads}|x|×)\s+(?:\D{{1,4}}\s?)?1[.,' ]?000\s?\D{{0,6}}$")
        self.label = re.compile(rf"(?:{any_of('before a unit')})")
        self.per = re.compile(rf"(?:\b(?:{any_of('per')})\s+|/\s*)(?:\S+\s+)?$")
        """'Price per 1000 EUR' is a price, its numbers count in single units."""


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    return _Patterns()


@lru_cache(maxsize=16_384)
def scale_of(header: str) -> float:
    """What a column's numbers must be multiplied by; 1.0 where its header says nothing of it.

    >>> scale_of("Budget, тыс. руб."), scale_of("Price per 1000 EUR")
    (1000.0, 1.0)
    >>> scale_of("Volume / '000 imps"), scale_of("Cost / 1000 imps")
    (1000.0, 1.0)
    """
    text = _THOUSAND.sub("1000", clean(header).replace("’", "'").replace("`", "'"))
    text = _JOINED_TIMES.sub(" x ", text)
    for part in (*_BRACKETED.findall(text), *_patterns().introduced.findall(text)):
        factor, _ = _factor(part)
        if factor:
            return factor
    for letter in _patterns().letter.findall(text):  # 'Kosten in T'
        if letter.casefold() in letter_multipliers():
            return letter_multipliers()[letter.casefold()]
    name, *units = text.split(" / ")  # 'Volume / '000 imps' has a row of units, 'Cost / 1000 imps' is a price
    is_priced = measure_of_phrase(name) in _PRICED
    for part in units:
        factor, beside_unit = _factor(part)
        is_unit = (
            names_money(part) if is_priced else beside_unit or CJK.match(part) or not _LETTER.fullmatch(part)
        )
        if factor and is_unit and (part[0] not in _DIGITS_OF_AMOUNTS or names_money(part)):
            return factor
        if not factor and (scale := scale_of(part)) != 1.0:
            return scale  # 'Maliyet / Cost bin'
    last = text.split()[-2:]
    for part in (" ".join(last[-1:]), " ".join(last)):
        before = text[: len(text) - len(part)]
        factor, beside_unit = _factor(part) if before else (None, False)
        if factor and not _patterns().per.search(before.casefold()) and (beside_unit or _is_lone(part)):
            return factor
    counted = _COUNTED.fullmatch(text)
    if counted and measure_of_phrase(counted[1]) in shipped_names("count", "reach"):
        return {**multipliers(), **letter_multipliers()}[counted[2].casefold()]
    return _scale_before_currency(text)


def _scale_before_currency(text: str) -> float:
    """The scale of a header that names its currency apart, behind it: 'Nettokosten in Tsd., CHF', 'Net en K (EUR)'."""
    apart = _CURRENCY_APART.fullmatch(text)
    return scale_of(apart[1]) if apart and is_currency(apart[2]) else 1.0


@lru_cache(maxsize=16_384)
def without_scale(header: str) -> str:
    """A header without the unit behind its name, where that says a scale; a name below its group stays.

    >>> without_scale("Cena netto / tisíc Kč"), without_scale("Cost / 1000 imps")
    ('Cena netto', 'Cost / 1000 imps')
    >>> without_scale("Planned / Impressions (000)"), without_scale("Visningar i tusental")
    ('Planned / Impressions', 'Visningar')
    """
    lead = _patterns().introduced.search(header)
    if (
        lead
        and " / " not in lead[1]
        and _factor(_THOUSAND.sub("1000", clean(lead[1])))[0]
        and not names_money(lead[1])
    ):
        return header[: lead.start()].rstrip(" /")
    cut = _UNIT_BEHIND.search(header)
    if cut is None or not header[: cut.start()].strip() or scale_of(header) == 1.0:
        return header
    stroke, below = cut.group().strip()[0], cut.group().strip()[1:].strip()
    is_unit = _BRACKETED.fullmatch(below) or _factor(_THOUSAND.sub("1000", clean(below)))[0] is not None
    if stroke == "/" and not is_unit:
        return f"{header[: cut.start()]} / {without_scale(below)}"
    name = header[: cut.start()].strip()
    return name if scale_of(name) == 1.0 else header


def scale_of_note(text: str) -> float:
    """What amounts of money must be multiplied by, as a note beside them says; 1.0 where it says nothing of it.

    >>> scale_of_note("x € 1.000, excl. btw"), scale_of_note("单位：万元"), scale_of_note("All costs in €")
    (1000.0, 10000.0, 1.0)
    """
    return next((factor for _, factor in scales_in_note(text)), 1.0)


@lru_cache(maxsize=16_384)
def scales_in_note(text: str) -> tuple[tuple[str, float], ...]:
    """The clauses of a note that say in what amounts count, each with its factor.

    >>> scales_in_note("Media plan 2026 | Budget in k€, impressions in thousands")
    (('Budget in k€', 1000.0), ('impressions in thousands', 1000.0))
    """
    whole = clean(text)
    return _scales_of_clauses(_CLAUSES.split(whole)) or _scales_of_clauses([whole])


def _scales_of_clauses(clauses: Sequence[str]) -> tuple[tuple[str, float], ...]:
    """The clauses that say a scale; a bare one is said of the count before it: 'Impressions (000)'."""
    scales: list[tuple[str, float]] = []
    before = ""
    for part in (_unqualified(_TIME.sub(" ", clause).strip()) for clause in clauses):
        is_unit = bool(_patterns().label.fullmatch(before.casefold())) or _says_unit(part)
        if part and len(part) <= LONGEST_NOTE and is_unit and (factor := _scale_of_clause(part)) != 1.0:
            is_of_count = measure_of(before) in counts() and not measure_of(part) and not names_money(part)
            scales.append((f"{before} {part}" if is_of_count else part, factor))
        before = part
    return tuple(scales)


def _unqualified(clause: str) -> str:
    """A clause without what it says of tax and net at its end: 'budgets nets en K€ HT', '£000s excl. VAT'."""
    words = clause.split()
    while tail := next((n for n in (1, 2) if n < len(words) and _says_tax(words[-n:])), 0):
        words = words[:-tail]
    return " ".join(words)


def _says_tax(words: Sequence[str]) -> bool:
    return bool(modifiers_of(" ".join(words)) & _QUALIFIERS)


def _says_unit(clause: str) -> bool:
    """Whether a clause may say in what amounts count: it has no amount, or 'x € 1.000', 'i 1000 kr' is none."""
    return bool(
        _TIMES.match(clause) or not _AMOUNT.search(clause) or _patterns().thousand.search(clause.casefold())
    )


def _scale_of_clause(part: str) -> float:
    """The factor of a clause that ends with a unit, or is nothing but one of money: 'miles de euros'."""
    factor, beside_unit = _factor(part)
    if factor and beside_unit:
        return factor
    scale = scale_of(f"{_ANY_NAME} {_INITIAL.sub(' ', part)}")
    return scale if scale != 1.0 else _scale_inside(part)


def _scale_inside(clause: str) -> float:
    """The factor of a unit of money that stands anywhere in a clause without an amount: 'Все цены в тыс. руб. без НДС'."""
    words = clause.split()
    for at in range(1, len(words)):
        if _patterns().per.search(" ".join([*words[:at], ""]).casefold()):
            continue
        for until in range(at + 1, min(at + LONGEST_UNIT, len(words)) + 1):
            is_name = words[at][0].isupper() and words[until : until + 1] and words[until][0].isupper()
            if not is_name and (factor := _factor_of_money(" ".join(words[at:until]))):
                return factor
    touching = _touching().search(clause)
    return header_multipliers()[touching[1]] if touching else 1.0


def _factor_of_money(text: str) -> float | None:
    for form in (text, _ENDING.sub("", text), _patterns().joined.sub("", text)):
        unit = unit_of(_patterns().of.sub(" ", form).strip(" ()"))
        if unit and unit.factor != 1.0 and unit.currency:
            return unit.factor
    return None


@word_pattern()
def _touching() -> str:
    """A multiplier and a currency inside a text of a script without spaces: '金額は千円単位', 'จำนวนเงินเป็นพันบาท'."""
    scales = sorted((word for word in header_multipliers() if SPACELESS.match(word)), key=len, reverse=True)
    names = [name for names in load_lists("currency").values() for name in names if SPACELESS.match(name)]
    return rf"(?<![\d{''.join(word for word in scales if len(word) == 1)}每毎])({'|'.join(scales)})(?:{'|'.join(names)})"


def _factor(part: str) -> tuple[float | None, bool]:
    """The factor that a part of a header names, and whether a currency or a word for pieces stands beside it."""
    for form in dict.fromkeys(_forms(part)):
        factor, beside_unit = _factor_as_written(form)
        if factor:
            return factor, beside_unit
    return None, False


def _forms(part: str) -> Iterator[str]:
    """A part of a header as it stands, behind its label ('单位:千元'), and without the small words in it.

    'Rs in lacs', 'באלפי ש"ח', 'ezer Ft-ban' and "bin TL'dir" are two words each.
    """
    bare = part.rpartition(":")[2].strip()
    yield part
    yield bare
    yield _patterns().inside.sub(" ", bare)
    yield _ENDING.sub("", bare)
    yield _patterns().joined.sub("", bare)


def _factor_as_written(part: str) -> tuple[float | None, bool]:
    text = _patterns().lead.sub("", part.strip()).strip(" '*")
    word = text.strip(".")
    if is_currency(word) or measure_of_phrase(word) == _POINTS:
        return None, False  # 'RMB' is no billion of RM, and 'TRP' no thousand Rp
    key = word.casefold()
    factor = header_multipliers().get(text.casefold()) or header_multipliers().get(key)
    if factor and key != _VARIANT:
        return factor, False
    unit = unit_of(word)
    if unit and unit.factor != 1.0 and key != _VARIANT:
        return unit.factor, bool(unit.currency or unit.field)
    return _beside_unit(_patterns().of.sub(" ", f"{word} ").strip()), True


def is_scaled_unit(text: str) -> bool:
    """Whether a text is nothing but a scale of a currency or of pieces: '£000', 'tisíc Kč', 'тыс. показов'."""
    factor, beside_unit = _factor(clean(text)) if len(text) <= LONGEST else (None, False)
    return bool(factor) and beside_unit


def names_money(text: str) -> bool:
    """Whether a currency stands in a unit: in 'INR lakhs' and 'T€' under 'Net cost', and not in 'тыс. показов'."""
    words = (text, *text.split(), *_WORD_OR_SIGN.findall(text))
    return any(unit.currency for word in words if (unit := unit_of(word)))


def _beside_unit(text: str) -> float | None:
    """'€ 000', 'thousands euros', 'TEUR': a header's word before or behind a unit."""
    factors = {**header_multipliers(), **letter_multipliers()}
    for at in range(1, len(text)):
        left, right = text[:at].strip(" .'*"), text[at:].strip(" '*/")
        if not stand_apart(text, at):
            continue
        if is_currency(right) or ((unit := unit_of(right)) and unit.field):
            if factor := factors.get(text[:at].strip(" '*").casefold()) or factors.get(left.casefold()):
                return factor
        elif is_currency(left) and (factor := factors.get(right.casefold().rstrip("."))):
            return factor
    return None


def _is_lone(part: str) -> bool:
    return _patterns().lead.sub("", part.casefold()).strip(" .'*") in lone_header_multipliers()


_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)(?:-[^\]]*)?\]')
_PLACES = re.compile(r"[#0?][#0?,. ]*")


@lru_cache(maxsize=1024)
def scale_of_format(number_format: str) -> float:
    """What a number must be multiplied by to be what its format shows; 1.0 where the format itself divides it.

    >>> scale_of_format('#,##0.0" T€"'), scale_of_format('0.0,"k"'), scale_of_format("0.00 [$€-407]")
    (1000.0, 1.0, 1.0)
    """
    positive = number_format.partition(";")[0]
    bare = _LITERAL.sub(lambda literal: "\0" * len(literal[0]), positive)
    places = _PLACES.search(bare)
    if places is None or places[0].rstrip(" ").endswith(",") or "%" in bare:
        return 1.0
    behind = "".join("".join(match.groups(default="")) for match in _LITERAL.finditer(positive, places.end()))
    rest = bare[places.end() :].replace("\0", "")
    factor, _ = _factor(f"{behind}{rest}".strip(" _*()-"))
    return factor or 1.0


def units_in_words(text: str) -> dict[str, float]:
    """The units that a note explains in words, with their factors.

    >>> units_in_words("Cifras en M$ (miles de pesos), sin IVA"), units_in_words("Budget (k€)")
    ({'m$': 1000.0}, {})
    """
    pairs = _EXPLAINED.findall(clean(text))
    factors = {unit.casefold(): scale_of_note(words) for unit, words in pairs if scale_of_note(unit) != 1.0}
    return {unit: factor for unit, factor in factors.items() if factor != 1.0}
