"""Rankings, and the choice by them alone."""

from __future__ import annotations

import pytest

from worker.matching.rankers.ranking import ByRank, Ranking, holder_of, with_memory
from worker.shapes.memory import Recollection

COST = Ranking((("net_cost", 0.6), ("spend", 0.3)), 0.1)


@pytest.mark.parametrize(
    ("concept", "outside"), [(None, False), (("~weather", 0.5), False), (("~weather", 0.9), True)]
)
def test_a_likely_concept_without_a_field_settles_a_column(
    concept: tuple[str, float] | None, outside: bool
) -> None:
    assert Ranking((), 1.0, concept=concept).outside is outside


def test_without_fields_nothing_is_best() -> None:
    assert Ranking((), 1.0).best == (None, 0.0)
    assert COST.best == ("net_cost", 0.6)


class Halving(ByRank):
    """A ranker whose numbers are twice as sure as they should be."""

    def honest(self, raw: float) -> float:
        return raw / 2


def test_a_rejected_field_leaves_the_ranking() -> None:
    assert with_memory(COST, None) is COST
    rejected = with_memory(COST, Recollection(None, 0.0, "", frozenset({"net_cost"})))
    assert "net_cost" not in dict(rejected.fields)
    assert rejected.left_open > COST.left_open


def test_a_field_for_one_goes_to_the_surest_column() -> None:
    sure = Ranking((("net_cost", 0.9), ("spend", 0.05)), 0.05)
    choices = Halving().choose([COST, sure], frozenset(), {}, {})
    assert [choice.field for choice in choices] == ["spend", "net_cost"]
    assert choices[1].confidence == 0.45
    assert choices[1].alternatives == (("spend", 0.025),)


def test_a_fixed_column_keeps_its_field_and_claims_no_chance() -> None:
    choices = Halving().choose([COST, COST], frozenset(), {0: "net_cost"}, {})
    assert [(choice.field, choice.confidence) for choice in choices] == [("net_cost", 0.0), ("spend", 0.15)]


@pytest.mark.parametrize(
    ("claim", "stays", "repeatable", "holder"),
    [
        ({}, 0.5, frozenset(), None),
        ({"grp": 0.4}, 0.5, frozenset(), None),  # it would have stayed open alone
        ({"grp": 0.9}, 0.5, frozenset({"grp"}), None),
        ({"grp": 0.9}, 0.5, None, None),
        ({"cpm": 0.9}, 0.5, frozenset(), None),
        ({"grp": 0.9, "cpm": 0.1}, 0.5, frozenset(), 1),
    ],
)
def test_the_column_that_keeps_another_open(
    claim: dict[str, float], stays: float, repeatable: frozenset[str] | None, holder: int | None
) -> None:
    assert holder_of(claim, stays, [None, "grp"], repeatable) == holder
