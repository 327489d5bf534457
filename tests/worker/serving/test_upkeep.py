"""What is due is done by the worker itself, while nobody waits and only then."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from starlette.types import Receive, Scope, Send

from tests.patience import PATIENCE, join, until
from tests.worker.served import serving
from worker.memory.database.sqlite import file_bytes
from worker.memory.folder import MemoryFolder
from worker.server import Revised
from worker.serving.session import Session
from worker.serving.upkeep import Upkeep
from worker.settings import Settings
from worker.shapes.mapping import Decision

LONG_AGO = datetime.now(UTC) - timedelta(days=40)


@pytest.fixture
def old(own_memory: Path) -> Iterator[MemoryFolder]:
    """A memory that was taught something 40 days ago, and not looked after since."""
    with MemoryFolder(Settings(own_memory), clock=lambda: LONG_AGO) as taught:
        taught.store.decide([Decision("Zonk", "reach", "confirm")], "ann")
        taught.store.remember_value("platform", "FB", "Facebook", 0.1)
    with MemoryFolder(Settings(own_memory)) as memory:
        yield memory


def test_what_was_missed_is_caught_up(old: MemoryFolder, own_memory: Path) -> None:
    assert old.maintenance.due()
    done = Upkeep(lambda: old, idle_seconds=1).do()
    assert [one.name for one in done] == ["prune", "archive", "optimize", "retrain", "backup"]
    assert not [one for one in done if one.outcome.startswith("failed")]
    assert not old.maintenance.due()
    assert old.maintenance.report().archived == 1  # what was pruned is in no index
    assert list((own_memory / "backups").iterdir())


def test_nothing_is_made_where_there_is_no_memory(own_memory: Path) -> None:
    with MemoryFolder(Settings(own_memory)) as memory:
        assert Upkeep(lambda: memory, idle_seconds=1).do() == []
    assert not own_memory.exists()


def test_an_idle_worker_leaves_a_sealed_file_and_answers_again(own_memory: Path) -> None:
    """Kill it then, and the file is whole: whatever changes it afterwards is found out."""
    with MemoryFolder(Settings(own_memory)) as memory:
        upkeep = Upkeep(lambda: memory, idle_seconds=1)
        memory.store.decide([Decision("Zonk", "reach", "confirm")], "ann")
        file, seal = own_memory / "llm_memory.db", own_memory / "llm_memory.seal"

        def sealed() -> bool:
            return seal.read_bytes().strip() == file_bytes.digest(file)

        assert not seal.exists() or not sealed()
        upkeep.do()
        assert sealed()
        assert not file.with_name("llm_memory.db-wal").exists()
        assert memory.store.recall("Zonk") is not None
        memory.store.decide([Decision("Zonk", "reach", "confirm")], "ann")
        assert not sealed()
        upkeep.do()
        assert sealed()


def test_a_memory_that_nobody_used_is_not_written_to(own_memory: Path) -> None:
    with MemoryFolder(Settings(own_memory)) as memory:
        memory.store.decide([Decision("Zonk", "reach", "confirm")], "ann")
        upkeep = Upkeep(lambda: memory, idle_seconds=1)
        upkeep.do()
        before = (own_memory / "llm_memory.db").read_bytes()
        upkeep.do()
        assert (own_memory / "llm_memory.db").read_bytes() == before


def test_who_asks_meanwhile_keeps_the_file_open(own_memory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with MemoryFolder(Settings(own_memory)) as memory:
        memory.store.decide([Decision("Zonk", "reach", "confirm")], "ann")
        upkeep = Upkeep(lambda: memory, idle_seconds=1)
        released: list[bool] = []
        monkeypatch.setattr(memory, "release", lambda: released.append(True))

        def asked() -> list[str]:
            with upkeep.waited_for():
                return []

        monkeypatch.setattr(memory.maintenance, "due", asked)
        upkeep.do()
        assert released == []


def test_it_waits_until_nobody_has_asked_for_a_while_and_no_job_runs(old: MemoryFolder) -> None:
    now, busy = [0.0], [False]
    upkeep = Upkeep(lambda: old, idle_seconds=60, busy=lambda: busy[0], clock=lambda: now[0])
    seen = []
    for now[0], busy[0] in ((59, False), (60, True), (60, False)):
        seen.append(upkeep.is_idle())
    with upkeep.waited_for():
        now[0] = 600
        seen.append(upkeep.is_idle())
    assert [*seen, upkeep.is_idle()] == [False, False, True, False, False]


def test_a_request_breaks_off_what_is_being_done(old: MemoryFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """The chore holds the memory's write lock; a decision must not wait for its end."""
    begun = threading.Event()
    upkeep = Upkeep(lambda: old, idle_seconds=60)

    def endless(self: Any, threshold: float) -> list[Any]:
        with self._store.database.writing() as database:
            database.raw.execute("INSERT INTO batch (action, user, at) VALUES ('half', 'done', '2026')")
            begun.set()
            database.raw.execute(
                "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
            ).fetchall()
        return []

    monkeypatch.setattr("worker.memory.upkeep.maintenance.Maintenance.prune", endless)
    done: list[Any] = []
    thread = threading.Thread(target=lambda: done.append(upkeep.do()))
    thread.start()
    assert begun.wait(PATIENCE)
    with upkeep.waited_for():
        old.store.decide([Decision("Wumpus", "clicks", "confirm")], "eve")  # the chore never ends by itself
    join(thread)
    ((prune,),) = done
    assert (prune.name, prune.outcome[:6]) == ("prune", "failed")
    assert "prune" in old.maintenance.due() and "backup" in old.maintenance.due()
    with old.store.database.reading() as connection:
        assert not connection.execute("SELECT 1 FROM batch WHERE action = 'half'").fetchall()


def test_the_worker_does_it_by_itself(old: MemoryFolder, own_memory: Path) -> None:
    old.close()
    with serving(own_memory, {"MEDIAMAPPER_IDLE_SECONDS": "0.2"}) as worker:
        worker.post("/v1/suggest", {"columns": [{"name": "Zonk"}]})
        with MemoryFolder(Settings(own_memory)) as other:
            until(lambda: not other.maintenance.due())
        (verb,) = [v for v in worker.get("/v1/report")["verbs"] if v["name"] == "suggest"]
        assert verb["count"] == 1


@pytest.mark.parametrize(("path", "order"), [("/v1/suggest", "(answer)"), ("/v1/health", "answer")])
def test_while_people_ask_it_does_not_start(path: str, order: str) -> None:
    """A sign of life, which programs ask for all day, keeps no chore waiting."""
    steps: list[str] = []

    class Upkept:
        @contextmanager
        def waited_for(self) -> Iterator[None]:
            steps.append("(")
            yield
            steps.append(")")

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        steps.append("answer")

    session = cast(Session, SimpleNamespace(upkeep=Upkept()))
    asyncio.run(Revised(app, session)({"type": "http", "path": path}, cast(Receive, None), cast(Send, None)))
    assert "".join(steps) == order
