"""One demand of an ad platform, with its provenance, and what can be one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from datetime import date
from typing import Literal, get_args

from worker.errors import UsageError
from worker.lazy_dataclass import dataclass
from worker.shapes.finding import Severity
from worker.yaml_file import nearest

Origin = Literal["shipped", "user", "model"]
KINDS: Mapping[str, str] = {
    "longest": "the field has at most `limit` characters",
    "longest_wide": "the same, where an East Asian character counts as two",
    "longest_bytes": "the field has at most `limit` bytes in UTF-8",
    "without": "the field has none of `characters`",
    "needs": "the field is filled",
    "id_form": "the field is of the form digits, uuid or base36",
    "at_most": "the field is no more than the field `other`",
    "ratio_at_most": "the field is at most `limit` percent of the field `other`",
    "quotient": "the field is `other` divided by `by`, within rounding",
    "above": "the field is more than `limit`",
    "not_before": "the date in the field is not before the date in `other`",
}
MODEL_KINDS = {kind: KINDS[kind] for kind in ("longest", "needs", "at_most", "ratio_at_most", "not_before")}
"""What a model may give: no form and no list of characters."""
QUIET = frozenset({"needs", "quotient", "above"})
"""Kinds of which a shipped rule only notes: a plan is drawn up before everything is known, and rounds what it knows."""
FORMS: Mapping[str, re.Pattern[str]] = {
    # Meta's exports write 'c:120210', LinkedIn's 'urn:li:sponsoredCampaign:120210'.
    "digits": re.compile(r"(?:[a-z]\w*:)*\d+", re.IGNORECASE),
    "uuid": re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE),
    "base36": re.compile(r"[0-9a-z]+", re.IGNORECASE),
}
TAKES: Mapping[str, tuple[str, ...]] = {
    "limit": ("longest", "longest_wide", "longest_bytes", "ratio_at_most", "above"),
    "other": ("at_most", "ratio_at_most", "quotient", "not_before"),
    "by": ("quotient",),
    "characters": ("without",),
    "form": ("id_form",),
}
"""By key: the kinds that take it, and must."""
ENTRY_KEYS = ("kind", "field", "other", "by", "limit", "characters", "form", "source", "checked")
_ABOUT_TEXT = frozenset({"longest", "longest_wide", "longest_bytes", "without", "id_form"})
_ABOUT_FIGURES = frozenset({"at_most", "ratio_at_most", "quotient", "above"})
_SEPARATED = re.compile(r"[\s,;|/]+")


@dataclass(frozen=True, slots=True)
class PlatformRule:
    """One demand of one platform."""

    platform: str
    """Its canonical name; '' for every platform."""
    kind: str
    """One of `KINDS`."""
    field: str
    other: str | None = None
    by: str | None = None
    limit: float | None = None
    characters: str = ""
    form: str = ""
    source: str = ""
    """The document that says so."""
    checked: str | None = None
    """The day on which the source was last read, ISO."""
    origin: Origin = "shipped"
    author: str = ""
    """Of a model's rule: the model, and the day of its answer."""
    pinned: bool = False
    """A person has confirmed it."""

    @property
    def key(self) -> tuple[str, str, str | None, str | None]:
        """What two rules of one platform can't both say."""
        return self.kind, self.field, self.other, self.by

    @property
    def code(self) -> str:
        """Stable, kebab-case: 'dv360-longest-bytes-campaign-name'."""
        name = re.sub(r"\W+", "-", self.platform.casefold()) or "any"
        parts = (name, self.kind, self.field, self.other or "", self.by or "")
        return "-".join(part.replace("_", "-") for part in parts if part)

    @property
    def severity(self) -> Severity:
        """A warning once somebody stands for it, else a note."""
        read = self.origin == "shipped" and self.checked is not None and self.kind not in QUIET
        return "warning" if self.pinned or self.origin == "user" or read else "note"

    @property
    def sentence(self) -> str:
        """The rule in words."""
        return _SAYINGS[self.kind].format(
            field=self.field, other=self.other, by=self.by, limit=f"{self.limit or 0:g}", form=self.form
        )

    @property
    def vouched(self) -> str:
        """Who says so, in words."""
        if self.origin == "model":
            by = f"{self.author} said so" if self.author else "a model said so"
            return f"{by}, confirmed by a person" if self.pinned else f"{by}, nobody has confirmed it"
        if self.origin == "user":
            return self.source or "a rule of your own"
        if self.checked:
            return f"{self.source}, read on {self.checked}"
        return (
            f"{self.source}, {'confirmed by a person' if self.pinned else 'from practice and not verified'}"
        )

    def as_data(self) -> dict[str, object]:
        """For JSON; `from_data` reads it back."""
        return asdict(self)

    def as_dict(self) -> dict[str, object]:
        """For people and programs: the data with what follows from it."""
        follows = {"code": self.code, "severity": self.severity, "sentence": self.sentence}
        return {**follows, "vouched": self.vouched, **self.as_data()}


