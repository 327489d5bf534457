"""Modules that load when one of their names is first used; importing them costs nothing.

A planner waits for every start: of Excel's add-in, of one command, of a worker. So the heavy rooms stay closed until a
verb enters them. Which ones, and who needs each, stands here alone; the modules that use them import them at the top
like any other, as `from worker.cleaning import build`, and name `build.build_raw_data` where it is called.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder
from threading import RLock
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from importlib.abc import Loader, MetaPathFinder
else:  # their module brings tempfile, zipfile and a dozen more; the import system looks at methods alone
    Loader = MetaPathFinder = object

LATE = {
    "anthropic": "seconds; only where a question is sent",
    "platformdirs": "only where no folder is named",
    "yaml": "only where a template, a setting or a price is read",
    "worker.cleaning.books.questions": "numpy: only where period columns are looked at",
    "worker.cleaning.build": "pyarrow: only `export` and `check` build raw data",
    "worker.commands.own_language": "settings and yaml: no command is run by an import",
    "worker.commands.console_tables": "rich: programs ask for JSON",
    "worker.commands.difference_table": "rich: programs ask for JSON",
    "worker.commands.review_workbook": "the add-in and openpyxl: only where a review is read or written",
    "worker.linkage.linking": "rapidfuzz: only where versions are compared",
    "worker.llm.columns": "the model's side: only where it is asked",
    "worker.llm.door": "the same",
    "worker.llm.prompts": "the same",
    "worker.llm.quotes": "the same",
    "worker.llm.rules": "the same",
    "worker.llm.tables": "the same",
    "worker.llm.values": "the same",
    "worker.matching.model.layout": "the same",
    "worker.matching.model.proposing": "only `memory retrain` proposes again",
    "worker.matching.model.values": "the model's side: only where it is asked",
    "worker.memory.audit.trail": "Peewee: a first answer from memory reads by hand-written statements",
    "worker.memory.database.queries": "the same",
    "worker.memory.database.tables": "the same",
    "worker.memory.database.sqlite.migrations": "the same",
    "worker.memory.database.sqlite.schema": "only where there is a memory",
    "worker.memory.backup.backup": "Peewee: only where all of a memory is copied or put back",
    "worker.memory.backup.backups": "only where there is a memory",
    "worker.memory.backup.mirrors": "the same",
    "worker.memory.backup.recover": "the same",
    "worker.memory.layouts.layout_store": "the same",
    "worker.memory.layouts.layouts": "the same",
    "worker.memory.learning.batches": "the same",
    "worker.memory.learning.decisions": "the same",
    "worker.memory.learning.entries": "the same",
    "worker.memory.learning.forget": "the same",
    "worker.memory.learning.prior_fits": "the same",
    "worker.memory.learning.rules": "the same",
    "worker.memory.learning.standings": "the same",
    "worker.memory.learning.steps": "the same",
    "worker.memory.learning.tombstones": "the same",
    "worker.memory.learning.undo": "the same",
    "worker.memory.recall.answers": "the same",
    "worker.memory.recall.prompt_context": "the same",
    "worker.memory.recall.ttl": "cachetools: a model's answers",
    "worker.memory.reporting.ledger": "the same",
    "worker.memory.recall.similar_headers": "the same",
    "worker.memory.reporting.counters": "the same",
    "worker.memory.reporting.model_answers": "the same",
    "worker.memory.upkeep.maintenance": "the same",
    "worker.memory.upkeep.proposals": "the same",
    "worker.memory.team.team": "psycopg: only where a team shares its memory",
    "worker.memory.folder": "the store is opened by the first look into memory",
    "worker.serving.openapi": "tests and tools ask for the description, never a planner",
    "worker.verbs.plan_version": "pyarrow: only where versions are compared",
    "worker.verbs.platform_rules": "only `export` and `check` hold lines against platforms",
    "worker.plans.files.calculation": "only where formulas were never worked out",
    "worker.plans.files.old_encodings": "charset-normalizer: only for texts that are no UTF-8",
    "worker.plans.files.numerals": "numpy and pyarrow: only for very large sheets",
    "worker.plans.layout": "`suggest` gets columns, not sheets",
    "worker.plans.versions.versions": "the same",
    "worker.reports.page": "rich: programs ask for JSON",
    "worker.reports.sheet": "xlsxwriter: only for a report with charts",
    "worker.values.marks": "babel: only for numbers that leave their decimal mark open",
    "worker.verbs.effects": "only where a plan is mapped",
    "worker.verbs.flowchart.flowchart": "only `flowchart` draws one",
    "worker.verbs.line_questions": "numpy and pyarrow: only where a plan is mapped",
    "worker.verbs.summary.summary": "only a workbook begins with a summary",
    "worker.verbs.value_names": "only where values get names",
    "worker.verbs.warm_up": "an export's modules and word lists, loaded beside the reader",
    "worker.writers.dataset": "pyarrow and fsspec: only for a batch",
    "worker.writers.delimited": "each kind of file has a library of its own",
    "worker.writers.difference_book": "the same",
    "worker.writers.parquet": "the same",
    "worker.writers.xlsx": "the same",
}
"""Module -> what loading it brings along, and who needs it; `python -X importtime -c "import MODULE"` says what that costs."""


class _Unloaded(ModuleType):
    """A module until its first name is used."""

    def __getattribute__(self, name: str) -> Any:
        if name.startswith("__"):  # what the import system looks at
            return ModuleType.__getattribute__(self, name)
        load(self)
        return ModuleType.__getattribute__(self, name)

    def __setattr__(self, name: str, value: object) -> None:
        if not name.startswith("__"):
            load(self)  # its code, run later, would put back what it says itself
        ModuleType.__setattr__(self, name, value)


class _LazyLoader(Loader):
    """Puts off the work of another loader; one thread does it, the others wait for the whole module."""

    def __init__(self, loader: Loader) -> None:
        self.loader = loader
        self.lock = RLock()  # its own thread may come back while the module loads
        self.loading = False

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """The unloaded module."""
        return _Unloaded(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Nothing yet."""

    def load(self, module: ModuleType) -> None:
        """Run the module's code, once; afterwards it is a module like any other."""
        with self.lock:
            if self.loading or type(module) is ModuleType:
                return
            self.loading = True
            try:
                self.loader.exec_module(module)
                module.__class__ = ModuleType
            finally:
                self.loading = False


class _Finder(MetaPathFinder):
    """Finds the modules of `LATE` where they always are, and wraps their loaders."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """None for every other module."""
        if name not in LATE:
            if (parent := name.rpartition(".")[0]) in LATE:
                load(sys.modules[parent])  # its parts are imported one after the other, in its own order
            return None
        spec = PathFinder.find_spec(name, path)
        if spec is not None and spec.loader is not None:
            spec.loader = _LazyLoader(spec.loader)
        return spec


def load(module: ModuleType) -> None:
    """Load a module of `LATE` now, where its first use must not wait for it."""
    spec = ModuleType.__getattribute__(module, "__spec__")
    if isinstance(spec.loader, _LazyLoader):
        spec.loader.load(module)


def install() -> None:
    """From now on the modules of `LATE` load late."""
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())
