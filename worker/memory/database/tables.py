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

Times are UTC in ISO 8601. Headers, targets and scopes are kept; cell values of plans never are.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import peewee
from sqlcipher3 import dbapi2

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


class Migration(peewee.Model):
    """A migration that this file has had."""

    name = peewee.TextField(primary_key=True)
    at = peewee.TextField()


class Batch(peewee.Model):
    """One step of one person; its id is the memory's revision."""

    id = peewee.AutoField()
    action = peewee.TextField()
    user = peewee.TextField()
    at = peewee.TextField()
    undone_by = peewee.IntegerField(null=True)


class Evidence(peewee.Model):
    """One piece of evidence."""

    id = peewee.AutoField()
    batch = peewee.ForeignKeyField(Batch, column_name="batch", index=False)
    kind = peewee.TextField()
    key = peewee.TextField()
    scope = peewee.TextField()
    target = peewee.TextField()
    text = peewee.TextField()
    sort = peewee.TextField()
    source = peewee.TextField()
    weight = peewee.FloatField()
    amount = peewee.FloatField(null=True)
    mass = peewee.FloatField()
    decision = peewee.TextField()
    plan = peewee.TextField()
    count = peewee.IntegerField(default=1)


class Lesson(peewee.Model):
    """What the evidence of one target adds up to."""

    kind = peewee.TextField()
    key = peewee.TextField()
    scope = peewee.TextField()
    target = peewee.TextField()
    text = peewee.TextField()
    state = peewee.TextField()
    start = peewee.FloatField(null=True)
    confirmed = peewee.FloatField()
    rejected = peewee.FloatField()
    moved = peewee.FloatField()
    running = peewee.FloatField()
    confirms = peewee.IntegerField()
    rejects = peewee.IntegerField()
    source = peewee.TextField()
    valid_from = peewee.TextField(null=True)
    valid_to = peewee.TextField(null=True)
    first_at = peewee.TextField()
    last_at = peewee.TextField()

    class Meta:
        """The key is the tree: one descent finds all that is known of a header."""

        primary_key = peewee.CompositeKey("kind", "key", "scope", "target")
        without_rowid = True


class Place(peewee.Model):
    """A scope as it was first written."""

    key = peewee.TextField(primary_key=True)
    user = peewee.TextField(null=True)
    client = peewee.TextField(null=True)
    market = peewee.TextField(null=True)
    platform = peewee.TextField(null=True)
    template = peewee.TextField(null=True)


class Audit(peewee.Model):
    """Who did what."""

    id = peewee.AutoField()
    at = peewee.TextField()
    user = peewee.TextField()
    action = peewee.TextField()
    detail = peewee.TextField()
    mac = peewee.TextField()
    """Of this row and, through it, of all before."""


class Entry(peewee.Model):
    """The life of a header or value, whatever its scopes."""

    kind = peewee.TextField()
    key = peewee.TextField()
    rank = peewee.IntegerField()
    uses = peewee.IntegerField()
    used_at = peewee.TextField()
    archived_at = peewee.TextField(null=True)

    class Meta:
        """One row a header."""

        primary_key = peewee.CompositeKey("kind", "key")
        without_rowid = True


class Near(peewee.Model):
    """A sign of a header; headers that share one are candidates for being alike."""

    sign = peewee.IntegerField()
    rank = peewee.IntegerField()
    key = peewee.TextField()

    class Meta:
        """The key is the tree, best confirmed first."""

        primary_key = peewee.CompositeKey("sign", "rank", "key")
        without_rowid = True


class PriorRow(peewee.Model):
    """What confidence starts from for lessons of one source."""

    source = peewee.TextField(primary_key=True)
    alpha = peewee.FloatField()
    beta = peewee.FloatField()
    decisions = peewee.IntegerField()
    at = peewee.TextField()

    class Meta:
        """Named apart from the shape."""

        table_name = "prior"


class Counter(peewee.Model):
    """How often something happened on a day, and how long it took in all and at most."""

    day = peewee.TextField()
    name = peewee.TextField()
    count = peewee.IntegerField()
    seconds = peewee.FloatField()
    slowest = peewee.FloatField()

    class Meta:
        """One row a day and name."""

        primary_key = peewee.CompositeKey("day", "name")
        without_rowid = True


class Task(peewee.Model):
    """When a task of maintenance was last done."""

    name = peewee.TextField(primary_key=True)
    at = peewee.TextField()
    outcome = peewee.TextField()


class ModelCallRow(peewee.Model):
    """One call of the model."""

    id = peewee.AutoField()
    at = peewee.TextField()
    task = peewee.TextField()
    model = peewee.TextField()
    tokens_in = peewee.IntegerField()
    tokens_out = peewee.IntegerField()
    tokens_cached = peewee.IntegerField()
    cost = peewee.FloatField(null=True)
    seconds = peewee.FloatField()
    outcome = peewee.TextField()

    class Meta:
        """Named apart from the shape."""

        table_name = "model_call"


class Validation(peewee.Model):
    """A rule, as JSON."""

    key = peewee.TextField()
    scope = peewee.TextField()
    text = peewee.TextField()
    rule = peewee.TextField()
    confidence = peewee.FloatField()
    source = peewee.TextField()
    first_at = peewee.TextField()
    last_at = peewee.TextField()

    class Meta:
        """One rule a name and scope."""

        primary_key = peewee.CompositeKey("key", "scope")
        without_rowid = True


class Layout(peewee.Model):
    """The shape of a table, with the field of each column as JSON."""

    id = peewee.AutoField()
    shape = peewee.TextField()
    scope = peewee.TextField()
    recipe = peewee.TextField()
    periods = peewee.TextField()
    uses = peewee.IntegerField()
    first_at = peewee.TextField()
    last_at = peewee.TextField()


class LayoutHeader(peewee.Model):
    """Which layouts have a header."""

    key = peewee.TextField()
    layout = peewee.IntegerField()

    class Meta:
        """The key is the tree."""

        table_name = "layout_header"
        primary_key = peewee.CompositeKey("key", "layout")
        without_rowid = True


class LayoutStep(peewee.Model):
    """What one export taught of a layout."""

    layout = peewee.IntegerField()
    batch = peewee.IntegerField()
    recipe = peewee.TextField()
    uses = peewee.IntegerField()
    first_at = peewee.TextField()
    last_at = peewee.TextField()

    class Meta:
        """The key is the tree."""

        table_name = "layout_step"
        primary_key = peewee.CompositeKey("layout", "batch")
        without_rowid = True


class TombstoneRow(peewee.Model):
    """Something forgotten, without its name."""

    mark = peewee.TextField(primary_key=True)
    salt = peewee.TextField()
    what = peewee.TextField()
    at = peewee.TextField()

    class Meta:
        """Named apart from the record."""

        table_name = "tombstone"
        without_rowid = True


MODELS = (
    Migration,
    Batch,
    Evidence,
    Lesson,
    Place,
    Audit,
    Entry,
    Near,
    PriorRow,
    Counter,
    Task,
    ModelCallRow,
    Validation,
    Layout,
    LayoutHeader,
    LayoutStep,
    TombstoneRow,
)
