"""The last step of the cascade: one question a table for what is still open, and its answers taken in."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from worker.errors import ModelProblem
from worker.matching.from_model import NEIGHBOURS, FromModel, narrowed, neighbours
from worker.matching.model.columns import ColumnRequest, ModelAnswer
from worker.matching.work import Draft, Question, Work
from worker.shapes.mapping import SourceColumn
from worker.shapes.memory import Recollection
from worker.shapes.template import Field, Template

TEMPLATE = Template("own", 1, tuple(Field(name) for name in ("cost", "clicks", "site")))


class Model:
    """Answers by place, or not at all; remembers which headers it was asked."""

    def __init__(self, answers: Mapping[int, ModelAnswer] | None) -> None:
        self.answers = answers
        self.asked: list[list[str]] = []

    def ask_columns(self, request: ColumnRequest) -> Mapping[int, ModelAnswer]:
        self.asked.append([column.name for column in request.columns])
        if self.answers is None:
            raise ModelProblem("It did not answer.", "Ask again.", code="model-unreachable")
        return self.answers


def work_of(*drafts: Draft, repeatable: frozenset[str] | None = frozenset()) -> Work:
    return Work(Question(tuple(d.column for d in drafts)), drafts, repeatable)


def answer_of(answer: ModelAnswer, *drafts: Draft) -> tuple[Draft, ...]:
    """The drafts after the model gave this answer for the first open one."""
    [work] = FromModel(TEMPLATE, Model({0: answer})).answer([work_of(*drafts)])
    return work.drafts


def draft(header: str, field: str | None = None, confidence: float = 0.0, **words: bool) -> Draft:
    return Draft(SourceColumn(header), field=field, confidence=confidence, origin="rules", **words)


@pytest.mark.parametrize(
    "sure", [draft("Cost", "cost", 0.9), draft("Cost", "cost", 0.3, settled=True)], ids=["rules", "memory"]
)
def test_what_is_sure_is_not_asked(sure: Draft) -> None:
    model = Model({0: ModelAnswer("clicks", 0.7, "So.")})
    [work] = FromModel(TEMPLATE, model).answer([work_of(sure)])
    assert (model.asked, work.drafts) == ([], (sure,))


@pytest.mark.parametrize(
    ("before", "answer", "after"),
    [
        (draft("Kosten", "cost", 0.6), ModelAnswer("clicks", 0.5, "So."), ("cost", "rules")),  # weaker
        (draft("Kosten"), ModelAnswer("nothing of ours", 0.7, "So."), (None, "rules")),
        (draft("Kosten"), ModelAnswer("cost", 0.7, "So."), ("cost", "llm")),
        (draft("Kosten", "cost", 0.3), ModelAnswer("cost", 0.7, "So."), ("cost", "llm")),
    ],
)
def test_an_answer_replaces_a_weaker_one(
    before: Draft, answer: ModelAnswer, after: tuple[str | None, str]
) -> None:
    [after_it] = answer_of(answer, before)
    assert (after_it.field, after_it.origin) == after


def test_a_rejected_field_stays_rejected() -> None:
    column = draft("Kosten")._replace(recalled=Recollection(None, 0.0, "", frozenset({"cost"})))
    assert answer_of(ModelAnswer("cost", 0.7, "So."), column)[0].field is None


def test_one_field_for_many_columns_is_not_believed() -> None:
    model = Model({at: ModelAnswer("cost", 0.7, "So.") for at in range(3)})
    [work] = FromModel(TEMPLATE, model).answer([work_of(*(draft(f"Column {at}") for at in range(3)))])
    assert [d.field for d in work.drafts] == [None] * 3
    assert [finding.code for finding in work.findings] == ["model-suspicious"]


def test_a_field_that_another_column_holds_is_not_given_twice() -> None:
    drafts = answer_of(ModelAnswer("cost", 0.7, "So."), draft("Cost", "cost", 0.9), draft("Kosten"))
    assert [d.field for d in drafts] == ["cost", None]


def test_a_model_that_fails_is_not_asked_again() -> None:
    model = Model(None)
    works = FromModel(TEMPLATE, model).answer([work_of(draft("Kosten")), work_of(draft("Klicks"))])
    assert model.asked == [["Kosten"]]
    assert [len(work.findings) for work in works] == [1, 0]


def test_fields_that_are_taken_are_not_offered() -> None:
    work = work_of(draft("Cost", "cost", 0.9), draft("Qwv"))
    offered = narrowed(TEMPLATE, work, work.drafts[1:])
    assert "cost" not in offered.names


def test_open_columns_are_no_neighbours_and_columns_without_a_field_neither() -> None:
    value = draft("Value")
    work = work_of(draft("Cost", "cost", 0.5), value, draft("Notes", None, 0.9, settled=True))
    assert neighbours(work) == []


def test_the_nearest_sure_columns_go_along_in_the_tables_order() -> None:
    value = draft("Value")
    sure = [draft(f"Clicks {at}", "clicks", 0.9) for at in range(NEIGHBOURS)]
    far = draft("Site", "site", 0.3, settled=True)
    beside = neighbours(work_of(*sure[:4], value, *sure[4:], far))
    assert beside == [(one.column.name, "clicks") for one in sure]
