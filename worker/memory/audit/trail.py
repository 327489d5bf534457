"""Who did what when: rows that are only added, each marked with the one before it, so that edits and cuts show.

No value of a plan is in it. Headers are, or with the setting `audit_hash_headers` a keyed digest of each.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from worker.memory.audit.head import Head, Told

Line = Sequence[str]
"""At, user, action, detail."""
TRIGGERS = (
    "CREATE TRIGGER audit_keeps BEFORE UPDATE ON audit BEGIN SELECT raise(ABORT, 'the audit is only added to'); END",
    "CREATE TRIGGER audit_stays BEFORE DELETE ON audit BEGIN SELECT raise(ABORT, 'the audit is only added to'); END",
)
_NAMES = ("audit_keeps", "audit_stays")


@dataclass(frozen=True, slots=True)
class Verified:
    """What a look at the whole chain found."""

    ok: bool
    rows: int
    broken: int | None
    """The number of the first row that is not what was written, or is missing."""
    sentence: str
    head: str
    """The mark of the last row; kept elsewhere, it proves all rows up to it."""


def append(connection: Any, lines: Iterable[Line]) -> None:
    """Add lines; to be called inside a transaction."""
    key = head_of(connection).made()
    row, mark = _last(connection)
    for line in lines:
        row = _next(connection, row)
        mark = _mark(key, mark, row, line)
        connection.execute(
            "INSERT INTO audit (id, at, user, action, detail, mac) VALUES (?, ?, ?, ?, ?, ?)",
            (row, *line, mark),
        )


def chain(connection: Any) -> None:
    """Mark all rows anew: those of a memory that had no chain, or came from elsewhere."""
    key, mark = head_of(connection).made(), ""
    for name in _NAMES:
        connection.execute(f"DROP TRIGGER IF EXISTS {name}")
    rows = connection.execute("SELECT id, at, user, action, detail FROM audit ORDER BY id").fetchall()
    for row, *line in rows:
        mark = _mark(key, mark, row, line)
        connection.execute("UPDATE audit SET mac = ? WHERE id = ?", (mark, row))
    for trigger in TRIGGERS:
        connection.execute(trigger)


def last_lines(connection: Any, most: int) -> list[tuple[str, str, str, str]]:
    """The last *most* lines, newest first."""
    rows = connection.execute("SELECT at, user, action, detail FROM audit ORDER BY id DESC LIMIT ?", (most,))
    return [tuple(row) for row in rows]


def state(connection: Any) -> Told | None:
    """How far the chain in the database has got."""
    row, mark = _last(connection)
    return Told(row, mark, evidence(connection)) if row else None


def evidence(connection: Any) -> int:
    """How many pieces of evidence there have ever been."""
    found = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'evidence'").fetchone()
    return int(found[0]) if found else 0


def verify(connection: Any, since: str = "") -> Verified:
    """Look at every row; *since* is a head that was kept elsewhere, and must be on the way."""
    head = head_of(connection)
    key = head.key()
    told = {(one.row, one.mark) for one in head.all()}
    rows, last, mark = 0, 0, ""
    seen_since = not since
    for row, *line, written in connection.execute(
        "SELECT id, at, user, action, detail, mac FROM audit ORDER BY id"
    ):
        rows, last = rows + 1, row
        if key is None:
            return Verified(False, rows, row, f"{head.path.name} is gone: no row can be proved.", "")
        mark = _mark(key, mark, row, line)
        if not hmac.compare_digest(mark, written):
            return Verified(
                False, rows, row, f"Row {row} is not what was written, or rows before it are missing.", ""
            )
        told.discard((row, mark))
        seen_since = seen_since or mark == since
    if told:
        first, most = min(told)[0], max(told)[0]
        missing = f"there were {most}" if most > last else "others stand in their place"
        return Verified(False, rows, first, f"Row {first} and those after it were cut off: {missing}.", mark)
    if not seen_since:
        return Verified(False, rows, None, "The head that was kept is not among these rows.", mark)
    return Verified(True, rows, None, f"{rows:,} rows, each as it was written.", mark)


def hidden(connection: Any, text: str) -> str:
    """A keyed digest in the place of a header: the same each time, and not to be guessed without the key."""
    key = head_of(connection).made()
    return "#" + hmac.new(key, f"header\0{text}".encode(), hashlib.sha256).hexdigest()[:12]


def head_of(connection: Any) -> Head:
    """The head beside the connection's file."""
    return Head(Path(connection.execute("PRAGMA database_list").fetchone()[2]))


def _last(connection: Any) -> tuple[int, str]:
    found = connection.execute("SELECT id, mac FROM audit ORDER BY id DESC LIMIT 1").fetchone()
    return (found[0], found[1]) if found else (0, "")


def _next(connection: Any, row: int) -> int:
    """Numbers are never given twice, whatever was lost."""
    found = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'audit'").fetchone()
    return max(row, int(found[0]) if found else 0) + 1


def _mark(key: bytes, before: str, row: int, line: Line) -> str:
    text = "\0".join((before, str(row), *(part.replace("\0", "\0\0") for part in line)))
    return hmac.new(key, text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()[:32]
