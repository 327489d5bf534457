"""What every command and the first answer of a process read, in statements written by hand that any database understands.

They would wait 20 ms for the import of Peewee, and a look-up of one header takes 20 microseconds here and 330 through
the builder.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from worker.memory.database.sqlite.connection import Row

if TYPE_CHECKING:
    from sqlite3 import Connection

CHUNK = 500
"""Keys in one statement."""
_COLUMNS = "key, scope, target, state, start, confirmed, rejected, moved, running, confirms, rejects, last_at, source"


def lessons_of(connection: Connection, kind: str, key: str, chain: Sequence[str]) -> list[Row]:
    """The lessons of one key in the scopes of *chain*."""
    return connection.execute(_statement(1, len(chain)), (kind, key, *chain)).fetchall()


def lessons(connection: Connection, kind: str, keys: Sequence[str], chain: Sequence[str]) -> Iterator[Row]:
    """The lessons of many keys, key by key, in the tree's order."""
    for at in range(0, len(keys), CHUNK):
        chunk = keys[at : at + CHUNK]
        yield from connection.execute(_statement(len(chunk), len(chain)), (kind, *chunk, *chain))


def learnt_scopes(connection: Connection, chain: tuple[str, ...]) -> tuple[str, ...]:
    """The scopes of a chain that anything was ever learnt for: most combinations never are."""
    rows = connection.execute(f"SELECT key FROM place WHERE key IN ({_marks(len(chain))})", chain).fetchall()
    keys = {key for (key,) in rows}
    return tuple(key for key in chain if key in keys or not key)


def known_keys(connection: Connection, kind: str) -> list[str]:
    """The keys, in normal form, of which anything is remembered that holds."""
    rows = connection.execute("SELECT DISTINCT key FROM lesson WHERE kind = ? AND state = 'holds'", (kind,))
    return [key for (key,) in rows.fetchall()]


def revision(connection: Connection) -> int:
    """The number of the last step; asked with every HTTP request, in 6 microseconds where the builder takes 120."""
    return int(connection.execute("SELECT coalesce(max(id), 0) FROM batch").fetchone()[0])


def last_step(connection: Connection) -> str | None:
    """When the last step was done; None where nothing was."""
    at: str | None = connection.execute("SELECT max(at) FROM batch").fetchone()[0]
    return at


def last_restore(connection: Connection, user: str, since: str) -> list[Row]:
    """Moment and words of the last restoration by *user* after *since*, if there was one."""
    restored = "SELECT at, detail FROM audit WHERE action = 'restore' AND user = ? AND at > ?"
    return connection.execute(f"{restored} ORDER BY id DESC LIMIT 1", (user, since)).fetchall()


def priors(connection: Connection) -> list[Row]:
    """Source, alpha, beta and number of decisions of each prior that was fitted."""
    return connection.execute("SELECT source, alpha, beta, decisions FROM prior ORDER BY source").fetchall()


@lru_cache(maxsize=256)
def _statement(keys: int, chain: int) -> str:
    # One key is asked for most often; it needs no list and no order.
    which = "key = ?" if keys == 1 else f"key IN ({_marks(keys)})"
    where = "scope = ?" if chain == 1 else f"scope IN ({_marks(chain)})"
    order = "" if keys == 1 else " ORDER BY key"
    return f"SELECT {_COLUMNS} FROM lesson WHERE kind = ? AND {which} AND {where}{order}"


def _marks(count: int) -> str:
    return ", ".join("?" * count)
