"""Validation rules that were learnt, by name and scope: any JSON object, with its confidence and where it came from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from worker.errors import UsageError
from worker.memory.audit.log import AuditLog
from worker.memory.database.database import Database
from worker.memory.database.times import Clock, text_of
from worker.memory.learning import scopes
from worker.memory.learning.confidence import CAP, START
from worker.shapes.mapping import Scope
from worker.shapes.memory import Source
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


class RuleStore:
    """The rules of one database."""

    def __init__(self, database: Database, audit: AuditLog, clock: Clock) -> None:
        self._database = database
        self._audit = audit
        self._clock = clock

    def remember(
        self,
        name: str,
        rule: Mapping[str, Any],
        confidence: float | None = None,
        scope: Scope = scopes.EVERYBODY,
        *,
        source: Source = "stated",
        user: str = "",
    ) -> None:
        """Keep a rule, over an older one of its name in this scope; a model's never replaces a person's.

        Raises:
            UsageError: it has no name, or is no JSON.
        """
        with self._database.changing() as connection:
            remember(connection, name, rule, confidence, source, scope, text_of(self._clock()))
            self._audit.append(connection, user, "rule", "1 rule")

    def recall(self, name: str, scope: Scope = scopes.EVERYBODY) -> Rule | None:
        """The rule of this name, from the narrowest scope that has one."""
        with self._database.reading() as connection:
            return None if connection is None else recall(connection, name, scope)

    def all(self) -> list[Rule]:
        """All rules, by name and scope."""
        with self._database.reading() as connection:
            return [] if connection is None else list(every(connection))


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
