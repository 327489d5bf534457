"""The evidence that a ranking carries."""

from __future__ import annotations

import pytest

from worker.knowledge.templates import load_template
from worker.matching.from_rules import ranker_for
from worker.matching.rankers.evidence import evidence_of
from worker.matching.rankers.ranking import Ranking
from worker.shapes.mapping import Scope, SourceColumn


def test_another_ranker_s_evidence_is_refused() -> None:
    with pytest.raises(TypeError, match="not a ranking of the rules"):
        evidence_of(Ranking((), 1.0, ("net_cost", ())))


def test_the_rules_say_what_they_saw() -> None:
    (ranking,) = ranker_for(load_template()).rank([SourceColumn("Net cost", ("12.50", "7.00"))], Scope())
    evidence = evidence_of(ranking)
    assert evidence.reading.header.text == "Net cost"
    assert evidence.kind == "decimal"
    assert evidence.claims.row("net_cost")
