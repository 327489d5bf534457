"""What the memory of one and that of a team say in the same columns, whatever database holds them."""

from __future__ import annotations

import peewee
from peewee import FloatField, IntegerField, TextField


class EvidenceColumns(peewee.Model):
    """One piece of evidence."""

    kind = TextField()
    key = TextField()
    scope = TextField()
    target = TextField()
    text = TextField()
    sort = TextField()
    source = TextField()
    weight = FloatField()
    amount = FloatField(null=True)
    mass = FloatField()
    decision = TextField()
    plan = TextField()
    count = IntegerField(default=1)


class ScopeColumns(peewee.Model):
    """A scope as it was first written, but for whose it is."""

    key = TextField(primary_key=True)
    client = TextField(null=True)
    market = TextField(null=True)
    platform = TextField(null=True)
    template = TextField(null=True)


class TombstoneColumns(peewee.Model):
    """Something forgotten, without its name."""

    mark = TextField(primary_key=True)
    salt = TextField()
    what = TextField()
    at = TextField()
