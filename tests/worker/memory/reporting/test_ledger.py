"""The ledger of model calls, in the memory's database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from worker.errors import MemoryProblem, ModelProblem
from worker.memory.database.database import Database
from worker.memory.database.file_names import FILE
from worker.memory.reporting.ledger import DatabaseLedger
from worker.shapes.model_call import ModelCall

NOON = datetime(2026, 5, 3, 12, tzinfo=UTC)


def call(
    minutes: int = 0, tokens: int = 100, cost: float | None = 0.01, outcome: str = "answered"
) -> ModelCall:
    at = NOON + timedelta(minutes=minutes)
    return ModelCall(at, "column_mapping", "claude-x", tokens, 10, 5, cost, 1.5, outcome)


@pytest.fixture
def ledger(tmp_path: Path) -> DatabaseLedger:
    database = Database(tmp_path / "memory" / FILE)
    return DatabaseLedger(lambda: database)


def test_reading_creates_nothing(ledger: DatabaseLedger, tmp_path: Path) -> None:
    assert ledger.spent_since(NOON) == (0, 0.0)
    assert ledger.calls() == []
    assert not (tmp_path / "memory").exists()


def test_a_call_comes_back_as_it_was_kept(ledger: DatabaseLedger) -> None:
    kept = [call(0), call(1, cost=None, outcome="model-timeout")]
    for one in kept:
        ledger.record(one)
    assert ledger.calls() == kept[::-1]
    assert ledger.calls(limit=1) == [kept[1]]


def test_what_was_spent_is_summed_from_a_moment_on(ledger: DatabaseLedger) -> None:
    for minutes in (-1, 0, 1):
        ledger.record(call(minutes))
    assert ledger.spent_since(NOON) == (220, pytest.approx(0.02))
    assert ledger.calls(NOON) == [call(1), call(0)]


def test_times_of_other_zones_are_the_same_moment(ledger: DatabaseLedger) -> None:
    from datetime import timezone

    ledger.record(call(0))
    assert ledger.spent_since(NOON.astimezone(timezone(timedelta(hours=9))))[0] == 110


def test_a_folder_that_can_not_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "memory").write_text("a file", "utf-8")
    database = Database(tmp_path / "memory" / FILE)
    with pytest.raises(MemoryProblem):
        DatabaseLedger(lambda: database).record(call())


def no_more(*_: object) -> None:
    raise ModelProblem("No more today.")


def test_a_reservation_counts_until_it_is_settled(ledger: DatabaseLedger) -> None:
    number = ledger.reserve(call(0, tokens=900, outcome="reserved"), NOON, lambda *_: None)
    assert ledger.spent_since(NOON)[0] == 910
    ledger.settle(number, call(0, tokens=100))
    assert ledger.spent_since(NOON)[0] == 110
    assert ledger.calls() == [call(0, tokens=100)]


def test_what_was_spent_is_shown_to_whoever_reserves(ledger: DatabaseLedger) -> None:
    shown: list[tuple[int, float]] = []
    ledger.record(call(-1))
    ledger.record(call(0))
    ledger.reserve(call(1), NOON, lambda tokens, cost: shown.append((tokens, cost)))
    assert shown == [(110, pytest.approx(0.01))]


def test_what_may_not_be_spent_is_not_kept(ledger: DatabaseLedger) -> None:
    with pytest.raises(ModelProblem):
        ledger.reserve(call(0), NOON, no_more)
    assert ledger.calls() == []


def test_a_reservation_that_a_restored_memory_lacks_is_kept_anew(ledger: DatabaseLedger) -> None:
    ledger.settle(7, call(0))
    assert ledger.calls() == [call(0)]
