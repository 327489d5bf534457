"""Who did what when: rows that are only added, each marked with the one before it, so that edits and cuts show.

No value of a plan is in it. Headers are, or with the setting `audit_hash_headers` a keyed digest of each.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Sequence

from worker.lazy_dataclass import dataclass
from worker.memory.audit.head import Head, Mark
from worker.memory.database import queries
from worker.memory.database.sqlite import storage
from worker.memory.database.tables import Audit, Shared

Line = Sequence[str]
"""At, user, action, detail."""


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


def append(database: Shared, lines: Iterable[Line]) -> None:
    """Add lines; to be called inside a transaction."""
    key = head_of(database).make_key()
    row, mark = _last(database)
    rows = []
    for line in lines:
        # Numbers are never given twice, whatever was lost.
        row = max(row, storage.last_number(database.raw, "audit")) + 1
        mark = _mark(key, mark, row, line)
        rows.append((row, *line, mark))
    _LINE.run_many(database, rows)


_FIELDS = [Audit.id, Audit.at, Audit.user, Audit.action, Audit.detail, Audit.mac]
_LINE = queries.Prepared(Audit.insert_many([(0, "", "", "", "", "")], fields=_FIELDS))


def chain(database: Shared) -> None:
    """Mark all rows anew: those of a memory that had no chain, or came from elsewhere."""
    key, mark = head_of(database).make_key(), ""
    storage.open_audit(database.raw)
    marked = []
    for row, *line in queries.rows(database, Audit.select(*_FIELDS[:-1]).order_by(Audit.id)):
        mark = _mark(key, mark, row, line)
        marked.append((mark, row))
    queries.run_many(database, Audit.update(mac="").where(Audit.id == 0), marked)
    storage.close_audit(database.raw)


def last_lines(database: Shared, most: int) -> list[tuple[str, str, str, str]]:
    """The last *most* lines, newest first."""
    query = Audit.select(*_FIELDS[1:5]).order_by(Audit.id.desc()).limit(most)
    return [(at, user, action, detail) for at, user, action, detail in queries.rows(database, query)]


def state(database: Shared) -> Mark | None:
    """How far the chain in the database has got."""
    row, mark = _last(database)
    return Mark(row, mark, storage.last_number(database.raw, "evidence")) if row else None


def verify(database: Shared, since: str = "") -> Verified:
    """Look at every row; *since* is a head that was copied elsewhere, and must be on the way."""
    head = head_of(database)
    key = head.key()
    missing = {(one.row, one.mark) for one in head.all()}
    rows, last, mark = 0, 0, ""
    seen_since = not since
    for row, *line, digest in queries.stream(database, Audit.select(*_FIELDS).order_by(Audit.id)):
        rows, last = rows + 1, row
        if key is None:
            return Verified(False, rows, row, f"{head.path.name} is gone: no row can be proved.", "")
        mark = _mark(key, mark, row, line)
        if not hmac.compare_digest(mark, digest):
            sentence = f"Row {row} is not what was written, or rows before it are missing."
            return Verified(False, rows, row, sentence, "")
        missing.discard((row, mark))
        seen_since = seen_since or mark == since
    if missing:
        first, most = min(missing)[0], max(missing)[0]
        end = f"there were {most}" if most > last else "others stand in their place"
        return Verified(False, rows, first, f"Row {first} and those after it were cut off: {end}.", mark)
    if not seen_since:
        return Verified(False, rows, None, "The head that was kept is not among these rows.", mark)
    return Verified(True, rows, None, f"{rows:,} rows, each as it was written.", mark)


def hidden(database: Shared, text: str) -> str:
    """A keyed digest in the place of a header: the same each time, and not to be guessed without the key."""
    key = head_of(database).make_key()
    return "#" + hmac.new(key, f"header\0{text}".encode(), hashlib.sha256).hexdigest()[:12]


def head_of(database: Shared) -> Head:
    """The head beside the database's file."""
    return Head(storage.file_of(database.raw))


def _last(database: Shared) -> tuple[int, str]:
    rows = _LAST.rows(database, 1)
    return (rows[0][0], rows[0][1]) if rows else (0, "")


_LAST = queries.Prepared(Audit.select(Audit.id, Audit.mac).order_by(Audit.id.desc()).limit(1))


def _mark(key: bytes, before: str, row: int, line: Line) -> str:
    text = "\0".join((before, str(row), *(part.replace("\0", "\0\0") for part in line)))
    return hmac.new(key, text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()[:32]
