"""Layouts as the rest of the memory uses them: remembered for a scope, recalled with what drifted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from worker.memory.audit.log import AuditLog, user_name
from worker.memory.database.database import Database
from worker.memory.database.times import Clock, text_of
from worker.memory.layouts import layouts
from worker.memory.layouts.recalled_layout import RecalledLayout
from worker.memory.layouts.table_shape import Shape
from worker.memory.learning import batches, steps
from worker.shapes.mapping import Scope
from worker.shapes.memory import Recollection

if TYPE_CHECKING:
    from worker.memory.layouts.layouts import Recipe


class HeaderRecall(Protocol):
    """The recall of headers, which can veto a field of a layout."""

    def __call__(self, headers: Sequence[str], scope: Scope, /) -> Mapping[str, Recollection]:
        """What is remembered of these headers, by `text.normalise(header)`."""
        ...


class LayoutStore:
    """The layouts of one database."""

    def __init__(
        self,
        database: Database,
        audit: AuditLog,
        clock: Clock,
        recall_headers: HeaderRecall,
        check_may_decide: Callable[[Iterable[Scope]], None],
    ) -> None:
        self._database = database
        self._audit = audit
        self._clock = clock
        self._recall_headers = recall_headers
        self._check_may_decide = check_may_decide

    def remember(self, shape: Shape, fields: Sequence[str | None], scope: Scope, user: str = "") -> None:
        """Keep the field of each column of a table of this shape (None: no target), for this scope."""
        self._keep([layouts.Recipe(shape, tuple(fields), scope)], user, f"{len(fields)} columns")

    def take_in(self, recipes: Sequence[Recipe], user: str = "") -> None:
        """Keep layouts as another memory had them, each with its count of uses, in one step."""
        if recipes:
            self._keep(recipes, user, f"layouts of an export: {len(recipes):,}")

    def _keep(self, recipes: Sequence[Recipe], user: str, detail: str) -> None:
        self._check_may_decide([one.scope for one in recipes])
        with self._database.writing() as database:
            at = text_of(self._clock())
            # A step without evidence: whoever keeps answers by the revision must ask again.
            step = batches.begin(database, "layout", user_name(user), at)
            steps.name_scopes(database, [one.scope for one in recipes])
            for one in recipes:
                layouts.remember(database, one.shape, one.fields, one.scope, at, step, one.uses)
            self._audit.append(database, user, "layout", detail)

    def all(self) -> list[Recipe]:
        """Every layout, by scope."""
        with self._database.querying() as database:
            return [] if database is None else layouts.listing(database)

    def examples(self, scope: Scope, most: int) -> list[list[tuple[str, str | None]]]:
        """Headers with their fields of the tables used last for the client of *scope*."""
        with self._database.querying() as database:
            return [] if database is None else layouts.examples(database, scope, most)

    def recall(self, shape: Shape, scope: Scope) -> RecalledLayout | None:
        """The recipe for a table of this shape, with what drifted; None where none is near enough."""
        recollections = self._recall_headers(shape.headers, scope)
        with self._database.querying() as database:
            return None if database is None else layouts.recall(database, shape, scope, recollections)
