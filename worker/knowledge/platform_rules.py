"""What ad platforms demand of names, ids, dates and figures: data in `knowledge/platform_rules/*.yaml`, one file a platform.

Each rule has its provenance. Shipped rules whose source was read warn; those from practice, and those that a model
gave, are notes until a person pins them.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, datetime
from functools import lru_cache
from numbers import Real
from pathlib import Path
from typing import Any, Literal

from worker import paths
from worker.errors import FileProblem, UsageError
from worker.knowledge.values import canonical, compared
from worker.shapes import Severity

FOLDER = "platform_rules"
SHARED = "_shared"
KINDS: Mapping[str, str] = {
    "longest": "the field has at most `limit` characters",
    "longest_bytes": "the field has at most `limit` bytes in UTF-8",
    "without": "the field has none of `characters`",
    "needs": "the field is filled",
    "id_form": "the field is of the form digits, uuid or base36",
    "at_most": "the field is no more than the field `other`",
    "ratio_at_most": "the field is at most `limit` percent of the field `other`",
    "not_before": "the date in the field is not before the date in `other`",
}
MODEL_KINDS = {kind: KINDS[kind] for kind in ("longest", "needs", "at_most", "ratio_at_most", "not_before")}
"""What a model may give: no form and no list of characters."""
FORMS: Mapping[str, re.Pattern[str]] = {
    "digits": re.compile(r"\d+"),
    "uuid": re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE),
    "base36": re.compile(r"[0-9a-z]+", re.IGNORECASE),
}
_NEEDED = {"limit": ("longest", "longest_bytes", "ratio_at_most"), "other": ("at_most", "ratio_at_most", "not_before"),
           "characters": ("without",), "form": ("id_form",)}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlatformRule:
    """One demand of one platform."""

    platform: str
    """Its canonical name; '' for every platform."""
    kind: str
    """One of `KINDS`."""
    field: str
    other: str | None = None
    limit: float | None = None
    characters: str = ""
    form: str = ""
    source: str = ""
    """The document that says so."""
    checked: str | None = None
    """The day on which the source was last read, ISO."""
    origin: Literal["shipped", "user", "model"] = "shipped"
    author: str = ""
    """Of a model's rule: the model."""
    pinned: bool = False
    """A person has confirmed it."""

    @property
    def code(self) -> str:
        """Stable, kebab-case: 'dv360-longest-bytes-campaign-name'."""
        name = re.sub(r"\W+", "-", self.platform.casefold()) or "any"
        parts = (name, self.kind, self.field, self.other or "")
        return "-".join(part.replace("_", "-") for part in parts if part)

    @property
    def severity(self) -> Severity:
        """A warning once somebody stands for it, else a note."""
        vouched = self.origin == "user" or (self.origin == "shipped" and self.checked is not None)
        return "warning" if self.pinned or vouched else "note"

    @property
    def sentence(self) -> str:
        """The rule in words."""
        return _SAYINGS[self.kind].format(
            field=self.field, other=self.other, limit=f"{self.limit or 0:g}", form=self.form
        )

    def as_data(self) -> dict[str, Any]:
        """For JSON; `from_data` reads it back."""
        return asdict(self)


_SAYINGS = {
    "longest": "{field} has at most {limit} characters",
    "longest_bytes": "{field} has at most {limit} bytes",
    "without": "{field} has no line breaks or control characters",
    "needs": "{field} is required",
    "id_form": "{field} is made of {form}",
    "at_most": "{field} is no more than {other}",
    "ratio_at_most": "{field} is at most {limit} % of {other}",
    "not_before": "{field} is not before {other}",
}


# ---------------------------------------------------------------- loading


def platform_rules(platform: str, folder: Path | None = None) -> tuple[PlatformRule, ...]:
    """The rules of *platform*, under whatever name, with those of every platform.

    A file of the same name in the memory folder's `platform_rules/` wins; only what every platform has in common
    is known of one without a file.

    Raises:
        UsageError: a rule that can't be one; names file and rule.
    """
    name = canonical("platform", platform) or platform
    own = folder / FOLDER if folder else None
    return (*_shared(own), *_by_platform(own).get(compared(name), ()))


