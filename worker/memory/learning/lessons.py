"""How one piece of evidence changes what holds: a pure fold, so that undo can replay it.

A group is all targets that one header (or value) has had in one scope. Only within a group can two contradict;
the older then ends its validity. Nothing is taken out of a group.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from worker.lazy_dataclass import dataclass
from worker.memory.database.sqlite.connection import Row
from worker.memory.learning import confidence
from worker.memory.learning.confidence import Prior, Tally
from worker.shapes.memory import Sort, Source, State

MAPPINGS = "mappings"
RULES = "validations"
"""The kind of a rule; no tombstone of a header covers it."""
_VALUES = "values:"
NO_TARGET = ""


def values_of(field: str) -> str:
    """The kind under which the values of *field* are learnt."""
    return _VALUES + field


def kind_of(field: str) -> str:
    """The kind of the values of *field*; of headers where it is empty."""
    return values_of(field) if field else MAPPINGS


def about(kind: str) -> str:
    """The field whose values a kind is about; empty for headers."""
    return kind.removeprefix(_VALUES) if kind.startswith(_VALUES) else ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a group stands: what was asked, and for whom."""

    kind: str
    key: str
    scope: str


@dataclass(frozen=True, slots=True)
class Proof:
    """One piece of evidence on its way in, or replayed."""

    place: Place
    target: str
    text: str
    sort: Sort
    source: Source
    weight: float = 0.0
    amount: float | None = None
    decision: str = ""
    mass: float = 0.0
    """For `adjust`, and `stated` on what is known already: see `confidence.mass_for`."""
    at: str = ""
    count: int = 1
    """How many equal pieces of evidence this one stands for; `weight` is their sum."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """What was learnt of one target in a group."""

    place: Place
    target: str
    text: str
    state: State
    tally: Tally
    confirms: int
    rejects: int
    source: str
    valid_from: str | None
    valid_to: str | None
    first_at: str
    last_at: str


Group = dict[str, Lesson]

_OF_THE_KNOWN: frozenset[Sort] = frozenset({"adjust", "success", "failure", "prune"})
"""What says nothing of a pair that nobody knows (any more: what it was about may have been undone)."""
_ENDS: dict[Sort, State] = {"reject": "rejected", "prune": "pruned"}


def lesson_of(row: Row) -> Lesson:
    """A lesson from its values in the table's order."""
    target, text, state = row[3:6]
    return Lesson(Place(*row[:3]), target, text, state, Tally(*row[6:11]), *row[11:])


def latest(group: Group, *, waiting: bool = False) -> Lesson | None:
    """What holds in *group*; with *waiting* else what a model said there and nobody has confirmed."""
    states = ("holds", "noted") if waiting else ("holds",)
    open_lessons = [lesson for lesson in reversed(group.values()) if lesson.state in states]
    return max(open_lessons, key=lambda lesson: (lesson.state == "holds", lesson.last_at), default=None)


def replay(proofs: Iterable[Proof]) -> Group:
    """The group that these proofs make, oldest first."""
    group: Group = {}
    for proof in proofs:
        group = learn(group, proof)
    return group


def weighed(group: Group, proof: Proof, priors: Mapping[str, Prior]) -> Proof:
    """The proof with its mass fixed by what holds now, so that a replay needs no prior."""
    lesson = group.get(proof.target)
    if lesson is None or proof.amount is None:
        return proof
    step = proof.amount
    prior = priors.get(lesson.source, confidence.PRIOR)
    if proof.sort == "stated":
        step -= confidence.confidence(lesson.tally, "beta", prior)
    return replace(proof, mass=confidence.mass_for(lesson.tally, step, prior))


def learn(group: Group, proof: Proof) -> Group:
    """The group after one more proof."""
    former = group.get(proof.target)
    if former is None and proof.sort in _OF_THE_KNOWN:
        return group  # what it adjusted has been undone
    if former is not None and proof.source == "llm":
        return group  # a model's word adds nothing to what is known
    lesson = _with(former or _new(proof), proof, new=former is None)
    if proof.sort in _ENDS:
        ended = lesson.valid_to or (proof.at if lesson.valid_from else None)
        return group | {proof.target: replace(lesson, state=_ENDS[proof.sort], valid_to=ended)}
    if not _takes_over(group, lesson, proof):
        return group | {proof.target: lesson}
    others = {
        target: replace(other, state="replaced", valid_to=proof.at) if other.state == "holds" else other
        for target, other in group.items()
    }
    if lesson.state != "holds":
        lesson = replace(lesson, state="holds", valid_from=proof.at, valid_to=None)
    return others | {proof.target: lesson}


def _new(proof: Proof) -> Lesson:
    stated = proof.amount if proof.sort == "stated" and proof.source != "llm" else None
    return Lesson(
        place=proof.place,
        target=proof.target,
        text=proof.text,
        state="noted",
        tally=confidence.begun(stated),
        confirms=0,
        rejects=0,
        source=proof.source,
        valid_from=None,
        valid_to=None,
        first_at=proof.at,
        last_at=proof.at,
    )


def _with(lesson: Lesson, proof: Proof, *, new: bool) -> Lesson:
    """The lesson with the proof's weight, wherever it then stands."""
    tally = lesson.tally
    confirms, rejects = lesson.confirms, lesson.rejects
    if proof.sort == "confirm":
        tally, confirms = confidence.confirm(tally, proof.weight), confirms + proof.count
    elif proof.sort == "reject":
        tally, rejects = confidence.reject(tally, proof.weight), rejects + proof.count
    elif proof.sort == "success":
        confirms += proof.count
    elif proof.sort == "failure":
        rejects += proof.count
    elif not new and proof.amount is not None:
        step = proof.amount - tally.running if proof.sort == "stated" else proof.amount
        tally = confidence.adjust(tally, step, proof.mass)
        if proof.sort == "stated":
            tally = replace(tally, running=proof.amount)
    return replace(lesson, tally=tally, confirms=confirms, rejects=rejects, text=proof.text, last_at=proof.at)


def _takes_over(group: Group, lesson: Lesson, proof: Proof) -> bool:
    """An explicit word holds at once; a weaker one only against nobody, or against weaker evidence."""
    if proof.sort in ("adjust", "failure") or proof.source == "llm":
        return False
    if proof.sort == "success":
        return lesson.state == "noted"  # a person has seen it serve; what was refused stays refused
    if proof.sort == "stated" or proof.weight >= confidence.EXPLICIT:
        return True
    if lesson.state == "rejected" or not proof.weight:
        return False
    holder = next((other for other in group.values() if other.state == "holds"), None)
    return holder is None or holder.target == lesson.target or _net(lesson) > _net(holder)


def _net(lesson: Lesson) -> float:
    stated = confidence.EXPLICIT if lesson.source in ("stated", "import") else 0.0
    return stated + lesson.tally.confirmed - lesson.tally.rejected
