"""Weights of kinds of rows, in one order."""

from __future__ import annotations

from bench.fit_rows import ABSENT, by_kind
from worker.plans.rows.viterbi import KINDS


def test_weights_stand_in_the_order_of_kinds() -> None:
    classes = sorted(KINDS)
    assert by_kind(classes, [float(KINDS.index(kind)) for kind in classes], ABSENT) == tuple(
        map(float, range(len(KINDS)))
    )


def test_a_kind_that_the_material_lacks_is_never_decided() -> None:
    weights = by_kind(KINDS[1:], [1.0] * (len(KINDS) - 1), ABSENT)
    assert weights == (ABSENT, *[1.0] * (len(KINDS) - 1))
