"""From features to probabilities: weights that were fitted once, and a correction that makes them honest."""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import repeat
from operator import mul, sub, truediv

from worker import paths
from worker.lazy_dataclass import dataclass
from worker.matching.rankers import features, proposal
from worker.matching.rankers.features import LEAST_VOTE, NOTHING, Claims, Grounds
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

    def score(self, name: str, row: Mapping[str, float]) -> float:
        """What the features of a claim weigh together."""
        weighed = map(mul, map(self.values.__getitem__, row), row.values())
        return self.priors.get(name, 0.0) + sum(weighed, 0.0)

    def honest(self, raw: float) -> float:
        """How often a proposal of this raw probability was right."""
        return interpolated(self.curve, raw)


class Scores:
    """What the claims on a column weigh before its letters vote, to which the vote of each header is added."""

    def __init__(self, weights: Weights, grounds: Grounds) -> None:
        values = weights.values
        self._weights, self._grounds = weights, grounds
        self._of_share, self._of_log = values.get("vote", 0.0), values.get("vote_log", 0.0)
        self._of_first, self._of_only = values.get("vote_first", 0.0), values.get("vote_only", 0.0)
        self._of_nothing = values.get("nothing_vote", 0.0)
        self._least = self._of_log * math.log(LEAST_VOTE)
        """What a vote counts in which a claim has no share."""
        self._unvoted = {name: weights.score(name, row) for name, row in grounds.rows.items()}
        self._unvoted[NOTHING] = weights.score(NOTHING, grounds.nothing)
        self._voted = {name: score + self._least for name, score in self._unvoted.items()}
        self._voted[NOTHING] = self._unvoted[NOTHING]
        self._elected: dict[str, float] = {}

    def chances(self, claims: Claims) -> dict[str, float]:
        """The share of each claim, adding up to 1."""
        if not claims.elected:
            return shares(self._unvoted)
        scores = self._voted.copy()
        for name in claims.only_elected:
            scores[name] = self._score_of_elected(name)
        for name, share in zip(scores, claims.vote.shares_of(scores), strict=True):
            if share:
                scores[name] += (
                    self._of_share * share + self._of_log * math.log(max(share, LEAST_VOTE)) - self._least
                )
        if claims.elected[0] in scores:
            scores[claims.elected[0]] += self._of_first
        scores[NOTHING] += self._of_nothing * claims.nothing_vote
        return shares(scores)

    def _score_of_elected(self, name: str) -> float:
        score = self._elected.get(name)
        if score is None:
            score = self._weights.score(name, self._grounds.elected(name)) + self._least + self._of_only
            self._elected[name] = score
        return score


def shares(scores: Mapping[str, float]) -> dict[str, float]:
    """The share of each claim by what it weighs, adding up to 1."""
    top = max(scores.values())
    raised = [*map(math.exp, map(sub, scores.values(), repeat(top)))]
    return dict(zip(scores, map(truediv, raised, repeat(sum(raised))), strict=True))


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
