"""One step of one person: its evidence, what follows from it and its audit, in one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby
from operator import itemgetter

import peewee

from worker.lazy_dataclass import dataclass
from worker.memory.audit import trail
from worker.memory.database import queries
from worker.memory.database.sqlite.connection import Row
from worker.memory.database.tables import Batch, Evidence, Shared
from worker.memory.database.tables import Lesson as LessonRow
from worker.memory.database.tables import Place as PlaceRow
from worker.memory.learning import batches, lessons, scopes
from worker.memory.learning.confidence import Prior
from worker.memory.learning.lessons import Group, Lesson, Place, Proof
from worker.memory.recall import similar_headers
from worker.memory.recall.recall import NO_PRIORS
from worker.shapes.mapping import Scope

NAMED = 20
"""Headers told by name in one line of the audit."""


@dataclass(frozen=True, slots=True)
class Step:
    """Who does what, and when (UTC, ISO 8601)."""

    action: str
    user: str
    at: str
    plan: str = ""
    hashed: bool = False
    """Whether the audit tells headers as digests."""


def take(
    database: Shared,
    step: Step,
    proofs: Sequence[Proof],
    places: Iterable[Scope],
    priors: Mapping[str, Prior] = NO_PRIORS,
) -> list[Lesson]:
    """Write a step; gives the lesson of each proof as it stands afterwards, in order.

    To be called inside a transaction: what the groups hold must not change in between.
    """
    batch = batches.begin(database, step.action, step.user, step.at)
    name_scopes(database, places)
    groups = load(database, (proof.place for proof in proofs))
    touched: dict[Place, None] = {}
    rows = []
    for one in proofs:
        proof = lessons.weighed(groups[one.place], replace(one, at=step.at), priors)
        groups[proof.place] = lessons.learn(groups[proof.place], proof)
        touched[proof.place] = None
        rows.append(_evidence_row(batch, proof, digest(step.plan)))
    _insert(database, Evidence, _EVIDENCE, rows)
    save(database, (groups[place] for place in touched))
    similar_headers.note(database, (groups[place] for place in touched), step.at)
    audit(database, step, f"batch {batch}: {_detail(database, step, proofs)}")
    return [groups[proof.place][proof.target] for proof in proofs]


def load(database: Shared, places: Iterable[Place]) -> dict[Place, Group]:
    """The groups at these places; an empty one where nothing is known."""
    groups: dict[Place, Group] = {place: {} for place in places}
    for kind, keys in _keys_by_kind(groups):
        for row in _LESSONS_OF.rows(database, keys, kind):
            lesson = lessons.lesson_of(row)
            if lesson.place in groups:
                groups[lesson.place][lesson.target] = lesson
    return groups


def _keys_by_kind(places: Iterable[Place]) -> Iterator[tuple[str, list[str]]]:
    """Each kind of these places, with its keys."""
    pairs = sorted({(place.kind, place.key) for place in places})
    for kind, group in groupby(pairs, key=itemgetter(0)):
        yield kind, [key for _, key in group]


_LESSONS_OF = queries.PreparedList(
    lambda keys: LessonRow.select().where((LessonRow.kind == "") & LessonRow.key.in_(keys))
)


def save(database: Shared, groups: Iterable[Group]) -> None:
    """Write what these groups hold over what stood there."""
    rows = [_lesson_row(lesson) for group in groups for lesson in group.values()]
    _insert(database, LessonRow, _LESSON, rows, key=_PAIR)


def replayed(database: Shared, places: Iterable[Place]) -> dict[Place, Group]:
    """The groups at these places as the evidence that was not undone makes them."""
    proofs: dict[Place, list[Proof]] = {place: [] for place in places}
    for kind, keys in _keys_by_kind(proofs):
        for row in _PROOFS_OF.rows(database, keys, kind):
            place = Place(*row[:3])
            if place in proofs:
                proofs[place].append(Proof(place, *row[3:]))
    return {place: lessons.replay(evidence) for place, evidence in proofs.items()}


def work_out(
    database: Shared, places: Iterable[Place], at: str
) -> tuple[dict[Place, Group], dict[Place, Group]]:
    """Set what is known at these places to what their evidence makes; gives the groups as they were and as they are."""
    before = load(database, places)
    after = replayed(database, before)
    for place, group in before.items():
        for target in group.keys() - after[place].keys():
            pair = (
                (LessonRow.kind == place.kind)
                & (LessonRow.key == place.key)
                & (LessonRow.scope == place.scope)
            )
            queries.run(database, LessonRow.delete().where(pair & (LessonRow.target == target)))
    save(database, after.values())
    similar_headers.note(database, after.values(), at)
    return before, after


def audit(database: Shared, step: Step, detail: str) -> None:
    """One line more of who did what."""
    trail.append(database, [(step.at, step.user, step.action, detail)])


def _detail(database: Shared, step: Step, proofs: Sequence[Proof]) -> str:
    """What was said of which headers, the first few by name; values of plans are counted, not named."""
    named = [proof for proof in proofs if proof.place.kind == lessons.MAPPINGS]
    parts = []
    for proof in named[:NAMED]:
        header = trail.hidden(database, proof.place.key) if step.hashed else f"'{proof.text}'"
        parts.append(f"{proof.sort} {header} as {proof.target or 'no target'}")
    if more := len(named) - len(parts):
        parts.append(f"{more:,} more headers")
    if values := len(proofs) - len(named):
        parts.append(f"{values:,} values")
    return ", ".join(parts)


def digest(plan: str) -> str:
    """A short one-way mark of a plan's name: plans can be counted, names can't be read."""
    return hashlib.blake2s(plan.encode(), digest_size=8).hexdigest() if plan else ""


def name_scopes(database: Shared, places: Iterable[Scope]) -> None:
    """Keep how scopes are written, where nobody wrote them before."""
    named = {key: scopes.tidy(scope) for scope in places if (key := scopes.key(scope))}
    columns = [getattr(PlaceRow, name) for name in ("key", *scopes.DIMENSIONS)]
    rows = [(key, *(getattr(scope, name) for name in scopes.DIMENSIONS)) for key, scope in named.items()]
    for chunk in queries.chunks(rows):
        PlaceRow.insert_many(chunk, fields=columns).on_conflict_ignore().execute(database)


def _insert(
    database: Shared,
    model: type[peewee.Model],
    columns: Sequence[str],
    rows: Sequence[Row],
    key: Sequence[str] = (),
) -> None:
    """Insert rows, over those of the same *key*."""
    _inserting(model, tuple(columns), tuple(key)).run_many(database, rows)


@cache
def _inserting(model: type[peewee.Model], columns: tuple[str, ...], key: tuple[str, ...]) -> queries.Prepared:
    fields = [getattr(model, name) for name in columns]
    query = model.insert_many([(None,) * len(columns)], fields=fields)
    if key:
        rest = [getattr(model, name) for name in columns if name not in key]
        query = query.on_conflict(conflict_target=[getattr(model, name) for name in key], preserve=rest)
    return queries.Prepared(query)


_PAIR = ("kind", "key", "scope", "target")
_PROOF = (*_PAIR, "text", "sort", "source", "weight", "amount", "decision", "mass", "count")
_EVIDENCE = (*_PROOF, "batch", "plan")
_LESSON = tuple(LessonRow._meta.sorted_field_names)
_PROOFS_OF = queries.PreparedList(
    lambda keys: (
        Evidence.select(*(getattr(Evidence, name) for name in _PROOF[:-1]), Batch.at, Evidence.count)
        .join(Batch, on=(Evidence.batch == Batch.id))
        .where(Batch.undone_by.is_null() & (Evidence.kind == "") & Evidence.key.in_(keys))
        .order_by(Batch.turn, Evidence.id)
    )
)


def _evidence_row(batch: int, proof: Proof, plan: str) -> Row:
    place = proof.place
    counts = (
        proof.text,
        proof.sort,
        proof.source,
        proof.weight,
        proof.amount,
        proof.decision,
        proof.mass,
        proof.count,
    )
    return (place.kind, place.key, place.scope, proof.target, *counts, batch, plan)


def _lesson_row(lesson: Lesson) -> Row:
    """The inverse of `lessons.lesson_of`."""
    place, tally = lesson.place, lesson.tally
    summed = tally.start, tally.confirmed, tally.rejected, tally.moved, tally.running
    counts = lesson.confirms, lesson.rejects, lesson.source
    times = lesson.valid_from, lesson.valid_to, lesson.first_at, lesson.last_at
    pair = place.kind, place.key, place.scope, lesson.target
    return (*pair, lesson.text, lesson.state, *summed, *counts, *times)
