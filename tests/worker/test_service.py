"""The verbs: what each takes, gives, remembers and refuses, whatever door they are called from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from worker.errors import LayoutError, MediaMapperError, UsageError
from worker.matching.work import Question
from worker.service import MediaMapper
from worker.settings import Settings
from worker.shapes.grid import Book, Cell, Grid
from worker.shapes.mapping import EVERYONE, Decision, Scope, SourceColumn
from worker.shapes.review import PlanChoices

ROWS: list[list[Cell]] = [
    ["Publisher", "Start date", "End date", "Zonk", "Net cost"],
    ["Alpha News", "2026-01-05", "2026-01-11", 5, 100.5],
    ["Beta Radio", "2026-01-12", "2026-01-18", 7, 200],
    ["Total", None, None, 12, 300.5],
]
PLAN = Book("plan.xlsx", (Grid("Plan", ROWS),))
ACME = Scope(client="Acme")


@pytest.fixture
def mapper(tmp_path: Path) -> Iterator[MediaMapper]:
    service = MediaMapper(Settings(tmp_path / "memory", user="ann"))
    yield service
    service.close()


def field_of(mapper: MediaMapper, header: str, scope: Scope = EVERYONE) -> tuple[str | None, str]:
    (suggestions,), _ = mapper.suggest([Question((SourceColumn(header, ("5",)),), scope)])
    return suggestions[0].field, suggestions[0].origin


def of_plan(mapper: MediaMapper) -> dict[str, tuple[str | None, str]]:
    """Header of `PLAN` -> field and origin."""
    (suggestions,) = mapper.map(PLAN).suggestions.values()
    return {s.header: (s.field, s.origin) for s in suggestions}


def confirm(header: str = "Zonk", field: str | None = "reach", scope: Scope = EVERYONE) -> Decision:
    return Decision(header, field, "confirm", scope=scope)


# ---------------------------------------------------------------- what leaves the memory alone


def test_asking_makes_no_memory(mapper: MediaMapper) -> None:
    mapped = mapper.map(PLAN)
    mapper.layout(PLAN)
    mapper.export(PLAN, mapped)
    mapper.values("platform", ["FB"])
    assert not mapper.settings.memory_dir.exists()


def test_a_check_learns_nothing_and_an_export_the_layout(mapper: MediaMapper) -> None:
    chosen = PlanChoices(by_header={"Zonk": "reach"})
    mapper.export(PLAN, mapper.map(PLAN), chosen, learn=False)
    assert of_plan(mapper)["Zonk"][1] != "memory"
    mapper.export(PLAN, mapper.map(PLAN), chosen)
    assert of_plan(mapper)["Zonk"] == ("reach", "memory")


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    "decision",
    [
        Decision("Zonk", None, "confirm"),
        Decision("Zonk", "zonk", "confirm"),
        Decision("Zonk", "reach", "correct", correct_field="zonk"),
    ],
    ids=["no field", "an unknown field", "an unknown correct field"],
)
def test_decisions_are_kept_all_or_none(mapper: MediaMapper, decision: Decision) -> None:
    with pytest.raises(UsageError) as refusal:
        mapper.decide([confirm("Wumpus", "clicks"), decision])
    assert "Decision 2" in str(refusal.value) and refusal.value.next_step
    assert field_of(mapper, "Wumpus")[1] != "memory"


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [([], "is empty"), ([[None, None]], "is empty"), ([["Hello"], ["World"]], "table")],
)
def test_a_plan_without_a_table_is_said(mapper: MediaMapper, cells: list[list[Cell]], sentence: str) -> None:
    with pytest.raises(LayoutError, match=sentence) as refusal:
        mapper.map(Book("odd.xlsx", (Grid("Plan", cells),)))
    assert refusal.value.next_step


def test_values_of_an_unknown_field_are_refused(mapper: MediaMapper) -> None:
    with pytest.raises(UsageError):
        mapper.values("zonk", ["FB"])


def test_an_answer_that_no_question_has_is_refused(mapper: MediaMapper) -> None:
    with pytest.raises(MediaMapperError, match="zonk"):
        mapper.export(PLAN, mapper.map(PLAN, answers={"zonk": "1"}))


# ---------------------------------------------------------------- what is answered


def test_each_question_has_its_answer_in_order(mapper: MediaMapper) -> None:
    headers = [("Net cost", "Clicks"), ("Publisher",)]
    questions = [Question(tuple(SourceColumn(name, ("1",)) for name in table), Scope()) for table in headers]
    answers = mapper.suggest(questions).tables
    assert [tuple(s.header for s in table) for table in answers] == headers
    assert [[s.field for s in table] for table in answers] == [["net_cost", "clicks"], ["publisher"]]


def test_a_decision_holds_in_its_scope_until_it_is_undone(mapper: MediaMapper) -> None:
    (standing,) = mapper.decide([confirm(scope=ACME)])
    assert (standing.header, standing.field) == ("Zonk", "reach")
    assert field_of(mapper, "Zonk", ACME) == ("reach", "memory")
    assert field_of(mapper, "Zonk", Scope(client="Other"))[1] != "memory"
    assert [s.header for s in mapper.undo()] == ["Zonk"]
    assert field_of(mapper, "Zonk", ACME)[1] != "memory"


def test_undo_takes_back_ones_own_decisions(mapper: MediaMapper) -> None:
    mapper.decide([confirm()])
    assert mapper.undo("eve") == []
    assert field_of(mapper, "Zonk") == ("reach", "memory")


def test_a_plan_is_exported_with_its_total(mapper: MediaMapper) -> None:
    export = mapper.export(PLAN, mapper.map(PLAN))
    assert export.raw.table.column("net_cost").to_pylist() == [100.5, 200]
    assert {(t.measure, t.plan, t.raw, t.ok) for t in export.raw.totals} >= {("net_cost", 300.5, 300.5, True)}


def test_progress_is_told_and_may_stop_an_export(mapper: MediaMapper) -> None:
    class Enough(Exception):
        pass

    def stop(step: str, done: int, of: int) -> None:
        assert step and 0 <= done <= of
        raise Enough

    with pytest.raises(Enough):
        mapper.export(PLAN, mapper.map(PLAN), PlanChoices(by_header={"Zonk": "reach"}), progress=stop)
    assert of_plan(mapper)["Zonk"][1] != "memory"
