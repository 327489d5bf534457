"""One step of one person: its evidence, what follows from it and its audit, in one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import TypeVar

from worker.memory import lessons, scopes
from worker.memory.confidence import PRIOR, Prior, Tally
from worker.memory.lessons import Group, Lesson, Place, Proof
from worker.memory.tables import Audit, Batch, Evidence, Shared
from worker.memory.tables import Lesson as LessonRow
from worker.memory.tables import Place as PlaceRow
from worker.shapes import Scope

CHUNK = 500
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Step:
    """Who does what, and when (UTC, ISO 8601)."""

    action: str
    user: str
    at: str
    plan: str = ""


def take(
    database: Shared, step: Step, proofs: Sequence[Proof], places: Iterable[Scope], prior: Prior = PRIOR
) -> list[Lesson]:
    """Write a step; gives the lesson of each proof as it stands afterwards, in order.

    To be called inside a transaction: what the groups hold must not change in between.
    """
    batch = Batch.insert(action=step.action, user=step.user, at=step.at).execute(database)
    _name_scopes(database, places)
    groups = load(database, (proof.place for proof in proofs))
    touched: dict[Place, None] = {}
    rows = []
    for given in proofs:
        proof = lessons.weighed(groups[given.place], replace(given, at=step.at), prior)
        groups[proof.place] = lessons.learn(groups[proof.place], proof)
        touched[proof.place] = None
        rows.append(_evidence_row(batch, proof, digest(step.plan)))
    for chunk in _chunks(rows):
        Evidence.insert_many(chunk).execute(database)
    save(database, (groups[place] for place in touched))
    audit(database, step, f"{len(proofs)} pieces of evidence, batch {batch}")
    return [groups[proof.place][proof.target] for proof in proofs]


def load(database: Shared, places: Iterable[Place]) -> dict[Place, Group]:
    """The groups at these places; an empty one where nothing is known."""
    groups: dict[Place, Group] = {place: {} for place in places}
    for chunk in _chunks(sorted({(place.kind, place.key) for place in groups})):
        keys = [key for _, key in chunk]
        kinds = sorted({kind for kind, _ in chunk})
        query = LessonRow.select().where(LessonRow.kind.in_(kinds) & LessonRow.key.in_(keys)).tuples()
        for row in query.execute(database):
            lesson = lessons.lesson_of(row)
            if lesson.place in groups:
                groups[lesson.place][lesson.target] = lesson
    return groups


def save(database: Shared, groups: Iterable[Group]) -> None:
    """Write what these groups hold over what stood there."""
    rows = [_lesson_row(lesson) for group in groups for lesson in group.values()]
    for chunk in _chunks(rows):
        LessonRow.insert_many(chunk).on_conflict(
            conflict_target=[LessonRow.kind, LessonRow.key, LessonRow.scope, LessonRow.target],
            preserve=[getattr(LessonRow, name) for name in _CHANGING],
        ).execute(database)


def replayed(database: Shared, places: Iterable[Place]) -> dict[Place, Group]:
    """The groups at these places as the evidence that was not undone makes them."""
    proofs: dict[Place, list[Proof]] = {place: [] for place in places}
    for chunk in _chunks(sorted({(place.kind, place.key) for place in proofs})):
        query = (
            Evidence.select(*(getattr(Evidence, name) for name in _PROOF), Batch.at)
            .join(Batch, on=(Evidence.batch == Batch.id))
            .where(Batch.undone_by.is_null())
            .where(Evidence.kind.in_(sorted({kind for kind, _ in chunk})))
            .where(Evidence.key.in_([key for _, key in chunk]))
            .order_by(Evidence.id)
            .tuples()
        )
        for row in query.execute(database):
            place = Place(*row[:3])
            if place in proofs:
                proofs[place].append(Proof(place, *row[3:]))
    return {place: lessons.replay(told) for place, told in proofs.items()}


def audit(database: Shared, step: Step, detail: str) -> None:
    """One line more of who did what."""
    Audit.insert(at=step.at, user=step.user, action=step.action, detail=detail).execute(database)


def digest(plan: str) -> str:
    """A short one-way mark of a plan's name: plans can be counted, names can't be read."""
    return hashlib.blake2s(plan.encode(), digest_size=8).hexdigest() if plan else ""


def _name_scopes(database: Shared, places: Iterable[Scope]) -> None:
    named = {key: scopes.tidy(scope) for scope in places if (key := scopes.key(scope))}
    rows = [
        {"key": key} | {name: getattr(scope, name) for name in scopes.DIMENSIONS}
        for key, scope in named.items()
    ]
    for chunk in _chunks(rows):
        PlaceRow.insert_many(chunk).on_conflict_ignore().execute(database)


_TALLY = tuple(field.name for field in fields(Tally))
_PROOF = ("kind", "key", "scope", "target", "text", "sort", "source", "weight", "amount", "decision", "mass")
_CHANGING = (
    ("text", "state", *_TALLY)
    + ("confirms", "rejects", "source")
    + ("valid_from", "valid_to", "first_at", "last_at")
)


def _lesson_row(lesson: Lesson) -> dict[str, object]:
    place = {"kind": lesson.place.kind, "key": lesson.place.key, "scope": lesson.place.scope}
    tally = {name: getattr(lesson.tally, name) for name in _TALLY}
    rest = {name: getattr(lesson, name) for name in _CHANGING if name not in _TALLY}
    return place | {"target": lesson.target} | tally | rest


def _evidence_row(batch: int, proof: Proof, plan: str) -> dict[str, object]:
    place = {"kind": proof.place.kind, "key": proof.place.key, "scope": proof.place.scope}
    rest = {name: getattr(proof, name) for name in _PROOF if name not in place}
    return place | rest | {"batch": batch, "plan": plan}


def _chunks(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for at in range(0, len(items), CHUNK):
        yield items[at : at + CHUNK]
