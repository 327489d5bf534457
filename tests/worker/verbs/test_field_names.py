"""Fields that a decision names: left alone where the template has them."""

from __future__ import annotations

import pytest

from worker.errors import UsageError
from worker.knowledge.templates import load_template
from worker.shapes.mapping import Decision
from worker.verbs.field_names import check_decision, check_field

TEMPLATE = load_template(None)


@pytest.mark.parametrize("field", [None, "net_cost"])
def test_a_field_of_the_template_passes(field: str | None) -> None:
    check_field("Mapping 1 ('A')", field, TEMPLATE)


@pytest.mark.parametrize(
    ("field", "step"),
    [("net_cots", "Did you mean 'net_cost'?"), ("qqqq", "Fields: ")],
)
def test_another_is_refused_with_the_nearest(field: str, step: str) -> None:
    with pytest.raises(UsageError, match=f"Mapping 2 .*'{field}'") as refusal:
        check_field("Mapping 2 ('A')", field, TEMPLATE)
    assert (refusal.value.next_step or "").startswith(step)


@pytest.mark.parametrize(
    "decision",
    [Decision("A", "reach", "confirm"), Decision("A", None, "correct", "reach")],
)
def test_a_decision_that_names_fields_passes(decision: Decision) -> None:
    check_decision(decision, 1, TEMPLATE)


@pytest.mark.parametrize(
    ("decision", "sentence"),
    [
        (Decision("A", None, "reject"), "Decision 3 ('A') names no field."),
        (Decision("A", "rech", "confirm"), "'rech'"),
        (Decision("A", "reach", "correct", "rech"), "'rech'"),
    ],
)
def test_a_decision_that_names_none_is_refused(decision: Decision, sentence: str) -> None:
    with pytest.raises(UsageError) as refusal:
        check_decision(decision, 3, TEMPLATE)
    assert sentence in refusal.value.message
