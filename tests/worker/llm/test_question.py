"""What the model is asked about a plan, as it arrives: against the local server that speaks the API."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.worker.llm.fake_model import Asked, FakeModel, mapped
from worker.service import MediaMapper
from worker.settings import Settings
from worker.shapes.grid import Book, Cell, Grid
from worker.shapes.mapping import Decision, Scope
from worker.shapes.review import PlanChoices

HEADERS: list[Cell] = ["Channel", "Publisher", "Start date", "End date", "Net cost", "Zzyzx"]
LINE: list[Cell] = ["TV", "Sky", "2026-01-05", "2026-01-11", 1200.5, "4711"]
ZEBRAFINK = Scope(client="Zebrafink")


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeModel]:
    with FakeModel().running() as running:
        for name, value in running.environment.items():
            monkeypatch.setenv(name, value)
        yield running


@pytest.fixture
def mapper(own_memory: Path) -> Iterator[MediaMapper]:
    mapper = MediaMapper(Settings(memory_dir=own_memory, llm=True))
    yield mapper
    mapper.close()


def plan(*headers: Cell, sheet: str = "TV Zebrafink 2026") -> Book:
    return Book("p.xlsx", (Grid(sheet, [[*HEADERS, *headers], *[[*LINE, *[7] * len(headers)]] * 3]),))


def last_question(model: FakeModel) -> Asked:
    return next(one for one in reversed(model.asked) if "c1" in one.lines)


def test_it_says_where_the_columns_stand_and_what_stands_beside(
    mapper: MediaMapper, model: FakeModel
) -> None:
    mapper.map(plan())
    data = last_question(model).text
    assert 'table: sheet "TV ... 9999" [3 lines, 6 columns]' in data
    assert 'beside: "Net cost" -> net_cost' in data
    assert 'c1 "Zzyzx" [9, thousands]' in data
    assert "4711" not in data and "Zebrafink" not in data


def test_each_candidate_of_a_column_has_its_meaning(mapper: MediaMapper, model: FakeModel) -> None:
    mapper.map(plan("Kosten"))
    question = last_question(model)
    targets = question.text.partition("Target:")[2].splitlines()
    described = {line.partition(":")[0] for line in targets if ":" in line}
    assert "net_cost" in described and len(described) > 3


def test_what_a_remembered_layout_answers_stands_beside_the_open_columns(
    mapper: MediaMapper, model: FakeModel
) -> None:
    first = plan()
    mapped_plan = mapper.map(first, ZEBRAFINK)
    mapper.export(first, mapped_plan, PlanChoices({("TV Zebrafink 2026", 1, 6): "notes"}), learn=True)
    mapper.map(plan("Qwrtz"), ZEBRAFINK)
    data = last_question(model).text
    assert 'beside: "Zzyzx" -> notes' in data
    assert 'c1 "Qwrtz"' in data


def test_two_tables_of_the_client_are_shown_as_they_were_decided(
    mapper: MediaMapper, model: FakeModel
) -> None:
    for sheet, header in (("A", "Kampagnenkosten"), ("B", "Medienkosten"), ("C", "Werbekosten")):
        book = Book("p.xlsx", (Grid(sheet, [["Kanal", header], *[["TV", 100.0], ["Radio", 50.0]] * 2]),))
        chosen = PlanChoices({(sheet, 1, 2): "net_cost"})
        mapper.export(book, mapper.map(book, ZEBRAFINK), chosen, learn=True)
    mapper.map(plan(), ZEBRAFINK)
    examples = last_question(model).text.partition("Tables of this client, as decided:")[2]
    assert '"Kanal" -> channel; "Werbekosten" -> net_cost' in examples
    assert "Medienkosten" in examples and "Kampagnenkosten" not in examples
    mapper.map(plan(), Scope(client="Somebody else"))
    assert "Tables of this client" not in last_question(model).text


def test_the_part_that_never_changes_comes_first_and_may_be_kept(
    mapper: MediaMapper, model: FakeModel
) -> None:
    mapper.map(plan())
    mapper.map(plan("Qwrtz", "Blorf"))
    first, second = [one for one in model.asked if "c1" in one.lines]
    [block] = first.body["system"]
    assert block["cache_control"] == {"type": "ephemeral"}
    assert first.body["system"] == second.body["system"] and first.text != second.text


def test_evidence_comes_before_the_field_that_follows_from_it(mapper: MediaMapper, model: FakeModel) -> None:
    mapper.map(plan())
    answer = last_question(model).body["output_config"]["format"]["schema"]["properties"]["columns"]["items"]
    assert list(answer["properties"]) == ["id", "reason", "field", "confidence"] == answer["required"]


def test_confidence_is_what_this_users_decisions_made_of_it(mapper: MediaMapper, model: FakeModel) -> None:
    model.brain = mapped({"Zzyzx": "notes", "Wibble": "notes"}, 0.7)

    def confidence(header: str) -> float:
        book = Book("p.xlsx", (Grid("Plan", [["Channel", "Net cost", header], *[["TV", 5.0, "abc"]] * 3]),))
        [suggestions] = mapper.map(book).suggestions.values()
        return next(one.confidence for one in suggestions if one.header == header and one.origin == "llm")

    assert confidence("Zzyzx") == pytest.approx(0.7)
    mapper.decide([Decision("Zzyzx", "notes", "reject")], "anna")
    assert confidence("Wibble") == pytest.approx(5 * 0.7 / (5 + 1), abs=0.001)
