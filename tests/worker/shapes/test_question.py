"""A question takes its answer by id, and says what is near where there is no such id or answer."""

from __future__ import annotations

import pytest

from worker.errors import UsageError
from worker.shapes.question import Question, check_answers, numbered

VERSION = Question(
    "version", "version", "Which?", ("Plan v1", "Plan v2"), "Plan v2", effect={"net_cost": {"EUR": 50.0}}
)
YEAR = Question("year", "year", "Which year?", default="2026")


@pytest.mark.parametrize("answers", [{}, {"year": "2026"}])
def test_without_its_answer_a_question_stays_open_and_its_default_holds(answers: dict[str, str]) -> None:
    question = VERSION.with_answer(answers)
    assert (question.answer, question.value, question.is_open) == (None, "Plan v2", True)


@pytest.mark.parametrize("effect", [{}, {"net_cost": {}}, {"net_cost": {"EUR": 0.0}}])
def test_a_question_on_which_no_amount_depends_is_not_open(effect: dict[str, dict[str, float]]) -> None:
    assert not Question("calendar", "calendar", "Which?", ("a", "b"), "a", effect=effect).is_open


def test_a_version_is_open_though_none_of_its_columns_has_a_measure_yet() -> None:
    question = Question("version", "version", "Which?", ("a", "b"), "a")
    assert question.is_open and not question.with_answer({"version": "b"}).is_open


@pytest.mark.parametrize(("value", "answer"), [("Plan v1", "Plan v1"), (" plan V1 ", "Plan v1")])
def test_an_answer_is_one_of_the_options(value: str, answer: str) -> None:
    question = VERSION.with_answer({"version": value})
    assert (question.answer, question.value, question.is_open) == (answer, answer, False)


def test_where_there_are_no_options_any_text_is_an_answer() -> None:
    assert YEAR.with_answer({"year": " 2027 "}).value == "2027"


@pytest.mark.parametrize(
    ("value", "step"),
    [("Plan v3", "Did you mean 'Plan v"), ("zzz", "Answers: Plan v1, Plan v2.")],
)
def test_another_value_is_an_error_that_names_the_nearest(value: str, step: str) -> None:
    with pytest.raises(UsageError) as error:
        VERSION.with_answer({"version": value})
    assert step in error.value.next_step


@pytest.mark.parametrize(
    ("questions", "id_", "step"),
    [
        ([VERSION, YEAR], "versoin", "Did you mean 'version'?"),
        ([VERSION, YEAR], "zzz", "Questions: version, year."),
        ([VERSION, YEAR, VERSION], "zzz", "Questions: version, year."),
        ([], "version", "This plan raises no question: leave the answer out."),
    ],
)
def test_an_unknown_id_is_an_error_that_names_the_nearest(
    questions: list[Question], id_: str, step: str
) -> None:
    with pytest.raises(UsageError) as error:
        check_answers([id_], questions)
    assert error.value.next_step == step


def test_ids_of_questions_pass() -> None:
    check_answers(["year", "version"], [VERSION, YEAR])


@pytest.mark.parametrize(("number", "name"), [(1, "version"), (2, "version-2"), (12, "version-12")])
def test_the_first_of_several_has_no_number(number: int, name: str) -> None:
    assert numbered("version", number) == name
