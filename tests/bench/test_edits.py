"""Lines are known again after edits: a sample of the pairs of `python -m bench.edits`."""

from __future__ import annotations

from bench import edit_kinds, edits

LEAST = 0.98


def test_lines_of_the_examples_are_known_again() -> None:
    scores = [edits.score(pair) for pair in edits.pairs(120, 1, edits.plans())]
    assert {kind for one in scores for kind in one.pair.edits} == set(edit_kinds.EDITS)
    assert edits.f1(scores) >= LEAST
    assert sum(one.merged_twins for one in scores) == 0


def test_a_wrong_link_costs() -> None:
    pair = edits.pair_of("one", next(iter(edits.plans().values())), 3)
    score = edits.score(pair)
    assert edits.f1([score]) > edits.f1([edits.Score(pair, score.right - 1, score.linked, 1)])
