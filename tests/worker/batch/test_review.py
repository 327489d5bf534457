"""One review for all plans of a batch; `test_run.py` has it filled in and taken back."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.worker.linkage.versions import TEMPLATE
from worker import settings
from worker.batch import review
from worker.batch.job import Answers
from worker.errors import UsageError
from worker.plans.files.reading import read_book
from worker.shapes.outcome import OpenColumn, PlanOutcome
from worker.shapes.question import Question

ZONK = OpenColumn("Zonk", "1 | 2", None, ())
VERSION = Question("version", "version", "Which version?", ("A", "B"), "A", effect={"net_cost": {"EUR": 50.0}})  # fmt: skip


def outcome(plan: str, client: str, money: float, *columns: OpenColumn) -> PlanOutcome:
    sums = {"net_cost": {"EUR": money}}
    return PlanOutcome(plan, "d", "needs-person", "why", client, sums=sums, columns=columns, questions=(VERSION,))  # fmt: skip


OUTCOMES = [
    outcome("1", "Acme", 100.0, ZONK, ZONK),
    outcome("2", "Acme", 50.0, OpenColumn("ZONK", "3", "spend", ())),
    outcome("3", "Other", 900.0, ZONK),
]


def test_what_is_asked_of_several_plans_of_a_client_is_asked_once() -> None:
    columns, questions = review.groups(OUTCOMES)
    assert [(g.client, g.plans, g.money) for g in columns] == [("Other", ["3"], 900.0), ("Acme", ["1", "2"], 150.0)]  # fmt: skip
    assert [(g.client, g.ids, g.money) for g in questions] == [("Acme", ["version"] * 2, 100.0), ("Other", ["version"], 50.0)]  # fmt: skip


@pytest.fixture
def book(tmp_path: Path) -> Path:
    review.write(OUTCOMES, TEMPLATE, tmp_path / "review.xlsx")
    return tmp_path / "review.xlsx"


def filled(book: Path, sheet: str, entries: dict[int, str]) -> dict[str, Answers]:
    workbook = openpyxl.load_workbook(book)
    for row, text in entries.items():
        workbook[sheet].cell(row, 7, text)
    workbook.save(book)
    chosen = settings.load(book.parent / "memory", llm=False)
    return review.read(read_book(book, settings=chosen), TEMPLATE)


def test_an_untouched_review_says_nothing(book: Path) -> None:
    assert filled(book, "Columns", {}) == {}


def test_fields_and_answers_go_to_their_client(book: Path) -> None:
    assert filled(book, "Columns", {3: "spend"}) == {"Acme": Answers({"zonk": "spend"})}
    both = filled(book, "Questions", {2: "B"})
    assert both["Acme"].answers == {"1": {"version": "B"}, "2": {"version": "B"}}
    assert filled(book, "Columns", {2: review.NO_FIELD})["Other"] == Answers({"zonk": None})


def test_an_unknown_field_and_another_workbook(book: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="'costs'"):
        filled(book, "Columns", {2: "costs"})
    other = openpyxl.Workbook()
    other.active["A1"] = "x"
    other.save(tmp_path / "other.xlsx")
    with pytest.raises(UsageError, match="no review of a batch"):
        review.read(read_book(tmp_path / "other.xlsx", settings=settings.load(tmp_path, llm=False)), TEMPLATE)
