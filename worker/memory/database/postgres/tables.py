"""The team's tables, as Peewee models; `schema` makes them, and says who may do what."""

from __future__ import annotations

import peewee
from peewee import BigIntegerField, BooleanField, IntegerField, TextField

from worker.memory.database.postgres.schema import SCHEMA
from worker.memory.database.shared_columns import EvidenceColumns, ScopeColumns, TombstoneColumns


def _meta(name: str, *key: str) -> type:
    """What Peewee reads of a table beside its columns."""
    options: dict[str, object] = {"schema": SCHEMA, "table_name": name}
    if key:
        options["primary_key"] = peewee.CompositeKey(*key)
    return type("Meta", (), options)


class TeamId(peewee.Model):
    """What tells this team from others: one row."""

    id = TextField(primary_key=True)

    Meta = _meta("team")


class Member(peewee.Model):
    """Who may use it, and whether what they decide is for everybody."""

    login = TextField(primary_key=True)
    everybody = BooleanField()

    Meta = _meta("member")


class MemberClient(peewee.Model):
    """A client that a member decides for."""

    login = TextField()
    client = TextField()

    Meta = _meta("member_client", "login", "client")


class TeamStep(peewee.Model):
    """One step of one person; the server gives its number, its login and its mark."""

    number = BigIntegerField(primary_key=True)
    turn = TextField()
    action = TextField()
    author = TextField()
    at = TextField()
    undoes = TextField()
    """Turns, as JSON."""
    login = TextField()
    mark = TextField()

    Meta = _meta("step")


class TeamPiece(EvidenceColumns):
    """One piece of evidence, and the client whose it is; empty for everybody."""

    step = BigIntegerField()
    position = IntegerField()
    client = TextField()

    Meta = _meta("piece", "step", "position")


class TeamLayoutUse(peewee.Model):
    """What one export taught of a layout."""

    step = BigIntegerField()
    position = IntegerField()
    client = TextField()
    shape = TextField()
    scope = TextField()
    recipe = TextField()
    periods = TextField()
    uses = IntegerField()

    Meta = _meta("layout_use", "step", "position")


class TeamPlace(ScopeColumns):
    """A scope as it is written; `holder` is its user."""

    holder = TextField(null=True)
    client_key = TextField()

    Meta = _meta("place")


class TeamTombstone(TombstoneColumns):
    """Something forgotten, without its name."""

    Meta = _meta("tombstone")
