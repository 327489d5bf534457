"""The memory folder when MediaMapper goes: it stays, unless a person wants what was learnt forgotten."""

from __future__ import annotations

import contextlib
import shutil

from worker.errors import FileProblem
from xl_addin.install.step import Outcome
from xl_addin.machine import Machine

RUNNING = ("worker.json", "worker.half", "worker.lock", "worker.log")
"""What a worker leaves in the folder, which is nobody's memory."""
MEMORY = (
    "llm_memory.db",
    "llm_memory.db-wal",
    "llm_memory.db-shm",
    "llm_memory.salt",
    "mappings.json",
    "validations.json",
    "settings.yaml",
    "domain_knowledge.md",
    "base_prompts.yaml",
)
FOLDERS = ("cache", "backups")


def forget(machine: Machine) -> Outcome:
    """Remove the memory by the names of its parts; whatever else lies in its folder is not ours.

    Raises:
        FileProblem: a part can't be removed.
    """
    folder = machine.memory
    try:
        for name in MEMORY:
            (folder / name).unlink(missing_ok=True)
        for name in FOLDERS:
            if (folder / name).is_dir() and not (folder / name).is_symlink():
                shutil.rmtree(folder / name)
    except OSError as error:
        raise FileProblem(
            f"{error.filename} can't be removed: {error.strerror or error}.",
            "Close what has it open, and run the command again.",
        ) from error
    sweep(machine)
    names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    sentence = f"These are not MediaMapper's and stay: {', '.join(names)}." if names else ""
    return Outcome("memory", "Forget what was learnt", "done", (str(folder),), sentence)


def sweep(machine: Machine) -> None:
    """Remove what a worker left, and the folder if that was all."""
    for name in RUNNING:
        try:
            (machine.memory / name).unlink(missing_ok=True)
        except OSError:
            return  # another worker's by now
    with contextlib.suppress(OSError):
        machine.memory.rmdir()


def drop_cache(machine: Machine) -> None:
    """Remove what was worked out of the shipped lists, and its folder if that was all."""
    with contextlib.suppress(OSError):
        for path in (*machine.cache.glob("*.bin"), *machine.cache.glob(".*.part.bin")):
            path.unlink(missing_ok=True)
        machine.cache.rmdir()
