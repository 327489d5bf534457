"""How sure memory is: arithmetic on evidence, without a clock or a database.

Two policies, one setting. `additive` adds 0.05 for a confirm and takes 0.10 for a reject, clipped to 0..1.
`beta` is the mean of a Beta posterior whose prior makes its first steps the same and whose later ones shrink.
A tally carries what both need, so that changing the policy changes no data.
"""

from __future__ import annotations

from dataclasses import replace

from worker.lazy_dataclass import dataclass
from worker.shapes.memory import Source

UP = 0.05
DOWN = 0.10


@dataclass(frozen=True, slots=True)
class Prior:
    """A Beta prior: as if `alpha` confirms and `beta` rejects had been seen."""

    alpha: float
    beta: float

    @property
    def strength(self) -> float:
        """Of how many decisions it has the weight."""
        return self.alpha + self.beta

    @property
    def mean(self) -> float:
        """The confidence before any evidence."""
        return self.alpha / self.strength


@dataclass(frozen=True, slots=True)
class Fitted:
    """A source's prior, and on how many decisions it stands."""

    source: str
    prior: Prior
    decisions: int


PRIOR = Prior(34 / 9, 17 / 9)
"""The one prior with mean 2/3 whose first confirm is +0.05; its first reject is then -0.10."""

CAP = 0.79
"""A model's word stays below what memory needs to answer alone."""

START = 2 / 3
"""Where an unstated confidence starts, under either policy."""

WEIGHTS: dict[Source, float] = {
    "confirm": 1.0,
    "bulk": 0.5,  # accepted with all the sure ones: seen, not studied
    "export": 0.1,  # left as proposed until the export: nobody objected
    "stated": 1.0,
    "import": 1.0,
    "llm": 0.0,  # a model that agrees with itself proves nothing
}
EXPLICIT = WEIGHTS["confirm"]


@dataclass(frozen=True, slots=True)
class Tally:
    """The evidence for one pair, summed up."""

    start: float | None = None
    """The stated confidence that it started from."""
    confirmed: float = 0.0
    rejected: float = 0.0
    moved: float = 0.0
    """Under `beta`: mass that exact adjustments moved from against to for."""
    running: float = START
    """Under `additive`: the confidence itself, since clipping depends on the order."""


def begun(start: float | None = None) -> Tally:
    """The tally before any evidence, at the stated confidence if there is one."""
    return Tally() if start is None else Tally(start=start, running=start)


def confirm(tally: Tally, weight: float = EXPLICIT) -> Tally:
    """One piece of evidence for it."""
    return replace(tally, confirmed=tally.confirmed + weight, running=clip(tally.running + UP * weight))


def reject(tally: Tally, weight: float = EXPLICIT) -> Tally:
    """One piece of evidence against it."""
    return replace(tally, rejected=tally.rejected + weight, running=clip(tally.running - DOWN * weight))


def adjust(tally: Tally, amount: float, mass: float) -> Tally:
    """Move the confidence by exactly *amount*, as far as 0 and 1 allow; *mass* is from `mass_for`."""
    return replace(tally, moved=tally.moved + mass, running=clip(tally.running + amount))


def mass_for(tally: Tally, amount: float, prior: Prior = PRIOR) -> float:
    """The mass that moves the `beta` confidence by exactly *amount*, as far as 0 and 1 allow."""
    now = beta(tally.start, tally.confirmed, tally.rejected, tally.moved, prior)
    return (clip(now + amount) - now) * (prior.strength + tally.confirmed + tally.rejected)


def confidence(tally: Tally, policy: str, prior: Prior = PRIOR) -> float:
    """The confidence in force, 0..1."""
    if policy == "additive":
        return tally.running
    return beta(tally.start, tally.confirmed, tally.rejected, tally.moved, prior)


def beta(start: float | None, confirmed: float, rejected: float, moved: float, prior: Prior = PRIOR) -> float:
    """The posterior's mean; a stated start keeps the prior's strength and replaces its mean."""
    strength = prior.alpha + prior.beta
    alpha = prior.alpha if start is None else start * strength
    return clip((alpha + confirmed + moved) / (strength + confirmed + rejected))


def clip(value: float) -> float:
    """Into 0..1."""
    return 0.0 if value < 0.0 else 1.0 if value > 1.0 else value
