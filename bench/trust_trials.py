"""What else may befall a memory: killed migrations, clocks that go back, many decisions, links.

Called by `bench.trust`; each function gives one row of its table. POSIX only.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlcipher3 import dbapi2

from bench.count import Count
from bench.trust_memory import in_child, place, teach
from worker.document.manager import LLMMemoryManager
from worker.errors import MediaMapperError
from worker.memory.database.file_names import FILE
from worker.memory.database.sqlite import schema
from worker.memory.database.sqlite.migrations import STEPS, migrate
from worker.memory.database.tables import Migration, Shared
from worker.memory.keys import rekey
from worker.memory.store import MemoryStore
from worker.settings import Settings
from worker.shapes.mapping import Decision, Scope
from worker.text import normalise


def migrations_killed(runs: int) -> Count:
    """A memory of each older schema; whoever brings it up is killed at every statement on the way, then it is opened."""
    count = Count("kill -9 in every statement of each migration")
    for had in range(1, len(schema.NAMES)):
        for at in range(1, 1_000):
            with place() as folder:
                _old_memory(folder, had)

                def work(_: Callable[[str], None], folder: Path = folder, at: int = at) -> None:
                    connection = dbapi2.connect(str(folder / FILE), isolation_level=None)
                    left = [at]

                    def statement(_: str) -> None:
                        left[0] -= 1
                        if not left[0]:
                            os.kill(os.getpid(), signal.SIGKILL)

                    connection.set_trace_callback(statement)
                    migrate(Shared(connection))

                _, code = in_child(work)
                count.runs += 1
                with MemoryStore.open(Settings(memory_dir=folder)) as store:
                    answer = store.recall("SPEND_USD")
                    right = answer is not None and answer.field == "spend"
                    store.decide([Decision("after", "fee", "confirm")], "anna")
                    right = right and store.recall("after") is not None
                count.right += right
                count.wrong += not right or code not in (0, -signal.SIGKILL)
                if code == 0:  # killed at each of its statements by now
                    break
    return count


def _old_memory(folder: Path, had: int) -> None:
    """A memory with the first *had* migrations and one mapping."""
    connection = dbapi2.connect(str(folder / FILE), isolation_level=None)
    shared = Shared(connection)
    connection.execute("CREATE TABLE migration (name TEXT PRIMARY KEY, at TEXT NOT NULL)")
    for name in schema.NAMES[:had]:
        STEPS[name](shared)
        Migration.insert(name=name, at="2026-01-01").execute(shared)
    values: dict[str, object] = {
        "kind": "mappings", "key": normalise("SPEND_USD"), "target": "spend", "text": "SPEND_USD", "state": "holds",
        "confirmed": 1.0, "running": 0.7166, "confirms": 1, "source": "confirm",
        "valid_from": "2026-01-01T00:00:00.000000", "first_at": "2026-01-01T00:00:00.000000",
        "last_at": "2026-01-01T00:00:00.000000",
    }  # fmt: skip
    columns = connection.execute("PRAGMA table_info(lesson)").fetchall()
    row = {
        name: values.get(name, 0 if kind in ("INTEGER", "REAL") else "")
        for _, name, kind, required, default, _ in columns
        if name in values or (required and default is None)
    }
    marks = ", ".join("?" * len(row))
    connection.execute(f"INSERT INTO lesson ({', '.join(row)}) VALUES ({marks})", list(row.values()))
    connection.close()


def clock_back(runs: int) -> Count:
    """The clock goes back between any two steps: the last word wins, undo and forgetting do what they did."""
    count, chance = Count("clock that goes back", runs), random.Random(0)
    for _ in range(runs):
        with place() as folder:
            moment = [datetime(2026, 6, 1, tzinfo=UTC)]

            def clock(moment: list[datetime] = moment) -> datetime:
                moment[0] += timedelta(days=chance.uniform(-400, 30))
                return moment[0]

            with MemoryStore.open(Settings(memory_dir=folder), create=True, clock=clock) as store:
                store.decide([Decision("Cost", "fee", "confirm")], "anna")
                store.decide([Decision("Cost", "fee", "correct", "spend")], "anna")
                store.decide([Decision("Gone", "reach", "confirm", scope=Scope(client="Acme"))], "anna")
                answer = store.recall("Cost")
                right = answer is not None and answer.field == "spend"
                store.forget("Acme", None, "anna")
                right = right and store.recall("Gone", Scope(client="Acme")) is None
                store.decide([Decision("Cost", "spend", "correct", "net_cost")], "anna")
                store.undo("anna")
                answer = store.recall("Cost")
                right = right and answer is not None and answer.field == "spend" and store.audit.verify().ok
            count.right += right
            count.wrong += not right
    return count


def growth(decisions: int = 10_000) -> Count:
    """Ten thousand decisions, ten in a call: bytes a decision and the time of an answer, first and last tenth."""
    count = Count(f"{decisions:,} decisions", runs=decisions)
    with place() as folder, LLMMemoryManager(folder) as memory:
        sizes, answers = [0], []
        for n in range(0, decisions, 10):
            these = range(n, n + 10)
            memory.store.decide(
                [Decision(f"Header {at % 4_000}", f"field {at % 7}", "confirm") for at in these], "anna"
            )
            if (n + 10) % (decisions // 10) == 0:
                sizes.append(sum(path.stat().st_size for path in folder.glob(f"{FILE}*")))
                begun = time.process_time()
                for at in range(200):
                    memory.store.recall(f"Header {at}")
                answers.append((time.process_time() - begun) / 200 * 1e6)
        count.acknowledged = decisions
        count.lost = sum(memory.store.recall(f"Header {n}") is None for n in range(min(decisions, 4_000)))
        steps = [later - earlier for earlier, later in zip(sizes, sizes[1:], strict=False)]
        lines, ok = len(memory.audit_trail()), memory.verify_audit().ok
        count.wrong = (not ok) + (steps[-1] > 2 * max(steps[:3])) + (answers[-1] > 4 * answers[0])
        count.name += (
            f": {sizes[-1] / 2**20:.1f} MB, {sizes[-1] / decisions:.0f} bytes each, {lines:,} lines of audit, "
            f"{answers[0]:.0f} then {answers[-1]:.0f} µs of CPU an answer"
        )
    return count


def links(runs: int) -> Count:
    """Each file of the folder is a link to a stranger's file: that stays as it is, byte for byte."""
    count = Count("links in the folder, to a stranger's file")
    names = [
        FILE, "llm_memory.seal", "llm_memory.audit", "llm_memory.forgotten", "llm_memory.salt", "mappings.json",
        "validations.json", "domain_knowledge.md", "base_prompts.yaml", "worker.json", "worker.half",
        f"{FILE}.old", f".{FILE}.0-1-00000000.part",
    ]  # fmt: skip
    for name in names:
        with place() as folder:
            memory_folder, stranger = folder / "memory", folder / "stranger"
            teach(memory_folder)
            stranger.write_bytes(b"a stranger's words\n" * 50)
            path = memory_folder / name
            path.unlink(missing_ok=True)
            path.symlink_to(stranger)
            count.runs += 1
            works: tuple[Callable[[LLMMemoryManager], object], ...] = (
                lambda m: m.store.decide([Decision("late", "fee", "confirm")], "ben"),
                lambda m: m.export_json(),
                lambda m: m.forget(header="Header 3"),
                lambda m: m.export_backup(m.folder.with_name("backup.json")),
            )
            for work in works:
                with suppress(MediaMapperError), LLMMemoryManager(memory_folder) as memory:
                    work(memory)
            with suppress(MediaMapperError):
                rekey.rekey(memory_folder, "correct horse battery")
            same = stranger.read_bytes() == b"a stranger's words\n" * 50
            count.right += same
            count.wrong += not same
            if not same:
                count.name += f" ({name})"
    return count


def linked_memory(runs: int) -> Count:
    """The memory itself lies elsewhere, by a link to its folder or to its file: after a rekey nothing is readable."""
    count = Count("memory behind a link, then encrypted")
    for of_folder in (True, False):
        with place() as folder:
            memory_folder, elsewhere = folder / "memory", folder / "elsewhere"
            teach(elsewhere)
            if of_folder:
                memory_folder.symlink_to(elsewhere)
            else:
                memory_folder.mkdir(mode=0o700)
                for path in elsewhere.iterdir():
                    if path.is_file() and path.name != FILE:
                        shutil.copy(path, memory_folder)
                (memory_folder / FILE).symlink_to(elsewhere / FILE)
            count.runs += 1
            try:
                result = rekey.rekey(memory_folder, "correct horse battery")
                named = {path.resolve() for path in result.readable}
                readable = [
                    path for path in (folder / "elsewhere").rglob("*")
                    if path.is_file() and b"Header 3" in path.read_bytes() and path.resolve() not in named
                ]  # fmt: skip
                count.right += not readable
                count.wrong += bool(readable)
            except MediaMapperError:
                count.noticed += 1
    return count
