"""The sheet 'Review questions': what is asked, and what a planner answers there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from worker.plans.files.reading import read_book
from worker.settings import Settings
from worker.shapes.grid import Cell
from worker.shapes.question import Question
from worker.shapes.review import Review, ReviewRow
from worker.shapes.template import Field, Template
from worker.verbs.mapped_plan import choices_of
from xl_addin import review_file
from xl_addin.pages import review, review_questions
from xl_addin.pages.page import QUESTIONS, REVIEW
from xl_addin.pages.review_questions import FIRST, ID

FREE = Question("weeks", "calendar", "How long are weeks?", sheets=("Plan",), default="7")
VERSION = Question(
    "version",
    "version",
    "Which one counts?",
    ("Plan v1", "Plan, v2"),
    "Plan, v2",
    ("Plan v1", "Plan, v2"),
    effect={"net_cost": {"EUR": 1000.0}},
)
ROW = ReviewRow("Plan", 1, 1, "Net", "1", "net_cost", 0.9, "rules", "Because.")


def reviewed(*questions: Question) -> Review:
    return Review("plan.xlsx", Template("small", 1, (Field("net_cost"),)), (ROW,), questions=questions)


def test_without_questions_there_is_no_sheet(book: Any) -> None:
    review.write_review(book, reviewed())
    assert QUESTIONS not in [sheet.name for sheet in book.sheets]
    assert review_questions.answers(book) == {}


def test_questions_stand_in_front_of_the_columns_those_with_money_first(book: Any) -> None:
    review.write_review(book, reviewed(FREE, VERSION))
    names = [sheet.name for sheet in book.sheets]
    assert names.index(QUESTIONS) < names.index(REVIEW)
    sheet = book.sheets[QUESTIONS]
    rows = sheet.range((FIRST, 1), (FIRST + 1, 5)).value
    assert rows[0] == [None, VERSION.text, "Plan, v2", "1,000.00 EUR of net cost", "Plan v1, Plan, v2"]
    assert rows[1][1] == FREE.text
    assert sheet.range((FIRST, 1)).data_validation.type == "list"
    assert sheet.range((FIRST + 1, 1)).data_validation.type == "none"


@pytest.mark.parametrize(
    ("cell", "answers"), [(None, {}), ("  ", {}), ("Plan v1", {"a": "Plan v1"}), (2026.0, {"a": "2026"})]
)
def test_an_empty_answer_is_none_and_a_year_is_a_text(cell: Cell, answers: dict[str, str]) -> None:
    assert review_questions.answers_in([[cell, *[None] * (ID - 2), "a"]]) == answers


def test_what_was_answered_is_read_back_and_written_again(book: Any) -> None:
    review.write_review(book, reviewed(VERSION))
    book.sheets[QUESTIONS].range((FIRST, 1)).value = "Plan v1"
    answers = review_questions.answers(book)
    assert answers == {"version": "Plan v1"}
    review.write_review(book, reviewed(*review_questions.with_answers([VERSION], answers)))
    assert review_questions.answers(book) == answers


def test_a_saved_answer_goes_into_the_export(tmp_path: Path) -> None:
    plan = tmp_path / "plan.csv"
    plan.write_text("Net\n1\n", "utf-8")
    settings = Settings(memory_dir=tmp_path / "memory")
    review_file.write(reviewed(VERSION), plan, read_book(plan, settings=settings), tmp_path / "review.xlsx")
    saved = openpyxl.load_workbook(tmp_path / "review.xlsx")
    saved[QUESTIONS].cell(FIRST, 1).value = "Plan v1"
    saved.save(tmp_path / "review.xlsx")
    back = review_file.read(read_book(tmp_path / "review.xlsx", settings=settings), reviewed().template)
    assert choices_of(back).answers == {"version": "Plan v1"}


@pytest.mark.parametrize(
    ("letters", "spans"),
    [((), []), (("R",), ["R"]), (("D", "F"), ["D", "F"]), (("Z", "AA", "AB", "Y", "AD"), ["Y:AB", "AD"])],
)
def test_columns_side_by_side_are_one_span(letters: tuple[str, ...], spans: list[str]) -> None:
    assert review_questions._spans(letters) == spans
