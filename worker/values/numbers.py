"""Numbers as people write them, read a column at a time: the decimal mark is decided from all values together.

    '1.200,50'  '1,200.50'  '1 200,50'  "1'200"  '$15,000'  '1.2k'  '3 lakh'  '5 тыс.'  '(500)'  '500-'  '25%'

A value is a blank ('-', 'n/a'), a number, or unread: then it is a finding and never a guess.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from worker.text import clean
from worker.values import arrow

Mark = Literal[".", ","]

_BLANK = re.compile(
    r"(?:[-–—−‒―_./\\*·•~\s]*|n\.?\s?/?\\?\s?[ab]\.?|nan|null|none|nil|nd|н/д|нет|k\.?\s?a\.?|entfällt|s/o|無|无|なし|없음|#n/?a|not (?:applicable|available))",
    re.IGNORECASE,
)
LONGEST_BLANK = 20
"""Characters; longer texts are no way to say nothing."""
MULTIPLIERS = {
    "k": 1e3, "tsd": 1e3, "t€": 1e3, "thousand": 1e3, "mil": 1e3, "тыс": 1e3, "тысяч": 1e3, "bin": 1e3, "tys": 1e3, "千": 1e3, "천": 1e3, "ألف": 1e3, "nghìn": 1e3, "ngàn": 1e3,
    "m": 1e6, "mm": 1e6, "mn": 1e6, "mln": 1e6, "mio": 1e6, "million": 1e6, "millions": 1e6, "millionen": 1e6, "millones": 1e6, "milhões": 1e6, "milioni": 1e6, "млн": 1e6, "миллион": 1e6, "миллионов": 1e6, "milyon": 1e6, "triệu": 1e6, "tr": 1e6, "百万": 1e6, "백만": 1e6, "مليون": 1e6,
    "b": 1e9, "bn": 1e9, "mrd": 1e9, "mld": 1e9, "billion": 1e9, "млрд": 1e9, "milyar": 1e9, "tỷ": 1e9,
    "lakh": 1e5, "lakhs": 1e5, "lac": 1e5, "lacs": 1e5, "cr": 1e7, "crore": 1e7, "crores": 1e7,
    "万": 1e4, "萬": 1e4, "만": 1e4, "億": 1e8, "亿": 1e8, "억": 1e8,
}  # fmt: skip
"""Words and signs that multiply, in lower case."""
_UNITS = r"(?:[$€£¥₽₩₴₺₹₫฿₱₪₸₦₾₼₲₡]|[^\W\d_]{1,4}[.$/]{0,2}[$€£¥]?)"
_NUMBER = re.compile(
    rf"""(?P<open>\()?\s*(?P<sign>[-+−–])?\s*(?P<before>{_UNITS})?\s*(?P<sign2>[-+−–])?\s*
    (?P<digits>\d[\d.,'’`´ ]*\d|\d|[.,]\d+)(?:[.,][-–—]{{0,2}})?
    \s*(?P<unit>[^\W\d_]+\.?(?![\d.]))?\s*(?P<percent>%|٪)?\s*(?P<after>{_UNITS})?\s*(?P<close>\))?\s*(?P<minus>[-−])?""",
    re.VERBOSE,
)
_PLAIN = {
    ".": r"^[-+]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$",
    ",": r"^[-+]?(?:\d+|\d{1,3}(?:\.\d{3})+)(?:,\d+)?$",
}
_RANGE = re.compile(r"\d\s*(?:-|–|—|to|bis|до|~|～)\s*\D{0,4}\d", re.IGNORECASE)
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫", "01234567890123456789.", "٬")


@dataclass(frozen=True, slots=True)
class Read:
    """One text, read: a number with the sign or unit that stood beside it."""

    value: float
    percent: bool = False
    unit: str | None = None
    """A currency sign or code, or a unit, as written."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """A column of numbers; the arrays run with the column's cells."""

    values: np.ndarray[Any, np.dtype[np.float64]]
    """NaN where blank or unread."""
    unread: np.ndarray[Any, np.dtype[np.bool_]]
    percent: np.ndarray[Any, np.dtype[np.bool_]]
    """The cell said '%' in its text; the value is already a share."""
    units: np.ndarray[Any, Any] | None = None
    """The unit beside each number, None where there is none; the whole is None when no cell has one."""
    mark: Mark | None = None
    """The decimal mark that the texts show."""
    ambiguous: bool = False
    """Texts such as '1.200' only: one thousand two hundred, or one and a fifth."""
    mixed: bool = False
    """Some texts show one mark and some the other."""


def is_blank(text: str) -> bool:
    """Whether *text* stands for no value: '', '-', 'n/a'."""
    return _BLANK.fullmatch(text.strip()) is not None


def is_range(text: str) -> bool:
    """Whether *text* is two numbers ('15,000-25,000'), of which none is the value."""
    return _RANGE.search(text) is not None


def read_numbers(cells: Sequence[Any], hint: Mark | None = None) -> Numbers:
    """The numbers of one column; *hint* is the decimal mark of its neighbours, for when the column does not tell."""
    kinds = set(map(type, cells))
    size = len(cells)
    nothing = np.zeros(size, dtype=bool)
    if kinds <= {float, int, type(None)}:
        return Numbers(np.array(cells, dtype=np.float64), nothing, nothing)
    values = np.fromiter(
        (float(c) if type(c) in (float, int) else np.nan for c in cells), np.float64, count=size
    )
    other = [i for i, c in enumerate(cells) if c is not None and type(c) not in (float, int)]
    at = np.array(other, dtype=np.int64)
    codes: dict[Any, int] = {}
    which = np.fromiter((codes.setdefault(cells[i], len(codes)) for i in other), np.int64, count=len(other))
    texts = [c if isinstance(c, str) else None for c in codes]
    mark, ambiguous, mixed = decimal_mark([t for t in texts if t is not None])
    used = hint if ambiguous and hint else mark or hint or "."
    read = _read_all(texts, used)
    values[at] = read.values[which]
    unread, percent = nothing.copy(), nothing.copy()
    unread[at], percent[at] = read.unread[which], read.percent[which]
    units = None
    if read.units is not None:
        units = np.full(size, None, dtype=object)
        units[at] = read.units[which]
    return Numbers(values, unread, percent, units, used if mark else None, ambiguous and hint is None, mixed)


def decimal_mark(texts: Sequence[str]) -> tuple[Mark | None, bool, bool]:
    """The decimal mark that *texts* show; whether they leave it open ('1.200' only); whether they contradict.

    '1,200.50', '0.5' and '1,200,000' show a point, '1.200,50', '0,5' and '1.200.000' a comma.
    """
    if not texts:
        return None, False, False
    bare = pc.replace_substring_regex(arrow.strings(texts), r"[^\d.,]", "")
    shows = {
        "." : r"^(?:\d{0,3}(?:,\d{2,3})*\.\d+|\d{4,}\.\d+|\d*\.(?:\d{1,2}|\d{4,})|0+\.\d+|\d{1,3}(?:,\d{2,3}){2,})$",
        ",": r"^(?:\d{0,3}(?:\.\d{2,3})*,\d+|\d{4,},\d+|\d*,(?:\d{1,2}|\d{4,})|0+,\d+|\d{1,3}(?:\.\d{3}){2,})$",
    }  # fmt: skip
    open_ = _matching(bare, r"^[1-9]\d{0,2}[.,]\d{3}$")
    point = int((_matching(bare, shows["."]) & ~open_).sum())
    comma = int((_matching(bare, shows[","]) & ~open_).sum())
    if not point and not comma:
        lone = _lone_mark([str(bare[i]) for i in np.flatnonzero(open_).tolist()])
        return lone, lone is not None, False
    return ("." if point >= comma else ","), False, bool(point and comma)


def _matching(texts: Any, pattern: str) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Which of an Arrow array's texts match."""
    return arrow.unpacked(pc.match_substring_regex(texts, pattern), 0)


def _lone_mark(open_texts: Sequence[str]) -> Mark | None:
    """With '1.200' only, groups of thousands are likelier than three decimals: the mark is the other one."""
    if not open_texts:
        return None
    commas = sum("," in t for t in open_texts)
    return "." if commas * 2 >= len(open_texts) else ","


@dataclass(frozen=True, slots=True)
class _Texts:
    values: np.ndarray[Any, np.dtype[np.float64]]
    unread: np.ndarray[Any, np.dtype[np.bool_]]
    percent: np.ndarray[Any, np.dtype[np.bool_]]
    units: np.ndarray[Any, Any] | None


def _read_all(texts: Sequence[str | None], mark: Mark) -> _Texts:
    """Plain numbers all at once, the rest one by one; None (a date, a boolean) is unread."""
    array: Any = arrow.strings([text or "" for text in texts])
    plain = _matching(array, _PLAIN[mark])
    group = "," if mark == "." else "."
    stripped: Any = pc.replace_substring(pc.replace_substring(array, group, ""), ",", ".")
    stripped = pc.replace_substring_regex(stripped, r"^\+", "")
    values = np.full(len(texts), np.nan)
    read = pc.cast(stripped.take(arrow.integers(np.flatnonzero(plain))), pa.float64())
    values[plain] = arrow.unpacked(read, np.nan)
    unread = np.zeros(len(texts), dtype=bool)
    percent = np.zeros(len(texts), dtype=bool)
    units: np.ndarray[Any, Any] | None = None
    for i in np.flatnonzero(~plain).tolist():
        text = texts[i]
        if text is not None and is_blank(text):
            continue
        read = None if text is None else parse_number(text, mark)
        if read is None:
            unread[i] = True
            continue
        values[i], percent[i] = read.value, read.percent
        if read.unit:
            units = np.full(len(texts), None, dtype=object) if units is None else units
            units[i] = read.unit
    return _Texts(values, unread, percent, units)


def parse_number(text: str, mark: Mark = ".") -> Read | None:
    """The number that *text* writes; None when it is no single number. A percent is returned as a share."""
    tidy = clean(text).translate(_DIGITS).replace("\u00a0", " ").replace("\u202f", " ")
    found = _NUMBER.fullmatch(tidy)
    if found is None or bool(found["open"]) != bool(found["close"]):
        return None
    value = _digits(found["digits"], mark)
    if value is None:
        return None
    factor, unit = _factor(found["unit"])
    if factor is None:
        return None
    negative = [
        found["open"],
        found["sign"] not in (None, "+"),
        found["sign2"] not in (None, "+"),
        found["minus"],
    ]
    if sum(map(bool, negative)) > 1:
        return None
    value = value * factor * (-1 if any(negative) else 1)
    unit = found["before"] or found["after"] or unit
    if unit is not None and not _is_money(unit):
        return None
    if found["percent"]:
        return Read(round(value / 100, 12), True, unit)
    return Read(round(value, 6) if factor != 1 else value, False, unit)


def _factor(unit: str | None) -> tuple[float | None, str | None]:
    """The multiplier that stands behind a number, or the unit; (None, None) for a word that is neither."""
    if unit is None:
        return 1.0, None
    known = MULTIPLIERS.get(unit.rstrip(".").casefold())
    if known is not None:
        return known, None
    return (1.0, unit) if _is_money(unit) else (None, None)


@lru_cache(maxsize=512)
def _is_money(unit: str) -> bool:
    from worker.knowledge.values import load_lists, load_values

    shared = {sign.casefold() for sign in load_lists("shared_sign")}
    return load_values("currency").find(unit) is not None or unit.casefold() in shared


_SPACED = re.compile(r"\d{1,3}(?:[ '’`´]\d{3})+(?:[.,]\d+)?|[\d.,]+")


def _digits(digits: str, mark: Mark) -> float | None:
    """'1.200,50' with either mark where the text itself decides, with *mark* where it does not."""
    if not _SPACED.fullmatch(digits):
        return None
    bare = re.sub(r"[ '’`´]", "", digits)
    points, commas = bare.count("."), bare.count(",")
    if points and commas:
        mark = "." if bare.rfind(".") > bare.rfind(",") else ","
    elif points + commas > 1:
        mark = "," if points else "."
    elif points + commas == 1:
        used: Mark = "." if points else ","
        if not re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", bare) or bare != digits:
            mark = used
    group = "," if mark == "." else "."
    whole, _, rest = bare.partition(mark)
    if not _grouped(whole, group) or group in rest or mark in rest:
        return None
    return float(f"{whole.replace(group, '') or '0'}.{rest or '0'}")


def _grouped(whole: str, group: str) -> bool:
    """'1.200.000' and the Indian '12,00,000' are groups, '1.2.3' and '1,20' are not."""
    if group not in whole:
        return True
    first, *middle, last = whole.split(group)
    return 1 <= len(first) <= 3 and len(last) == 3 and all(len(m) in (2, 3) for m in middle)
