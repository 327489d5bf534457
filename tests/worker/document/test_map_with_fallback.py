from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import worker
from worker import LLMMemoryManager, apply_mapping_rules, map_with_fallback
from worker.errors import ModelProblem, UsageError
from worker.shapes.mapping import Decision


class Model:
    def __init__(self, said: Any) -> None:
        self.said = said

    def map_column(self, source_col: str, target_cols: object) -> Any:
        if isinstance(self.said, Exception):
            raise self.said
        return self.said


def test_the_package_offers_the_documents_names() -> None:
    for name in {*worker.__all__} - {"__version__"}:
        assert getattr(worker, name).__name__ == name
        assert name in dir(worker)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        worker.nothing  # noqa: B018


def test_without_targets_there_is_nothing_to_choose(own_memory: Path) -> None:
    with pytest.raises(UsageError, match="no target columns"):
        map_with_fallback("Cost", [])


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"field": "not a target", "confidence": 0.9},
        {"field": None, "confidence": 0.9},
        ModelProblem("no answer"),
    ],
)
def test_an_unusable_answer_is_none_and_is_not_remembered(own_memory: Path, said: Any) -> None:
    with LLMMemoryManager() as memory:
        found = map_with_fallback("Qwv zzk", ["clicks", "spend"], memory=memory, model=Model(said))
        assert (found["field"], found["origin"], found["confidence"]) == (None, "none", 0.0)
        assert memory.recall("mappings", "Qwv zzk") is None


@pytest.mark.parametrize(("stated", "kept"), [(1.0, 0.79), (7, 0.79), (-1, 0.0), ("high", 0.0), (None, 0.0)])
def test_a_models_confidence_is_capped(own_memory: Path, stated: Any, kept: float) -> None:
    with LLMMemoryManager() as memory:
        model = Model({"field": "clicks", "confidence": stated})
        assert map_with_fallback("Qwv zzk", ["clicks"], memory=memory, model=model)["confidence"] == kept


def test_what_was_rejected_is_not_said_again_by_rules_or_model(own_memory: Path) -> None:
    with LLMMemoryManager() as memory:
        memory.remember("mappings", "Clicks", {"field": "spend", "confidence": 0.5})
        memory.store.decide([Decision("Clicks", "clicks", "reject")], "anna")
        model = Model({"field": "clicks", "confidence": 0.9})
        found = map_with_fallback("Clicks", ["clicks", "spend"], memory=memory, model=model)
        assert found["field"] == "spend"


def test_any_targets_will_do() -> None:
    found = apply_mapping_rules("Customer Name", ["customer_name", "order_number"])
    assert found is not None and found["field"] == "customer_name"
    assert apply_mapping_rules("Qwv zzk", ["customer_name", "order_number"]) is None


@pytest.mark.parametrize("header", ["Qwv zzk", "Gross cost", "CPM", "Comment", "Campaign", "Start"])
def test_a_header_that_no_target_is_near_to_stays_open(own_memory: Path, header: str) -> None:
    found = map_with_fallback(header, ["net_cost", "impressions"])
    assert (found["field"], found["confidence"], found["origin"]) == (None, 0.0, "none")


@pytest.mark.parametrize("header", ["Budget", "Amount", "Investment"])
def test_of_the_given_targets_the_nearest_is_named_as_a_guess(own_memory: Path, header: str) -> None:
    found = map_with_fallback(header, ["net_cost", "impressions"])
    assert (found["field"], found["origin"]) == ("net_cost", "rules") and 0 < found["confidence"] < 0.5
    reason = f"Of the targets given, net_cost is the nearest to '{header}'; nothing confirms it."
    assert found["reason"] == reason


def test_the_best_of_the_given_targets_has_its_reason(own_memory: Path) -> None:
    found = map_with_fallback("Media Cost", ["net_cost", "impressions"])
    assert (found["field"], found["origin"], found["reason"]) == (
        "net_cost",
        "rules",
        "'Media Cost' means net cost.",
    )
    assert found["confidence"] > 0.25


def test_a_model_is_asked_before_the_nearest_target_is_named(own_memory: Path) -> None:
    with LLMMemoryManager() as memory:
        model = Model({"field": "impressions", "confidence": 0.7})
        found = map_with_fallback("Amount", ["net_cost", "impressions"], memory=memory, model=model)
        assert (found["field"], found["origin"]) == ("impressions", "llm")


def test_a_target_that_was_refused_is_never_the_nearest(own_memory: Path) -> None:
    with LLMMemoryManager() as memory:
        memory.store.decide([Decision("Media Cost", "net_cost", "reject")], "anna")
        found = map_with_fallback("Media Cost", ["net_cost", "impressions"], memory=memory)
        assert found["field"] is None
