"""The memory under the names of the user's own document: three tiers behind one object."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any

from worker import settings
from worker.errors import MemoryProblem, UsageError
from worker.memory import document_form as told
from worker.memory.audit import trail
from worker.memory.backup import backup, recover, rotation
from worker.memory.database.database import Key
from worker.memory.keys import keys, rekey
from worker.memory.layouts import layouts
from worker.memory.layouts.table_shape import Shape
from worker.memory.learning import scopes
from worker.memory.recall import context, essentials, top_and_similar
from worker.memory.recall.answers import Answers
from worker.memory.recall.context import Count, Lines
from worker.memory.report import Failing, PerformanceReport
from worker.memory.shapes import Standing
from worker.memory.shelves import Clock
from worker.memory.store import MemoryStore
from worker.memory.upkeep import lifecycle, notices
from worker.memory.upkeep.maintenance import Maintenance
from worker.memory.upkeep.retrain import Proposer, Retrained
from worker.memory.upkeep.tasks import Done
from worker.settings import Settings
from worker.shapes.finding import Finding
from worker.shapes.mapping import Scope
from worker.tokens import estimate

SIMILAR = 3
"""Similar headers told of each column."""
TOP = 10
ANSWER_HOURS = 24.0
"""How long what a model said is not asked again."""


class LLMMemoryManager:
    """What people taught, what everybody knows, and what the model is told of both."""

    def __init__(
        self,
        memory_dir: str | os.PathLike[str] | None = None,
        encryption_key: str | None = None,
        *,
        settings_: Settings | None = None,
        proposer: Proposer | None = None,
        clock: Clock | None = None,
        key: Key = None,
    ) -> None:
        """The memory in *memory_dir* (else `MEDIAMAPPER_HOME`, else the user's own), created when first written to.

        With *encryption_key*, a passphrase, everything in it is encrypted. *proposer* is asked by
        `retrain_low_performers`. *key* is the raw key where it is at hand already.

        Raises:
            MemoryProblem: the key is wrong or missing.
        """
        given = settings_ or settings.load(memory_dir)
        self.folder = given.memory_dir
        self._key = key or keys.key_for(self.folder, encryption_key)
        self.store = MemoryStore.open(given, key=self._key, clock=clock)
        self._passphrase = keys.Hidden(encryption_key)
        self.store.database.repair = partial(recover.repairing, self.store.database, self._passphrase)
        self._answers: list[Answers] = []
        self.proposer = proposer
        self._clock = clock or (lambda: datetime.now(UTC))
        self._maintenance = Maintenance(self.store, self._clock)

    def close(self) -> None:
        """Write down what was gathered, then let go of the file."""
        with suppress(MemoryProblem):  # a folder that can only be read
            self.keep_habits()
        for kept in self._answers:
            kept.close()
        self.store.close()

    def rest(self) -> None:
        """Let go of the file, sealed, until the next use: who is killed meanwhile leaves it whole."""
        self.store.close()

    def again(self, stop_when: Callable[[], bool]) -> LLMMemoryManager:
        """The same memory on a connection of its own, for upkeep beside somebody's work.

        Once *stop_when* says so, what it is at is rolled back with a `MemoryProblem`.
        """
        made = LLMMemoryManager(
            settings_=self.store.settings, proposer=self.proposer, clock=self._clock, key=self._key
        )
        made.store.database.stop_when(stop_when)
        return made

    def __enter__(self) -> LLMMemoryManager:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # ------------------------------------------------------------ remember and recall

    def remember(
        self, kind: str, key: str, what: Mapping[str, Any] | str, *, scope: Scope = scopes.EVERYBODY
    ) -> None:
        """Keep *what* under *key*; *kind* is mappings, validations or values.

        A mapping is `{"field": ..., "confidence": ...}` or the field; a value `{"field": "platform", "value": ...}`.
        With `"origin": "llm"` it is kept as unconfirmed.

        Raises:
            UsageError: an unknown kind, or something that can't be kept.
        """
        told.remember(self.store, kind, key, what, scope)

    def recall(
        self, kind: str, key: str, *, field: str | None = None, scope: Scope | None = None
    ) -> dict[str, Any] | None:
        """What is known under *key*, or None; without *scope* the default template's knowledge comes first.

        Gives at least `field` (a mapping's), `value` (a value's) or the rule's own keys, with `confidence`, `origin` and
        `reason`. What only a model said has the origin `llm` and a confidence below 0.8. *field* narrows values.
        """
        return told.recall(self.store, kind, key, field, self._asked(scope))

    def update_success_rate(self, header: str, success: bool, *, scope: Scope | None = None) -> Standing:
        """Count that the mapping of *header* served, or did not; its confidence is moved by name, below.

        Raises:
            UsageError: nothing is remembered of it.
        """
        return self.store.count_outcome(header, success, "", self._held(header, scope))

    def increment_confidence(
        self, header: str, amount: float = 0.05, *, scope: Scope | None = None
    ) -> Standing:
        """Raise the confidence of what holds for *header* by exactly *amount*, at most to 1.

        Raises:
            UsageError: nothing holds for it.
        """
        return self.store.adjust(header, amount, "", self._held(header, scope))

    def decrease_confidence(
        self, header: str, amount: float = 0.1, *, scope: Scope | None = None
    ) -> Standing:
        """Lower it by exactly *amount*, at most to 0.

        Raises:
            UsageError: nothing holds for it.
        """
        return self.store.adjust(header, -amount, "", self._held(header, scope))

    # ------------------------------------------------------------ context

    def get_relevant_context(
        self,
        task_type: str = "column_mapping",
        current_data: Any = None,
        *,
        budget: int = context.BUDGET,
        scope: Scope | None = None,
        count: Count = estimate,
        slots: Sequence[str] | None = None,
    ) -> str:
        """What the model should know for a task: essentials always, then the lines that serve these columns best.

        *current_data* is a data frame, headers, or columns with samples. *budget* is in tokens, as *count* counts.
        *slots* are a prompt's `context_slots`, where only some parts are wanted.
        """
        known = self.get_domain_essentials() if slots is None or "domain_knowledge" in slots else ""
        if task_type != "column_mapping":
            return known
        columns = context.columns_of(current_data)
        scope = self._asked(scope)[0]
        recalled = self.store.recall_many([column.name for column in columns], scope)
        alike, known_alike = top_and_similar.similar(self.store, columns, scope, SIMILAR)
        told_already = {other.key for others in alike.values() for other in others}
        lines = [
            ("rejected_pairs", "Refused before:", list(context.warning_lines(columns, recalled))),
            (
                "similar_patterns",
                "Confirmed before:",
                list(context.similar_lines(alike, known_alike)),
            ),
            (
                "recent_mappings",
                "Often confirmed:",
                list(context.top_lines(top_and_similar.top(self.store, TOP, scope), told_already)),
            ),
            ("value_shapes", "Shapes of values:", list(context.shape_lines(columns))),
        ]
        wanted = [(title, found) for slot, title, found in lines if slots is None or slot in slots]
        more = context.chosen(wanted, budget - count(known) - 1, count)
        return f"{known}\n{more}" if more else known

    def get_domain_essentials(self) -> str:
        """The marked part of `domain_knowledge.md`, the user's own or the shipped one."""
        return essentials.read(self.folder)

    def get_top_mappings(self, most: int = TOP, *, scope: Scope | None = None) -> Lines:
        """The headers that people confirmed most, one a line; `.entries` has (header, what is known)."""
        top = top_and_similar.top(self.store, most, self._asked(scope)[0])
        return Lines("\n".join(line.text for line in context.top_lines(top)), top)

    def find_similar_columns(self, columns: Any, most: int = SIMILAR, *, scope: Scope | None = None) -> Lines:
        """Known headers like these columns, one a line; `.entries` has (header, similar header, likeness, field)."""
        asked = context.columns_of(columns)
        alike, known = top_and_similar.similar(self.store, asked, self._asked(scope)[0], most)
        entries = [
            (key, other.key, other.likeness, known[other.key].field)
            for key, others in alike.items()
            for other in others
            if other.key in known and known[other.key].confidence > 0
        ]
        return Lines("\n".join(line.text for line in context.similar_lines(alike, known)), entries)

    # ------------------------------------------------------------ layouts

    def remember_layout(
        self, shape: Shape, fields: Sequence[str | None], scope: Scope, user: str = ""
    ) -> None:
        """Keep the field of each column of a table of this shape (None: no target), for this scope."""
        self.store.remember_layout(shape, fields, scope, user)

    def recall_layout(self, shape: Shape, scope: Scope) -> layouts.RecalledLayout | None:
        """The recipe for a table of this shape, with what drifted; None where none is near enough."""
        return self.store.recall_layout(shape, scope)

    # ------------------------------------------------------------ what the model said

    def answers(self, topic: str, hours: float = ANSWER_HOURS) -> Answers:
        """Answers of one topic, kept for some hours in the folder's `cache/`, encrypted when the memory is."""
        made = Answers(self.folder, topic=topic, hours=hours, key=self._key)
        self._answers.append(made)
        return made

    # ------------------------------------------------------------ maintenance

    def prune_low_confidence_entries(self, threshold: float = 0.3) -> list[Standing]:
        """End what holds below *threshold*; a tombstone stays, so that it is not proposed again."""
        return self._maintenance.prune(threshold)

    def archive_old_entries(self, days: float = 30) -> int:
        """Take what was not used for *days* out of the hot index; gives how many. It is still recalled by name."""
        return self._maintenance.archive(days)

    def optimize_database(self) -> lifecycle.Optimised:
        """Merge old evidence into counts, sweep the index, give room back to the disk."""
        return self._maintenance.optimise()

    def generate_performance_report(self) -> PerformanceReport:
        """How memory performs: per source and scope, its calibration, what fails, what was asked and saved."""
        return replace(self._maintenance.report(), notices=tuple(self.notices()))

    def retrain_low_performers(self, failing_mappings: Sequence[Failing] | None = None) -> Retrained:
        """Fit what confidence starts from, and look for better fields; these stay proposals until a person decides."""
        chosen = (
            self.generate_performance_report().failing_mappings
            if failing_mappings is None
            else failing_mappings
        )
        return self._maintenance.retrain(chosen, self.proposer)

    def keep_habits(self) -> None:
        """Write down what was recalled and how long it took; nothing where there is no memory yet."""
        self._maintenance.keep_habits()

    def export_backup(self, path: str | os.PathLike[str]) -> Path:
        """Write the whole memory to one file, JSON and the readable mirrors beside it; gives the file.

        Of an encrypted memory the file is encrypted with the same key, and no mirror is written.

        Raises:
            FileProblem: it can't be written.
        """
        self.keep_habits()
        backup.export(self.store.database, Path(path), self._now())
        if not self.store.database.encrypted:
            self.export_json()
        return Path(path)

    def restore(self, path: str | os.PathLike[str] | None = None) -> int:
        """Put a backup, else the last good one of `backups/`, in the place of everything; gives the number of rows.

        A damaged memory is set aside first. What was lost is told by `notices`.

        Raises:
            FileProblem: it is no backup; the memory is as it was.
        """
        database = self.store.database
        rows, told = recover.restore_any(database, Path(path) if path else None, self._passphrase.text)
        database.said.append(told)
        self.log_access("", "restore", self._clock())
        return rows

    def check_at_start(self, *, alone: bool = False) -> str | None:
        """Look at the whole file; a damaged or missing one is replaced by its last good backup, and this is told.

        *alone* says that the caller holds the worker's lock. A million mappings take some seconds.

        Raises:
            MemoryProblem: it is damaged, and there is no good backup.
        """
        rekey.tidy(self.folder)
        found = recover.at_start(self.store.database, alone=alone)
        return found.sentence if found else None

    def rotate_backups(self, now: datetime | None = None) -> Path:
        """Write today's backup into `backups/` and let go of old ones: seven days and four weeks are kept.

        Raises:
            MemoryProblem: the memory is damaged.
            FileProblem: it can't be written.
        """
        return rotation.rotate(self.store.database, now or self._clock())

    def notices(self) -> list[Finding]:
        """What a person should know of the folder: not encrypted, synchronised, restored, a clock that went back."""
        return notices.notices(self.store.database, self._clock())

    def export_json(self) -> tuple[Path, Path]:
        """Write `mappings.json` and `validations.json` into the folder."""
        return told.write_mirrors(self.store)

    def import_json(self, folder: str | os.PathLike[str] | None = None) -> int:
        """Take back edited mirrors, from the folder or another; gives how many entries differed and were taken.

        Raises:
            UsageError: an entry that can't be taken; nothing of its file was.
        """
        return told.read_mirrors(self.store, Path(folder) if folder else self.folder)

    def log_access(self, user_id: str, action: str, timestamp: datetime | str | None = None) -> None:
        """Add a line to the audit trail."""
        at = datetime.fromisoformat(timestamp) if isinstance(timestamp, str) else timestamp
        self.store.log(user_id, action, at or self._clock())

    def audit_trail(self, most: int = 1000) -> list[tuple[str, str, str, str]]:
        """The last lines of the audit trail, newest first: time, user, action, detail."""
        return self.store.audit_trail(most)

    def verify_audit(self, head: str = "") -> trail.Verified:
        """Look at the whole audit trail; *head* is the mark of a last row that was kept elsewhere."""
        with self.store.database.reading() as connection:
            if connection is None:
                return trail.Verified(True, 0, None, "Nothing was done yet.", "")
            return trail.verify(connection, head)

    def due(self, now: datetime | None = None) -> list[str]:
        """The maintenance that is due."""
        return self._maintenance.due(now or self._clock())

    def run_due(self, now: datetime | None = None, *, go_on: Callable[[], bool] = lambda: True) -> list[Done]:
        """Do what is due; a task that fails is told and does not stop the others. Never while a person waits.

        *go_on* is asked before each task; once it says no, the rest stays due.
        """
        return self._maintenance.run_due(now or self._clock(), self.proposer, go_on)

    # ------------------------------------------------------------ inside

    def _now(self) -> str:
        return self._clock().astimezone(UTC).isoformat(timespec="milliseconds")

    def _asked(self, scope: Scope | None) -> tuple[Scope, ...]:
        """The scopes to ask in turn: what was given, else the default template, any other, everybody."""
        if scope is not None:
            return (scope,)
        default = Scope(template=Path(self.store.settings.template or "raw_data").stem)
        others = (Scope(template=name) for name in self.store.templates())
        return tuple(dict.fromkeys((default, *others)))

    def _held(self, header: str, scope: Scope | None) -> Scope:
        """The scope in which something holds for *header*, narrowest first; else one where a model's word waits."""
        standings = self.store.standings(header)
        for state in ("holds", "noted"):
            places = {scopes.key(s.scope): s.scope for s in standings if s.state == state}
            for asked in self._asked(scope):
                for key in scopes.chain(asked):
                    if key in places:
                        return places[key]
        raise UsageError(f"Nothing is remembered of '{header}'.", "Remember or confirm a field for it first.")
