"""From features to probabilities: weights that were fitted once, and a correction that makes them honest."""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache
from operator import mul

from worker import paths
from worker.lazy_dataclass import dataclass
from worker.matching.rankers import features, proposal
from worker.matching.rankers.proposal import Logit, Proposer

FILE = "matching_weights.json"
NOTHING_PROPOSED = Proposer(Logit((), -40.0), Logit((), 40.0))
"""For weights that only rank."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What the evidence weighs, as `bench/fit_matching.py` found it."""

    values: Mapping[str, float]
    """By the names in `features.NAMES`."""
    priors: Mapping[str, float]
    """How much more likely a field is than its evidence says."""
    curve: tuple[tuple[float, float], ...]
    """Raw probability -> how often such a proposal was right; rising."""
    proposer: Proposer = NOTHING_PROPOSED
    """What weighs a column against its table."""

    def probabilities(self, rows: Sequence[tuple[str, Mapping[str, float]]]) -> dict[str, float]:
        """The share of each claim, adding up to 1."""
        values = self.values
        scores = {
            name: self.priors.get(name, 0.0) + sum(map(mul, map(values.__getitem__, row), row.values()))
            for name, row in rows
        }
        top = max(scores.values())
        raised = {name: math.exp(score - top) for name, score in scores.items()}
        total = sum(raised.values())
        return {name: value / total for name, value in raised.items()}

    def honest(self, raw: float) -> float:
        """How often a proposal of this raw probability was right."""
        return interpolated(self.curve, raw)


def interpolated(curve: Sequence[tuple[float, float]], raw: float) -> float:
    """The curve's value at *raw*; up to its first point it rises evenly from 0, after its last it stays."""
    if not curve:
        return raw
    at = bisect_right(curve, (raw, math.inf))
    if at == len(curve):
        return curve[-1][1]
    (x0, y0), (x1, y1) = curve[at - 1] if at else (0.0, 0.0), curve[at]
    return y0 + (y1 - y0) * (raw - x0) / (x1 - x0) if x1 > x0 else y1


@cache
def shipped_weights() -> Weights:
    """The weights that come with the program."""
    weights = json.loads(paths.shipped("knowledge", FILE).read_text("utf-8"))
    values = weights["features"]
    return Weights(
        {name: float(values.get(name, 0.0)) for name in features.NAMES},
        {name: float(value) for name, value in weights["priors"].items()},
        tuple((float(x), float(y)) for x, y in weights["curve"]),
        Proposer(_logit(weights["right"]), _logit(weights["left_open"])),
    )


def _logit(weights: Mapping[str, float]) -> Logit:
    return Logit(tuple(float(weights.get(name, 0.0)) for name in proposal.NAMES), float(weights["offset"]))
