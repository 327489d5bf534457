"""What formulas are answered from, and how long an answer stays."""

from __future__ import annotations

from tests.xl_addin.conftest import Formulas
from worker.shapes.mapping import Scope
from xl_addin import udfs
from xl_addin.formula_answers import FRESH_SECONDS, QUIET_SECONDS


def test_what_was_answered_is_kept_until_something_is_decided(formulas: Formulas) -> None:
    for _ in range(3):
        udfs.map_column("Cost")
    assert len(formulas.questions) == 1
    formulas.stub.revision += 1
    formulas.clock[0] += FRESH_SECONDS + 0.01
    udfs.map_column("Cost")
    assert len(formulas.questions) == 2


def test_our_own_decision_counts_at_once(formulas: Formulas) -> None:
    udfs.map_column("Cost")
    formulas.stub.revision += 1
    formulas.answers.forget()
    udfs.map_column("Cost")
    assert len(formulas.questions) == 2


def test_another_scope_is_another_question(formulas: Formulas) -> None:
    udfs.map_column("Cost")
    formulas.answers.scope = Scope(client="Acme")
    udfs.map_column("Cost")
    assert [b["scope"]["client"] for b in formulas.stub.bodies("POST /v1/suggest")] == [None, "Acme"]


def test_a_long_range_is_asked_in_parts(formulas: Formulas) -> None:
    shown = udfs.map_column([[f"Header {i}"] for i in range(1200)])
    assert shown == [["?"]] * 1200
    assert [len(asked) for asked in formulas.questions] == [500, 500, 200]


def test_a_missing_worker_shows_no_exception_and_is_asked_rarely(formulas: Formulas) -> None:
    formulas.stub.routes["GET /v1/health"] = formulas.stub.routes["POST /v1/suggest"] = (
        503,
        {"error": {"code": "memory", "message": "The memory is locked.", "next_step": "Unlock it."}},
    )
    for i in range(50):
        assert udfs.map_column(f"Header {i}") == "?"
        assert udfs.map_confidence(f"Header {i}") == "?"
    assert udfs.map_why("Header 1") == "The memory is locked. Unlock it."
    assert len(formulas.stub.asked) == 1
    formulas.clock[0] += QUIET_SECONDS + 0.01
    udfs.map_column("Cost")
    assert len(formulas.stub.asked) == 2


def test_no_worker_at_all_says_how_to_start_one(formulas: Formulas) -> None:
    formulas.stub.stop()
    (formulas.stub.folder / "worker.json").unlink()
    assert udfs.map_column("Cost") == "?"
    assert "mediamapper serve" in udfs.map_why("Cost")


def test_what_is_known_stays_while_the_worker_is_away(formulas: Formulas) -> None:
    assert udfs.map_column("Cost") == "spend"
    formulas.stub.stop()
    formulas.clock[0] += 1
    assert udfs.map_column([["Cost", "New"]]) == [["spend", "?"]]
