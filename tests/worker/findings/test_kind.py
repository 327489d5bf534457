"""A finding is a record's template filled with facts."""

from __future__ import annotations

import pytest

from worker.errors import ModelProblem
from worker.findings.kind import kind, of_problem, tells_more, with_more
from worker.shapes.finding import Finding

TALL = kind("too-tall", "warning", "{cell} of {sheet} is {size:,} tall.", "Cut {size:,} off.", size=1200)


def test_a_kind_without_facts_says_its_sentence_as_it_stands() -> None:
    assert kind("so", "note", "Just so.").at() == Finding("so", "note", "Just so.")


def test_place_and_facts_fill_the_sentence_and_the_next_step() -> None:
    assert TALL.at("Plan", "H12", size=3400) == Finding(
        "too-tall", "warning", "H12 of Plan is 3,400 tall.", "Cut 3,400 off.", "Plan", "H12"
    )


def test_fields_are_named_once_and_no_field_is_left_out() -> None:
    assert TALL.at("Plan", "H12", fields=["spend", None, "spend", "cpm"], size=1).fields == ("spend", "cpm")


def test_a_missing_fact_is_an_error() -> None:
    with pytest.raises(KeyError, match="size"):
        TALL.at("Plan", "H12")


def test_the_rest_is_told_in_one_finding() -> None:
    assert TALL.more(1100, "Plan", "H999", ["spend"]) == Finding(
        "too-tall", "warning", "1,100 more of the same down to H999.", "", "Plan", "H999", ("spend",)
    )


def test_one_finding_says_where_others_like_it_stand() -> None:
    told = with_more(TALL.at("Plan", "H12", size=1), 3, ["H14", "H20:H21"], "H12:H21")
    assert told.cell == "H12:H21"
    assert told.sentence == "H12 of Plan is 1 tall. 3 more of the same in H14, H20:H21."
    assert tells_more(told)
    assert not tells_more(TALL.at("Plan", "H12", size=1))


def test_a_problem_that_did_not_stop_the_work_is_a_note() -> None:
    problem = ModelProblem("The model is busy.", "Try later.", code="model-busy")
    assert of_problem(problem, "Rules answered.") == Finding(
        "model-busy", "note", "The model is busy. Rules answered.", "Try later."
    )


def test_a_finding_that_only_counts_others_is_known() -> None:
    kind_of_it = kind("too-tall", "warning", "{cell} is too tall.", cell="H1")
    assert [tells_more(one) for one in (kind_of_it.at(cell="H1"), kind_of_it.more(3, "Plan", "H4"))] == [
        False,
        True,
    ]
