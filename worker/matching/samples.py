"""What the values of a column look like; their content is never kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

Kind = Literal[
    "none", "blank", "date", "time", "integer", "decimal", "money", "percent", "flag", "url", "hash", "long_id",
    "size", "currency", "structure", "word", "text", "long_text", "price_model", "device", "country", "status",
]  # fmt: skip
LOOKED_AT = 5
"""Values of a column that are looked at."""

_MONTH = "jan|feb|m[aä]r|mrz|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz]|янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек"
_DATE = re.compile(
    rf"\d{{4}}[-/.年]\s?\d{{1,2}}([-/.月]\s?\d{{1,2}}日?)?([T ].*)?|\d{{1,2}}[-/.]\d{{1,2}}[-/.](\d{{4}}|\d{{2}})( .*)?"
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
_URL = re.compile(
    r"(https?://|www\.)\S*|<?url>?|[a-z0-9-]+(\.[a-z0-9-]+)*\.(com|org|net|io|ru|de|co\.\w\w)(/\S*)?",
    re.IGNORECASE,
)
_NOTHING = frozenset({"", "-", "--", "–", "—", "n/a", "na", "n.a.", "n.a", "nan", "null", "none", "tbd", "tbc", "#n/a", "0", "0.0", "0,0", "0.00", "0%", "?", "a", "x"})  # fmt: skip
_FLAGS = frozenset(
    {"true", "false", "yes", "no", "y", "n", "ja", "nein", "да", "нет", "oui", "non", "是", "否"}
)
_PRICE_MODELS = frozenset({"cpm", "cpc", "cpv", "cpa", "cpl", "cpi", "cpd", "cpt", "cpe", "cpcv", "vcpm", "dcpm", "cpp", "cps", "cpo", "cpx", "ocpm", "tkp", "flat", "flat fee", "fixed", "fix", "auction", "guaranteed", "reserved", "programmatic guaranteed", "фикс", "аукцион"})  # fmt: skip
_DEVICES = frozenset({"desktop", "mobile", "tablet", "smartphone", "computer", "ctv", "connected tv", "phone", "mobile app", "mobile web", "pc", "cross-device", "crossdevice", "десктоп", "мобильные", "компьютеры", "smart tv"})  # fmt: skip
_STATUSES = frozenset({"active", "paused", "enabled", "archived", "inactive", "deleted", "removed", "running", "completed", "approved", "pending", "not_delivering", "in review", "disapproved", "draft", "ended", "eligible", "活跃", "暂停", "активна", "остановлена"})  # fmt: skip
_CURRENCY = frozenset(["AED", "ARS", "AUD", "BRL", "CAD", "CHF", "CLP", "CNY", "COP", "CZK", "DKK", "EGP", "EUR", "GBP", "HKD", "HUF", "IDR", "ILS", "INR", "JPY", "KRW", "KWD", "KZT", "MXN", "MYR", "NOK", "NZD", "PEN", "PHP", "PLN", "QAR", "RON", "RUB", "SAR", "SEK", "SGD", "THB", "TRY", "TWD", "UAH", "USD", "VND", "ZAR"])  # fmt: skip
_COUNTRIES = frozenset(["argentina", "australia", "austria", "belgium", "brasil", "brazil", "bulgaria", "canada", "chile", "china", "colombia", "croatia", "czechia", "denmark", "deutschland", "egypt", "españa", "estonia", "finland", "france", "germany", "greece", "hungary", "india", "indonesia", "ireland", "israel", "italia", "italy", "japan", "kazakhstan", "kenya", "kuwait", "latvia", "lithuania", "malaysia", "mexico", "méxico", "morocco", "netherlands", "nigeria", "norway", "österreich", "pakistan", "peru", "philippines", "poland", "polska", "portugal", "qatar", "romania", "russia", "россия", "schweiz", "serbia", "singapore", "slovakia", "slovenia", "spain", "sweden", "switzerland", "taiwan", "thailand", "turkey", "türkiye", "uae", "uk", "ukraine", "usa", "us", "vietnam", "ksa", "de", "fr", "gb", "jp"] + ["united states", "united kingdom", "saudi arabia", "south korea", "hong kong", "new zealand", "south africa", "worldwide", "global"])  # fmt: skip
_FIXED: tuple[tuple[frozenset[str], Kind], ...] = (
    (_FLAGS, "flag"),
    (_PRICE_MODELS, "price_model"),
    (_DEVICES, "device"),
    (_STATUSES, "status"),
    (_COUNTRIES, "country"),
)


@lru_cache(maxsize=65_536)
def kind_of(value: str) -> Kind:
    """What one value looks like; a placeholder or a lone zero is 'blank'."""
    shown = value.strip()
    lowered = shown.casefold()
    if lowered in _NOTHING:
        return "blank"
    if shown in _CURRENCY:
        return "currency"
    for known, kind in _FIXED:
        if lowered in known:
            return kind
    if shown[0] in "{[":
        return "structure"
    if any(c.isdigit() for c in shown):
        return _with_digits(shown)
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
