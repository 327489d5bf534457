"""Forgetting: everything that was learnt of a client or a header goes, as if nobody had ever said it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence

import peewee

from worker.memory.audit import trail
from worker.memory.database import queries
from worker.memory.database.sqlite import storage
from worker.memory.database.tables import (
    Audit,
    Batch,
    Counter,
    Evidence,
    Layout,
    LayoutStep,
    Shared,
    Validation,
)
from worker.memory.database.tables import Lesson as LessonRow
from worker.memory.database.tables import Place as PlaceRow
from worker.memory.layouts import layout_steps
from worker.memory.learning import batches, steps, tombstones, turns
from worker.memory.learning.lessons import RULES, Place
from worker.memory.learning.steps import Step
from worker.memory.learning.tombstones import Tombstone
from worker.memory.recall import similar_headers
from worker.shapes.memory import Removal

ACTION = "forget"
FORGOTTEN = "[forgotten]"
"""What stands in older lines of the audit in the place of a header."""


def forget(database: Shared, tombstone: Tombstone, step: Step) -> Removal:
    """Remove what *tombstone* covers, in the step that `begin` began; to be called inside a transaction.

    What a person decided later than the tombstone stays.
    """
    removal = apply(database, [tombstone])
    tombstones.add_to_database(database, [tombstone])
    steps.audit(database, step, f"a {tombstone.what}: {_counted(removal)}")
    return removal


def apply(database: Shared, stones: Sequence[Tombstone]) -> Removal:
    """Remove what any of *stones* covers; to be called inside a transaction."""
    if not stones:
        return Removal()
    places = {
        place: at
        for place in _places(database)
        if (at := tombstones.covered_until(stones, place.kind, place.key, place.scope))
    }
    texts = _header_texts(database, stones, places)
    evidence = sum(_remove_evidence(database, place, at) for place, at in places.items())
    after = steps.replayed(database, places)
    for place in places:
        queries.run(database, LessonRow.delete().where(_at(LessonRow, place)))
    steps.save(database, (group for group in after.values() if group))
    _end_empty_steps(database)
    similar_headers.sweep(database)
    layouts, rules = _remove_layouts(database, stones), _remove_rules(database, stones)
    _remove_scopes(database, stones)
    lines = _redact(database, texts)
    headers = sum(not group for group in after.values())
    return Removal(evidence, headers, layouts, rules, lines)


def begin(database: Shared, user: str, at: str) -> str:
    """Begin the step of *user* that forgets; gives the moment of its turn: what is done afterwards is of a later one.

    A clock may have been ahead, so that it can be later than *at*. To be called inside a transaction.
    """
    return turns.moment_of(batches.turn_of(database, batches.begin(database, ACTION, user, at, last=True)))


def _places(database: Shared) -> set[Place]:
    """Wherever anything was learnt."""
    return {
        Place(*row)
        for model in (Evidence, LessonRow)
        for row in queries.rows(database, model.select(model.kind, model.key, model.scope).distinct())
    }


def _at(model: type[Evidence] | type[LessonRow], place: Place) -> peewee.Expression:
    return (model.kind == place.kind) & (model.key == place.key) & (model.scope == place.scope)


def _remove_evidence(database: Shared, place: Place, until: str) -> int:
    earlier = Batch.select(Batch.id).where(Batch.turn < turns.end_of(until))
    return queries.run(database, Evidence.delete().where(_at(Evidence, place) & Evidence.batch.in_(earlier)))


def _end_empty_steps(database: Shared) -> None:
    """Decisions of which nothing is left are no step that undo could take back."""
    batches = Evidence.select(Evidence.batch).distinct()
    empty = Batch.action.in_(("decide", "values")) & Batch.undone_by.is_null() & Batch.id.not_in(batches)
    queries.run(database, Batch.update(undone_by=Batch.id).where(empty))


def _remove_layouts(database: Shared, stones: Sequence[Tombstone]) -> int:
    """Take back what was taught of layouts that are covered; gives the number of those of which nothing is left."""
    headers: dict[int, set[str]] = {}
    for query in (
        Layout.select(Layout.id, Layout.recipe),
        LayoutStep.select(LayoutStep.layout, LayoutStep.recipe),
    ):
        for number, recipe in queries.rows(
            database, query
        ):  # next year's plan writes a header with another year
            headers.setdefault(number, set()).update(header for header, _ in json.loads(recipe))
    covered = {
        number: until
        for number, scope in queries.rows(database, Layout.select(Layout.id, Layout.scope))
        if (until := tombstones.layout_covered_until(stones, headers[number], scope))
    }
    for number, until in covered.items():
        layout_steps.forget(database, number, until)
    numbers = {number for (number,) in queries.rows(database, Layout.select(Layout.id))}
    return len(covered.keys() - numbers)


def _remove_rules(database: Shared, stones: Sequence[Tombstone]) -> int:
    rows = queries.rows(database, Validation.select(Validation.key, Validation.scope, Validation.last_at))
    gone = [
        (key, scope)
        for key, scope, last_at in rows
        if any(s.at >= last_at and s.covers(RULES, key, scope) for s in stones)
    ]
    for key, scope in gone:
        queries.run(
            database, Validation.delete().where((Validation.key == key) & (Validation.scope == scope))
        )
    return len(gone)


def _remove_scopes(database: Shared, stones: Sequence[Tombstone]) -> None:
    """The spelling of a client's scopes, and what was counted for them, where nothing is left of them."""
    used = {
        scope
        for model in (Evidence, LessonRow, Layout, Validation)
        for (scope,) in queries.rows(database, model.select(model.scope).distinct())
    }
    for (key,) in queries.rows(database, PlaceRow.select(PlaceRow.key)):
        if key not in used and any(stone.covers(RULES, "", key) for stone in stones):
            queries.run(database, PlaceRow.delete().where(PlaceRow.key == key))
            names = [f"scope {what} {key}" for what in ("asked", "answered")]
            queries.run(database, Counter.delete().where(Counter.name.in_(names)))


def _header_texts(database: Shared, stones: Iterable[Tombstone], places: Collection[Place]) -> set[str]:
    """How headers were written that are forgotten for everybody: the audit names them so."""
    headers = [stone for stone in stones if stone.what == "header"]
    keys = {p.key for p in places if any(s.covers(p.kind, p.key, p.scope) for s in headers)}
    texts: set[str] = set()
    for chunk in queries.chunks(sorted(keys)):
        for model in (Evidence, LessonRow):
            query = model.select(model.text).where(model.key.in_(chunk)).distinct()
            texts |= {text for (text,) in queries.rows(database, query)}
    return texts


def _redact(database: Shared, texts: Collection[str]) -> int:
    """Take *texts* out of older lines of the audit, whose chain begins anew; gives the number of lines."""
    if not texts:
        return 0
    changed = []
    for number, detail in queries.rows(database, Audit.select(Audit.id, Audit.detail)):
        new = detail
        for text in texts:
            new = new.replace(f"'{text}'", FORGOTTEN)
        if new != detail:
            changed.append((new, number))
    if changed:
        storage.open_audit(database.raw)
        queries.run_many(database, Audit.update(detail="").where(Audit.id == 0), changed)
        trail.head_of(database).reset()
        trail.chain(database)
    return len(changed)


def _counted(removal: Removal) -> str:
    counts = {
        "pieces of evidence": removal.evidence,
        "headers and values": removal.headers,
        "layouts": removal.layouts,
        "rules": removal.rules,
    }
    return ", ".join(f"{count:,} {what}" for what, count in counts.items() if count) or "nothing was known"
