"""The tables, as Peewee models. They belong to no database: each query names its own, `.execute(database)`.

    batch     one step of one person: what undo takes back
    evidence  what each step said; the truth from which all else follows
    lesson    what the evidence of one target adds up to; kept beside it because recall must be quick
    place     scopes as they were written
    audit     who did what, append only
    entry     the life of a header or value: how often, when last used, when archived
    near      the hot index: signs of headers, by which similar ones are found
    prior     what confidence starts from, fitted by source
    counter   how often and how long, by day
    task      when maintenance was done
    validation  rules of a platform or field
    model_call  what was asked of the model and what it cost; no word of a question
    layout    shapes of tables with the field of each column; layout_header finds those that drifted,
              and layout_step has what each export said of it
    tombstone what was forgotten: a digest, no name
    team      what this copy of the memory is called, and which team it belongs to

Times are UTC in ISO 8601. Headers, targets and scopes are kept; cell values of plans never are.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import peewee
from peewee import AutoField, FloatField, IntegerField, TextField
from sqlcipher3 import dbapi2

from worker.memory.database.shared_columns import EvidenceColumns, ScopeColumns, TombstoneColumns

if TYPE_CHECKING:
    from sqlite3 import Connection

# Peewee logs each statement with its values, and these are headers and answers: no log may hold them.
# A filter, since a server's logging configuration switches loggers on again.
logging.getLogger("peewee").addFilter(lambda record: False)


class Shared(peewee.SqliteDatabase):
    """Peewee on the connection that `Database` has opened and will close."""

    server_version = dbapi2.sqlite_version_info

    def __init__(self, connection: Connection) -> None:
        # Deferred BEGIN meets "database is locked" whatever the timeout; IMMEDIATE waits its turn.
        super().__init__("llm_memory", lock_type="IMMEDIATE", thread_safe=False)
        self.raw = connection

    def _connect(self) -> Connection:
        return self.raw


def _meta(**options: object) -> type:
    """What Peewee reads of a table beside its columns."""
    return type("Meta", (), options)


def _tree(*key: str, **options: object) -> type:
    """A table whose key is the tree: one descent finds all that begins alike."""
    return _meta(primary_key=peewee.CompositeKey(*key), without_rowid=True, **options)


class Migration(peewee.Model):
    """A migration that this file has had."""

    name = TextField(primary_key=True)
    at = TextField()


class Batch(peewee.Model):
    """One step of one person; its id is the memory's revision."""

    id = AutoField()
    action = TextField()
    user = TextField()
    at = TextField()
    undone_by = IntegerField(null=True)
    turn = TextField()
    """Its place in the order of all copies, and its name in them: `learning/turns.py`."""
    number = IntegerField(null=True)
    """Which step of its team's it is; None until it was handed in."""


class Evidence(EvidenceColumns):
    """One piece of evidence."""

    id = AutoField()
    batch = peewee.ForeignKeyField(Batch, column_name="batch", index=False)


class Lesson(peewee.Model):
    """What the evidence of one target adds up to."""

    kind = TextField()
    key = TextField()
    scope = TextField()
    target = TextField()
    text = TextField()
    state = TextField()
    start = FloatField(null=True)
    confirmed = FloatField()
    rejected = FloatField()
    moved = FloatField()
    running = FloatField()
    confirms = IntegerField()
    rejects = IntegerField()
    source = TextField()
    valid_from = TextField(null=True)
    valid_to = TextField(null=True)
    first_at = TextField()
    last_at = TextField()

    Meta = _tree("kind", "key", "scope", "target")


class Place(ScopeColumns):
    """A scope as it was first written."""

    user = TextField(null=True)


class Audit(peewee.Model):
    """Who did what."""

    id = AutoField()
    at = TextField()
    user = TextField()
    action = TextField()
    detail = TextField()
    mac = TextField()
    """Of this row and, through it, of all before."""


class Entry(peewee.Model):
    """The life of a header or value, whatever its scopes."""

    kind = TextField()
    key = TextField()
    rank = IntegerField()
    uses = IntegerField()
    used_at = TextField()
    archived_at = TextField(null=True)

    Meta = _tree("kind", "key")


class Near(peewee.Model):
    """A sign of a header; headers that share one are candidates for being alike."""

    sign = IntegerField()
    rank = IntegerField()
    key = TextField()

    Meta = _tree("sign", "rank", "key")


class PriorRow(peewee.Model):
    """What confidence starts from for lessons of one source."""

    source = TextField(primary_key=True)
    alpha = FloatField()
    beta = FloatField()
    decisions = IntegerField()
    at = TextField()

    Meta = _meta(table_name="prior")


class Counter(peewee.Model):
    """How often something happened on a day, and how long it took in all and at most."""

    day = TextField()
    name = TextField()
    count = IntegerField()
    seconds = FloatField()
    slowest = FloatField()

    Meta = _tree("day", "name")


class Task(peewee.Model):
    """When a task of maintenance was last done."""

    name = TextField(primary_key=True)
    at = TextField()
    outcome = TextField()


class ModelCallRow(peewee.Model):
    """One call of the model."""

    id = AutoField()
    at = TextField()
    task = TextField()
    model = TextField()
    tokens_in = IntegerField()
    tokens_out = IntegerField()
    tokens_cached = IntegerField()
    cost = FloatField(null=True)
    seconds = FloatField()
    outcome = TextField()

    Meta = _meta(table_name="model_call")


class Validation(peewee.Model):
    """A rule, as JSON."""

    key = TextField()
    scope = TextField()
    text = TextField()
    rule = TextField()
    confidence = FloatField()
    source = TextField()
    first_at = TextField()
    last_at = TextField()

    Meta = _tree("key", "scope")


class Layout(peewee.Model):
    """The shape of a table, with the field of each column as JSON."""

    id = AutoField()
    shape = TextField()
    scope = TextField()
    recipe = TextField()
    periods = TextField()
    uses = IntegerField()
    first_at = TextField()
    last_at = TextField()


class LayoutHeader(peewee.Model):
    """Which layouts have a header."""

    key = TextField()
    layout = IntegerField()

    Meta = _tree("key", "layout", table_name="layout_header")


class LayoutStep(peewee.Model):
    """What one export taught of a layout."""

    layout = IntegerField()
    batch = IntegerField()
    recipe = TextField()
    uses = IntegerField()
    first_at = TextField()
    last_at = TextField()

    Meta = _tree("layout", "batch", table_name="layout_step")


class TombstoneRow(TombstoneColumns):
    """Something forgotten, without its name."""

    Meta = _meta(table_name="tombstone", without_rowid=True)


class TeamRow(peewee.Model):
    """Something that this copy of the memory keeps about itself; no backup has it."""

    name = TextField(primary_key=True)
    value = TextField()

    Meta = _meta(table_name="team", without_rowid=True)
