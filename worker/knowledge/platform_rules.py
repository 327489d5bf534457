"""What ad platforms demand of names, ids, dates and figures: data in `knowledge/platform_rules/*.yaml`, one file a platform.

Shipped rules whose source was read warn; those from practice, and those that a model gave, are notes until a person
pins them. Files of the same form in the memory folder's `platform_rules/` are merged over what ships, rule by rule.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from worker import paths
from worker.errors import UsageError
from worker.knowledge.platform_rule import MODEL_KINDS, TAKES, Origin, PlatformRule, fits, rule_of
from worker.knowledge.values import canonical
from worker.text import compared
from worker.yaml_file import nearest, read_yaml

FOLDER = "platform_rules"
SHARED = ""
"""Stands for every platform; the file is `_shared.yaml`."""
_SHARED_FILE = "_shared"
_HEAD = ("platform", "also", "source", "rules")

Stamped = tuple[tuple[Path, int, int], ...]
"""Files with time and size: a file that was edited is another."""
_Rules = Mapping[str, tuple[PlatformRule, ...]]
_Key = tuple[str, str, str | None, str | None]


def platform_rules(platform: str, folder: Path | None = None) -> tuple[PlatformRule, ...]:
    """The rules of *platform*, under whatever name, with those of every platform; *folder* is the memory folder.

    Only what every platform has in common is known of one without a file.
    """
    rules = _load(_stamped(folder / FOLDER if folder else None))
    return (*rules.get(SHARED, ()), *rules.get(compared(named(platform)), ()))


def known_platforms(folder: Path | None = None) -> tuple[str, ...]:
    """The platforms that have rules of their own."""
    loaded = _load(_stamped(folder / FOLDER if folder else None))
    return tuple(sorted({rule.platform for rules in loaded.values() for rule in rules if rule.platform}))


def named(platform: str) -> str:
    """The one name of a platform; as written where nobody knows it."""
    return canonical("platform", platform) or platform.strip()


def from_model(
    platform: str,
    entries: Sequence[Mapping[str, object]],
    model: str,
    at: date,
    types: Mapping[str, str],
    folder: Path | None = None,
) -> tuple[PlatformRule, ...]:
    """Rules that a model gave, with their provenance; what can't be a rule, or is one already, is left out.

    *types* are the types of the target's fields, by name.
    """
    keys = {rule.key for rule in platform_rules(platform, folder)}
    rules: dict[str, PlatformRule] = {}
    for entry in entries:
        if (rule := _of_model(entry, named(platform))) is None or rule.key in keys or not fits(rule, types):
            continue
        rules.setdefault(rule.code, replace(rule, author=f"{model}, {at.isoformat()}"))
    return tuple(rules.values())


def _of_model(entry: Mapping[str, object], platform: str) -> PlatformRule | None:
    kind = entry.get("kind")
    if kind not in MODEL_KINDS:
        return None
    keys = {"field", *(key for key in ("other", "limit") if kind in TAKES[key])}
    data = {key: entry[key] for key in keys if entry.get(key) is not None}
    try:
        rule = rule_of(
            {**data, "kind": kind, "source": str(entry.get("source") or "")}, platform, "An answer", "model"
        )
    except UsageError:
        return None
    return None if rule.field == rule.other else rule


# ---------------------------------------------------------------- files


@lru_cache(maxsize=8)
def _load(own: Stamped) -> _Rules:
    """Rules by compared name of the platform, shipped ones with the user's merged over them."""
    merged: dict[str, dict[_Key, PlatformRule]] = {}
    for file in sorted(paths.shipped("knowledge", FOLDER).glob("*.yaml")):
        _merge(merged, file, "shipped")
    for file, _, _ in own:
        _merge(merged, file, "user")
    return {name: tuple(rules.values()) for name, rules in merged.items()}


def _stamped(own: Path | None) -> Stamped:
    if own is None or not own.is_dir():
        return ()
    stamps = ((file, file.stat()) for file in sorted(own.glob("*.yaml")))
    return tuple((file, stat.st_mtime_ns, stat.st_size) for file, stat in stamps)


def _merge(merged: dict[str, dict[_Key, PlatformRule]], file: Path, origin: Origin) -> None:
    head = _read(file)
    platform = str(head.get("platform") or "")
    if not platform and file.stem != _SHARED_FILE:
        raise UsageError(f"{file} names no platform.", "Write `platform: NAME` above the rules.")
    also = head.get("also") or []
    if not isinstance(also, list):
        raise UsageError(f"`also` in {file} is no list.", "Write `also: [NAME, NAME]`.")
    name = named(platform) if platform else SHARED
    places = [merged.setdefault(compared(named(str(one))) if one else SHARED, {}) for one in (name, *also)]
    for at, entry in enumerate(head["rules"], 1):
        dropped = isinstance(entry, dict) and entry.get("drop") is True
        rule = _rule(entry, head, name, f"{file}, rule {at}", origin)
        for place in places:
            if dropped:
                place.pop(rule.key, None)
            else:
                place[rule.key] = rule


def _rule(entry: object, head: Mapping[str, object], name: str, where: str, origin: Origin) -> PlatformRule:
    if isinstance(entry, dict):
        source = {"source": head["source"]} if head.get("source") else {}
        entry = {**source, **{key: value for key, value in entry.items() if key != "drop"}}
    return rule_of(entry, name, where, origin)


def _read(file: Path) -> dict[str, Any]:
    content = read_yaml(file)
    if not isinstance(content, dict) or not isinstance(content.get("rules"), list):
        raise UsageError(f"{file} has no `rules:`.", "Write one `- {kind: ..., field: ...}` a line.")
    if unknown := sorted(map(str, set(content) - set(_HEAD))):
        raise UsageError(f"Unknown key '{unknown[0]}' in {file}.", nearest(unknown[0], _HEAD))
    return content
