"""What the service asks the model beside columns, and what becomes of its answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.worker.llm.fake_model import FakeModel, failure
from worker.service import MediaMapper
from worker.settings import Settings
from worker.shapes.grid import Book, Cell, Grid
from worker.shapes.mapping import Scope
from worker.shapes.memory import ValueDecision
from worker.shapes.review import RowOverride

VALUES: list[list[Cell]] = [
    ["Publisher", "Platform", "Net cost"],
    ["Alpha", "FB", 100],
    ["Beta", "Gugel", 200],
    ["Gamma", "Blorpnet 7731", 300],
    ["Delta", "Gugel", 50],
]
UNCLEAR: list[list[Cell]] = [
    ["Draft", "for review", "v2"],
    ["Agency", "Team", "Lead"],
    ["Alpha", "Beta", "Gamma"],
    ["Delta", "Eps", "Zeta"],
    ["Eta", "Theta", "Iota"],
]


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeModel]:
    with FakeModel().running() as running:
        for name, value in running.environment.items():
            monkeypatch.setenv(name, value)
        yield running


@pytest.fixture
def mapper(own_memory: Path, model: FakeModel) -> Iterator[MediaMapper]:
    made = MediaMapper(Settings(memory_dir=own_memory, llm=True, values_to_model=True))
    yield made
    made.close()


def book(*sheets: list[list[Cell]]) -> Book:
    return Book("plan.xlsx", tuple(Grid(f"Plan {at}", cells) for at, cells in enumerate(sheets, 1)))


def values_of(model: FakeModel) -> list[Any]:
    return [asked for asked in model.asked if "canonical value" in asked.text]


def says_of_values(model: FakeModel, names: dict[str, str], confidence: float = 0.99) -> None:
    """Answer questions on values with these names; by the order of the ids."""

    def brain(asked: Any) -> Any:
        if "canonical value" not in asked.text:
            return {"columns": []}
        lines = [line.split(" ", 1) for line in asked.text.splitlines() if line.startswith("v")]
        said = [(at, names.get(json.loads(value))) for at, value in lines]
        return {"values": [{"id": at, "value": n, "confidence": confidence} for at, n in said if n]}

    model.brain = brain


def codes(mapper: MediaMapper, plan: Book, **asked: Any) -> list[str]:
    return [f.code for f in mapper.export(plan, mapper.map(plan, **asked), **asked).raw.findings]


# ---------------------------------------------------------------- values


def test_unknown_values_are_asked_in_one_question_and_stay_as_they_are(
    mapper: MediaMapper, model: FakeModel
) -> None:
    says_of_values(model, {"Gugel": "Google Ads"})
    found = mapper.export(plan := book(VALUES), mapper.map(plan))
    (asked,) = values_of(model)
    assert "Gugel" in asked.text
    assert "7731" not in asked.text  # it could be anything
    assert "FB" not in asked.text.split("Canonical")[0]  # the list has it
    (proposed,) = [f for f in found.raw.findings if f.code == "value-proposed"]
    assert (proposed.severity, proposed.sheet, proposed.cell) == ("note", "Plan 1", "B3")
    assert "Google Ads" in proposed.sentence
    assert set(found.raw.table["platform"].to_pylist()) == {"Meta", "Gugel", "Blorpnet 7731"}


def test_a_value_is_not_asked_twice_and_counts_once_a_person_says_so(
    mapper: MediaMapper, model: FakeModel, own_memory: Path
) -> None:
    says_of_values(model, {"Gugel": "Google Ads"})
    plan = book(VALUES)
    assert codes(mapper, plan).count("value-proposed") == 1
    mapper.close()
    later = MediaMapper(mapper.settings)
    assert codes(later, plan).count("value-proposed") == 1
    assert len(values_of(model)) == 1
    assert later.memory.recall_value("platform", "Gugel") is None
    later.decide([], "ann", values=[ValueDecision("platform", "Gugel", "Google Ads", "confirm")])
    found = later.export(plan, later.map(plan))
    assert "Google Ads" in found.raw.table["platform"].to_pylist()
    assert not [f for f in found.raw.findings if f.code == "value-proposed"]
    later.close()


def test_a_name_that_is_on_no_list_is_not_proposed(mapper: MediaMapper, model: FakeModel) -> None:
    says_of_values(model, {"Gugel": "My own platform"})
    found = codes(mapper, book(VALUES))
    assert "value-proposed" not in found
    assert "model-nonsense" in found


@pytest.mark.parametrize("llm", [False, None])
def test_where_nobody_allowed_it_nothing_is_asked(
    mapper: MediaMapper, model: FakeModel, llm: bool | None
) -> None:
    alone = MediaMapper(replace(mapper.settings, llm=False))
    codes(alone, book(VALUES), llm=llm)
    codes(alone, book(UNCLEAR), llm=llm)
    assert not model.history
    alone.close()


def test_without_the_model_the_export_goes_on(mapper: MediaMapper, model: FakeModel) -> None:
    model.brain = lambda asked: failure(401)
    assert "model-key-refused" in codes(mapper, book(VALUES))


# ---------------------------------------------------------------- layouts


def header_rows(mapper: MediaMapper, plan: Book, *overrides: RowOverride) -> list[tuple[int, ...]]:
    return [
        table.header_rows for sheet in mapper.map(plan, Scope(), overrides).layouts for table in sheet.tables
    ]


def test_an_unclear_header_is_asked_about_by_shapes_alone(mapper: MediaMapper, model: FakeModel) -> None:
    model.says({"header_rows": [2], "first_row": 3, "last_row": 5})
    mapped = mapper.map(book(UNCLEAR))
    assert [t.header_rows for t in mapped.layouts[0].tables] == [(2,)]
    asked = model.asked[0].text
    assert "Agency" not in asked and "Alpha" not in asked
    (told,) = [f for f in mapped.findings if f.code == "layout-by-model"]
    assert (told.severity, told.sheet) == ("warning", "Plan 1")


@pytest.mark.parametrize(
    "said",
    [
        {"header_rows": [9], "first_row": 10, "last_row": 12},
        {"header_rows": [2], "first_row": 1, "last_row": 5},
        {"header_rows": [1, 3], "first_row": 4, "last_row": 5},
        {"header_rows": [], "first_row": 1, "last_row": 5},
        failure(500),
    ],
)
def test_an_answer_that_can_not_be_leaves_the_rules_alone(
    mapper: MediaMapper, model: FakeModel, said: Any
) -> None:
    alone = header_rows(MediaMapper(replace(mapper.settings, llm=False)), book(UNCLEAR))
    model.brain = lambda asked: said
    mapped = mapper.map(book(UNCLEAR))
    assert [t.header_rows for t in mapped.layouts[0].tables] == alone
    assert any(f.code.startswith("model-") for f in mapped.findings)
    assert not any(f.code == "layout-by-model" for f in mapped.findings)


def test_a_clear_header_and_a_planners_word_are_not_asked_about(
    mapper: MediaMapper, model: FakeModel
) -> None:
    header_rows(mapper, book(VALUES))
    header_rows(mapper, book(UNCLEAR), RowOverride("Plan 1", 2, "header"))
    assert not [asked for asked in model.asked if "Which rows are the header" in asked.text]


# ---------------------------------------------------------------- what it said is kept


def test_the_same_question_is_not_sent_twice_by_another_run(
    mapper: MediaMapper, model: FakeModel, own_memory: Path
) -> None:
    plan = book([["Zzyzx", "Net cost"], ["A", 1], ["B", 2]])
    mapper.map(plan)
    mapper.close()
    sent = len(model.asked)
    later = MediaMapper(mapper.settings)
    later.map(plan)
    assert sent == len(model.asked) == 1
    assert later.report().model.remembered == 1
    later.close()
