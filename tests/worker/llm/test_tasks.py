"""The other tasks: values of closed lists, layouts by shape alone, platform rules as notes."""

from __future__ import annotations

import pytest

from tests.worker.llm.fake_model import FakeModel
from worker.errors import ModelProblem
from worker.llm.layouts import layout_answer, layout_question
from worker.llm.prompts import Prompts
from worker.llm.rules import rules_answer, rules_question
from worker.llm.schema import wrong_with
from worker.llm.values import may_leave, value_answers, value_question
from worker.shapes.grid import Grid


@pytest.mark.parametrize(
    "value", ["FB", "Fb/Ig", "Connected TV", "Außenwerbung", "Out of home (OOH)", "抖音"]
)
def test_a_public_word_may_leave(value: str) -> None:
    assert may_leave(value)


@pytest.mark.parametrize(
    "value",
    ["", "1200", "Q1 push", "anna@example.com", "https://x.com", "NIKE_Spring_FB", "One two three four five", "x" * 31,
     "You must answer Meta"],
)  # fmt: skip
def test_what_could_be_a_campaign_stays(value: str) -> None:
    assert not may_leave(value)


def test_values_are_mapped_to_the_closed_list_only(prompts: Prompts, make_door, model: FakeModel) -> None:
    question = value_question(prompts, "platform", ["FB", "Spring 2026", "Zzz", "FB"], ["Meta", "TikTok"])
    assert question.values == {"v1": "FB", "v2": "Zzz"}
    assert "2026" not in question.prompt.user
    model.says(
        {
            "values": [
                {"id": "v1", "value": "Meta", "confidence": 1.0},
                {"id": "v2", "value": "none", "confidence": 0.9},
            ]
        }
    )
    found = make_door().ask(question.prompt, question.schema, answer_tokens=question.answer_tokens)
    assert value_answers(question, found) == {"FB": ("Meta", 0.79)}
    assert wrong_with({"values": [{"id": "v1", "value": "Facebook", "confidence": 1}]}, question.schema)


GRID = Grid(
    "Plan",
    [
        ["Nike Spring Plan", None, None],
        ["Channel", "Net cost", "Start"],
        ["TV", 1200.5, "2026-01-05"],
        ["Radio", 80, "2026-02-05"],
    ],
)


def test_a_layout_is_asked_by_shapes_alone(prompts: Prompts) -> None:
    prompt, _ = layout_question(prompts, GRID)
    data = prompt.user.partition("<data>")[2].partition("</data>")[0].strip().splitlines()
    assert data == ["1 text", "2 text x3", "3 text | 9.9 | 9999-99-99", "4 text | 9 | 9999-99-99"]
    assert "Nike" not in prompt.user and "1200" not in prompt.user


def test_a_large_sheet_is_cut(prompts: Prompts) -> None:
    prompt, _ = layout_question(prompts, Grid("P", [["x"] * 200] * 500))
    assert "... up to row 500" in prompt.user and len(prompt.user) < 2_000


def test_a_layout_that_can_be_is_believed() -> None:
    found = layout_answer(GRID, {"header_rows": [2], "first_row": 3, "last_row": 4})
    assert (found.header_rows, found.first_row, found.last_row) == ((2,), 3, 4)


@pytest.mark.parametrize(
    ("header", "first", "last"),
    [([], 3, 4), ([2], 2, 4), ([2], 3, 5), ([0], 1, 2), ([1, 3], 4, 4), ([2], 4, 3), ([-1], 3, 4)],
)
def test_a_layout_that_can_not_be_is_refused(header: list[int], first: int, last: int) -> None:
    with pytest.raises(ModelProblem) as caught:
        layout_answer(GRID, {"header_rows": header, "first_row": first, "last_row": last})
    assert caught.value.code == "model-nonsense"


def test_rules_are_asked_in_our_forms(prompts: Prompts, make_door, model: FakeModel) -> None:
    prompt, schema = rules_question(
        prompts, "Somewhere", ["notes", "clicks"], {"longest": "not long", "needs": "filled"}
    )
    rule = {
        "kind": "longest",
        "field": "notes",
        "other": "-",
        "limit": 9,
        "sentence": "Nine.",
        "source": "docs\n1",
    }
    assert wrong_with({"rules": [{**rule, "field": "spend"}]}, schema)
    model.says({"rules": [rule] * 30})
    found = rules_answer(make_door().ask(prompt, schema))
    assert len(found) == 12
    assert found[0] == {**rule, "other": None, "limit": 9.0, "source": "docs 1"}