_SAYINGS = {
    "longest": "{field} has at most {limit} characters",
    "longest_wide": "{field} has at most {limit} characters, East Asian ones counted twice",
    "longest_bytes": "{field} has at most {limit} bytes",
    "without": "{field} has no line breaks or control characters",
    "needs": "{field} is required",
    "id_form": "{field} is made of {form}",
    "at_most": "{field} is no more than {other}",
    "ratio_at_most": "{field} is at most {limit} % of {other}",
    "quotient": "{field} is {other} divided by {by}",
    "above": "{field} is more than {limit}",
    "not_before": "{field} is not before {other}",
}


# ---------------------------------------------------------------- texts


def size(rule: PlatformRule, text: str) -> int:
    """How much of what *rule* limits *text* has: characters, bytes, or characters that are not allowed."""
    if rule.kind == "without":
        return sum(map(text.count, rule.characters))
    if text.isascii() or rule.kind == "longest":
        return len(text)
    if rule.kind == "longest_bytes":
        return len(text.encode())
    return len(text) + sum(unicodedata.east_asian_width(c) in "WF" for c in text)


def has_form(form: str, text: str) -> bool:
    """Whether *text* is one id of that form or several; words without a digit ('tbc') are no ids and count as none."""
    if text.isdecimal() and form == "digits":
        return True
    parts = [part for part in _SEPARATED.split(text) if any(map(str.isdigit, part))]
    return all(FORMS[form].fullmatch(part) for part in parts)


# ---------------------------------------------------------------- what can be a rule


def rule_of(entry: object, platform: str, where: str, origin: Origin) -> PlatformRule:
    """The rule that an entry of a file, a model or the memory makes."""
    if not isinstance(entry, dict) or not entry.get("kind") or not entry.get("field"):
        raise UsageError(f"{where} has no kind or no field.", "Write `- {kind: ..., field: ...}`.")
    for key in entry:
        if key not in ENTRY_KEYS:
            raise UsageError(f"Unknown key '{key}' in {where}.", nearest(str(key), ENTRY_KEYS))
    kind = entry["kind"]
    if kind not in KINDS:
        raise UsageError(f"Unknown kind '{kind}' in {where}.", nearest(str(kind), tuple(KINDS)))
    for key, kinds in TAKES.items():
        if (kind in kinds) != (entry.get(key) is not None):
            need = "needs" if kind in kinds else "takes no"
            raise UsageError(f"{where} ({kind}) {need} `{key}`.", f"{kind}: {KINDS[kind]}.")
    form = entry.get("form")
    if form is not None and form not in FORMS:
        raise UsageError(f"{where} has the form '{form}'.", nearest(str(form), tuple(FORMS)))
    return PlatformRule(
        platform=platform,
        kind=kind,
        field=str(entry["field"]),
        other=_name(entry.get("other")),
        by=_name(entry.get("by")),
        limit=_limit(entry.get("limit"), kind, where),
        characters=str(entry.get("characters") or ""),
        form=str(form or ""),
        source=str(entry.get("source") or ""),
        checked=_day(entry.get("checked"), where),
        origin=origin,
    )


def from_data(data: Mapping[str, object]) -> PlatformRule:
    """A rule as `as_data` wrote it."""
    origin = _ORIGINS.get(data.get("origin"))
    if not set(data) <= {f.name for f in fields(PlatformRule)} or origin is None:
        raise UsageError("A stored platform rule has unknown keys.", "Ask for the platform's rules again.")
    entry = {k: v for k, v in data.items() if k in ENTRY_KEYS and v not in (None, "")}
    rule = rule_of(entry, str(data.get("platform", "")), "a stored platform rule", origin)
    return replace(rule, author=str(data.get("author", "")), pinned=data.get("pinned") is True)


def fits(rule: PlatformRule, types: Mapping[str, str]) -> bool:
    """Whether the fields of *rule* are there (by name: their type) and of a type that it can speak of."""
    named = [name for name in (rule.field, rule.other, rule.by) if name is not None]
    if not all(name in types for name in named):
        return False
    if rule.kind in _ABOUT_TEXT:
        return types[rule.field] in ("text", "id")
    if rule.kind in _ABOUT_FIGURES:
        return all(types[name] in ("number", "money", "percent") for name in named)
    return rule.kind != "not_before" or all(types[name] == "date" for name in named)


_ORIGINS: Mapping[object, Origin] = {origin: origin for origin in get_args(Origin)}


def _name(value: object) -> str | None:
    return None if value is None else str(value)


def _limit(value: object, kind: str, where: str) -> float | None:
    if value is None:
        return None
    number = value if isinstance(value, int | float) and not isinstance(value, bool) else -1
    if not (number >= 0 if kind == "above" else number > 0) or not number < 1e6:
        raise UsageError(f"{where} has the limit {value!r}.", "Write a number above 0.")
    return float(number)


def _day(value: object, where: str) -> str | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise UsageError(f"{where} has the date {value!r}.", "Write it as 2026-11-22.") from None
