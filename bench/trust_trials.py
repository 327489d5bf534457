"""What else may befall a memory: limits, rights, damaged logs, killed migrations, links, clocks, ports, many callers.

Called by `bench.trust`; each function gives one row of its table. POSIX only.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlcipher3 import dbapi2

from bench.count import Count
from worker.document.manager import LLMMemoryManager
from worker.errors import MediaMapperError
from worker.memory.database.database import FILE
from worker.memory.database.sqlite import schema
from worker.memory.database.sqlite.migrations import STEPS, migrate
from worker.memory.database.tables import Migration, Shared
from worker.memory.keys import rekey
from worker.memory.store import MemoryStore
from worker.settings import Settings
from worker.shapes.mapping import Decision, Scope
from worker.text import normalise
from xl_addin.client import Client

NOBODY = 65534
CALLERS = 20


@contextmanager
def place() -> Iterator[Path]:
    """A folder of its own."""
    with tempfile.TemporaryDirectory(prefix="mediamapper-trust-") as name:
        os.chmod(name, 0o711)
        yield Path(name)


def teach(folder: Path, decisions: int = 60, key: str | None = None) -> list[object]:
    """A memory that holds so many decisions; gives what it then tells."""
    with LLMMemoryManager(folder, key) as memory:
        memory.store.decide(
            [Decision(f"Header {n}", f"field {n % 7}", "confirm") for n in range(decisions)], "anna"
        )
        return tell(memory)


def tell(memory: LLMMemoryManager) -> list[object]:
    """All that a memory says of headers."""
    return [*memory.store.standings(), *memory.store.history()]


def in_child(work: Callable[[Callable[[str], None]], None]) -> tuple[list[str], int]:
    """Lines that a process told until its end, and its exit code; it is told by a signal as a negative one."""
    reads, writes = os.pipe()
    child = os.fork()
    if not child:
        os.close(reads)
        try:
            work(lambda line: _told(writes, line))
            os._exit(0)
        except MediaMapperError:
            os._exit(10)
        except BaseException:
            os._exit(11)
    os.close(writes)
    with open(reads, "rb") as told:
        lines = told.read().decode().splitlines()
    return lines, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _told(writes: int, line: str) -> None:
    os.write(writes, f"{line}\n".encode())


# ---------------------------------------------------------------- disks and rights


def full(runs: int, seed: int = 0) -> Count:
    """No file may grow beyond a random size (RLIMIT_FSIZE): what was acknowledged is there, what was not is told."""
    count, chance = Count("disk full at a random byte (RLIMIT_FSIZE)", runs), random.Random(seed)
    for _ in range(runs):
        with place() as folder:
            teach(folder)
            room = (folder / FILE).stat().st_size + chance.randrange(-40_000, 300_000)

            def work(acknowledge: Callable[[str], None], folder: Path = folder, room: int = room) -> None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
                with LLMMemoryManager(folder) as memory:
                    for n in range(100):
                        memory.store.decide([Decision(f"late {n}", "fee", "confirm")], "ben")
                        acknowledge(f"late {n}")

            lines, code = in_child(work)
            count.acknowledged += len(lines)
            count.found += code == 10
            count.right += code == 0
            count.wrong += code not in (0, 10)
            with LLMMemoryManager(folder) as memory:
                known = memory.store.recall_many(lines, count_use=False)
                count.lost += sum(line not in known for line in lines)
                count.wrong += not memory.verify_audit().ok
    return count


def full_restore(runs: int, seed: int = 0) -> Count:
    """The disk fills up at a random byte of a restore: the memory is the old one or the backup, and it is told."""
    count, chance = Count("disk full while restoring", runs), random.Random(seed)
    with place() as folder:
        memory_folder, backup = folder / "memory", folder / "backup.json"
        with LLMMemoryManager(memory_folder) as memory:
            memory.store.decide([Decision(f"old {n}", "spend", "confirm") for n in range(400)], "anna")
            memory.export_backup(backup)
            of_backup = memory.store.standings()
            memory.store.decide([Decision(f"new {n}", "spend", "confirm") for n in range(400)], "anna")
            of_memory = memory.store.standings()
        whole = folder / "whole"
        shutil.copytree(memory_folder, whole)
        largest = int(1.5 * (memory_folder / FILE).stat().st_size)
        for _ in range(runs):
            shutil.rmtree(memory_folder)
            shutil.copytree(whole, memory_folder)
            room = chance.randrange(4096, largest)

            def work(_: Callable[[str], None], room: int = room) -> None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
                with LLMMemoryManager(memory_folder) as memory:
                    memory.restore(backup, force=True)

            _, code = in_child(work)
            count.found += code == 10
            with LLMMemoryManager(memory_folder) as memory:
                standings = memory.store.standings()
                restored = [s.header for s in standings] == [s.header for s in of_backup]
                same = standings == of_memory
            count.right += code == 0 and restored
            count.wrong += code not in (0, 10) or not (same or restored) or (code == 0 and not restored)
    return count


def read_only(runs: int) -> Count:
    """A folder that can only be read: recall answers, deciding says so."""
    count = Count("folder that can only be read", runs)
    for _ in range(runs):
        with place() as folder:
            teach(folder / "memory")
            os.chmod(folder / "memory", 0o555)
            for path in (folder / "memory").rglob("*"):
                os.chmod(path, 0o555 if path.is_dir() else 0o444)

            def work(tell: Callable[[str], None], folder: Path = folder / "memory") -> None:
                if os.getuid() == 0:
                    os.setgid(NOBODY)
                    os.setuid(NOBODY)
                with LLMMemoryManager(folder) as memory:
                    known = memory.store.recall("Header 3")
                    tell("right" if known and known.field == "field 3" else "wrong")
                    memory.store.decide([Decision("late", "fee", "confirm")], "ben")

            lines, code = in_child(work)
            count.right += lines == ["right"]
            count.found += code == 10
            count.wrong += lines != ["right"] or code != 10
            os.chmod(folder / "memory", 0o755)
    return count


def damaged_log(
    runs: int, key: str | None, damages: tuple[Callable[[bytearray, random.Random], None], ...], seed: int = 0
) -> Count:
    """Bytes of the log of a writer that was killed change: all is there, or it is told."""
    kind = "encrypted" if key else "plain"
    count, chance = Count(f"damaged log (WAL) after kill -9, {kind}", runs), random.Random(seed)
    with place() as folder:
        memory_folder = folder / "memory"
        teach(memory_folder, key=key)

        def work(acknowledge: Callable[[str], None]) -> None:
            memory = LLMMemoryManager(memory_folder, key)
            for n in range(20):
                memory.store.decide([Decision(f"late {n}", "fee", "confirm")], "ben")
                acknowledge(f"late {n}")
            os.kill(os.getpid(), signal.SIGKILL)

        lines, _ = in_child(work)
        whole = folder / "whole"
        shutil.copytree(memory_folder, whole)
        for run in range(runs):
            shutil.rmtree(memory_folder)
            shutil.copytree(whole, memory_folder)
            log = memory_folder / f"{FILE}-wal"
            content = bytearray(log.read_bytes())
            damages[run % len(damages)](content, chance)
            log.write_bytes(content)
            try:
                with LLMMemoryManager(memory_folder, key) as memory:
                    known = memory.store.recall_many(lines, count_use=False)
                    told = bool(memory.store.database.restore_notes) or not memory.verify_audit().ok
                    missing = sum(line not in known for line in lines)
            except MediaMapperError:
                count.found += 1
                continue
            count.found += bool(missing) and told
            count.right += not missing
            count.wrong += bool(missing) and not told
    return count


# ---------------------------------------------------------------- migrations, clocks, links, ports


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
                    known = store.recall("SPEND_USD")
                    right = known is not None and known.field == "spend"
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
                known = store.recall("Cost")
                right = known is not None and known.field == "spend"
                store.forget("Acme", None, "anna")
                right = right and store.recall("Gone", Scope(client="Acme")) is None
                store.decide([Decision("Cost", "spend", "correct", "net_cost")], "anna")
                store.undo("anna")
                known = store.recall("Cost")
                right = right and known is not None and known.field == "spend" and store.audit.verify().ok
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
                count.found += 1
    return count


def taken_port(runs: int) -> Count:
    """Another process has the port of a dead worker: it gets no token and no plan."""
    count = Count("port of a dead worker, taken by another", runs)
    for _ in range(runs):
        with place() as folder, socket.create_server(("127.0.0.1", 0)) as stranger:
            child = os.fork()
            if not child:
                os._exit(0)
            os.waitpid(child, 0)
            url = f"http://127.0.0.1:{stranger.getsockname()[1]}"
            address = folder / "worker.json"
            address.write_text(json.dumps({"url": url, "token": "secret", "pid": child}))
            address.chmod(0o600)
            with suppress(MediaMapperError), Client(folder) as client:
                client.health()
            stranger.settimeout(0.05)
            try:
                heard = stranger.accept()[0].recv(4096)
            except TimeoutError:
                heard = b""
            count.right += b"secret" not in heard
            count.wrong += b"secret" in heard
    return count


# ---------------------------------------------------------------- many callers


@dataclass
class Watched:
    """What a worker holds, looked at once a second."""

    pid: int
    megabytes: list[float] = field(default_factory=list)
    files: list[int] = field(default_factory=list)
    children: list[int] = field(default_factory=list)

    def look(self) -> None:
        """Once more."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        self.megabytes.append(int(status.partition("VmRSS:")[2].split()[0]) / 1024)
        self.files.append(len(os.listdir(f"/proc/{self.pid}/fd")))
        self.children.append(len(Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()))


