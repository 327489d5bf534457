"""Remember and recall by kind, as plain dictionaries: the form of the user's own document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from worker.errors import UsageError
from worker.memory.learning import scopes
from worker.memory.learning.confidence import CAP
from worker.memory.store import MemoryStore
from worker.shapes.mapping import Scope
from worker.shapes.memory import Source, Standing, Statement

Known = dict[str, Any]
"""What is known of one key, in the words of the document: `field` or `value`, `confidence`, `origin`, `reason`."""
KINDS = ("mappings", "validations", "values")
ANY_FIELD = "*"
"""The field of a value that was told without one."""


def remember(store: MemoryStore, kind: str, key: str, what: Mapping[str, object] | str, scope: Scope) -> None:
    """See `LLMMemoryManager.remember`."""
    facts = {"field" if kind == "mappings" else "value": what} if isinstance(what, str) else dict(what)
    source: Source = "llm" if facts.get("origin") == "llm" else "stated"
    sure = _confidence(facts, key)
    if kind == "mappings":
        store.remember(
            [Statement(key, _target(facts, ("field", "target"), key), sure, scope)], "", source=source
        )
    elif kind == "values":
        value = _target(facts, ("value", "canonical"), key)
        store.remember_value(str(facts.get("field") or ANY_FIELD), key, value, sure, scope, source=source)
    elif kind == "validations":
        rule = {name: value for name, value in facts.items() if name not in ("confidence", "origin")}
        store.rules.remember(key, rule, sure, scope, source=source)
    else:
        raise _unknown(kind)


def recall(
    store: MemoryStore, kind: str, key: str, field: str | None, scope_chain: Sequence[Scope]
) -> Known | None:
    """See `LLMMemoryManager.recall`; of several scopes the first that knows something answers."""
    if kind not in KINDS:
        raise _unknown(kind)
    for scope in scope_chain:
        if kind == "mappings":
            answer = _mapping(store, key, scope)
        elif kind == "values":
            answer = _value(store, key, field, scope)
        else:
            answer = _rule(store, key, scope)
        if answer is not None:
            return answer
    return None


def _mapping(store: MemoryStore, header: str, scope: Scope) -> Known | None:
    recollection = store.recall(header, scope)
    if recollection is not None and recollection.confidence > 0:
        return {
            "field": recollection.field,
            "confidence": recollection.confidence,
            "origin": "memory",
            "reason": recollection.reason,
            "rejected": sorted(recollection.rejected),
            "confirmed": True,
        }
    waiting = _waiting(store, header, scope, recollection.rejected if recollection else frozenset())
    if waiting is None:
        return None
    return {
        "field": waiting.field,
        "confidence": min(CAP, _confidence_of_model(store, waiting)),
        "origin": "llm",
        "reason": "The model said so; nobody has confirmed it.",
        "rejected": sorted(recollection.rejected) if recollection else [],
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


def _confidence_of_model(store: MemoryStore, waiting: Standing) -> float:
    """The confidence that the model stated with its last word."""
    for piece in store.history(waiting.header):
        if piece.source == "llm" and piece.field == waiting.field and piece.sort == "stated":
            return piece.amount or waiting.confidence
    return waiting.confidence


def _value(store: MemoryStore, value: str, field: str | None, scope: Scope) -> Known | None:
    fields = (field, ANY_FIELD) if field else store.value_fields()
    best: Known | None = None
    most = 0.0
    for name in fields:
        recollection = store.recall_value(name, value, scope)
        if recollection and recollection.confidence > most:
            most = recollection.confidence
            best = {
                "field": None if name == ANY_FIELD else name,
                "value": recollection.value,
                "confidence": recollection.confidence,
                "origin": "memory",
                "reason": recollection.reason,
                "rejected": sorted(recollection.rejected),
            }
    return best


def _rule(store: MemoryStore, name: str, scope: Scope) -> Known | None:
    recollection = store.rules.recall(name, scope)
    if recollection is None:
        return None
    origin = "llm" if recollection.source == "llm" else "memory"
    reason = "Written by the model; it only warns." if origin == "llm" else "Stated by a person."
    return {**recollection.rule, "confidence": recollection.confidence, "origin": origin, "reason": reason}


def _confidence(facts: Mapping[str, object], key: str) -> float | None:
    sure = facts.get("confidence")
    if sure is None:
        return None
    if isinstance(sure, bool) or not isinstance(sure, int | float) or not 0 <= sure <= 1:
        raise UsageError(f"'{key}' is to start from the confidence {sure!r}.", "It goes from 0 to 1.")
    return float(sure)


def _target(facts: Mapping[str, object], names: Sequence[str], key: str) -> str | None:
    for name in names:
        if name in facts:
            value = facts[name]
            if value is None or (isinstance(value, str) and value.strip()):
                return value
            raise UsageError(f"'{key}' is to be {value!r}.", f"Give its {name} as text.")
    raise UsageError(f"What '{key}' is was not said.", f"Give {' or '.join(map(repr, names))}.")


def _unknown(kind: str) -> UsageError:
    return UsageError(f"Memory has no kind '{kind}'.", f"Kinds are {', '.join(KINDS)}.")
