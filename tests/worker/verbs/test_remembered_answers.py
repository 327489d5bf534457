"""What a person answered of one plan is not asked of the next one of its shape and client."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from worker.errors import UsageError
from worker.service import MediaMapper
from worker.settings import Settings
from worker.shapes.grid import Book, Cell, Grid
from worker.shapes.mapping import Scope
from worker.shapes.memory import Filter
from worker.shapes.question import Question
from worker.shapes.review import PlanChoices
from worker.verbs import remembered_answers
from worker.verbs.export import Export

ACME, OTHER, NOBODY = Scope(client="Acme"), Scope(client="Other"), Scope()
MONTHS = ["Vendor", "Placement", "Jan 2026", "Feb 2026"]
MEASURE: dict[str, list[list[Cell]]] = {"Plan": [MONTHS, ["Alder", "Video", 1200.5, 80.0]]}
NEXT_MEASURE: dict[str, list[list[Cell]]] = {
    "March": [["Vendor", "Placement", "Mar 2026", "Apr 2026"], ["Birch", "Radio", 700.25, 60.0]]
}
HEAD: list[Cell] = ["Vendor", "Start", "End", "Net cost"]
VERSIONS: dict[str, list[list[Cell]]] = {
    "Plan v1": [
        HEAD,
        ["Alder", "2026-01-01", "2026-01-31", 1200.5],
        ["Birch", "2026-01-01", "2026-01-31", 70.0],
    ],
    "Plan v2": [
        HEAD,
        ["Alder", "2026-01-01", "2026-01-31", 900.5],
        ["Birch", "2026-01-01", "2026-01-31", 70.0],
    ],
}
UNDATED: dict[str, list[list[Cell]]] = {
    "Plan": [["Vendor", "Net cost", "Jan", "Feb"], ["Alder", 150.5, 100.5, 50.0], ["Birch", 90.0, 60.0, 30.0]]
}
ROUND: dict[str, list[list[Cell]]] = {
    "Plan": [
        HEAD,
        ["Alder", "2026-03-01", "2026-03-31", 60_000],
        ["Birch", "2026-03-01", "2026-03-31", 40_000],
    ],
    "More": [["Production", "Net cost"], ["Spot", 70_000], ["Banner", 30_000]],
}
NEXT_ROUND: dict[str, list[list[Cell]]] = {
    "Plan": [
        HEAD,
        ["Alder", "2026-04-01", "2026-04-30", 50_000],
        ["Birch", "2026-04-01", "2026-04-30", 10_000],
    ],
    "More": [["Production", "Net cost"], ["Spot", 40_000], ["Banner", 20_000]],
}


@pytest.fixture
def mapper(tmp_path: Path) -> MediaMapper:
    return MediaMapper(Settings(memory_dir=tmp_path / "memory"))


@dataclass
class Plan:
    """A plan of a client."""

    sheets: dict[str, list[list[Cell]]]
    scope: Scope = ACME

    def export(
        self, mapper: MediaMapper, answers: dict[str, str] | None = None, chosen: PlanChoices | None = None
    ) -> Export:
        notes = Grid("Notes", [["All prices in EUR"]])
        book = Book("plan.xlsx", (*(Grid(name, cells) for name, cells in self.sheets.items()), notes))
        mapped = mapper.map(book, self.scope, llm=False, answers=answers)
        return mapper.export(book, mapped, chosen, user="anna", llm=False)

    def question(self, mapper: MediaMapper, kind: str) -> Question:
        return next(one for one in self.export(mapper).questions if one.kind == kind)


@pytest.mark.parametrize("scope", [OTHER, NOBODY, Scope(client="Acme", market="UK")])
def test_another_client_is_asked(mapper: MediaMapper, scope: Scope) -> None:
    Plan(MEASURE, Scope(client="Acme", market="FR")).export(mapper, {"measure-C": "net_cost"})
    assert Plan(MEASURE, scope).question(mapper, "measure").answer is None


def test_a_client_is_asked_although_somebody_answered_for_nobody(mapper: MediaMapper) -> None:
    Plan(MEASURE, NOBODY).export(mapper, {"measure-C": "net_cost"})
    assert Plan(MEASURE).question(mapper, "measure").answer is None
    assert Plan(MEASURE, NOBODY).question(mapper, "measure").answer == "net_cost"


def test_another_shape_is_asked(mapper: MediaMapper) -> None:
    Plan(MEASURE).export(mapper, {"measure-C": "net_cost"})
    other: dict[str, list[list[Cell]]] = {
        "Plan": [["Site", "Placement", "Jan 2026", "Feb 2026"], ["Alder", "Video", 1200.5, 80.0]]
    }
    assert Plan(other).question(mapper, "measure").answer is None


def test_a_check_teaches_nothing(mapper: MediaMapper) -> None:
    book = Book("plan.xlsx", (Grid("Plan", MEASURE["Plan"]),))
    mapped = mapper.map(book, ACME, llm=False, answers={"measure-C": "net_cost"})
    mapper.export(book, mapped, llm=False, learn=False)
    assert Plan(MEASURE).question(mapper, "measure").is_open


@pytest.mark.parametrize(
    ("first", "then", "answers", "kind"),
    [
        (MEASURE, NEXT_MEASURE, {"measure-C": "net_cost"}, "measure"),
        (MEASURE, NEXT_MEASURE, {"measure-C": "not exported"}, "measure"),
        (VERSIONS, VERSIONS, {"version": "Plan v1"}, "version"),
        (VERSIONS, VERSIONS, {"version": "all of them"}, "version"),
        (UNDATED, UNDATED, {"year": "2026"}, "year"),
        (ROUND, NEXT_ROUND, {"summary": "lines"}, "sheet"),
    ],
    ids=["what periods hold", "periods left out", "one version", "all versions", "year", "further lines"],
)
def test_the_next_plan_of_the_shape_is_not_asked(
    mapper: MediaMapper,
    first: dict[str, list[list[Cell]]],
    then: dict[str, list[list[Cell]]],
    answers: dict[str, str],
    kind: str,
) -> None:
    assert Plan(first).question(mapper, kind).is_open
    Plan(first).export(mapper, answers)
    export = Plan(then).export(mapper)
    question = next(one for one in export.questions if one.kind == kind)
    assert (question.answer, question.from_memory) == (*answers.values(), True)
    assert question.state == f"remembered: {question.answer}"
    assert not any(one.is_open for one in export.questions)
    (note,) = [one for one in export.raw.findings if one.code == "answer-remembered"]
    assert (note.severity, f"'{question.id}'" in note.sentence) == ("note", True)


def test_a_remembered_answer_exports_as_the_given_one_did(mapper: MediaMapper) -> None:
    before = Plan(VERSIONS).export(mapper, {"version": "Plan v1"})
    assert Plan(VERSIONS).export(mapper).raw.table.equals(before.raw.table)


def test_the_plans_own_answer_goes_before_memory_and_takes_its_place(mapper: MediaMapper) -> None:
    Plan(MEASURE).export(mapper, {"measure-C": "net_cost"})
    Plan(MEASURE).export(mapper, {"measure-C": "clicks"})
    assert Plan(MEASURE).question(mapper, "measure").answer == "clicks"


def test_the_name_of_a_sheet_is_not_kept(mapper: MediaMapper) -> None:
    Plan(VERSIONS).export(mapper, {"version": "Plan v1"})
    names = [one.field for one in mapper.memory.entries(Filter()).values]
    assert names and not any("plan" in (name or "").casefold() for name in names)


def test_a_version_that_is_not_there_is_asked_for(mapper: MediaMapper) -> None:
    Plan(VERSIONS).export(mapper, {"version": "Plan v1"})
    renamed = {name.replace("Plan v1", "Plan v3"): cells for name, cells in VERSIONS.items()}
    assert Plan(renamed).question(mapper, "version").answer is None


def test_a_year_ends_with_the_year_of_its_answer(
    mapper: MediaMapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    Plan(UNDATED).export(mapper, {"year": "2026"})

    class Later(date):
        @classmethod
        def today(cls) -> date:
            return date(date.today().year + 1, 1, 4)

    monkeypatch.setattr(remembered_answers, "date", Later)
    assert Plan(UNDATED).question(mapper, "year").is_open


def test_memory_does_not_speak_against_sums(mapper: MediaMapper) -> None:
    Plan(ROUND).export(mapper, {"summary": "lines"})
    proved = {**ROUND, "More": [["Production", "Net cost"], ["Alder", 60_000], ["Birch", 40_000]]}
    assert Plan(proved).export(mapper).raw.table.num_rows == 2


def test_undo_takes_an_answer_back(mapper: MediaMapper) -> None:
    Plan(MEASURE).export(mapper, {"measure-C": "net_cost"})
    Plan(MEASURE).export(mapper, {"measure-C": "clicks"})
    mapper.undo("anna")
    assert Plan(MEASURE).question(mapper, "measure").answer == "net_cost"
    mapper.undo("anna")
    assert Plan(MEASURE).question(mapper, "measure").answer is None


def test_a_client_that_is_forgotten_is_asked_again(mapper: MediaMapper) -> None:
    Plan(MEASURE).export(mapper, {"measure-C": "net_cost"})
    mapper.memory.forget("Acme", None, "anna")
    assert Plan(MEASURE).question(mapper, "measure").answer is None
    assert not mapper.memory.entries(Filter()).values


def test_a_review_that_says_what_periods_hold_is_remembered(mapper: MediaMapper) -> None:
    Plan(MEASURE).export(mapper, chosen=PlanChoices(by_place={("Plan", 1, 3): "net_cost"}))
    assert Plan(NEXT_MEASURE).question(mapper, "measure").answer == "net_cost"
    book = Book("plan.xlsx", (Grid("March", NEXT_MEASURE["March"]),))
    row = next(row for row in mapper.map(book, ACME, llm=False).review(0.8).rows if row.periods)
    assert (row.field, row.origin, row.in_doubt) == ("net_cost", "memory", False)


def test_two_answers_for_one_shape_teach_nothing(mapper: MediaMapper) -> None:
    two = {"North": MEASURE["Plan"], "South": [MONTHS, ["Cedar", "Press", 77.5, 31.0]]}
    Plan(two).export(mapper, {"measure-C": "net_cost", "measure-2-C": "clicks"})
    assert all(one.answer is None for one in Plan(two).export(mapper).questions if one.kind == "measure")


def test_an_answer_to_no_question_is_refused_as_before(mapper: MediaMapper) -> None:
    Plan(MEASURE).export(mapper, {"measure-C": "net_cost"})
    with pytest.raises(UsageError, match="no question"):
        Plan(MEASURE).export(mapper, {"zonk": "1"})
