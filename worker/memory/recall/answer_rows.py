"""The table of answers that are kept for a while, and its queries."""

from __future__ import annotations

import peewee


class Answer(peewee.Model):
    """One answer, under the digest of its question."""

    key = peewee.TextField(primary_key=True)
    topic = peewee.TextField()
    until = peewee.FloatField()
    text = peewee.TextField()


def text(key: str, after: float) -> peewee.Query:
    """The answer under *key* that is usable after the moment *after*."""
    return Answer.select(Answer.text).where((Answer.key == key) & (Answer.until > after))


def put(key: str, topic: str, until: float, text: str) -> peewee.Query:
    """An answer, over an older one to the same question."""
    row = Answer.insert(key=key, topic=topic, until=until, text=text)
    return row.on_conflict(conflict_target=[Answer.key], preserve=[Answer.topic, Answer.until, Answer.text])


def past(most: int) -> peewee.Query:
    """The removal of all answers but the *most* that end last."""
    last = Answer.select(Answer.key).order_by(Answer.until.desc()).limit(most)
    return Answer.delete().where(Answer.key.not_in(last))


def of_topic(topic: str) -> peewee.Query:
    """The removal of the answers of one topic."""
    return Answer.delete().where(Answer.topic == topic)
