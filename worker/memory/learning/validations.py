"""Validation rules that were learnt, by name and scope: any JSON object, with its confidence and where it came from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from worker.errors import UsageError
from worker.memory.learning import scopes
from worker.memory.learning.confidence import CAP, START
from worker.shapes.mapping import Scope
from worker.text import clean, normalise

LONGEST = 100_000
"""Characters of one rule."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as it stands."""

    name: str
    rule: Mapping[str, Any]
    confidence: float
    source: str
    scope: Scope
    first_at: str
    last_at: str


def remember(
    connection: Any,
    name: str,
    rule: Mapping[str, Any],
    confidence: float | None,
    source: str,
    scope: Scope,
    at: str,
) -> None:
    """Keep a rule over one of its name in the same scope; to be called inside a transaction.

    A model's word never replaces a person's.

    Raises:
        UsageError: no name, no JSON, too long, or a confidence outside 0..1.
    """
    key = normalise(name)
    sure = START if confidence is None else confidence
    if not key or not 0 <= sure <= 1:
        raise UsageError(
            f"The rule '{name}' can't be remembered.", "Give a name, and a confidence from 0 to 1."
        )
    try:
        text = json.dumps(rule, ensure_ascii=False, sort_keys=True)
    except (TypeError, ValueError) as error:
        raise UsageError(
            f"The rule '{name}' is no JSON.", "Use text, numbers, lists and mappings."
        ) from error
    if len(text) > LONGEST:
        raise UsageError(f"The rule '{name}' has {len(text)} characters.", f"At most {LONGEST} are kept.")
    if source == "llm":
        sure = min(sure, CAP)
    connection.execute(
        "INSERT INTO validation VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key, scope) DO UPDATE SET "
        "text = excluded.text, rule = excluded.rule, confidence = excluded.confidence, source = excluded.source, "
        "last_at = excluded.last_at WHERE excluded.source <> 'llm' OR validation.source = 'llm'",
        (key, scopes.key(scope), clean(name), text, sure, source, at, at),
    )


def recall(connection: Any, name: str, scope: Scope) -> Rule | None:
    """The rule of this name in *scope* or wider."""
    for key in scopes.chain(scope):
        row = connection.execute(
            "SELECT text, rule, confidence, source, scope, first_at, last_at FROM validation WHERE key = ? AND scope = ?",
            (normalise(name), key),
        ).fetchone()
        if row:
            return _rule(row)
    return None


def every(connection: Any) -> Iterator[Rule]:
    """All rules, by name and scope."""
    rows = connection.execute(
        "SELECT text, rule, confidence, source, scope, first_at, last_at FROM validation ORDER BY key, scope"
    )
    return map(_rule, rows)


def _rule(row: Any) -> Rule:
    text, rule, confidence, source, scope, first_at, last_at = row
    return Rule(text, json.loads(rule), confidence, source, scopes.from_key(scope), first_at, last_at)
