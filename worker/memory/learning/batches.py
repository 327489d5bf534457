"""Where every step begins: its row, with its turn in the order of all copies of a memory."""

from __future__ import annotations

import secrets

from peewee import fn

from worker.memory.database import queries
from worker.memory.database.tables import Batch, Evidence, Shared, TeamRow
from worker.memory.learning import turns

COPY = "copy"
"""The row of `team` with the name of this copy of the memory."""
TEAM = "team"
"""The row of `team` with the team that this copy belongs to."""
_LATEST = queries.Prepared(Batch.select(fn.MAX(Batch.turn)))
_NOTED = queries.Prepared(TeamRow.select(TeamRow.value).where(TeamRow.name == ""))
_NOTE = queries.Prepared(
    TeamRow.insert(name="", value="").on_conflict(conflict_target=[TeamRow.name], preserve=[TeamRow.value])
)


def begin(database: Shared, action: str, user: str, at: str, *, last: bool = False) -> int:
    """Begin a step of *user*; gives its number. To be called inside a transaction.

    With *last* what is done afterwards is of a later millisecond, in every copy that has seen this step.
    """
    turn = turns.following(latest(database), at, user, copy_name(database), last=last)
    return queries.insert(database, Batch.insert(action=action, user=user, at=at, turn=turn))


def latest(database: Shared) -> str:
    """The last turn that this copy has seen; empty where nothing was done."""
    return _LATEST.value(database) or ""


def turn_of(database: Shared, batch: int) -> str:
    """The turn of a step."""
    return str(queries.value(database, Batch.select(Batch.turn).where(Batch.id == batch)))


def complete(database: Shared) -> None:
    """Give their turns to steps from before there were any, in the order of their evidence: what was merged is late."""
    first = Evidence.select(fn.MIN(Evidence.id)).where(Evidence.batch == Batch.id)
    without = Batch.select(Batch.id, Batch.at, Batch.user, first).where(Batch.turn == "").order_by(Batch.id)
    before, ranked = 0, []
    for number, at, user, evidence in queries.rows(database, without):
        rank = before if evidence is None else evidence
        before = max(before, rank)
        ranked.append((rank, number, at, user))
    turn, copy, numbered = "", copy_name(database), []
    for _, number, at, user in sorted(ranked):
        turn = turns.following(turn, at, user, copy)
        numbered.append((turn, number))
    queries.run_many(database, Batch.update(turn="").where(Batch.id == 0), numbered)


def copy_name(database: Shared) -> str:
    """The name of this copy of the memory, drawn once: no two copies give the same turn."""
    name = noted(database, COPY)
    return name or note(database, COPY, secrets.token_hex(6))


def noted(database: Shared, name: str) -> str:
    """What this copy keeps about itself under *name*; empty where that is nothing."""
    return _NOTED.value(database, name) or ""


def note(database: Shared, name: str, value: str) -> str:
    """Keep *value* about this copy under *name*; gives it. To be called inside a transaction."""
    _NOTE.run_many(database, [(name, value)])
    return value


def let_go_of_numbers(database: Shared) -> None:
    """Have every step compared with the team's once more: a backup says nothing of the team that it was handed in to."""
    queries.run(database, Batch.update(number=None))


def is_shared(database: Shared) -> bool:
    """Whether this copy belongs to a team: what others may not have seen yet is then left as it was said."""
    return bool(noted(database, TEAM))