def soak(seconds: int) -> Count:
    """Twenty callers ask, map and decide for a while: every answer comes, and nothing grows."""
    count = Count(f"{CALLERS} callers for {seconds} s")
    with place() as folder:
        worker = subprocess.Popen(
            [sys.executable, "-m", "worker", "serve", "--memory", str(folder)], stderr=subprocess.DEVNULL
        )
        try:
            address = folder / "worker.json"
            while not address.exists():
                time.sleep(0.05)
            published = json.loads(address.read_text())
            end, answers, faults = time.monotonic() + seconds, [0] * CALLERS, [0] * CALLERS
            threads = [
                threading.Thread(target=_caller, args=(n, published, end, answers, faults))
                for n in range(CALLERS)
            ]
            for thread in threads:
                thread.start()
            watched = Watched(worker.pid)
            while time.monotonic() < end:
                time.sleep(1)
                watched.look()
            for thread in threads:
                thread.join()
            time.sleep(8)  # connections that idle are closed after five
            watched.look()
        finally:
            worker.terminate()
            worker.wait(20)
        third = max(watched.megabytes[: max(1, len(watched.megabytes) // 3)])
        count.runs, count.right = sum(answers), sum(answers)
        count.wrong = sum(faults)
        count.wrong += watched.files[-1] > watched.files[0] + 8
        count.wrong += watched.children[-1] > 0
        count.wrong += watched.megabytes[-1] > 1.25 * third
        count.name += (
            f": {third:.0f} MB in the first third, {watched.megabytes[-1]:.0f} at the end; descriptors "
            f"{max(watched.files)} at most, {watched.files[-1]} at the end; {watched.children[-1]} children"
        )
    return count


def _caller(
    number: int, published: dict[str, str], end: float, answers: list[int], faults: list[int]
) -> None:
    line = http.client.HTTPConnection(published["url"].removeprefix("http://"), timeout=60)
    head = {"Authorization": f"Bearer {published['token']}", "Content-Type": "application/json"}
    rows = [
        ["Channel", "Site", "Impressions", "Net cost"],
        *[["TV", f"Site {n}", n, n * 2] for n in range(1, 40)],
    ]
    turn = 0
    while time.monotonic() < end:
        turn += 1
        header = f"Cost {number} {turn % 50}"
        questions: list[tuple[str, object]] = [
            ("/v1/suggest", {"columns": [{"name": header, "samples": ["1"]}], "llm": False}),
            ("/v1/values", {"field": "platform", "values": ["FB", header]}),
            (
                "/v1/decisions",
                {"decisions": [{"header": header, "field": "net_cost", "decision": "confirm"}]},
            ),
            ("/v1/map", {"sheets": [{"name": f"Plan {turn % 9}", "cells": rows}], "llm": False}),
        ]
        path, question = questions[turn % 4]
        try:
            line.request("POST", path, json.dumps(question), head)
            answer = line.getresponse()
            answer.read()
            answers[number] += answer.status == 200
            faults[number] += answer.status != 200
        except (OSError, http.client.HTTPException):
            line.close()
            faults[number] += 1
        time.sleep(0.05)
    line.close()