def known_platforms(folder: Path | None = None) -> tuple[str, ...]:
    """The platforms that have rules of their own."""
    own = folder / FOLDER if folder else None
    return tuple(sorted({rules[0].platform for rules in _by_platform(own).values() if rules}))


def from_model(
    platform: str, found: Sequence[Mapping[str, Any]], model: str, at: date
) -> tuple[PlatformRule, ...]:
    """Rules that a model gave, with their provenance; what can't be a rule, or is one already, is left out."""
    name = canonical("platform", platform) or platform
    known = {(rule.kind, rule.field, rule.other) for rule in platform_rules(platform)}
    made: dict[str, PlatformRule] = {}
    for entry in found:
        if entry.get("kind") not in MODEL_KINDS:
            continue
        data = {key: entry[key] for key in ("kind", "field", "other", "limit") if entry.get(key) is not None}
        for key in ("limit", "other"):
            if data["kind"] not in _NEEDED[key]:
                data.pop(key, None)
        try:
            rule = _rule(
                {**data, "source": str(entry.get("source", ""))}, name, "the model's answer", "model"
            )
        except UsageError:
            continue
        if (rule.kind, rule.field, rule.other) not in known:
            made.setdefault(rule.code, replace(rule, author=f"{model}, {at.isoformat()}"))
    return tuple(made.values())


def from_data(data: Mapping[str, Any]) -> PlatformRule:
    """A rule as `as_data` wrote it.

    Raises:
        UsageError: it is none.
    """
    known = {f.name for f in fields(PlatformRule)}
    if not set(data) <= known:
        raise UsageError("A stored platform rule has unknown keys.", "Ask for the platform's rules again.")
    plain = {
        k: v
        for k, v in data.items()
        if k not in ("platform", "origin", "author", "pinned") and v not in (None, "")
    }
    rule = _rule(plain, str(data.get("platform", "")), "a stored platform rule", data.get("origin", "model"))
    return replace(rule, author=str(data.get("author", "")), pinned=bool(data.get("pinned", False)))


@lru_cache(maxsize=8)
def _shared(own: Path | None) -> tuple[PlatformRule, ...]:
    return tuple(rule for file, origin in _files(own) if file.stem == SHARED for rule in _read(file, origin))


@lru_cache(maxsize=8)
def _by_platform(own: Path | None) -> dict[str, tuple[PlatformRule, ...]]:
    found: dict[str, tuple[PlatformRule, ...]] = {}
    for file, origin in _files(own):
        if file.stem != SHARED and (rules := _read(file, origin)):
            found[compared(rules[0].platform)] = rules
    return found


def _files(own: Path | None) -> Iterator[tuple[Path, Literal["shipped", "user"]]]:
    """Shipped files, each replaced by the user's of that name, then the user's others."""
    mine = {file.name: file for file in sorted(own.glob("*.yaml"))} if own and own.is_dir() else {}
    for file in sorted(paths.shipped("knowledge", FOLDER).glob("*.yaml")):
        if file.name not in mine:
            yield file, "shipped"
    for file in mine.values():
        yield file, "user"


