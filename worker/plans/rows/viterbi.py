"""The kinds of a sheet's rows as one consistent sequence: each row's own evidence, and what may follow what.

Weights are fitted offline by `bench/fit_rows.py` and read from `knowledge/row_weights.json`; nothing is learnt here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Literal, cast

from worker import paths
from worker.lazy_dataclass import dataclass

CoarseKind = Literal["metadata", "header", "data", "total", "section", "note"]
Kinds = Sequence[CoarseKind]
"""The kind of each row of a sheet."""
Changes = dict[int, CoarseKind]
"""Position of a row -> the kind that a rule gives it."""
KINDS: tuple[CoarseKind, ...] = ("metadata", "header", "data", "total", "section", "note")
WEIGHTS_FILE = "row_weights.json"
CERTAIN = 1000.0
Scores = tuple[float, ...]
"""One score a kind, in the order of `KINDS`."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each fact counts for each kind, and how readily one kind follows another."""

    facts: Mapping[str, Scores]
    follows: Mapping[str, Scores]
    """By 'kind' or 'kind+gap' of the row before ('start' at the top)."""


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The shipped weights."""
    file = json.loads(paths.shipped("knowledge", WEIGHTS_FILE).read_text("utf-8"))
    if tuple(file["kinds"]) != KINDS:
        raise ValueError(f"{WEIGHTS_FILE} is for other kinds; fit it again")
    return Weights(
        {name: tuple(scores) for name, scores in file["facts"].items()},
        {name: tuple(scores) for name, scores in file["follows"].items()},
    )


def score(facts: Sequence[str], by: Weights) -> list[float]:
    """The evidence for each kind from a row's own facts."""
    total = [0.0] * len(KINDS)
    for fact in facts:
        scores = by.facts.get(fact)
        if scores:
            for at, score in enumerate(scores):
                total[at] += score
    return total


def decide(evidence: Sequence[Sequence[float]], gaps: Sequence[bool], by: Weights) -> list[CoarseKind]:
    """The likeliest sequence of kinds (Viterbi).

    Args:
        evidence: Scores of each row; *gaps*: whether blank rows stand before it.
    """
    if not evidence:
        return []
    kinds = range(len(KINDS))
    start = by.follows["start"]
    best = [evidence[0][k] + start[k] for k in kinds]
    back: list[list[int]] = []
    for scores, gap in zip(evidence[1:], gaps[1:], strict=True):
        rows = [by.follows[name + ("+gap" if gap else "")] for name in KINDS]
        step = [max(kinds, key=lambda j, k=k: best[j] + rows[j][k]) for k in kinds]  # type: ignore[misc]
        best = [best[step[k]] + rows[step[k]][k] + scores[k] for k in kinds]
        back.append(step)
    last = max(kinds, key=lambda k: best[k])
    path = [last]
    for step in reversed(back):
        last = step[last]
        path.append(last)
    return [KINDS[k] for k in reversed(path)]


def no_doubt(kind: str) -> list[float]:
    """Evidence that leaves no doubt: a planner's word."""
    return [CERTAIN if name == kind else 0.0 for name in cast(tuple[str, ...], KINDS)]


def without(scores: Sequence[float], *kinds: CoarseKind) -> list[float]:
    """Evidence of a row that can be none of *kinds*."""
    return [own - CERTAIN if kind in kinds else own for kind, own in zip(KINDS, scores, strict=True)]
