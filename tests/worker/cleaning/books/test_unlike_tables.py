"""Which of several tables of unlike forms are the plan, where no sum has them all."""

from __future__ import annotations

from typing import Any

import pytest

from worker.service import MediaMapper
from worker.settings import Settings
from worker.shapes.grid import Book, Grid
from worker.verbs.export import Export

MAY = ["2026-05-04", "2026-05-31"]
PLAN = [
    ["Publisher", "Placement", "Start", "End", "Impressions", "Net cost USD"],
    ["Acme News", "Home page", *MAY, 400_000, 12_410],
    ["Acme News", "Articles", *MAY, 700_000, 15_930],
]
DAYS = [
    ["Day", "Publisher", "Forecast", "Format", "Net cost USD"],
    *([f"2026-05-{day:02}", "Acme News", "likely", "Banner", 871.5 + day] for day in range(4, 24)),
]
OF_JUNE = [
    DAYS[0],
    *([f"2026-06-{day:02}", "Acme News", "likely", "Banner", 871.5 + day] for day in range(1, 21)),
]
RADIO = [
    ["Publisher", "Spot", "Day", "Spots", "Net cost USD"],
    ["Radio Acme", "Morning", "2026-05-06", 12, 3_350],
    ["Radio Acme", "Evening", "2026-05-07", 9, 2_270],
]
GERMAN = [
    ["Anbieter", "Szenario", "Tag", "Format", "Nettokosten USD"],
    *(["Acme News", "wahrscheinlich", f"2026-05-{day:02}", "Banner", 871.5 + day] for day in range(4, 24)),
]
OF_ALL = [[cell if cell != "Acme News" else "All" for cell in row] for row in DAYS]
APRIL = [
    ["Publisher", "Wave", "Day", "Format", "Net cost USD"],
    *(["Acme News", "second", f"2026-04-{day:02}", "Banner", 871.5 + day] for day in range(4, 24)),
    ["Harbour News", "second", "2026-05-06", "Banner", 640],
]
PAGE = [PLAN[0], ["Acme News", "Video", *MAY, 90_000, 4_180], ["Acme News", "Audio", *MAY, 80_000, 3_660]]


def _export(tmp_path: Any, sheets: dict[str, list[list[Any]]], **answers: str) -> Export:
    mapper = MediaMapper(Settings(memory_dir=tmp_path / "memory"))
    book = Book("plan.xlsx", tuple(Grid(name, rows) for name, rows in sheets.items()))
    said = {name.replace("_", "-"): value for name, value in answers.items()}
    return mapper.export(book, mapper.map(book, llm=False, answers=said), llm=False)


def _sources(export: Export) -> set[Any]:
    return set(export.raw.table.column("source_sheet").to_pylist())


@pytest.mark.parametrize(
    ("other", "asked"),
    [
        # Leave it alone: a page of the same form, other publishers, other days, other days of the same publisher.
        (PAGE, False),
        (RADIO, False),
        (OF_JUNE, False),
        (APRIL, False),
        # Another form with the money of the same publisher on the same days.
        (DAYS, True),
        (GERMAN, True),
        (OF_ALL, True),
    ],
)
def test_tables_of_unlike_forms_are_asked_about(tmp_path: Any, other: list[list[Any]], asked: bool) -> None:
    export = _export(tmp_path, {"Media": PLAN, "Scenario": other})
    assert any(question.id == "which-tables" for question in export.questions) == asked
    assert _sources(export) == {"Media", "Scenario"}


@pytest.mark.parametrize(("names", "asked"), [(("Online", "Print"), False), (("Online", "Digital"), True)])
def test_sheets_of_different_media_are_parts_of_one_plan(
    tmp_path: Any, names: tuple[str, str], asked: bool
) -> None:
    export = _export(tmp_path, dict(zip(names, (PLAN, DAYS), strict=True)))
    assert any(question.id == "which-tables" for question in export.questions) == asked


def test_a_sum_of_all_settles_it(tmp_path: Any) -> None:
    whole = sum(row[-1] for rows in (PLAN, DAYS) for row in rows[1:])
    export = _export(
        tmp_path,
        {"Media": [*PLAN, [None] * 6, ["Campaign in all", None, None, None, None, whole]], "Scenario": DAYS},
    )
    assert not any(question.id == "which-tables" for question in export.questions)


@pytest.mark.parametrize(
    ("answer", "sources"),
    [("all of them", {"Media", "Scenario"}), ("Media", {"Media"}), ("Scenario", {"Scenario"})],
)
def test_the_answer_says_which_count(tmp_path: Any, answer: str, sources: set[str]) -> None:
    export = _export(tmp_path, {"Media": PLAN, "Scenario": DAYS}, which_tables=answer)
    assert _sources(export) == sources