def _read(file: Path, origin: Literal["shipped", "user"]) -> tuple[PlatformRule, ...]:
    import yaml

    try:
        found = yaml.safe_load(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise FileProblem(
            f"The platform rules {file} can't be read: {error}.", "Restore the file."
        ) from error
    except yaml.YAMLError as error:
        raise UsageError(f"{file} is not valid YAML.", "Correct it, or delete it.") from error
    if not isinstance(found, dict) or not isinstance(found.get("rules"), list):
        raise UsageError(f"{file} has no `rules:`.", "Write one `- {kind: ..., field: ...}` a line.")
    if unknown := set(found) - {"platform", "source", "rules"}:
        raise UsageError(f"Unknown key '{min(unknown)}' in {file}.", "Known keys: platform, source, rules.")
    platform = str(found.get("platform") or "")
    if not platform and file.stem != SHARED:
        raise UsageError(f"{file} names no platform.", "Write `platform: NAME` above the rules.")
    name = canonical("platform", platform) or platform
    source = {"source": found["source"]} if found.get("source") else {}
    return tuple(
        _rule({**source, **entry} if isinstance(entry, dict) else entry, name, f"{file}, rule {at}", origin)
        for at, entry in enumerate(found["rules"], 1)
    )


def _rule(entry: Any, platform: str, where: str, origin: Literal["shipped", "user", "model"]) -> PlatformRule:
    known = ("kind", "field", "other", "limit", "characters", "form", "source", "checked")
    if not isinstance(entry, dict) or not entry.get("kind") or not entry.get("field"):
        raise UsageError(f"{where} has no kind or no field.", "Write `- {kind: ..., field: ...}`.")
    for key in entry:
        if key not in known:
            raise UsageError(f"Unknown key '{key}' in {where}.", _nearest(str(key), known))
    kind = entry["kind"]
    if kind not in KINDS:
        raise UsageError(f"Unknown kind '{kind}' in {where}.", _nearest(str(kind), tuple(KINDS)))
    for key, kinds in _NEEDED.items():
        if (kind in kinds) != (entry.get(key) is not None):
            need = "needs" if kind in kinds else "takes no"
            raise UsageError(f"{where} ({kind}) {need} `{key}`.", f"{kind}: {KINDS[kind]}.")
    limit = entry.get("limit")
    if limit is not None and (
        isinstance(limit, bool) or not isinstance(limit, (int, float)) or not 0 < limit < 1e6
    ):
        raise UsageError(f"{where} has the limit {limit!r}.", "Write a number above 0.")
    if entry.get("form") is not None and entry["form"] not in FORMS:
        raise UsageError(
            f"{where} has the form '{entry['form']}'.", _nearest(str(entry["form"]), tuple(FORMS))
        )
    return PlatformRule(
        platform=platform,
        kind=kind,
        field=str(entry["field"]),
        other=None if entry.get("other") is None else str(entry["other"]),
        limit=limit,
        characters=str(entry.get("characters") or ""),
        form=str(entry.get("form") or ""),
        source=str(entry.get("source") or ""),
        checked=_day(entry.get("checked"), where),
        origin=origin,
    )


def _day(given: Any, where: str) -> str | None:
    if given is None:
        return None
    try:
        return date.fromisoformat(str(given)).isoformat()
    except ValueError:
        raise UsageError(f"{where} has the date {given!r}.", "Write it as 2026-11-22.") from None


def _nearest(name: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    return f"Did you mean '{near[0]}'?" if near else f"Known are {', '.join(known)}."


# ---------------------------------------------------------------- holding rows against them


def broken(rule: PlatformRule, row: Mapping[str, Any]) -> bool:
    """Whether one line breaks *rule*; a field that the line does not have, or has blank, breaks nothing but `needs`.

    Numbers and dates come as such; percentages are not needed, ratios are computed.
    """
    value = _plain(row.get(rule.field))
    if rule.kind == "needs":
        return rule.field in row and value is None
    if value is None:
        return False
    if rule.kind in _OF_TEXT:
        return bool(_OF_TEXT[rule.kind](rule, str(value)))
    other = _plain(row.get(rule.other or ""))
    if other is None:
        return False
    if rule.kind == "not_before":
        return isinstance(value, date) and isinstance(other, date) and _date(value) < _date(other)
    if not _is_number(value) or not _is_number(other) or other <= 0:
        return False  # nothing counted yet: plans leave zeros where a report will come
    share = 100.0 if rule.limit is None else rule.limit
    return bool(value * 100 > share * other)


_OF_TEXT: Mapping[str, Any] = {
    "longest": lambda rule, text: len(text) > rule.limit,
    "longest_bytes": lambda rule, text: len(text.encode()) > rule.limit,
    "without": lambda rule, text: any(c in rule.characters for c in text),
    "id_form": lambda rule, text: FORMS[rule.form].fullmatch(text.strip()) is None,
}


def _plain(value: Any) -> Any:
    """None for all that is blank: None, '', NaN and its like."""
    if value is None or (isinstance(value, str) and not value.strip()) or value != value:
        return None
    return value


def _is_number(value: Any) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool)


def _date(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value
