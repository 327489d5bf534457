"""What memory keeps beside mappings and values: rules, layouts, the audit trail, habits and priors."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from worker.memory.audit import trail
from worker.memory.database.database import FILE, Database, Key
from worker.memory.layouts import layouts
from worker.memory.layouts.table_shape import Shape
from worker.memory.learning import priors, scopes, validations
from worker.memory.learning.confidence import Prior
from worker.memory.learning.lessons import about
from worker.memory.learning.priors import Fitted
from worker.memory.learning.validations import Rule
from worker.memory.shapes import Source
from worker.memory.upkeep.usage import Habits
from worker.settings import Settings
from worker.shapes.mapping import Scope

Clock = Callable[[], datetime]


class Shelves:
    """The file with everything in it that is no mapping; `MemoryStore` adds those."""

    def __init__(self, settings: Settings, key: Key, clock: Clock | None) -> None:
        self._settings = settings
        self._database = Database(settings.memory_dir / FILE, key=key)
        self._clock = clock or (lambda: datetime.now(UTC))
        self._priors = priors.Kept()
        self.habits = Habits()
        """What was asked of this object and not written down yet; see `keep_habits`."""

    @property
    def database(self) -> Database:
        """The file, for the rest of this folder."""
        return self._database

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self._settings

    @property
    def folder(self) -> Path:
        """The memory folder."""
        return self._settings.memory_dir

    # ------------------------------------------------------------ rules

    def remember_rule(
        self,
        name: str,
        rule: Mapping[str, Any],
        confidence: float | None = None,
        scope: Scope = scopes.EVERYBODY,
        *,
        source: Source = "stated",
        user: str = "",
    ) -> None:
        """Keep a validation rule, over an older one of its name in this scope; a model's never replaces a person's.

        Raises:
            UsageError: it has no name, or is no JSON.
        """
        with self._database.changing() as connection:
            validations.remember(connection, name, rule, confidence, source, scope, self._now())
            self._log(connection, user, "rule", "1 rule")

    def recall_rule(self, name: str, scope: Scope = scopes.EVERYBODY) -> Rule | None:
        """The rule of this name, from the narrowest scope that has one."""
        with self._database.reading() as connection:
            return None if connection is None else validations.recall(connection, name, scope)

    def rules(self) -> list[Rule]:
        """All rules, by name and scope."""
        with self._database.reading() as connection:
            return [] if connection is None else list(validations.every(connection))

    # ------------------------------------------------------------ layouts

    def remember_layout(
        self, shape: Shape, fields: Sequence[str | None], scope: Scope, user: str = ""
    ) -> None:
        """Keep the field of each column of a table of this shape (None: no target), for this scope."""
        with self._database.changing() as connection:
            at = self._now()
            # A step without evidence: whoever keeps answers by the revision must ask again.
            step = connection.execute(
                "INSERT INTO batch (action, user, at) VALUES ('layout', ?, ?)", (who(user), at)
            )
            layouts.remember(connection, shape, fields, scope, at, step.lastrowid)
            self._log(connection, user, "layout", f"{len(fields)} columns")

    # ------------------------------------------------------------ who, how often, how sure

    def log(self, user: str, action: str, at: datetime | None = None) -> None:
        """Add a line to the audit trail, dated now where *at* does not say when."""
        with self._database.changing() as connection:
            self._log(connection, user, action, "", _text(at or self._clock()))

    def audit_trail(self, most: int = 1000) -> list[tuple[str, str, str, str]]:
        """The last lines of the audit trail, newest first: time, user, action, detail."""
        with self._database.reading() as connection:
            if connection is None:
                return []
            rows = connection.execute(
                "SELECT at, user, action, detail FROM audit ORDER BY id DESC LIMIT ?", (most,)
            )
            return [tuple(row) for row in rows]

    def keep_habits(self) -> None:
        """Write down what was recalled, for archive and report; nobody should be waiting."""
        if not self.habits.gathered:
            return
        with self._database.changing() as connection:
            self.habits.write(connection, self._now())

    def priors(self) -> Mapping[str, Prior]:
        """What confidence starts from, by source, where it was fitted."""
        with self._database.reading() as connection:
            return {} if connection is None else self._priors.read(connection)

    def refit(self) -> list[Fitted]:
        """Fit these anew from all that was decided."""
        with self._database.changing() as connection:
            fitted = priors.refit(connection, self._now())
            self._priors.anew(connection)
            return fitted

    def templates(self) -> list[str]:
        """The templates that anything was learnt for, by scope."""
        with self._database.reading() as connection:
            if connection is None:
                return []
            rows = connection.execute(
                "SELECT DISTINCT template FROM place WHERE template IS NOT NULL ORDER BY 1"
            )
            return [template for (template,) in rows]

    def value_fields(self) -> list[str]:
        """The fields that values were learnt for."""
        with self._database.reading() as connection:
            if connection is None:
                return []
            rows = connection.execute(_KINDS).fetchall()
            return [about(kind) for (kind,) in rows if kind and about(kind)]

    def _log(self, connection: Any, user: str, action: str, detail: str, at: str = "") -> None:
        trail.append(connection, [(at or self._now(), who(user), action, detail)])

    def _now(self) -> str:
        return _text(self._clock())


# From kind to kind down the tree, instead of over a million rows.
_KINDS = (
    "WITH RECURSIVE kinds (kind) AS (SELECT min(kind) FROM lesson UNION ALL "
    "SELECT (SELECT min(kind) FROM lesson WHERE kind > kinds.kind) FROM kinds WHERE kinds.kind IS NOT NULL) "
    "SELECT kind FROM kinds"
)


def who(user: str) -> str:
    """The user as named, else the login name."""
    if user.strip():
        return user.strip()
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def _text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds")
