"""What a person should know about the memory folder, each as a finding with its next step."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from worker.findings.memory import (
    MEMORY_CLOCK,
    MEMORY_FULL,
    MEMORY_PLAIN,
    MEMORY_READ_ONLY,
    MEMORY_RESTORED,
    MEMORY_SYNCED,
    MEMORY_TEAM_AWAY,
    MEMORY_TEAM_REFUSED,
)
from worker.memory.audit.log import ITSELF
from worker.memory.database import first_reads
from worker.memory.database.database import Database
from worker.memory.database.sqlite import errors
from worker.memory.database.sqlite.connection import is_writable
from worker.shapes.finding import Finding

if TYPE_CHECKING:
    from worker.memory.team.team import Team

_SYNCED = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "mobile documents": "iCloud",
    "icloud drive": "iCloud",
    "iclouddrive": "iCloud",
    "cloudstorage": "a cloud",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "drivefs": "Google Drive",
    "box": "Box",
    "box sync": "Box",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "synologydrive": "Synology Drive",
    "pcloud drive": "pCloud",
    "sharepoint": "SharePoint",
}
_STARTS = ("onedrive", "dropbox", "googledrive", "nextcloud")
"""Folders such as 'OneDrive - Agency' and 'Dropbox (Personal)'."""
_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
WEEK = timedelta(days=7)
AHEAD = timedelta(hours=26)
"""More than any two time zones are apart: beyond, a clock was wrong."""


def notices(database: Database, now: datetime) -> list[Finding]:
    """What is worth telling: a restored memory, a disk that keeps nothing, a plain file, a synced folder, a clock."""
    return [
        *_restored(database, now),
        *_not_writable(database),
        *_plain(database),
        *_shared_folder(database),
        *_clock(database, now),
    ]


def of_team(team: Team | None) -> Iterator[Finding]:
    """What kept this copy from its team, and what the team did not take."""
    if team is None:
        return
    if team.problem is not None:
        yield MEMORY_TEAM_AWAY.at(
            problem=team.problem.message, step=team.problem.next_step, steps=team.waiting()
        )
    if team.total.refused:
        yield MEMORY_TEAM_REFUSED.at(steps=team.total.refused)


def synced_by(folder: PurePath) -> str | None:
    """The service that copies this folder to other computers, as far as its path tells."""
    for part in folder.parts:
        name = part.casefold()
        if name in _SYNCED:
            return _SYNCED[name]
        for start in _STARTS:
            if name.startswith((f"{start} ", f"{start}-", f"{start}(")):
                return _SYNCED[start]
    roots = [os.environ[name] for name in _VARIABLES if os.environ.get(name)]
    return "OneDrive" if any(folder.is_relative_to(root) for root in roots) else None


def _restored(database: Database, now: datetime) -> Iterator[Finding]:
    """What this process restored, else what another did within a week."""
    sentences = list(database.restore_notes)
    with database.reading() as connection:
        if connection is not None and not sentences:
            since = (now.astimezone(UTC) - WEEK).isoformat()
            rows = first_reads.last_restore(connection, ITSELF, since)
            sentences = [f"The memory was damaged and restored on {at[:10]} {detail}." for at, detail in rows]
    for sentence in sentences:
        yield MEMORY_RESTORED.at(restored=sentence)


def _not_writable(database: Database) -> Iterator[Finding]:
    """A memory that answers and can't learn."""
    if not database.path.exists():
        return
    if not is_writable(database.path):
        yield MEMORY_READ_ONLY.at(path=database.path)
    elif errors.has_no_room(database.path.parent):
        yield MEMORY_FULL.at(path=database.path)


def _plain(database: Database) -> Iterator[Finding]:
    if database.path.exists() and not database.encrypted:
        yield MEMORY_PLAIN.at(path=database.path)


def _shared_folder(database: Database) -> Iterator[Finding]:
    folder = Path(os.path.realpath(database.path.parent))
    service = synced_by(folder) or synced_by(database.path.parent.absolute())
    if service is None and str(folder).startswith("\\\\"):
        service = "a network share"
    if service:
        yield MEMORY_SYNCED.at(folder=database.path.parent, service=service)


def _clock(database: Database, now: datetime) -> Iterator[Finding]:
    with database.reading() as connection:
        last = None if connection is None else first_reads.last_step(connection)
    if last and datetime.fromisoformat(last) > now.astimezone(UTC) + AHEAD:
        yield MEMORY_CLOCK.at(day=last[:10])
