"""What each call cost is a row without a word of the question."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.patience import PATIENCE
from tests.worker.llm.conftest import ask, door_estimate, problem_of
from tests.worker.llm.fake_model import FakeModel, Reply, columns, failure, message
from worker.errors import MemoryProblem
from worker.llm.door import Door
from worker.llm.ledger import Check, SessionLedger
from worker.settings import Settings
from worker.shapes.model_call import ModelCall


def test_a_call_is_a_row_without_a_word_of_it(
    make_door, model: FakeModel, question, ledger: SessionLedger
) -> None:
    model.says(message(columns({"c1": "clicks"}), fresh=400, out=30, cached=1_000))
    ask(make_door(), question)
    (call,) = ledger.calls
    assert (call.task, call.model, call.outcome) == ("column_mapping", "claude-haiku-5-5", "answered")
    assert (call.tokens_in, call.tokens_out, call.tokens_cached) == (1_400, 30, 1_000)
    assert call.cost == pytest.approx((400 * 0.10 + 1_000 * 0.01 + 30 * 0.50) / 1e6)
    assert "Taps" not in repr(call)


@pytest.mark.parametrize(("reply", "outcome", "paid"), [
    (message("prose"), "model-nonsense", True),
    (message("", stop="refusal"), "model-refused", True),
    (Reply(wait=True), "model-timeout", True),
    (failure(401), "model-key-refused", False),
])  # fmt: skip
def test_a_failed_call_is_a_row_too(
    reply: Reply, outcome: str, paid: bool, make_door, model: FakeModel, question, ledger
) -> None:
    model.says(reply)
    problem_of(make_door(llm_deadline_seconds=0.4 if reply.wait else PATIENCE), question)
    (call,) = ledger.calls
    assert (call.outcome, call.tokens_in > 0) == (outcome, paid)


def test_a_model_whose_price_nobody_knows_counts_as_the_dearest(make_door, question, ledger) -> None:
    ask(door := make_door(llm_model="claude-someday-9"), question)
    assert ledger.calls[0].cost == pytest.approx((500 * 10 + 40 * 50) / 1e6)
    assert (door.spending.calls, door.spending.counted_as) == (1, "claude-mythos-5")


def test_a_model_without_any_price_list_is_asked_all_the_same(
    make_door, question, ledger, settings: Settings
) -> None:
    settings.memory_dir.mkdir()
    (settings.memory_dir / "model_prices.yaml").write_text("models: {}\n", "utf-8")
    ask(make_door(), question)
    assert ledger.calls[0].cost is None


def test_a_ledger_that_can_not_be_written_asks_nothing(
    model: FakeModel, settings: Settings, question
) -> None:
    class Full(SessionLedger):
        def reserve(self, call: ModelCall, since: datetime, check: Check) -> int:
            raise MemoryProblem("There is no room left.")

    door = Door(settings, ledger=Full(), environment=model.environment)
    problem = problem_of(door, question)
    assert problem.code == "model-budget-not-reserved" and "There is no room left" in problem.message
    assert not model.history


def test_an_answer_is_not_lost_where_its_price_can_not_be_noted(
    model: FakeModel, settings: Settings, question
) -> None:
    """The reservation stands, at the full length of the question."""

    class Fills(SessionLedger):
        def settle(self, number: int, call: ModelCall) -> None:
            raise MemoryProblem("There is no room left.")

    ledger = Fills()
    door = Door(settings, ledger=ledger, environment=model.environment)
    assert ask(door, question)
    assert ledger.calls[0].outcome == "reserved"
    assert ledger.spent_since(datetime.now(UTC) - timedelta(days=1))[0] == door_estimate(door, question)
