"""Names of facts: every weight is for a fact that a row can have."""

from __future__ import annotations

import pytest

from worker.plans.rows.facts import Fact, Label, Relation, Shape, all_names
from worker.plans.rows.viterbi import weights


def test_every_weight_is_for_a_fact_that_a_row_can_have() -> None:
    assert sorted(weights().facts.keys() - all_names()) == []


def test_no_two_facts_share_a_name() -> None:
    names: list[str] = [*Fact, *(label.of(alone) for label in Label for alone in (True, False))]
    for relation in Relation:
        others = Shape if "{other}" in relation else (Shape.EDGE,)
        names += [relation.of(own, other) for own in Shape for other in others]
    assert sorted(names) == sorted(all_names())


@pytest.mark.parametrize(
    ("name", "written"),
    [
        (Fact.LABEL_TOTAL, "label-total"),
        (Label.COLON.of(True), "one-colon"),
        (Label.COLON.of(False), "more-colon"),
        (Relation.IS.of(Shape.MIXED), "shape-mixed"),
        (Relation.AFTER.of(Shape.VALUES), "values-after-edge"),
        (Relation.BEFORE.of(Shape.ONE_TEXT, Shape.TEXTS), "one-text-before-texts"),
    ],
)
def test_a_name_as_the_weights_write_it(name: str, written: str) -> None:
    assert name == written and written in all_names()
