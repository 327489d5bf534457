"""What people say becomes evidence: plain functions from decisions to proofs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from worker.errors import UsageError
from worker.memory.learning import confidence, scopes
from worker.memory.learning.lessons import MAPPINGS, NO_TARGET, Lesson, Place, Proof, values_of
from worker.shapes.mapping import Decision, Scope, Verdict
from worker.shapes.memory import Sort, Source, Statement, ValueDecision
from worker.text import clean, normalise

VERDICTS = ("confirm", "reject", "correct")
TOGETHER: tuple[Source, ...] = ("bulk", "export")
"""Sources of what was accepted with much else in one step, without a look at each."""


def of_headers(decisions: Iterable[Decision], source: Source, weight: float) -> Iterator[Proof]:
    """One proof a decision; a correction of a proposed field makes two, against the old and for the new.

    Raises:
        UsageError: a decision without a header, or of no known kind.
    """
    for decision in decisions:
        place = place_of(MAPPINGS, decision.header, decision.scope)
        targets = decision.field, decision.correct_field
        yield from _proofs(place, decision.header, decision.decision, targets, source, weight)


def of_values(decisions: Iterable[ValueDecision], source: Source, weight: float) -> Iterator[Proof]:
    """The same for values; the canonical value is the target."""
    for decision in decisions:
        place = place_of(values_of(decision.field), decision.value, decision.scope)
        targets = decision.canonical, decision.correct_value
        yield from _proofs(place, decision.value, decision.decision, targets, source, weight)


def a_step_of(proofs: Sequence[Proof]) -> list[Proof]:
    """The proofs of one step, where what was accepted with many others counts once a header and field, however many tables.

    Two fields that one such step gives a header speak against each other: neither counts, and neither holds by that.
    """
    targets: dict[Place, set[str]] = {}
    for proof in proofs:
        if proof.sort == "confirm" and proof.source in TOGETHER:
            targets.setdefault(proof.place, set()).add(proof.target)
    step: list[Proof] = []
    counted: set[tuple[Place, str]] = set()
    for proof in proofs:
        pair = proof.place, proof.target
        if proof.sort == "confirm" and proof.source in TOGETHER:
            if pair in counted or len(targets[proof.place]) > 1:
                proof = replace(proof, weight=0.0, count=0)  # noqa: PLW2901
            counted.add(pair)
        step.append(proof)
    return step


def of_stated(stated: Iterable[Statement], source: Source, kind: str = MAPPINGS) -> Iterator[Proof]:
    """One proof a statement, or where it brings counts, these between two: with them it is as sure as it states.

    Raises:
        UsageError: a confidence outside 0..1.
    """
    for one in stated:
        if one.confidence is not None and not 0 <= one.confidence <= 1:
            raise UsageError(
                f"'{one.header}' is to start from the confidence {one.confidence}.", "It goes from 0 to 1."
            )
        proof = Proof(
            place=place_of(kind, one.header, one.scope),
            target=one.field or NO_TARGET,
            text=clean(one.header),
            sort="stated",
            source=source,
            weight=confidence.WEIGHTS[source],
            amount=one.confidence,
        )
        yield proof
        counts: tuple[tuple[Sort, float], ...] = ("reject", one.rejected), ("confirm", one.confirmed)
        for sort, weight in counts:
            if weight:
                yield replace(proof, sort=sort, weight=weight, amount=None, count=max(1, round(weight)))
        if one.rejected or one.confirmed:
            yield proof


def adjustment(lesson: Lesson, amount: float) -> Proof:
    """A step of exactly *amount* for what is known."""
    return Proof(lesson.place, lesson.target, lesson.text, "adjust", "stated", amount=amount)


def outcome(lesson: Lesson, success: bool) -> Proof:
    """It served, or it did not: counted, at no weight."""
    return Proof(
        lesson.place,
        lesson.target,
        lesson.text,
        "success" if success else "failure",
        "confirm",
        decision="confirm" if success else "reject",
    )


def pruning(lesson: Lesson) -> Proof:
    """The end of what is too weak."""
    return Proof(lesson.place, lesson.target, lesson.text, "prune", "stated")


def place_of(kind: str, header: str, scope: Scope) -> Place:
    """Where a header (or value) is remembered.

    Raises:
        UsageError: nothing is left of the header in normal form.
    """
    key = normalise(header)
    if not key:
        raise UsageError("A decision names no header.", "Give the column's header as it stands in the plan.")
    return Place(kind, key, scopes.key(scope))


def source_of(weight: float) -> Source:
    """The source that has this weight; an explicit decision where none has."""
    for source in TOGETHER:
        if confidence.WEIGHTS[source] == weight:
            return source
    return "confirm"


def _proofs(
    place: Place,
    text: str,
    verdict: Verdict,
    targets: tuple[str | None, str | None],
    source: Source,
    weight: float,
) -> Iterator[Proof]:
    if verdict not in VERDICTS:
        raise UsageError(f"The decision on '{text}' is {verdict!r}.", f"Decisions are {', '.join(VERDICTS)}.")
    proposed, correct = targets

    def proof(target: str | None, sort: Sort) -> Proof:
        return Proof(place, target or NO_TARGET, clean(text), sort, source, weight, decision=verdict)

    if verdict != "correct":
        yield proof(proposed, verdict)
        return
    if proposed and proposed != correct:
        yield proof(proposed, "reject")
    yield proof(correct, "confirm")
