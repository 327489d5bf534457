"""Lines of what was delivered, below those of the plan: which are left out, and which words are only a state."""

from __future__ import annotations

from typing import Any

import pytest

from worker.service import MediaMapper
from worker.settings import Settings
from worker.shapes.grid import Book, Grid
from worker.shapes.review import PlanChoices, RowOverride

SITES = ["Acme News", "Harbour FM", "Lake Radio"]
MONTHS = ["2026-03-01", "2026-04-01"]


def _twice(plan: str, actual: str) -> list[list[Any]]:
    """Each site and month with what was planned and what it came to."""
    return [
        [site, month, word, amount + at]
        for at, site in enumerate(SITES)
        for month in MONTHS
        for word, amount in ((plan, 4_100), (actual, 3_950.5))
    ]


def _states(done: str, open_: str) -> list[list[Any]]:
    """Each site and month once: March has run, April is to come."""
    return [
        [site, month, word, 4_100 + at]
        for at, site in enumerate(SITES)
        for month, word in zip(MONTHS, (done, open_), strict=True)
    ]


@pytest.mark.parametrize(
    ("head", "lines", "left_out"),
    [
        # Leave it alone: a state of each line, words of neither, the plan alone, what was spent.
        (["Publisher", "Date", "Status", "Net cost USD"], _states("Delivered", "Planned"), 0),
        (["Publisher", "Date", "Format", "Net cost USD"], _twice("Banner", "Video"), 0),
        (["Publisher", "Date", "Version", "Net cost USD"], _twice("Plan", "Plan"), 0),
        (["Publisher", "Date", "Version", "Amount spent USD"], _twice("Plan", "Actual"), 0),
        (["Publisher", "Date", "Version", "Net cost USD"], _twice("Plan", "Actual"), 6),
        (["Publisher", "Date", "Scenario", "Net cost USD"], _twice("Budget", "Actual"), 6),
        (["Anbieter", "Datum", "Stand", "Nettokosten EUR"], _twice("Plan", "Ist"), 6),
        (["Площадка", "Дата", "Тип", "Стоимость без НДС, руб."], _twice("План", "Факт"), 6),
        (["매체", "날짜", "구분", "순광고비(원)"], _twice("계획", "실제"), 6),
    ],
)
def test_lines_that_tell_what_others_came_to_are_left_out(
    tmp_path: Any, head: list[str], lines: list[list[Any]], left_out: int
) -> None:
    mapper = MediaMapper(Settings(memory_dir=tmp_path / "memory"))
    book = Book("plan.xlsx", (Grid("Plan", [head, *lines]),))
    export = mapper.export(book, mapper.map(book, llm=False), llm=False)
    assert export.raw.table.num_rows == len(lines) - left_out
    said = [finding for finding in export.raw.findings if finding.code == "lines-delivered"]
    assert bool(said) == bool(left_out)
    assert not any(finding.code == "rows-unexplained" for finding in export.raw.findings)


def test_a_person_may_call_one_a_line(tmp_path: Any) -> None:
    lines = _twice("Plan", "Actual")
    mapper = MediaMapper(Settings(memory_dir=tmp_path / "memory"))
    book = Book("plan.xlsx", (Grid("Plan", [["Publisher", "Date", "Version", "Net cost USD"], *lines]),))
    choices = PlanChoices(overrides=(RowOverride("Plan", 3, "data"),))
    mapped = mapper.map(book, overrides=choices.overrides, llm=False)
    assert mapper.export(book, mapped, choices, llm=False).raw.table.num_rows == 7
