"""What the values of a column look like; their content is never kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Literal, cast

from worker.knowledge import values
from worker.knowledge.words import phrases

Kind = Literal[
    "none", "blank", "date", "time", "integer", "decimal", "money", "percent", "flag", "url", "hash", "long_id",
    "size", "currency", "structure", "site", "word", "text", "long_text", "price_model", "device", "country", "status", "platform", "channel",
]  # fmt: skip
LOOKED_AT = 5
"""Values of a column that are looked at."""
LONGEST_WORD = 40
"""A longer value is no word of a list."""

_MONTH = "jan|feb|m[aä]r|mrz|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz]|янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек"
_DATE = re.compile(
    rf"(19|20)\d\d[-/.年]\s?[01]?\d([-/.月]\s?\d{{1,2}}日?)?([T ].*)?|\d{{1,2}}[-/.]\d{{1,2}}[-/.](\d{{4}}|\d{{2}})( .*)?"
    rf"|(19|20)\d\d[01]\d[0-3]\d|\d{{1,2}}[-. /]*({_MONTH})\w*\.?[-, /]*(\d{{2,4}})?|({_MONTH})\w*\.?[- ]*\d{{1,2}}?,?[- ]*(19|20)?\d\d"
    r"|\d{1,2}月(\d{1,2}日)?",
    re.IGNORECASE,
)
_SIZE = re.compile(r"\d{2,4}\s?[x×*хX]\s?\d{2,4}(\s?(px|mm|cm|ft|m))?([;,+/ ].*)?")
_NUMBER = re.compile(
    r"[-+(]?\d{1,3}([., '\u00a0\u202f]\d{3})*([.,]\d+)?\)?|[-+]?\d+([.,]\d+)?([eE][-+]?\d+)?"
)
_MONEY = re.compile(
    r"[-+]?\s?([$€£¥₽₩₴₺₹]|R\$|Rp\.?|kr|zł|(?-i:[A-Z]{3})) ?\d.*|\d[\d., '\u00a0\u202f]*\s?([$€£¥₽₩₴₺₹元円원]|руб\.?|zł|kr|TL|EUR|USD|RUB)"
)
_PERCENT = re.compile(r"[-+]?\d[\d.,]*\s?%")
_TIME = re.compile(
    r"\d{1,2}:\d{2}(:\d{2})?(\s?[ap]m)?|\d{1,3}\s?(s|sec|secs|seconds|sek|seg|сек|秒|초|\"|'')\.?",
    re.IGNORECASE,
)
_HASH = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-.*|[A-Za-z0-9+/=_-]{20,}")
_URL = re.compile(r"(https?://|www\.)\S*|<?url>?|[\w-]+(\.[\w-]+)*\.[a-z]{2,6}/\S*", re.IGNORECASE)
_SITE = re.compile(
    r"(www\.)?[\w-]+(\.[\w-]+)*\.(com|org|net|info|biz|io|tv|app|co\.\w\w|com\.\w\w|eu|"
    r"ru|de|fr|es|it|nl|be|at|ch|pl|cz|se|no|dk|fi|pt|ua|by|kz|jp|kr|cn|in|br|mx|ca|us|uk|ie|tr|il|ae|vn|th|рф)",
    re.IGNORECASE,
)
"""A site's bare name, as publishers are called by."""
_LISTS: tuple[tuple[str, Kind], ...] = (
    ("currency", "currency"),
    ("buy_type", "price_model"),
    ("device", "device"),
    ("market", "country"),
    ("platform", "platform"),
    ("channel", "channel"),
)
NOTHING = "nothing"


@cache
def _words() -> dict[str, str]:
    """What single values are, by their compared form; the first list that has one holds."""
    found = {values.compared(value): kind for kind, value in phrases("values")}
    for name, kind in _LISTS:
        for alias in values.load_values(name).aliases:
            found.setdefault(alias, kind)
    return found


@lru_cache(maxsize=65_536)
def kind_of(value: str) -> Kind:
    """What one value looks like; a placeholder or a lone zero is 'blank'."""
    shown = value.strip()
    if not shown:
        return "blank"
    word = _words().get(values.compared(shown)) if len(shown) <= LONGEST_WORD else None
    if word is not None and not (word == "currency" and shown.isdigit()):
        return "blank" if word == NOTHING else cast(Kind, word)
    if shown[0] in "{[":
        return "structure"
    if any(c.isdigit() for c in shown):
        return _with_digits(shown)
    if "." in shown and _SITE.fullmatch(shown):
        return "site"
    if _URL.fullmatch(shown):
        return "url"
    if len(shown) > 60:
        return "long_text"
    return "word" if " " not in shown else "text"


def _with_digits(shown: str) -> Kind:
    number = shown.strip('="')
    if number.isdigit() and len(number) >= 9 or number.endswith(".0") and len(number) >= 12:
        return "date" if len(number) == 8 else "long_id"
    for pattern, kind in _PATTERNS:
        if pattern.fullmatch(shown):
            return kind
    if _NUMBER.fullmatch(shown):
        return "decimal" if "." in shown or "," in shown else "integer"
    if _HASH.fullmatch(shown) and not shown.isalpha() and "_" not in shown[:-2]:
        return "hash"
    if len(shown) > 60:
        return "long_text"
    return "word" if " " not in shown else "text"


_PATTERNS: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (_DATE, "date"),
    (_SIZE, "size"),
    (_PERCENT, "percent"),
    (_TIME, "time"),
    (_MONEY, "money"),
    (_SITE, "site"),
    (_URL, "url"),
)


def kind(samples: Sequence[str]) -> Kind:
    """What most of the values look like, blanks left out; 'none' without values, 'blank' when all are."""
    if not samples:
        return "none"
    counts: dict[Kind, int] = {}
    for value in samples[:LOOKED_AT]:
        found = kind_of(value)
        if found != "blank":
            counts[found] = counts.get(found, 0) + 1
    if not counts:
        return "blank"
    if "integer" in counts and "decimal" in counts:
        counts["decimal"] += counts.pop("integer")
    return max(counts, key=lambda k: counts[k])
