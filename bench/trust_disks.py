"""Disks that fill up, folders that can only be read, and logs that are damaged after a kill.

Called by `bench.trust`; each function gives one row of its table. POSIX only.
"""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

from bench.count import Count
from bench.trust_memory import in_child, place, teach
from worker.document.manager import LLMMemoryManager
from worker.errors import MediaMapperError
from worker.memory.database.file_names import FILE
from worker.shapes.mapping import Decision

NOBODY = 65534


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
            count.noticed += code == 10
            count.right += code == 0
            count.wrong += code not in (0, 10)
            with LLMMemoryManager(folder) as memory:
                answers = memory.store.recall_many(lines, count_use=False)
                count.lost += sum(line not in answers for line in lines)
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
            count.noticed += code == 10
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
                    answer = memory.store.recall("Header 3")
                    tell("right" if answer and answer.field == "field 3" else "wrong")
                    memory.store.decide([Decision("late", "fee", "confirm")], "ben")

            lines, code = in_child(work)
            count.right += lines == ["right"]
            count.noticed += code == 10
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
                    answers = memory.store.recall_many(lines, count_use=False)
                    is_told = bool(memory.store.database.restore_notes) or not memory.verify_audit().ok
                    missing = sum(line not in answers for line in lines)
            except MediaMapperError:
                count.noticed += 1
                continue
            count.noticed += bool(missing) and is_told
            count.right += not missing
            count.wrong += bool(missing) and not is_told
    return count
