"""Requests as the rooms below take them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from worker.errors import UsageError
from worker.shapes.mapping import Decision, Scope, SourceColumn
from worker.shapes.memory import Filter, Statement, ValueDecision
from worker.shapes.review import RowOverride
from worker.wire import requests
from worker.wire.json import decode


@pytest.mark.parametrize(
    ("sent", "scope"),
    [
        ({}, Scope()),
        ({"client": "", "market": None}, Scope()),
        ({"client": "Acme", "template": "raw_data"}, Scope(client="Acme", template="raw_data")),
        ({"user": "anna", "market": "UK", "platform": "Meta"}, Scope("anna", None, "UK", "Meta")),
    ],
)
def test_a_blank_part_of_a_scope_is_everybody(sent: dict[str, str], scope: Scope) -> None:
    shape = requests.ScopeIn(**sent).shape()
    assert (shape.user, shape.client, shape.market, shape.platform, shape.template) == (
        scope.user,
        scope.client,
        scope.market,
        scope.platform,
        scope.template,
    )


def test_samples_become_text_as_a_person_sees_them() -> None:
    column = requests.ColumnIn(2026, ["a", 1.0, True, None, date(2026, 5, 3)], "Week 1")
    assert column.shape() == SourceColumn("2026", ("a", "1", "True", "", "2026-05-03"), "Week 1")
    assert requests.ValuesIn("publisher", ["FB", 7.0]).texts() == ["FB", "7"]


def test_a_question_says_itself_what_it_says_and_takes_the_rest_from_its_door() -> None:
    silent = requests.SuggestIn([requests.ColumnIn("Cost")])
    assert (silent.question().one_to_one, silent.question().alternatives) == (None, 3)
    assert (silent.question(True, 5).one_to_one, silent.question(True, 5).alternatives) == (True, 5)
    loud = requests.SuggestIn([requests.ColumnIn("Cost")], one_to_one=False, alternatives=0)
    assert (loud.question(True, 5).one_to_one, loud.question(True, 5).alternatives) == (False, 0)


def test_decisions_statements_and_filters_keep_their_parts() -> None:
    acme = requests.ScopeIn(client="Acme")
    scope = Scope(client="Acme")
    decision = requests.DecisionIn("Cost", "correct", "spend", "net_cost", acme)
    assert decision.shape() == Decision("Cost", "spend", "correct", "net_cost", scope)
    assert requests.StatementIn("Cost", "spend", 0.9, acme).shape() == Statement("Cost", "spend", 0.9, scope)
    assert requests.FilterIn(client="Acme", field="spend").shape() == Filter(client="Acme", field="spend")


@pytest.mark.parametrize(
    ("sent", "decision"),
    [
        ({}, ValueDecision("publisher", "FB", None, "confirm", None, Scope())),
        (
            {"canonical": "Facebook", "decision": "reject"},
            ValueDecision("publisher", "FB", "Facebook", "reject", None, Scope()),
        ),
        # Without `correct_value`, what is given is the right name.
        (
            {"canonical": "Facebook", "decision": "correct"},
            ValueDecision("publisher", "FB", "Facebook", "confirm", None, Scope()),
        ),
        (
            {"canonical": "Flipboard", "decision": "correct", "correct_value": "Facebook"},
            ValueDecision("publisher", "FB", "Flipboard", "correct", "Facebook", Scope()),
        ),
        (
            {"canonical": "Flipboard", "decision": "correct", "correct_value": None},
            ValueDecision("publisher", "FB", "Flipboard", "correct", None, Scope()),
        ),
    ],
)
def test_the_right_name_of_a_value(sent: dict[str, Any], decision: ValueDecision) -> None:
    assert requests.ValueDecisionIn("publisher", "FB", **sent).shape() == decision


def test_what_is_accepted_with_many_others_counts_half() -> None:
    one, many = requests.DecisionsIn(), requests.DecisionsIn(bulk=True)
    assert many.weight == one.weight / 2
    assert one.shapes() == ([], [])


@pytest.mark.parametrize(("written", "number"), [("A", 1), ("c", 3), ("AA", 27)])
def test_a_choice_is_about_the_column_of_its_letters(written: str, number: int) -> None:
    body = f'{{"choices": [{{"sheet": "Plan", "column": "{written}", "field": "net_cost", "table": 2}}]}}'
    assert decode(body, requests.ExportIn).plan_choices.by_place == {("Plan", 2, number): "net_cost"}


@pytest.mark.parametrize("written", ["", "3", "C3", "É", "A B"])
def test_what_is_no_column_is_refused(written: str) -> None:
    request = requests.ExportIn(choices=[requests.ChoiceIn("Plan", written)])
    with pytest.raises(UsageError, match="no column"):
        _ = request.plan_choices


def test_rows_that_a_planner_names_go_with_a_map_and_an_export() -> None:
    row = requests.RowKindIn("Plan", 7, "total")
    assert requests.MapIn(rows=[row]).overrides == (RowOverride("Plan", 7, "total"),)
    assert requests.ExportIn(rows=[row]).plan_choices.overrides == (RowOverride("Plan", 7, "total"),)
