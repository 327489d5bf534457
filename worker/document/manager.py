"""The memory under the names of the user's own document, over the same parts as the service."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType

from worker import settings
from worker.document import dict_form
from worker.document.dict_form import Known
from worker.errors import UsageError
from worker.memory.audit import trail
from worker.memory.backup import mirrors
from worker.memory.database.sqlite.connection import Key
from worker.memory.database.times import Clock
from worker.memory.folder import MemoryFolder
from worker.memory.learning import scopes
from worker.memory.recall import context
from worker.memory.recall.context import Count, Lines
from worker.memory.recall.prompt_context import SIMILAR, TOP
from worker.memory.reporting.performance import Failing, PerformanceReport
from worker.memory.upkeep import lifecycle
from worker.memory.upkeep.proposals import Proposer, Retrained
from worker.memory.upkeep.tasks import Done
from worker.settings import Settings
from worker.shapes.finding import Finding
from worker.shapes.mapping import Scope
from worker.shapes.memory import Entries, Filter, Forgotten, ImportCounts, Standing
from worker.tokens import estimate

EVERYTHING = Filter()


class LLMMemoryManager:
    """One memory folder: each method hands over to the part that does the work."""

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
        self.memory_folder = MemoryFolder(
            settings_ or settings.load(memory_dir),
            passphrase=encryption_key,
            key=key,
            clock=clock,
            proposer=proposer,
        )
        self.folder = self.memory_folder.path
        self.store = self.memory_folder.store
        self._maintenance = self.memory_folder.maintenance
        self._backups = self.memory_folder.backups
        self._context = self.memory_folder.context

    def close(self) -> None:
        """Write the gathered usage, then let go of the file."""
        self.memory_folder.close()

    def __enter__(self) -> LLMMemoryManager:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # ------------------------------------------------------------ remember and recall

    def remember(
        self, kind: str, key: str, what: Mapping[str, object] | str, *, scope: Scope = scopes.EVERYBODY
    ) -> None:
        """Keep *what* under *key*; *kind* is mappings, validations or values.

        A mapping is `{"field": ..., "confidence": ...}` or the field; a value `{"field": "platform", "value": ...}`.
        With `"origin": "llm"` it is kept as unconfirmed.

        Raises:
            UsageError: an unknown kind, or something that can't be kept.
        """
        dict_form.remember(self.store, kind, key, what, scope)

    def recall(
        self, kind: str, key: str, *, field: str | None = None, scope: Scope | None = None
    ) -> Known | None:
        """What is known under *key*, or None; without *scope* the default template's knowledge comes first.

        Gives at least `field` (a mapping's), `value` (a value's) or the rule's own keys, with `confidence`, `origin` and
        `reason`. What only a model said has the origin `llm` and a confidence below 0.8. *field* narrows values.
        """
        return dict_form.recall(self.store, kind, key, field, self._scope_chain(scope))

    def rejected_fields(self, header: str, *, scope: Scope | None = None) -> frozenset[str]:
        """The fields that people refused for *header*, in the first scope where anything is known of it."""
        recalled = (self.store.recall(header, one) for one in self._scope_chain(scope))
        return next(
            (recollection.rejected for recollection in recalled if recollection is not None), frozenset()
        )

    def update_success_rate(self, header: str, success: bool, *, scope: Scope | None = None) -> Standing:
        """Count that the mapping of *header* served, or did not; its confidence is moved by name, below.

        Raises:
            UsageError: nothing is remembered of it.
        """
        return self.store.count_outcome(header, success, "", self._scope_of(header, scope))

    def increment_confidence(
        self, header: str, amount: float = 0.05, *, scope: Scope | None = None
    ) -> Standing:
        """Raise the confidence of what holds for *header* by exactly *amount*, at most to 1.

        Raises:
            UsageError: nothing holds for it.
        """
        return self.store.adjust(header, amount, "", self._scope_of(header, scope))

    def decrease_confidence(
        self, header: str, amount: float = 0.1, *, scope: Scope | None = None
    ) -> Standing:
        """Lower it by exactly *amount*, at most to 0.

        Raises:
            UsageError: nothing holds for it.
        """
        return self.store.adjust(header, -amount, "", self._scope_of(header, scope))

    # ------------------------------------------------------------ context

    def get_relevant_context(
        self,
        task_type: str = "column_mapping",
        current_data: object = None,
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
        first = self._scope_chain(scope)[0]
        return self._context.relevant(task_type, current_data, first, slots, budget=budget, count=count)

    def get_domain_essentials(self) -> str:
        """The marked part of `domain_knowledge.md`, the user's own or the shipped one."""
        return self._context.essentials()

    def get_top_mappings(self, most: int = TOP, *, scope: Scope | None = None) -> Lines:
        """The headers that people confirmed most, one a line; `.entries` has (header, what is known)."""
        return self._context.top(most, self._scope_chain(scope)[0])

    def find_similar_columns(
        self, columns: object, most: int = SIMILAR, *, scope: Scope | None = None
    ) -> Lines:
        """Known headers like these columns, one a line; `.entries` has (header, similar header, likeness, field)."""
        return self._context.similar(columns, most, self._scope_chain(scope)[0])

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
        return self._maintenance.report()

    def retrain_low_performers(self, failing_mappings: Sequence[Failing] | None = None) -> Retrained:
        """Fit what confidence starts from, and look for better fields; these stay proposals until a person decides."""
        return self._maintenance.retrain(failing_mappings)

    def write_usage(self) -> None:
        """Write down what was recalled and how long it took; nothing where there is no memory yet."""
        self.store.usage.write()

    def export_backup(self, path: str | os.PathLike[str], *, force: bool = False) -> Path:
        """Write the whole memory to one file, JSON and the readable mirrors beside it; gives the file.

        Of an encrypted memory the file is encrypted with the same key, and no mirror is written. An earlier backup is
        replaced; another file only with *force*.

        Raises:
            FileProblem: it can't be written, or what stands there is not ours.
        """
        return self._backups.export(path, force=force)

    def restore(self, path: str | os.PathLike[str] | None = None, *, force: bool = False) -> int:
        """Put a backup, else the last good one of `backups/`, in the place of everything; gives the number of rows.

        A memory that holds something is replaced with *force* alone; a damaged one is set aside first. `notices` tells
        what was lost.

        Raises:
            UsageError: the memory holds something and there is no *force*.
            FileProblem: it is no backup; the memory is as it was.
        """
        return self._backups.restore(path, force=force)

    def check_at_start(self, *, alone: bool = False) -> str | None:
        """Look at the whole file; a damaged or missing one is replaced by its last good backup, and this is told.

        *alone* says that the caller holds the worker's lock. A million mappings take some seconds.

        Raises:
            MemoryProblem: it is damaged, and there is no good backup.
        """
        return self._backups.check_at_start(alone=alone)

    def rotate_backups(self, now: datetime | None = None) -> Path:
        """Write today's backup into `backups/` and let go of old ones: seven days and four weeks are kept.

        Raises:
            MemoryProblem: the memory is damaged.
            FileProblem: it can't be written.
        """
        return self._backups.rotate(now)

    def notices(self) -> list[Finding]:
        """What a person should know of the folder: not encrypted, synchronised, restored, a clock that went back."""
        return self.memory_folder.notices()

    def export_json(self, *, force: bool = False) -> tuple[Path, Path]:
        """Write `mappings.json` and `validations.json` into the folder; edited ones are replaced with *force* alone.

        Raises:
            FileProblem: they were edited, or can't be written.
        """
        return mirrors.export(self.store, force=force)

    def import_json(self, folder: str | os.PathLike[str] | None = None) -> ImportCounts:
        """Take back edited mirrors, from the folder or another; gives what became of their entries.

        Raises:
            UsageError: an entry that can't be taken; nothing of its file was.
        """
        return mirrors.take_in(self.store, Path(folder) if folder else self.folder)

    def list_entries(self, filter: Filter = EVERYTHING) -> Entries:
        """What memory holds of headers, values and layouts, as far as *filter* lets it pass."""
        return self.store.entries(filter)

    def forget(self, *, client: str | None = None, header: str | None = None, user: str = "") -> Forgotten:
        """Forget a client, a header, or a header of one client; an old copy that comes back does not bring it back.

        Raises:
            UsageError: neither is given.
        """
        return self.memory_folder.forget(client, header, user)

    def log_access(self, user_id: str, action: str, timestamp: datetime | str | None = None) -> None:
        """Add a line to the audit trail."""
        at = datetime.fromisoformat(timestamp) if isinstance(timestamp, str) else timestamp
        self.store.audit.add(user_id, action, at)

    def audit_trail(self, most: int = 1000) -> list[tuple[str, str, str, str]]:
        """The last lines of the audit trail, newest first: time, user, action, detail."""
        return self.store.audit.lines(most)

    def verify_audit(self, head: str = "") -> trail.Verified:
        """Look at the whole audit trail; *head* is the mark of a last row that was kept elsewhere."""
        return self.store.audit.verify(head)

    def due(self, now: datetime | None = None) -> list[str]:
        """The maintenance that is due."""
        return self._maintenance.due(now)

    def run_due(self, now: datetime | None = None, *, go_on: Callable[[], bool] = lambda: True) -> list[Done]:
        """Do what is due; a task that fails is told and does not stop the others. Never while a person waits.

        *go_on* is asked before each task; once it says no, the rest stays due.
        """
        return self._maintenance.run_due(now, go_on=go_on)

    # ------------------------------------------------------------ inside

    def _scope_chain(self, scope: Scope | None) -> tuple[Scope, ...]:
        """The scopes to ask in turn: what was given, else the default template, any other, everybody."""
        if scope is not None:
            return (scope,)
        default = Scope(template=Path(self.store.settings.template or "raw_data").stem)
        others = (Scope(template=name) for name in self.store.templates())
        return tuple(dict.fromkeys((default, *others)))

    def _scope_of(self, header: str, scope: Scope | None) -> Scope:
        """The scope in which something holds for *header*, narrowest first; else one where a model's word waits."""
        standings = self.store.standings(header)
        for state in ("holds", "noted"):
            places = {scopes.key(s.scope): s.scope for s in standings if s.state == state}
            for one in self._scope_chain(scope):
                for key in scopes.chain(one):
                    if key in places:
                        return places[key]
        raise UsageError(f"Nothing is remembered of '{header}'.", "Remember or confirm a field for it first.")
