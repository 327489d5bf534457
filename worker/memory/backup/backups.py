"""The backups of one memory: written, rotated, restored, and put in the place of a damaged file."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from worker.errors import FileProblem, MemoryProblem, UsageError
from worker.memory.backup import backup, mirrors, recover, rotation
from worker.memory.database.times import Clock, text_of
from worker.memory.keys import keys, rekey
from worker.memory.store import MemoryStore
from worker.outputs.output import Output
from worker.shapes.memory import Filter


def files(folder: Path) -> list[Path]:
    """The backups that the memory in *folder* made by itself."""
    place = folder / rotation.FOLDER
    return sorted(path for path in place.iterdir() if path.is_file()) if place.is_dir() else []


class Backups:
    """Everything that copies a whole memory out of its file or back into it."""

    def __init__(self, store: MemoryStore, passphrase: keys.Hidden, clock: Clock) -> None:
        self._store = store
        self._database = store.database
        self._passphrase = passphrase
        self._clock = clock

    def export(self, path: str | os.PathLike[str], *, force: bool = False) -> Path:
        """Write the whole memory to one file, JSON with the readable mirrors beside it; gives the file.

        The file of an encrypted memory is encrypted with the same key, and no mirror is written. A mirror that somebody
        edited stays as it is.

        Raises:
            FileProblem: it can't be written, or what stands there is not ours and there is no *force*.
        """
        output = Output(Path(path), "backup", self._store.settings.memory_dir, force=force)
        output.check()
        self._store.usage.write()
        output.write(lambda beside: backup.export(self._database, beside, text_of(self._clock())))
        if not self._database.encrypted:
            with suppress(FileProblem):
                mirrors.export(self._store)
        return Path(path)

    def restore(self, path: str | os.PathLike[str] | None = None, *, force: bool = False) -> int:
        """Put a backup, else the last good one of `backups/`, in the place of everything; gives the number of rows.

        A memory that holds something is replaced with *force* alone; a damaged one is set aside. `MemoryFolder.notices`
        names what was lost.

        Raises:
            UsageError: the memory holds something and there is no *force*.
            FileProblem: it is no backup; the memory is as it was.
        """
        if not force:
            self._check_holds_nothing()
        source = Path(path) if path else None
        rows, sentence = recover.restore_any(self._database, source, self._passphrase.text)
        self._database.restore_notes.append(sentence)
        self._store.audit.add("", "restore", self._clock())
        return rows

    def _check_holds_nothing(self) -> None:
        repair = self._database.repair
        self._database.repair = None  # a damaged memory is what restoring is for
        try:
            summary, layouts = self._store.summary(), self._store.entries(Filter()).layouts
            rules = self._store.rules.all()
        except MemoryProblem as problem:
            if problem.code in ("memory-damaged", "memory-missing"):
                return
            raise
        finally:
            self._database.repair = repair
        if summary.decisions or summary.mappings or summary.values or layouts or rules:
            counts = f"{summary.mappings:,} mappings and {summary.decisions:,} decisions"
            raise UsageError(
                f"The memory {self._database.path} holds {counts}, which the backup would replace.",
                "Keep them with `mediamapper memory backup FILE` first, then restore with --force.",
            )

    def check_at_start(self, *, alone: bool = False) -> str | None:
        """Look at the whole file; a damaged or missing one is replaced by its last good backup. Gives the sentence on it.

        *alone* says that the caller holds the worker's lock. A million mappings take some seconds.

        Raises:
            MemoryProblem: it is damaged, and there is no good backup.
        """
        rekey.tidy(self._database.path.parent)
        recovered = recover.at_start(self._database, alone=alone)
        return recovered.sentence if recovered else None

    def rotate(self, now: datetime | None = None) -> Path:
        """Write the day's backup into `backups/` and delete old ones: seven days and four weeks stay.

        Raises:
            MemoryProblem: the memory is damaged.
            FileProblem: it can't be written.
        """
        return rotation.rotate(self._database, now or self._clock())
