"""The password of a team's server, in this machine's keyring: never in a file or a log of ours."""

from __future__ import annotations

from worker.errors import UsageError
from worker.memory.database.postgres import connection
from worker.memory.keys import keychain


def keep(url: str, secret: str) -> None:
    """Keep the password for the address *url*.

    Raises:
        UsageError: it is empty, or this machine has no keyring that keeps it.
    """
    if not secret:
        raise UsageError("No password was given.", "Type it, or send it on stdin.")
    if not keychain.put(connection.secret_name(connection.parameters(url)), secret):
        raise UsageError(
            "This machine has no keyring that keeps the password.",
            "Put it into PostgreSQL's own password file, ~/.pgpass, which only you may read.",
        )
