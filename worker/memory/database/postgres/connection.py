"""A connection to the team's PostgreSQL: its address, its password, and its errors as one sentence.

Whatever the address says goes to libpq, which knows pgpass, services and certificates. A password never leaves here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import peewee
import psycopg
from playhouse.postgres_ext import Psycopg3Database
from psycopg import conninfo

from worker.errors import MemoryProblem
from worker.memory.database.postgres.schema import SCHEMA
from worker.memory.keys import keychain

CONNECT_SECONDS = 3
"""A planner off line waits no longer than this, once."""
STATEMENT_MILLISECONDS = 20_000
DEFAULTS: Mapping[str, str | int] = {
    "connect_timeout": CONNECT_SECONDS,
    "tcp_user_timeout": 5_000,
    "application_name": "mediamapper",
}
_LOCAL = ("", "localhost", "127.0.0.1", "::1")


def parameters(url: str) -> dict[str, str | int]:
    """What libpq is given: the address, our time limits, and TLS for a server that is not on this machine.

    Raises:
        MemoryProblem: it is no address of a PostgreSQL.
    """
    try:
        address = {name: value for name, value in conninfo.conninfo_to_dict(url).items() if value is not None}
    except psycopg.Error:
        raise MemoryProblem(
            "MEDIAMAPPER_DATABASE_URL is no address of a PostgreSQL database.",
            "Write it as postgresql://LOGIN@HOST/DATABASE.",
            code="memory-team",
        ) from None
    host = str(address.get("host") or address.get("hostaddr") or "")
    if not (host in _LOCAL or host.startswith("/")):
        address.setdefault("sslmode", "require")
    if "password" not in address and (password := keychain.get(secret_name(address))):
        address["password"] = password
    options = f"-c search_path={SCHEMA} -c statement_timeout={STATEMENT_MILLISECONDS}"
    return {**DEFAULTS, **address, "options": f"{address.get('options', '')} {options}".strip()}


def secret_name(address: Mapping[str, object]) -> str:
    """The name under which the keyring has the password of an address."""
    return f"team {address.get('user', '')}@{address.get('host', '')}/{address.get('dbname', '')}"


def label(url: str) -> str:
    """The address for people: without a password."""
    address = parameters(url)
    return f"{address.get('dbname', '')} on {address.get('host') or 'this machine'}"


def connect(url: str) -> Psycopg3Database:
    """Peewee on a connection of its own; `close` ends it.

    Raises:
        MemoryProblem: it can't be reached, or lets nobody in.
    """
    address = parameters(url)
    name = address.pop("dbname", "")
    database = Psycopg3Database(name, thread_safe=False, autoconnect=False, **address)
    with problems(url):
        database.connect()
    return database


@contextmanager
def problems(url: str) -> Iterator[None]:
    """Turn the driver's errors into one sentence.

    Raises:
        MemoryProblem: the server can't be reached, does not let us, or something else went wrong there.
    """
    try:
        yield
    except (psycopg.Error, peewee.PeeweeException) as error:
        raise _problem(driver_error(error), url) from error


def driver_error(error: Exception) -> Exception:
    """The driver's own error, where Peewee has wrapped it."""
    return getattr(error, "orig", None) or error


def _problem(error: Exception, url: str) -> MemoryProblem:
    if isinstance(error, psycopg.errors.InsufficientPrivilege):
        return MemoryProblem(
            f"The team's database ({label(url)}) does not let this login do that.",
            "Ask whoever looks after it to make you a member: `mediamapper team member LOGIN`.",
            code="memory-team-refused",
        )
    if isinstance(error, psycopg.errors.UndefinedTable | psycopg.errors.InvalidSchemaName):
        return MemoryProblem(
            f"The database ({label(url)}) is no team's memory.",
            "Whoever owns it makes it one with `mediamapper team create`.",
            code="memory-team",
        )
    return MemoryProblem(
        f"The team's database ({label(url)}) can't be used: {_first_line(error, url)}.",
        "Work goes on with this computer's copy; decisions are handed in once it is there.",
        code="memory-team-away",
    )


def _first_line(error: Exception, url: str) -> str:
    """What the driver says, in one line and without the password."""
    line = str(error).strip().split("\n")[0].rstrip(".")
    password = str(parameters(url).get("password", ""))
    return line.replace(password, "...") if password else line
