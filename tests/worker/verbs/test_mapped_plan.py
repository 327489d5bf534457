"""What of a mapped plan a person must look at."""

from __future__ import annotations

import pytest

from worker.knowledge.templates import load_template
from worker.shapes.layout import Column, Table
from worker.shapes.mapping import Alternative, Origin, Suggestion
from worker.shapes.review import PlanChoices
from worker.verbs.mapped_plan import _reason, decided, doubt, in_doubt, needs_person, settles

TEMPLATE, COLUMN = load_template(), Column(3, "Cost")
PLACE = ("Plan", 1, 3)


def suggestion(
    field: str | None, confidence: float = 0.9, *others: tuple[str, float], origin: Origin = "rules"
) -> Suggestion:
    alternatives = tuple(Alternative(name, chance) for name, chance in others)
    return Suggestion("Cost", field, confidence, origin, "It is.", alternatives)


@pytest.mark.parametrize(
    ("answer", "doubtful", "person"),
    [
        (suggestion("net_cost", 0.9), False, False),
        (suggestion(None, 0.0), False, False),
        (suggestion(None, 0.0, ("net_cost", 0.1)), False, False),
        (suggestion(None, 0.0, ("net_cost", 0.6), origin="memory"), False, False),  # a person left it open
        (suggestion("publisher", 0.4), True, False),  # a name in the wrong field changes no sum
        (suggestion("cpm", 0.4), True, False),
        (suggestion("net_cost", 0.4), True, True),
        (suggestion("start_date", 0.4), True, True),
        (suggestion(None, 0.0, ("net_cost", 0.6)), True, True),
    ],
)
def test_only_amounts_and_dates_in_doubt_need_a_person(
    answer: Suggestion, doubtful: bool, person: bool
) -> None:
    assert in_doubt(answer, 0.8) is doubtful
    assert needs_person(answer, COLUMN, 0.8, TEMPLATE) is person


@pytest.mark.parametrize(
    ("chosen", "by_person", "field"),
    [
        (PlanChoices(), False, "net_cost"),
        (PlanChoices(by_header={"Other": "spend"}), False, "net_cost"),
        (PlanChoices(by_header={"Cost": "spend"}), True, "spend"),
        (PlanChoices(by_place={PLACE: None}), True, None),
        (PlanChoices(by_place={PLACE: "revenue"}, by_header={"Cost": "spend"}), True, "revenue"),
    ],
)
def test_the_nearest_word_of_a_person_decides(
    chosen: PlanChoices, by_person: bool, field: str | None
) -> None:
    assert decided(chosen, PLACE, COLUMN, suggestion("net_cost")) == (by_person, field)
    assert settles(chosen, PLACE, COLUMN) is by_person


def test_a_doubt_names_the_header_s_cell_and_the_nearest_field() -> None:
    table = Table((4,), 5, 9, 1, 3, (COLUMN,))
    proposed = doubt("Plan", table, COLUMN, suggestion("net_cost", 0.4))
    left_open = doubt("Plan", table, COLUMN, suggestion(None, 0.0, ("spend", 0.5)))
    assert [(one.cell, one.fields) for one in (proposed, left_open)] == [
        ("C4", ("net_cost",)),
        ("C4", ("spend",)),
    ]


@pytest.mark.parametrize(
    ("field", "adds_periods", "reason"),
    [
        (None, False, "'Q1' is not known."),
        ("net_cost", True, "'Q1' is not known."),
        (None, True, "It adds up period columns, which are exported one by one."),
    ],
)
def test_a_sum_of_periods_is_no_unknown_column(field: str | None, adds_periods: bool, reason: str) -> None:
    column = Column(1, "Q1", adds_periods=adds_periods)
    assert _reason(column, Suggestion("Q1", field, 0.0, "none", "'Q1' is not known.")) == reason
