"""Validation rules that were learnt, by name and scope: any JSON object, with its confidence and where it came from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from peewee import EXCLUDED

from worker.errors import UsageError
from worker.lazy_dataclass import dataclass
from worker.memory.audit.log import AuditLog
from worker.memory.database import queries
from worker.memory.database.database import Database
from worker.memory.database.sqlite.connection import Row
from worker.memory.database.tables import Shared, Validation
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
    rule: Mapping[str, object]
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
        rule: Mapping[str, object],
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
        with self._database.writing() as database:
            remember(database, name, rule, confidence, source, scope, text_of(self._clock()))
            self._audit.append(database, user, "rule", "1 rule")

    def recall(self, name: str, scope: Scope = scopes.EVERYBODY) -> Rule | None:
        """The rule of this name, from the narrowest scope that has one."""
        with self._database.querying() as database:
            return None if database is None else recall(database, name, scope)

    def all(self) -> list[Rule]:
        """All rules, by name and scope."""
        with self._database.querying() as database:
            return [] if database is None else list(every(database))


def remember(
    database: Shared,
    name: str,
    rule: Mapping[str, object],
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
    if source == "llm":
        sure = min(sure, CAP)
    row = Validation.insert(
        key=key,
        scope=scopes.key(scope),
        text=clean(name),
        rule=_as_json(name, rule),
        confidence=sure,
        source=source,
        first_at=at,
        last_at=at,
    )
    queries.run(
        database,
        row.on_conflict(
            conflict_target=[Validation.key, Validation.scope],
            preserve=[*_COLUMNS[:4], Validation.last_at],
            where=(EXCLUDED.source != "llm") | (Validation.source == "llm"),
        ),
    )


def _as_json(name: str, rule: Mapping[str, object]) -> str:
    try:
        text = json.dumps(rule, ensure_ascii=False, sort_keys=True)
    except (TypeError, ValueError) as error:
        raise UsageError(
            f"The rule '{name}' is no JSON.", "Use text, numbers, lists and mappings."
        ) from error
    if len(text) > LONGEST:
        raise UsageError(f"The rule '{name}' has {len(text)} characters.", f"At most {LONGEST} are kept.")
    return text


_COLUMNS = (
    Validation.text,
    Validation.rule,
    Validation.confidence,
    Validation.source,
    Validation.scope,
    Validation.first_at,
    Validation.last_at,
)


def recall(database: Shared, name: str, scope: Scope) -> Rule | None:
    """The rule of this name in *scope* or wider."""
    named = Validation.select(*_COLUMNS).where(Validation.key == normalise(name))
    for key in scopes.chain(scope):
        if row := queries.first(database, named.where(Validation.scope == key)):
            return _rule(row)
    return None


def every(database: Shared) -> Iterator[Rule]:
    """All rules, by name and scope."""
    query = Validation.select(*_COLUMNS).order_by(Validation.key, Validation.scope)
    return map(_rule, queries.rows(database, query))


def _rule(row: Row) -> Rule:
    text, rule, confidence, source, scope, first_at, last_at = row
    return Rule(text, json.loads(rule), confidence, source, scopes.from_key(scope), first_at, last_at)
