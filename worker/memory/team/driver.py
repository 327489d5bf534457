"""What speaks to a team's database: an extra, which most installations are without."""

from __future__ import annotations

from importlib.util import find_spec

from worker.errors import MemoryProblem

MODULE = "psycopg"


def check() -> None:
    """Stop where it is not installed.

    Raises:
        MemoryProblem: with what to install.
    """
    if find_spec(MODULE) is None:
        raise MemoryProblem(
            "A team's database is named, and what speaks to PostgreSQL is not installed.",
            'Install it with `pip install "mediamapper[team]"`, or unset MEDIAMAPPER_DATABASE_URL.',
            code="memory-team",
        )
