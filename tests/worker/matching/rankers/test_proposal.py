"""One choice over the whole table."""

from __future__ import annotations

import pytest

from worker.knowledge.templates import load_template
from worker.matching.cascade import Cascade
from worker.matching.from_rules import ranker_for
from worker.matching.rankers import proposal
from worker.matching.rankers.calibration import shipped_weights
from worker.shapes.mapping import Scope, SourceColumn
from worker.shapes.memory import Recollection

TEMPLATE = load_template()


def fields(*headers: str) -> list[str | None]:
    return [s.field for s in Cascade(TEMPLATE).suggest([SourceColumn(header) for header in headers])]


@pytest.mark.parametrize("header", ["Zzyzx", "2026", "17", "March 2026", "$", "-", ""])
def test_what_means_nothing_stays_open_in_any_table(header: str) -> None:
    assert fields("Campaign", "Publisher", header, "Net cost", "Impressions", "Start", "End")[2] is None


@pytest.mark.parametrize(
    ("headers", "wanted"),
    [
        (("Campaign", "Start", "End", "Net cost"), ["campaign_name", "start_date", "end_date", "net_cost"]),
        (
            ("Kampagne", "Beginn", "Ende", "Kosten netto"),
            ["campaign_name", "start_date", "end_date", "net_cost"],
        ),
        (("Placement ID", "Placement ID 2", "Placement"), ["placement_id", None, "placement"]),
    ],
)
def test_one_choice_a_column(headers: tuple[str, ...], wanted: list[str | None]) -> None:
    assert fields(*headers) == wanted


def test_a_field_that_can_be_there_once_goes_to_the_surest_column() -> None:
    ranker = ranker_for(TEMPLATE)
    columns = [SourceColumn("ID of the placement, internal"), SourceColumn("Placement ID")]
    first, second = ranker.choose(ranker.rank(columns, Scope()), frozenset(), {}, {})
    assert second.field == "placement_id"
    assert first.field != "placement_id"


def test_a_fixed_column_keeps_its_field_and_others_go_without() -> None:
    ranker = ranker_for(TEMPLATE)
    rankings = ranker.rank([SourceColumn("Remark"), SourceColumn("Placement ID")], Scope())
    fixed, other = ranker.choose(rankings, frozenset(), {0: "placement_id"}, {})
    assert (fixed.field, other.field) == ("placement_id", None)


def test_memory_lifts_its_field_and_a_refusal_takes_it_away() -> None:
    ranker = ranker_for(TEMPLATE)
    rankings = ranker.rank([SourceColumn("Clicks")], Scope())
    (alone,) = ranker.choose(rankings, None, {}, {})
    (lifted,) = ranker.choose(rankings, None, {}, {0: Recollection("clicks", 0.7, "")})
    (refused,) = ranker.choose(rankings, None, {}, {0: Recollection(None, 0.0, "", frozenset({"clicks"}))})
    assert lifted.field == alone.field == "clicks"
    assert lifted.confidence > alone.confidence
    assert refused.field != "clicks"


def test_alternatives_fall_and_never_name_the_choice() -> None:
    for suggestion in Cascade(TEMPLATE).suggest([SourceColumn("Media cost"), SourceColumn("Cost per click")]):
        chances = [a.confidence for a in suggestion.alternatives]
        assert chances == sorted(chances, reverse=True)
        assert suggestion.field not in {a.field for a in suggestion.alternatives}
        assert all(chance > 0 for chance in chances)


def test_the_shipped_logits_weigh_every_feature() -> None:
    proposer = shipped_weights().proposer
    assert len(proposer.right.weights) == len(proposer.left_open.weights) == len(proposal.NAMES)
    assert all(
        any(weights) for weights in zip(proposer.right.weights, proposer.left_open.weights, strict=True)
    )
