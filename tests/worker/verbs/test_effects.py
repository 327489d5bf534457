"""A version's question says what the choice is worth."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from worker.service import MediaMapper
from worker.settings import load
from worker.shapes.grid import Book, Grid
from worker.verbs.export import Export

HEADER = ["Channel", "Site", "Start date", "End date", "Net cost EUR", "Planned impressions"]


def sheet(name: str, *costs: Any, impressions: int = 1000) -> Grid:
    sites = ("ARD", "SWR", "YouTube", "Facebook")
    rows = [
        ["TV", site, "2026-01-05", "2026-02-01", cost, impressions]
        for site, cost in zip(sites, costs, strict=True)
    ]
    return Grid(name, [HEADER, *rows])


@pytest.fixture
def mapper(tmp_path: Path) -> MediaMapper:
    return MediaMapper(load(str(tmp_path), llm=False))


def export(mapper: MediaMapper, *grids: Grid, **answers: str) -> Export:
    book = Book("plan.xlsx", grids)
    return mapper.export(book, mapper.map(book, answers=answers))


def test_copies_raise_no_question(mapper: MediaMapper) -> None:
    copy = (sheet("Plan", 10, 20, 30, 40), sheet("Plan (2)", 10, 20, 30, 40))
    assert export(mapper, *copy).questions == ()


def test_sheets_with_equal_sums_are_asked_where_all_of_them_count(mapper: MediaMapper) -> None:
    """The lines share the money out in another way: nothing says which sheet is the plan, and the two would add up."""
    found = export(mapper, sheet("Plan", 10, 20, 30, 40), sheet("Spring", 20, 10, 30, 40))
    (question,) = found.questions
    assert question.default == "all of them"
    assert question.effect == {"net_cost": {"EUR": 100.0}, "planned_impressions": {"": 4000.0}}
    assert not found.settled


def test_the_effect_is_the_difference_by_field_and_currency(mapper: MediaMapper) -> None:
    versions = sheet("Plan v1", 10, 20, 30, 40), sheet("Plan v2", 20, "30,00", 30, 40, impressions=900)
    (question,) = export(mapper, *versions).questions
    assert question.effect == {"net_cost": {"EUR": 20.0}, "planned_impressions": {"": 400.0}}
    assert question.fields == ("net_cost", "planned_impressions")


@pytest.mark.parametrize(
    ("answers", "cost", "settled"),
    [
        ({}, 200, False),
        ({"version": "Plan v2"}, 200, True),
        ({"version": "Plan v1"}, 100, True),
        ({"version": "all of them"}, 300, True),
    ],
)
def test_an_open_version_leaves_the_export_unsettled(
    mapper: MediaMapper, answers: dict[str, str], cost: float, settled: bool
) -> None:
    versions = sheet("Plan v1", 10, 20, 30, 40), sheet("Plan v2", 20, 40, 60, 80)
    found = export(mapper, *versions, **answers)
    assert (found.raw.frame["net_cost"].sum(), found.settled) == (cost, settled)
