from __future__ import annotations

from worker.plans.rows.viterbi import KINDS, Weights, decide, no_doubt, score, weights

FLAT = Weights({}, dict.fromkeys(("start", *KINDS, *(f"{kind}+gap" for kind in KINDS)), (0.0,) * 6))


def test_without_evidence_there_are_no_rows() -> None:
    assert decide([], [], weights()) == []


def test_each_row_follows_its_own_evidence_where_order_says_nothing() -> None:
    assert decide([no_doubt(kind) for kind in KINDS], [False] * 6, FLAT) == list(KINDS)


def test_order_settles_a_row_without_evidence() -> None:
    never = (0.0, 0.0, 5.0, 0.0, 0.0, 0.0)
    by = Weights({}, {**FLAT.follows, "header": never})
    assert decide([no_doubt("header"), [0.0] * 6], [False, False], by) == ["header", "data"]


def test_an_unknown_fact_counts_nothing() -> None:
    assert score(["no such fact"], weights()) == [0.0] * 6
