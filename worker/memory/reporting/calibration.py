"""Whether confidences are honest: what memory said before each decision, against what the person then said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

import peewee
from peewee import fn

from worker.lazy_dataclass import dataclass
from worker.memory.database import queries
from worker.memory.database.tables import Batch, Evidence, Shared
from worker.memory.learning import confidence, lessons
from worker.memory.learning.confidence import Prior
from worker.memory.learning.lessons import Group, Place, Proof

BINS = 10
PRECISION = 0.95


@dataclass(frozen=True, slots=True)
class Bin:
    """The answers of one tenth of the scale."""

    low: float
    high: float
    count: int
    said: float
    """Mean confidence."""
    right: float
    """Share that a person confirmed."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """How honest confidences were; zeros where nobody decided anything yet."""

    count: int = 0
    ece: float = 0.0
    """Expected calibration error: the mean gap between said and right, over the bins."""
    brier: float = 0.0
    """Mean squared gap of the single answers."""
    coverage_at_95: float = 0.0
    """Largest share of answers, surest first, of which 95 % are right."""
    bins: tuple[Bin, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """An answer that memory would have given, and whether a person then said so."""

    source: str
    scope: str
    said: float
    right: bool


def measure(answers: Sequence[tuple[float, bool]]) -> Calibration:
    """The calibration of pairs (confidence, whether right)."""
    if not answers:
        return Calibration()
    total = len(answers)
    binned: dict[int, list[tuple[float, bool]]] = {}
    for stated, right in answers:
        binned.setdefault(min(int(stated * BINS), BINS - 1), []).append((stated, right))
    bins = tuple(
        Bin(
            at / BINS,
            (at + 1) / BINS,
            len(members),
            sum(stated for stated, _ in members) / len(members),
            sum(right for _, right in members) / len(members),
        )
        for at, members in sorted(binned.items())
    )
    return Calibration(
        count=total,
        ece=sum(b.count * abs(b.said - b.right) for b in bins) / total,
        brier=sum((stated - right) ** 2 for stated, right in answers) / total,
        coverage_at_95=_coverage(answers),
        bins=bins,
    )


def _coverage(answers: Sequence[tuple[float, bool]]) -> float:
    """Answers of one confidence are taken together: no threshold tells them apart."""
    best = count = right = 0
    ranked = sorted(answers, key=lambda answer: -answer[0])
    for _, tied in groupby(ranked, key=lambda answer: answer[0]):
        for _, was_right in tied:
            count += 1
            right += was_right
        if right >= PRECISION * count:
            best = count
    return best / len(answers)


def outcomes(database: Shared, policy: str, priors: Mapping[str, Prior]) -> Iterator[Outcome]:
    """Every explicit decision on a header that memory held something for, as it then stood.

    Evidence is played again, so that the policy and priors in force are judged by all that was ever decided.
    """
    rows = queries.stream(database, _replayed())
    for place, proofs in groupby((Proof(Place(*row[:3]), *row[3:]) for row in rows), key=lambda p: p.place):
        yield from _of_a_group(place, proofs, policy, priors)


def _replayed() -> peewee.Query:
    """The evidence in force of headers with more than one piece: a single word was said before memory knew anything."""
    other = Evidence.alias()
    place = other.kind, other.key, other.scope
    several = other.select(*place).group_by(*place).having(fn.COUNT(other.id) > 1)
    same = peewee.Tuple(Evidence.kind, Evidence.key, Evidence.scope)
    return (
        Evidence.select(*_PROOF, Batch.at, Evidence.count)
        .join(Batch, on=(Batch.id == Evidence.batch))
        .where(Batch.undone_by.is_null() & same.in_(several))
        .order_by(Evidence.kind, Evidence.key, Evidence.scope, Batch.turn, Evidence.id)
    )


_PROOF = (
    Evidence.kind,
    Evidence.key,
    Evidence.scope,
    Evidence.target,
    Evidence.text,
    Evidence.sort,
    Evidence.source,
    Evidence.weight,
    Evidence.amount,
    Evidence.decision,
    Evidence.mass,
)
"""The columns of a `Proof`, in its order, before its time and count."""


def _of_a_group(
    place: Place, proofs: Iterable[Proof], policy: str, priors: Mapping[str, Prior]
) -> Iterator[Outcome]:
    group: Group = {}
    for proof in proofs:
        holder = next((lesson for lesson in group.values() if lesson.state == "holds"), None)
        if holder is not None and (right := _verdict(proof, holder.target)) is not None:
            prior = priors.get(holder.source, confidence.PRIOR)
            stated = confidence.confidence(holder.tally, policy, prior)
            for _ in range(proof.count):
                yield Outcome(holder.source, place.scope, stated, right)
        group = lessons.learn(group, proof)


def _verdict(proof: Proof, field: str) -> bool | None:
    """Whether a decision calls the held target right; None where it says nothing of it."""
    if not proof.decision or proof.source in ("bulk", "export"):
        return None
    if proof.sort in ("confirm", "success"):
        return proof.target == field
    return False if proof.target == field else None
