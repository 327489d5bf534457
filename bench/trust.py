"""How well the memory keeps its promises: processes killed, power cut, disks that change bytes, keys changed midway.

    python -m bench.trust                 200 runs of each; prints the table of SECURITY.md
    python -m bench.trust --runs 20 --only power
    python -m bench.trust --only soak --soak 300

Power cuts are simulated by a file layer under SQLite (apsw) that keeps what was not synced apart, and at the cut lets a
random part of it survive, sector by sector. It runs the statements that the memory itself issues, with its settings;
apsw brings an SQLite of its own, without encryption, and needs `locking_mode=EXCLUSIVE` there. What is left on the
"disk" is then opened by the memory as ever. POSIX only: processes are forked and killed.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import apsw

from bench import trust_disks as disks
from bench import trust_trials as trials
from bench import trust_worker
from bench.count import Count
from bench.crash_disk import SECTOR, CrashVFS, Disk, PowerCut
from bench.trust_memory import teach, tell
from worker.document.manager import LLMMemoryManager
from worker.errors import MediaMapperError, MemoryProblem
from worker.memory.backup import container
from worker.memory.database.sqlite.connection import PRAGMAS
from worker.memory.keys import keys, rekey
from worker.shapes.mapping import Decision

KEY, OTHER = "correct horse", "battery staple"
DECISIONS = 300
"""In a memory of which bytes change, or the key."""


# ---------------------------------------------------------------- processes that are killed


def killed(runs: int, key: str | None, seed: int = 0) -> Count:
    """A process decides and acknowledges each decision, until it is killed; then all that it acknowledged is asked for."""
    count, chance = Count(f"kill -9, {'encrypted' if key else 'plain'}"), random.Random(seed)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "memory"
        lines: list[str] = []
        for run in range(runs):
            lines += _acknowledged(folder, key, run, chance.uniform(0.005, 0.12))
            with LLMMemoryManager(folder, key) as memory:
                answers = memory.store.recall_many(lines, count_use=False)
                count.lost += len(lines) - sum(answer.field == "fee" for answer in answers.values())
                count.wrong += not memory.verify_audit().ok
        count.runs, count.acknowledged = runs, len(lines)
    return count


def _acknowledged(folder: Path, key: str | None, run: int, seconds: float) -> list[str]:
    """Headers that a process had acknowledged when it was killed, *seconds* after the first."""
    reads, writes = os.pipe()
    child = os.fork()
    if not child:
        os.close(reads)
        memory = LLMMemoryManager(folder, key)
        for n in range(10_000):
            memory.store.decide([Decision(f"header {run} {n}", "fee", "confirm")], "anna")
            os.write(writes, f"header {run} {n}\n".encode())
        os._exit(0)
    os.close(writes)
    with open(reads, "rb") as source:
        first = source.readline()
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return [line.decode() for line in (first + source.read()).split(b"\n")[:-1]]


# ---------------------------------------------------------------- power that is cut


def power_cuts(runs: int, synchronous: str = "FULL", seed: int = 0) -> Count:
    """The power goes at a random write; every decision whose commit had returned is asked for."""
    count, chance = Count(f"power cut, synchronous={synchronous}", runs), random.Random(seed)
    count.promised = synchronous == "FULL"
    schema, steps = recorded(30)
    most = _survived(schema, steps, synchronous, 1 << 30, chance)[1]
    for _ in range(runs):
        files, _, committed = _survived(schema, steps, synchronous, chance.randint(1, most), chance)
        count.acknowledged += committed
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            for name, content in files.items():
                if not name.endswith("-shm"):
                    (folder / name).write_bytes(content)
            try:
                with LLMMemoryManager(folder) as memory:
                    answers = memory.store.recall_many(
                        [f"header {n}" for n in range(committed)], count_use=False
                    )
                count.lost += committed - len(answers)
            except MemoryProblem:
                count.noticed += 1
                count.lost += committed
    return count


def recorded(decisions: int) -> tuple[list[str], list[list[str]]]:
    """The statements that make a memory, and those of each decision, as the memory itself issues them."""
    with tempfile.TemporaryDirectory() as place, LLMMemoryManager(Path(place) / "memory") as memory:
        memory.store.database.create()
        with memory.store.database.reading() as connection:
            if connection is None:
                raise RuntimeError("The memory that was made is not there.")
            connection_made = connection.execute(
                "SELECT sql FROM sqlite_master WHERE sql NOT LIKE '%sqlite_%'"
            ).fetchall()
            named = connection.execute("SELECT name, at FROM migration").fetchall()
        schema = [sql for (sql,) in connection_made]
        schema += [f"INSERT INTO migration VALUES ('{name}', '{at}')" for name, at in named]
        steps = []
        for n in range(decisions):
            step: list[str] = []
            connection.set_trace_callback(step.append)
            memory.store.decide([Decision(f"header {n}", "fee", "confirm")], "anna")
            connection.set_trace_callback(None)
            steps.append(_transaction(step))
    return schema, steps


def _transaction(step: list[str]) -> list[str]:
    """From BEGIN to COMMIT, without what triggers add by themselves."""
    first = next(n for n, line in enumerate(step) if line.startswith("BEGIN"))
    last = next(n for n, line in enumerate(step) if line.startswith("COMMIT"))
    return [line for line in step[first : last + 1] if not line.startswith("--")]


def _survived(
    schema: list[str], steps: list[list[str]], synchronous: str, cut_after: int, chance: random.Random
) -> tuple[dict[str, bytes], int, int]:
    """What the disk holds after the cut, how many writes there were, and how many commits had returned."""
    disk, committed = Disk(1 << 30), 0
    vfs = CrashVFS(disk)
    with tempfile.TemporaryDirectory() as place:
        connection = apsw.Connection(f"{place}/llm_memory.db", vfs="crash")
        try:
            settings = (
                *PRAGMAS,
                f"synchronous = {synchronous}",
                f"wal_autocheckpoint = {chance.choice((10, 50))}",
            )
            for pragma in ("locking_mode = EXCLUSIVE", "journal_mode = WAL", *settings):
                connection.execute(f"PRAGMA {pragma}").fetchall()
            for statement in ("BEGIN", *schema, "COMMIT", "PRAGMA wal_checkpoint(TRUNCATE)"):
                connection.execute(statement).fetchall()
            disk.writes, disk.cut_after = 0, cut_after
            for step in steps:
                for statement in step:
                    connection.execute(statement).fetchall()
                committed += 1
        except (PowerCut, apsw.Error):
            if disk.writes < cut_after:
                raise
        writes, files = disk.writes, disk.after(chance)
        disk.cut_after = 1 << 30
        connection.close()
    vfs.unregister()
    return files, writes, committed


# ---------------------------------------------------------------- disks that change bytes


def flipped(content: bytearray, chance: random.Random) -> None:
    """One bit is another."""
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)


def zeroed(content: bytearray, chance: random.Random) -> None:
    """A sector is gone."""
    at = chance.randrange(len(content))
    content[at : at + SECTOR] = bytes(len(content[at : at + SECTOR]))


def swapped(content: bytearray, chance: random.Random) -> None:
    """Two pages have changed places."""
    one, other = (4096 * chance.randrange(max(1, len(content) // 4096)) for _ in range(2))
    content[one : one + 4096], content[other : other + 4096] = (
        content[other : other + 4096],
        content[one : one + 4096],
    )


def cut(content: bytearray, chance: random.Random) -> None:
    """The end is missing."""
    del content[chance.randrange(len(content)) :]


DAMAGES = (flipped, zeroed, swapped, cut)


def damaged(runs: int, key: str | None, *, sealed: bool = True, seed: int = 0) -> Count:
    """Bytes of a closed memory change; what it then says is right, or it says that it is damaged."""
    kind = "encrypted" if key else "plain" if sealed else "plain, last writer killed"
    count, chance = Count(f"damaged memory, {kind}", runs, promised=sealed), random.Random(seed)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "memory"
        right = teach(folder, key, DECISIONS)
        if not sealed:
            (folder / "llm_memory.seal").unlink()
        before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        for run in range(runs):
            for path in {path for path in folder.rglob("*") if path.is_file()} - before.keys():
                path.unlink()
            for path, content in before.items():
                path.write_bytes(content)
            file = folder / "llm_memory.db"
            raw = bytearray(file.read_bytes())
            DAMAGES[run % len(DAMAGES)](raw, chance)
            file.write_bytes(raw)
            try:
                with LLMMemoryManager(folder, key) as memory:
                    lines = tell(memory)
            except (
                Exception
            ):  # of an unsealed file a row may be no row any more: an error, if not a friendly one
                count.noticed += 1
                continue
            count.right += lines == right
            count.wrong += lines != right
    return count


def damaged_backups(runs: int, key: str | None, seed: int = 0) -> Count:
    """Bytes of a backup change; it is refused."""
    count, chance = Count(f"damaged backup, {'encrypted' if key else 'plain'}", runs), random.Random(seed)
    with tempfile.TemporaryDirectory() as place:
        folder, file = Path(place) / "memory", Path(place) / "memory.backup"
        teach(folder, key, DECISIONS)
        with LLMMemoryManager(folder, key) as memory:
            container.write(memory.store.database, file, "2026-05-03")
        whole = file.read_bytes()
        for run in range(runs):
            content = bytearray(whole)
            DAMAGES[run % len(DAMAGES)](content, chance)
            file.write_bytes(content)
            try:
                container.read(file)
            except MediaMapperError:
                count.noticed += 1
                continue
            count.right += bytes(content) == whole
            count.wrong += bytes(content) != whole
    return count


# ---------------------------------------------------------------- keys that change


def rekey_killed(runs: int, seed: int = 0) -> Count:
    """A change of keys is killed at a random moment; the memory then has the old key or the new one, and is whole."""
    count, chance = Count("kill -9 while the key changes", runs), random.Random(seed)
    with tempfile.TemporaryDirectory() as place:
        folder, old = Path(place) / "memory", KEY
        right = teach(folder, old, DECISIONS)
        begun = time.perf_counter()
        rekey.rekey(folder, old, old=old)
        most = 1.3 * (time.perf_counter() - begun)
        for _ in range(runs):
            new = OTHER if old == KEY else KEY
            child = os.fork()
            if not child:
                rekey.rekey(folder, new, old=old)
                os._exit(0)
            time.sleep(chance.uniform(0.0, most))
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            old = new if _opens(folder, new) else old
            with LLMMemoryManager(folder, old) as memory:
                lines = [
                    line for line in tell(memory) if not (isinstance(line, tuple) and line[2] == "rekey")
                ]
            count.wrong += lines != right
            count.acknowledged += old == new
    count.name += f" ({count.acknowledged} had changed)"
    count.acknowledged = 0
    return count


def _opens(folder: Path, key: str) -> bool:
    keys.forget()
    try:
        LLMMemoryManager(folder, key).close()
    except MemoryProblem:
        return False
    return True


KINDS: dict[str, list[Callable[[int], Count]]] = {
    "kill": [lambda runs: killed(runs, None), lambda runs: killed(runs, KEY)],
    "power": [power_cuts, lambda runs: power_cuts(runs, "NORMAL")],
    "damage": [
        lambda runs: damaged(runs, None),
        lambda runs: damaged(runs, None, sealed=False),
        lambda runs: damaged(runs, KEY),
        lambda runs: damaged_backups(runs, None),
        lambda runs: damaged_backups(runs, KEY),
    ],
    "rekey": [rekey_killed],
    "log": [
        lambda runs: disks.damaged_log(runs, None, DAMAGES),
        lambda runs: disks.damaged_log(runs, KEY, DAMAGES),
    ],
    "disk": [disks.full, disks.full_restore, lambda _: disks.read_only(5)],
    "migrations": [trials.migrations_killed],
    "clock": [trials.clock_back],
    "growth": [lambda _: trials.growth()],
    "links": [trials.links, trials.linked_memory],
    "port": [lambda _: trust_worker.taken_port(20)],
    "large": [lambda _: trust_worker.large()],
}


def main() -> int:
    """Print the table; 1 where a promise was not kept."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--only", choices=[*KINDS, "soak"])
    parser.add_argument("--soak", type=int, default=60, metavar="SECONDS", help="of 20 callers of one worker")
    options = parser.parse_args()
    kinds_of = {**KINDS, "soak": [lambda _: trust_worker.soak(options.soak)]}
    print("| What happens | Runs | Acknowledged | Lost | Damage told | Read right | Silently wrong |")
    print("| --- | --: | --: | --: | --: | --: | --: |")
    is_kept = True
    for name, kinds in kinds_of.items():
        for kind in kinds if options.only in (None, name) else ():
            count = kind(options.runs)
            is_kept = is_kept and not (count.promised and (count.lost or count.wrong))
            print(count.row(), flush=True)
    return 0 if is_kept else 1


if __name__ == "__main__":
    sys.exit(main())
