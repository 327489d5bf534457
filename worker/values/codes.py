"""Texts that name something in a machine's way: addresses, sizes, long identifiers, hashes."""

from __future__ import annotations

import re
from typing import Literal

Code = Literal["url", "email", "size", "site", "hash", "long_id"]

LONG_ID = 9
"""A whole number of so many digits is an identifier, unless it is round."""
ROUND = "000"
"""Ends of a round number: costs in dong, rupiah or pesos have as many digits as identifiers, few of which end so."""
_URL = re.compile(r"(https?://|www\.)\S*|<?url>?|[\w-]+(\.[\w-]+)*\.[a-z]{2,6}/\S*", re.IGNORECASE)
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_SIZE = re.compile(r"\d{2,4}\s?[x×*хX]\s?\d{2,4}(\s?(px|mm|cm|ft|m))?([;,+/ ].*)?")
_SITE = re.compile(
    r"(www\.)?[\w-]+(\.[\w-]+)*\.(com|org|net|info|biz|io|tv|app|co\.\w\w|com\.\w\w|eu|"
    r"ru|de|fr|es|it|nl|be|at|ch|pl|cz|se|no|dk|fi|pt|ua|by|kz|jp|kr|cn|in|br|mx|ca|us|uk|ie|tr|il|ae|vn|th|рф)",
    re.IGNORECASE,
)
"""A site's bare name, as publishers are called by."""
_HASH = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-.*|[A-Za-z0-9+/=_-]{20,}")


def code_of(text: str) -> Code | None:
    """What machine's name *text* is, trimmed of white space; None for anything else."""
    if _is_long_id(text):
        return "long_id"
    if any(map(str.isdecimal, text)) and _SIZE.fullmatch(text):
        return "size"
    if "." in text and _SITE.fullmatch(text):
        return "site"
    if "@" in text and _EMAIL.fullmatch(text):
        return "email"
    if _URL.fullmatch(text):
        return "url"
    return "hash" if _is_hash(text) else None


def _is_long_id(text: str) -> bool:
    """Nine digits and more that are not round, as Excel may have quoted them ('="123456789"') or made a fraction of ('123456789012.0')."""
    number = text.strip('="')
    whole = number.removesuffix(".0")
    if not whole.isdecimal() or whole.endswith(ROUND):
        return False
    return len(whole) >= LONG_ID if whole == number else len(number) >= LONG_ID + 3


def _is_hash(text: str) -> bool:
    """Letters and digits as a machine mixes them; 'a_long_campaign_name_2026' is a name."""
    mixed = any(map(str.isdecimal, text)) and "_" not in text[:-2]
    return mixed and _HASH.fullmatch(text) is not None
