"""The kind of each row: fitted evidence in a consistent order, then what formulas, arithmetic and a planner settle."""

from __future__ import annotations

from collections.abc import Mapping

from worker.plans.rows.features import features
from worker.plans.rows.profile import Profile
from worker.plans.rows.rules import RULES
from worker.plans.rows.viterbi import CoarseKind, decide, no_doubt, score, weights, without
from worker.shapes.layout import RowKind

COARSE: Mapping[RowKind, CoarseKind] = {
    "metadata": "metadata",
    "header": "header",
    "data": "data",
    "total": "total",
    "subtotal": "total",
    "section": "section",
    "note": "note",
}


def judge(sheet: Profile, planner_kinds: Mapping[int, RowKind] | None = None) -> list[CoarseKind]:
    """The kind of each line of the sheet; *planner_kinds* has a planner's word by row, and the rest is judged around it."""
    by_row = {row: COARSE[kind] for row, kind in (planner_kinds or {}).items() if kind in COARSE}
    by = weights()
    evidence = []
    for at, line in enumerate(sheet.lines):
        own = by_row.get(line.row)
        evidence.append(no_doubt(own) if own else score(features(sheet, at), by))
        if not own and line.is_marker and len(line.filled) > 1:
            evidence[-1] = without(evidence[-1], "header", "data", "total", "section")
    kinds = decide(evidence, [line.gap > 0 for line in sheet.lines], by)
    for rule in RULES:
        for at, kind in rule(sheet, kinds).items():
            if sheet.lines[at].row not in by_row:
                kinds[at] = kind
    return kinds
