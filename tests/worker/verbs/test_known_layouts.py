"""A client's plans of one shape: what was settled once is not asked again, and only what drifted comes up."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from worker import settings
from worker.service import MediaMapper
from worker.shapes.grid import Book, Cell, Grid
from worker.shapes.layout import Column, Table
from worker.verbs import known_layouts
from worker.verbs.mapped_plan import choices_of

HEADERS = [
    "Blorp", "Zint", "Quell", "Fremdt", "Publisher", "Placement", "Start date", "End date", "Net cost", "Clicks",
]  # fmt: skip
FIELDS = [
    "brand", "product", None, "notes", "publisher", "placement", "start_date", "end_date", "net_cost", "clicks",
]  # fmt: skip


def plan(month: int, headers: list[str] = HEADERS) -> Book:
    lines: list[list[Cell]] = [
        ["Acorn", f"Line {n}", "x1", "as agreed", "Alpha News", "Homepage", f"2026-{month:02}-01", f"2026-{month:02}-20", 100.0 + n, 5.0]
        for n in range(4)
    ]  # fmt: skip
    return Book(
        f"plan {month}.xlsx", (Grid("Plan", [["Client", "Acorn Foods", *[None] * 8], [*headers], *lines]),)
    )


@pytest.fixture
def mapper(own_memory: Path) -> MediaMapper:
    return MediaMapper(settings.load(own_memory))


def settle(mapper: MediaMapper, book: Book) -> None:
    """A planner decides every column, then exports."""
    mapped = mapper.map(book)
    fields = dict(zip(HEADERS, FIELDS, strict=True))
    review = mapped.review(0.8)
    rows = tuple(
        replace(row, decision="confirm") if row.field == fields[row.header] and row.field
        else replace(row, decision="correct", correct_field=fields[row.header])
        for row in review.rows
    )  # fmt: skip
    mapper.export(book, mapped, choices_of(replace(review, rows=rows)))


def doubts(mapper: MediaMapper, book: Book) -> dict[str, str]:
    """The columns in doubt, with the reason."""
    return {row.header: row.reason for row in mapper.map(book).review(0.8).rows if row.in_doubt}


def test_an_export_that_nobody_decided_teaches_nothing(mapper: MediaMapper, own_memory: Path) -> None:
    book = plan(1)
    mapper.export(book, mapper.map(book))
    assert not (own_memory / "llm_memory.db").exists()


def test_next_months_plan_needs_nobody(mapper: MediaMapper) -> None:
    settle(mapper, plan(1))
    book = plan(2)
    mapped = mapper.map(book)
    assert doubts(mapper, book) == {}
    assert [s.field for s in mapped.suggestions["Plan", 1]] == FIELDS
    assert {s.origin for s in mapped.suggestions["Plan", 1]} == {"memory"}


def test_only_what_drifted_comes_up_with_what_changed(mapper: MediaMapper) -> None:
    settle(mapper, plan(1))
    renamed = ["Blorp", "Zinc", *HEADERS[2:8], "Net costs", "Clicks"]
    found = doubts(mapper, plan(2, renamed))
    assert set(found) == {"Zinc", "Net costs"}
    assert "'Zint'" in found["Zinc"]
    fields = {s.header: s.field for s in mapper.map(plan(2, renamed)).suggestions["Plan", 1]}
    assert (fields["Zinc"], fields["Net costs"]) == ("product", "net_cost")


def test_another_clients_plan_is_its_own(mapper: MediaMapper) -> None:
    settle(mapper, plan(1))
    book = plan(2)
    grid = book.sheets[0]
    other = Book(
        book.name, (replace(grid, cells=[["Client", "Birch Motors", *[None] * 8], *grid.cells[1:]]),)
    )
    assert {s.header: s.origin for s in mapper.map(other).suggestions["Plan", 1]}["Blorp"] != "memory"


def test_a_value_is_asked_about_with_its_unit() -> None:
    columns = (
        Column(1, "Length", samples=("4", "2")),
        Column(2, "", samples=("weeks",), unit_of=1),
        Column(3, "Cost", samples=("5",)),
    )
    asked = known_layouts.columns_of(Table((1,), 2, 3, 1, 3, columns))
    assert [c.samples for c in asked] == [("4 weeks", "2 weeks"), ("weeks",), ("5",)]
