"""What of an export a person should look at, and what is left alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from tests.worker.whole_table import WholeTable
from worker.knowledge.platform_rules import platform_rules
from worker.knowledge.templates import load_template
from worker.memory.store import MemoryStore
from worker.settings import Settings
from worker.shapes.accounts import FateMap
from worker.shapes.finding import Finding, Total
from worker.shapes.grid import Book, Grid
from worker.shapes.layout import Column, SheetLayout, Table
from worker.shapes.mapping import EVERYONE, Alternative, Suggestion
from worker.shapes.question import Question
from worker.shapes.raw_data import RawData
from worker.shapes.review import PlanChoices, RowOverride
from worker.verbs.export import Export, export_tables, settled_fields
from worker.verbs.mapped_plan import MappedPlan

TEMPLATE = load_template()
ABOVE = 0.8


def total(ok: bool | None) -> Total:
    return Total("net_cost", "EUR", 100.0, 100.0, 0.0, ok)


def finding(severity: Any) -> Finding:
    return Finding("any", severity, "It is.", "Look.")


def question(identity: str, kind: Any = "year", **rest: Any) -> Question:
    return Question(identity, kind, "Which?", **rest)


def plan(
    *columns: tuple[str, str | None, float, str | None],
    questions: tuple[Question, ...] = (),
    samples: tuple[str, ...] = ("1 March",),
) -> MappedPlan:
    """One table; each column by header, field, confidence and nearest other field."""
    table = Table(
        (1,), 2, 3, 1, len(columns), tuple(Column(n, c[0], samples=samples) for n, c in enumerate(columns, 1))
    )
    suggestions = tuple(
        Suggestion(header, field, sure, "rules", "It is.", (Alternative(near, 0.6),) if near else ())
        for header, field, sure, near in columns
    )
    layout = SheetLayout("Plan", ("header", "data", "data"), (table,))
    return MappedPlan("plan.xlsx", TEMPLATE, (layout,), {("Plan", 1): suggestions}, questions=questions)


def export(mapped: MappedPlan | None = None, **raw: Any) -> Export:
    return Export(RawData(WholeTable(pa.table({})), TEMPLATE, **raw), mapped or plan(), {})


@pytest.mark.parametrize(
    ("result", "settled"),
    [
        (export(), True),
        (export(findings=(finding("note"),)), True),
        (export(totals=(total(True), total(None))), True),  # what nothing confirms differs from nothing
        (export(questions=(question("year", answer="2026"),)), True),
        (export(findings=(finding("note"), finding("warning"))), False),
        (export(totals=(total(True), total(False))), False),
        (export(questions=(question("year"),)), False),
        (export(questions=(question("year", default="2026"),)), False),  # what holds until then is a guess
        (export(plan(questions=(question("year"),))), False),
    ],
)
def test_an_export_is_settled_where_no_person_must_look(result: Export, settled: bool) -> None:
    assert result.settled is settled


def test_what_lines_ask_is_asked_by_the_lines_alone() -> None:
    """A review may have answered since what they asked when the plan was mapped."""
    mapped = plan(
        questions=(question("year"), question("a measure", "measure"), question("a sheet", "sheet"))
    )
    result = export(mapped, questions=(question("a sheet", "sheet"),))
    assert [q.id for q in result.questions] == ["year", "a sheet"]


COST = ("Cost", "net_cost", 0.95, None)
DAY = ("Day", "date", 0.95, None)
DOUBTFUL = ("Budget", "net_cost", 0.4, None)
BUDGET = ("Plan", 1, 2)


@pytest.mark.parametrize(
    ("columns", "chosen", "fields", "doubts"),
    [
        ([COST], PlanChoices(), ["net_cost"], []),
        ([COST, ("Remark", None, 0.0, None)], PlanChoices(), ["net_cost", None], []),
        ([COST, ("Site", "publisher", 0.4, None)], PlanChoices(), ["net_cost", "publisher"], []),
        ([COST, DOUBTFUL], PlanChoices({BUDGET: "gross_cost"}), ["net_cost", "gross_cost"], []),
        ([COST, DOUBTFUL], PlanChoices(by_header={"Budget": None}), ["net_cost", None], []),
        (
            [COST, ("Worth", None, 0.0, "net_cost")],
            PlanChoices(),
            ["net_cost", None],
            [],
        ),  # the books may explain it
        ([COST, ("Day", None, 0.0, "start_date")], PlanChoices(), ["net_cost", None], ["mapping-in-doubt"]),
        ([COST, DAY, ("Invoiced", None, 0.0, "date")], PlanChoices(), ["net_cost", "date", None], []),
        (
            [COST, DAY, ("Until", None, 0.0, "end_date")],
            PlanChoices(),
            ["net_cost", "date", None],
            ["mapping-in-doubt"],
        ),
        ([COST, DOUBTFUL], PlanChoices(), ["net_cost", "net_cost"], ["mapping-in-doubt"]),
        ([("Remark", None, 0.0, None)], PlanChoices(), [None], ["nothing-mapped"]),
    ],
)
def test_a_doubt_is_told_where_an_amount_or_a_date_hangs_on_it(
    columns: list[tuple[str, str | None, float, str | None]],
    chosen: PlanChoices,
    fields: list[str | None],
    doubts: list[str],
) -> None:
    given, told = settled_fields(plan(*columns), chosen, ABOVE)
    assert list(given.values()) == fields
    assert [one.code for one in told] == doubts


@pytest.mark.parametrize(
    ("cells", "uncalculated", "doubts"),
    [((None, ""), (), 0), ((None, 5), (), 1), ((None, None), ((3, 2),), 1)],
)
def test_nothing_hangs_on_a_column_without_values(
    cells: tuple[object, object], uncalculated: tuple[tuple[int, int], ...], doubts: int
) -> None:
    rows: list[list[Any]] = [["Cost", "Budget"], [1, cells[0]], [3, cells[1]]]
    book = Book("plan.xlsx", (Grid("Plan", rows, uncalculated=frozenset(uncalculated)),))
    assert len(settled_fields(plan(COST, DOUBTFUL), PlanChoices(), ABOVE, book)[1]) == doubts


@pytest.mark.parametrize(("sure", "count"), [((0.5, 0.5), 2), ((0.5, 0.5, 0.5), 1), ((0.5, 0.4, 0.3), 3)])
def test_a_family_of_columns_has_one_doubt(sure: tuple[float, ...], count: int) -> None:
    columns = [(f"Cost / {at}", "net_cost", chance, None) for at, chance in enumerate(sure)]
    _, told = settled_fields(plan(*columns, COST), PlanChoices(), ABOVE)
    assert len(told) == count


@pytest.mark.parametrize(
    ("chosen", "by_word"),
    [
        (PlanChoices(), False),
        (PlanChoices({("Plan", 1, 1): "net_cost"}), False),  # an accepted proposal says what the column is
        (PlanChoices(by_header={"Budget": None}), False),
        (PlanChoices(overrides=(RowOverride("Plan", 3, "total"), RowOverride("Other", 2, "data"))), False),
        (PlanChoices({BUDGET: "gross_cost"}), True),
        (PlanChoices(by_header={"Budget": "spend"}), True),
        (PlanChoices(overrides=(RowOverride("Plan", 3, "data"),)), True),
    ],
)
def test_a_correction_says_that_a_table_is_of_the_plan_and_an_accept_does_not(
    chosen: PlanChoices, by_word: bool, tmp_path: Path
) -> None:
    mapped, book = (
        plan(COST, DOUBTFUL),
        Book("plan.xlsx", (Grid("Plan", [["Cost", "Budget"], [1, 2], [3, 4]]),)),
    )
    fields, _ = settled_fields(mapped, chosen, ABOVE)
    memory = MemoryStore(Settings(tmp_path))
    tables = export_tables(book, mapped, chosen, fields, {"Plan": EVERYONE}, memory, platform_rules)
    assert [table.is_plan_by_word for table in tables] == [by_word]


@pytest.mark.parametrize(
    ("samples", "doubts"),
    [
        ((), 0),
        (("2개월",), 0),
        (("3 months", "6 weeks"), 0),
        (("1 месяц",), 0),
        (("3 months", "from 5 May"), 1),
        (("Anfang März",), 1),
    ],
)
def test_no_date_hangs_on_lengths(samples: tuple[str, ...], doubts: int) -> None:
    _, told = settled_fields(plan(COST, ("Period", None, 0.0, "date"), samples=samples), PlanChoices(), ABOVE)
    assert len(told) == doubts


def with_near(header: str, field: str, sure: float, *near: str) -> Suggestion:
    return Suggestion(header, field, sure, "rules", "It is.", tuple(Alternative(name, 0.4) for name in near))


@pytest.mark.parametrize(
    ("suggestions", "codes"),
    [
        ([with_near("Cost", "net_cost", 0.9, "spend")], []),
        ([with_near("Cost", "net_cost", 0.7, "gross_cost")], ["mapping-in-doubt"]),  # tax makes another sum
        ([with_near("Cost", "net_cost", 0.7, "spend", "cpa")], ["mapping-in-doubt"]),  # a price has none
        ([with_near("Cost", "net_cost", 0.4, "spend")], ["mapping-in-doubt"]),
        (
            [with_near("Cost", "net_cost", 0.7, "spend"), with_near("Budget", "planned_budget", 0.9)],
            ["mapping-in-doubt"],
        ),
        ([with_near("Cost", "net_cost", 0.7, "spend", "planned_budget")], ["money-by-another-name"]),
    ],
)
def test_the_one_money_of_a_table_is_asked_for_by_no_other_name(
    suggestions: list[Suggestion], codes: list[str]
) -> None:
    columns = tuple(Column(n, one.header) for n, one in enumerate(suggestions, 1))
    table = Table((1,), 2, 3, 1, len(columns), columns)
    layout = SheetLayout("Plan", ("header", "data", "data"), (table,))
    mapped = MappedPlan("plan.xlsx", TEMPLATE, (layout,), {("Plan", 1): tuple(suggestions)})
    _, doubts = settled_fields(mapped, PlanChoices(), ABOVE)
    assert [one.code for one in doubts] == codes


def test_without_sheets_is_all_but_the_cells() -> None:
    """What a file of rows alone does not need: the maps of fates, and the tables that hold the sheets."""
    fates = (FateMap(Grid("Plan", [["x"]]), np.zeros((1, 1), np.int8)),)
    built = replace(export(fate_maps=fates), mapped=replace(plan(), proposed=object()))  # type: ignore[arg-type]
    rest = built.without_sheets()
    assert (rest.raw.fate_maps, rest.mapped.proposed) == ((), None)
    assert rest == replace(
        built, raw=replace(built.raw, fate_maps=()), mapped=replace(built.mapped, proposed=None)
    )
