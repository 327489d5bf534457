"""Memories that the trials of `bench.trust` try, and the processes that try them. POSIX only."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from worker.document.manager import LLMMemoryManager
from worker.errors import MediaMapperError
from worker.shapes.mapping import Decision


@contextmanager
def place() -> Iterator[Path]:
    """A folder of its own."""
    with tempfile.TemporaryDirectory(prefix="mediamapper-trust-") as name:
        os.chmod(name, 0o711)
        yield Path(name)


def teach(folder: Path, key: str | None = None, decisions: int = 60) -> list[object]:
    """A memory that holds so many decisions; gives what it then tells."""
    with LLMMemoryManager(folder, key) as memory:
        memory.store.decide(
            [Decision(f"Header {n}", f"field {n % 7}", "confirm") for n in range(decisions)], "anna"
        )
        return tell(memory)


def tell(memory: LLMMemoryManager) -> list[object]:
    """All that a memory says of headers, and its audit."""
    return [*memory.store.standings(), *memory.store.history(), *memory.audit_trail()]


def in_child(work: Callable[[Callable[[str], None]], None]) -> tuple[list[str], int]:
    """Lines that a process told until its end, and its exit code; it is told by a signal as a negative one."""
    reads, writes = os.pipe()
    child = os.fork()
    if not child:
        os.close(reads)
        try:
            work(lambda line: _write(writes, line))
            os._exit(0)
        except MediaMapperError:
            os._exit(10)
        except BaseException:
            os._exit(11)
    os.close(writes)
    with open(reads, "rb") as source:
        lines = source.read().decode().splitlines()
    return lines, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _write(writes: int, line: str) -> None:
    os.write(writes, f"{line}\n".encode())
