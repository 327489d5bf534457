"""How sure the rules are of a sheet's header: against the best reading in which other rows are the header."""

from __future__ import annotations

import math

from worker.plans import tall
from worker.plans.rows.features import features
from worker.plans.rows.profile import profile
from worker.plans.rows.viterbi import CERTAIN, KINDS, Weights, decide, score, weights
from worker.shapes.grid import Grid
from worker.shapes.layout import SheetLayout

_HEADER = KINDS.index("header")
BESIDE = 2
"""Rows above and below the header that may be part of it."""
CONTEXT = 6
"""Rows below them that have a say: further ones speak for every reading alike."""


def certainty(grid: Grid, layout: SheetLayout) -> float:
    """From 0 to 1 for the header of the sheet's first table; 0 where it has no table, or the table no header.

    It is weighed against the best reading in which one of its rows is none, or one of the rows beside them is. Rows
    on which formulas, captions and the like overruled the fitted evidence are settled, and left out of this.
    """
    if not layout.tables or not layout.tables[0].header_rows:
        return 0.0
    headers = layout.tables[0].header_rows
    sheet = profile(grid, tall.rows_to_look_at(grid))
    by = weights()
    places = [at for at, line in enumerate(sheet.lines) if line.row in headers]
    if not places:
        return 0.0
    end = min(len(sheet.lines), places[-1] + 1 + BESIDE + CONTEXT)
    evidence = [score(features(sheet, at), by) for at in range(end)]
    gaps = [line.gap > 0 for line in sheet.lines[:end]]
    kinds = decide(evidence, gaps, by)
    rows = range(max(0, places[0] - BESIDE), min(end, places[-1] + 1 + BESIDE))
    open_ = [at for at in rows if (kinds[at] == "header") == (at in places)]
    others = [(at, (_never if at in places else _only)(evidence[at])) for at in open_]
    rival = max(
        (_best([*evidence[:at], scores, *evidence[at + 1 :]], gaps, by) for at, scores in others),
        default=-CERTAIN,
    )
    margin = _best(evidence, gaps, by) - rival
    return 1 / (1 + math.exp(-min(max(margin, -30.0), 30.0)))


def _only(scores: list[float]) -> list[float]:
    return [score if kind == _HEADER else -CERTAIN for kind, score in enumerate(scores)]


def _never(scores: list[float]) -> list[float]:
    return [-CERTAIN if kind == _HEADER else score for kind, score in enumerate(scores)]


def _best(evidence: list[list[float]], gaps: list[bool], by: Weights) -> float:
    """The score of the likeliest sequence of kinds."""
    if not evidence:
        return 0.0
    kinds = range(len(KINDS))
    best = [evidence[0][k] + by.follows["start"][k] for k in kinds]
    for scores, gap in zip(evidence[1:], gaps[1:], strict=True):
        rows = [by.follows[name + ("+gap" if gap else "")] for name in KINDS]
        best = [max(best[j] + rows[j][k] for j in kinds) + scores[k] for k in kinds]
    return max(best)
