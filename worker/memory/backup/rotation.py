"""Backups that are made by themselves: one a day for a week, one a week for four, and only of a memory that is whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from worker.errors import FileProblem, MemoryProblem
from worker.memory.backup import container, health
from worker.memory.database.database import Database

FOLDER = "backups"
DAYS, WEEKS = 7, 4
_NAME, _END = "memory-", ".backup"


def rotate(database: Database, now: datetime) -> Path:
    """Write today's backup, verified, then let go of those that are no longer wanted; gives the file.

    Raises:
        MemoryProblem: the memory is damaged; the older backups all stay.
        FileProblem: it can't be written; the older backups all stay.
    """
    state = health.check(database)
    if not state.whole:
        raise MemoryProblem(
            f"No backup was made: {state.sentence}",
            "Restore the last good backup with `mediamapper memory restore`.",
            code="memory-damaged",
        )
    folder = database.path.parent / FOLDER
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise FileProblem(f"{folder} can't be made: {error.strerror or error}.", "Move it away.") from error
    path = folder / f"{_NAME}{now.date().isoformat()}{_END}"
    container.write(database, path, now.isoformat(timespec="seconds"))
    _encrypt(database, folder)
    days = dict(dated(folder))
    for day in days.keys() - days_to_keep(days) - {now.date()}:
        days[day].unlink(missing_ok=True)
    return path


def _encrypt(database: Database, folder: Path) -> None:
    """Backups that a change of keys was stopped before."""
    if (key := database.key) is None:
        return
    entry = container.entry_of(database.path.parent, key)
    for _, path in dated(folder):
        with suppress(FileProblem, MemoryProblem):
            if (backup := container.read(path)).entry is None:
                container.rewrap(backup, None, key, entry)


def days_to_keep(days: Iterable[date]) -> set[date]:
    """Which backups stay: the newest seven, and the newest of each of the last four weeks that have one."""
    newest = sorted(days, reverse=True)
    weeks: dict[tuple[int, int], date] = {}
    for day in newest:
        weeks.setdefault(day.isocalendar()[:2], day)
    return {*newest[:DAYS], *list(weeks.values())[:WEEKS]}


def dated(folder: Path) -> Iterator[tuple[date, Path]]:
    """The backups in *folder* with their days, newest first."""
    for path in sorted(folder.glob(f"{_NAME}*{_END}"), reverse=True):
        try:
            yield date.fromisoformat(path.name.removeprefix(_NAME).removesuffix(_END)), path
        except ValueError:
            continue
