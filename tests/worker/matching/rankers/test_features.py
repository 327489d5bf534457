"""Evidence as numbers: the features of each claim on a column."""

from __future__ import annotations

import pytest

from worker.knowledge.templates import load_template
from worker.matching.from_rules import ranker_for
from worker.matching.rankers import features
from worker.matching.rankers.context import Context
from worker.matching.rankers.rules import Rules
from worker.matching.samples import kind
from worker.matching.words.votes import vote_of
from worker.shapes.template import Template

TEMPLATE: Template = load_template()
RULES = ranker_for(TEMPLATE)
assert isinstance(RULES, Rules)


def rows(
    header: str, samples: tuple[str, ...] = (), votes: dict[str, float] | None = None
) -> dict[str, features.Row]:
    reading = RULES.reader.read(header)
    grounds = features.Grounds(reading, kind(samples), Context(), RULES.fields)
    return features.Claims(grounds, vote_of(votes or {})).rows()


def test_a_header_of_no_known_word_is_the_claim_of_nothing_alone() -> None:
    claims = rows("Qwvzzk")
    assert claims[features.NOTHING]["is_nothing"] == 1.0
    assert claims[features.NOTHING]["known"] == 0.0


@pytest.mark.parametrize("header", ["Clicks", "Net cost", "Qwvzzk", "Impressions delivered"])
def test_every_feature_has_a_name(header: str) -> None:
    for row in rows(header, ("12", "40"), {"clicks": 0.6}).values():
        assert set(row) <= set(features.NAMES)


def test_a_whole_name_is_known() -> None:
    claims = rows("Clicks", ("12", "40"))
    assert claims["clicks"]["alike"] == 1.0
    assert claims["clicks"]["margin"] >= 0.0
    assert claims[features.NOTHING]["known"] == 1.0


def test_the_vote_of_letters_makes_a_claim_of_its_own() -> None:
    claims = rows("Qwvzzk", (), {"clicks": 0.6})
    assert (claims["clicks"]["vote"], claims["clicks"]["vote_only"], claims["clicks"]["vote_first"]) == (
        0.6,
        1,
        1,
    )
    assert claims[features.NOTHING]["nothing_vote"] == 0.6
