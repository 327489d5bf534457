"""Remember and recall by kind, as plain dictionaries: the form of the user's own document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from worker.errors import UsageError
from worker.memory.backup import mirrors
from worker.memory.learning import scopes
from worker.memory.learning.confidence import CAP
from worker.memory.shapes import Source, Standing, Stated
from worker.memory.store import MemoryStore
from worker.shapes.mapping import Scope
from worker.text import normalise

KINDS = ("mappings", "validations", "values")
ANY_FIELD = "*"
"""The field of a value that was told without one."""


def remember(store: MemoryStore, kind: str, key: str, what: Mapping[str, Any] | str, scope: Scope) -> None:
    """See `LLMMemoryManager.remember`."""
    told = {"field" if kind == "mappings" else "value": what} if isinstance(what, str) else dict(what)
    source: Source = "llm" if told.get("origin") == "llm" else "stated"
    sure = _confidence(told, key)
    if kind == "mappings":
        store.remember([Stated(key, _target(told, ("field", "target"), key), sure, scope)], "", source=source)
    elif kind == "values":
        value = _target(told, ("value", "canonical"), key)
        store.remember_value(str(told.get("field") or ANY_FIELD), key, value, sure, scope, source=source)
    elif kind == "validations":
        rule = {name: value for name, value in told.items() if name not in ("confidence", "origin")}
        store.remember_rule(key, rule, sure, scope, source=source)
    else:
        raise _unknown(kind)


def recall(
    store: MemoryStore, kind: str, key: str, field: str | None, asked: Sequence[Scope]
) -> dict[str, Any] | None:
    """See `LLMMemoryManager.recall`; of several scopes the first that knows something answers."""
    if kind not in KINDS:
        raise _unknown(kind)
    for scope in asked:
        if kind == "mappings":
            found = _mapping(store, key, scope)
        elif kind == "values":
            found = _value(store, key, field, scope)
        else:
            found = _rule(store, key, scope)
        if found is not None:
            return found
    return None


def _mapping(store: MemoryStore, header: str, scope: Scope) -> dict[str, Any] | None:
    known = store.recall(header, scope)
    if known is not None and known.confidence > 0:
        return {
            "field": known.field,
            "confidence": known.confidence,
            "origin": "memory",
            "reason": known.reason,
            "rejected": sorted(known.rejected),
            "confirmed": True,
        }
    waiting = _waiting(store, header, scope, known.rejected if known else frozenset())
    if waiting is None:
        return None
    return {
        "field": waiting.field,
        "confidence": min(CAP, _said(store, waiting)),
        "origin": "llm",
        "reason": "The model said so; nobody has confirmed it.",
        "rejected": sorted(known.rejected) if known else [],
        "confirmed": False,
    }


def _waiting(store: MemoryStore, header: str, scope: Scope, refused: frozenset[str]) -> Standing | None:
    """What a model said last and nobody has decided."""
    chain = scopes.chain(scope)
    noted = [
        standing
        for standing in store.standings(header)
        if standing.state == "noted" and standing.source == "llm" and standing.field not in refused
        if scopes.key(standing.scope) in chain
    ]
    return max(noted, key=lambda standing: str(standing.last_at), default=None)


def _said(store: MemoryStore, waiting: Standing) -> float:
    """The confidence that the model stated with its last word."""
    for piece in store.history(waiting.header):
        if piece.source == "llm" and piece.field == waiting.field and piece.sort == "stated":
            return piece.amount or waiting.confidence
    return waiting.confidence


def _value(store: MemoryStore, value: str, field: str | None, scope: Scope) -> dict[str, Any] | None:
    fields = (field, ANY_FIELD) if field else store.value_fields()
    best: dict[str, Any] | None = None
    for name in fields:
        known = store.recall_value(name, value, scope)
        if known and known.confidence > (best["confidence"] if best else 0.0):
            best = {
                "field": None if name == ANY_FIELD else name,
                "value": known.value,
                "confidence": known.confidence,
                "origin": "memory",
                "reason": known.reason,
                "rejected": sorted(known.rejected),
            }
    return best


def _rule(store: MemoryStore, name: str, scope: Scope) -> dict[str, Any] | None:
    known = store.recall_rule(name, scope)
    if known is None:
        return None
    origin = "llm" if known.source == "llm" else "memory"
    said = "Written by the model; it only warns." if origin == "llm" else "Stated by a person."
    return {**known.rule, "confidence": known.confidence, "origin": origin, "reason": said}


# ---------------------------------------------------------------- the readable mirrors


def write_mirrors(store: MemoryStore) -> tuple[Path, Path]:
    """Write `mappings.json` and `validations.json` into the folder."""
    folder = store.settings.memory_dir
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    paths = folder / mirrors.MAPPINGS_FILE, folder / mirrors.VALIDATIONS_FILE
    values = (standing for field in store.value_fields() for standing in store.value_standings(field))
    mirrors.write_mappings(paths[0], store.standings(), values)
    mirrors.write_validations(paths[1], store.rules())
    return paths


def read_mirrors(store: MemoryStore, folder: Path) -> int:
    """Take what differs from what holds; what says the same is left alone, so that nothing counts twice."""
    mappings, validations = folder / mirrors.MAPPINGS_FILE, folder / mirrors.VALIDATIONS_FILE
    if not mappings.is_file() and not validations.is_file():
        raise UsageError(
            f"{folder} has neither {mappings.name} nor {validations.name}.",
            "Write them with `mediamapper memory export-json`.",
        )
    headers, values = mirrors.read_mappings(mappings) if mappings.is_file() else ([], [])
    rules = mirrors.read_validations(validations) if validations.is_file() else []
    known = {
        (normalise(s.header), scopes.key(s.scope)): (s.field, round(s.confidence, 12))
        for s in store.standings()
        if s.state == "holds"
    }
    new = [
        mapping
        for mapping in headers
        if _differs(
            known.get((normalise(mapping.header), scopes.key(mapping.scope))),
            mapping.field,
            mapping.confidence,
        )
    ]
    if new:
        store.remember(new, "", source="import")
    return len(new) + sum(_take_value(store, value) for value in values) + _take_rules(store, rules)


def _take_value(store: MemoryStore, told: mirrors.StatedValue) -> bool:
    place = scopes.key(told.scope)
    held = [
        (s.field, round(s.confidence, 12))
        for s in store.value_standings(told.field, told.value)
        if s.state == "holds" and scopes.key(s.scope) == place
    ]
    if not _differs(held[0] if held else None, told.canonical, told.confidence):
        return False
    store.remember_value(told.field, told.value, told.canonical, told.confidence, told.scope, source="import")
    return True


def _take_rules(store: MemoryStore, rules: Sequence[mirrors.StatedRule]) -> int:
    there = {(normalise(r.name), scopes.key(r.scope)): (r.rule, r.confidence) for r in store.rules()}
    new = [r for r in rules if there.get((normalise(r.name), scopes.key(r.scope))) != (r.rule, r.confidence)]
    for r in new:
        store.remember_rule(r.name, r.rule, r.confidence, r.scope, source=r.source)
    return len(new)


def _differs(held: tuple[str | None, float] | None, field: str | None, sure: float | None) -> bool:
    return held is None or held[0] != field or (sure is not None and held[1] != round(sure, 12))


# ---------------------------------------------------------------- inside


def _confidence(told: Mapping[str, Any], key: str) -> float | None:
    sure = told.get("confidence")
    if sure is None:
        return None
    if isinstance(sure, bool) or not isinstance(sure, int | float) or not 0 <= sure <= 1:
        raise UsageError(f"'{key}' is to start from the confidence {sure!r}.", "It goes from 0 to 1.")
    return float(sure)


def _target(told: Mapping[str, Any], names: Sequence[str], key: str) -> str | None:
    for name in names:
        if name in told:
            value = told[name]
            if value is None or (isinstance(value, str) and value.strip()):
                return value
            raise UsageError(f"'{key}' is to be {value!r}.", f"Give its {name} as text.")
    raise UsageError(f"What '{key}' is was not said.", f"Give {' or '.join(map(repr, names))}.")


def _unknown(kind: str) -> UsageError:
    return UsageError(f"Memory has no kind '{kind}'.", f"Kinds are {', '.join(KINDS)}.")
