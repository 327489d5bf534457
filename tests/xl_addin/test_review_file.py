"""A review workbook passes the reader of plans, whoever wrote it: what a planner entered, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from worker.commands import review_workbook
from worker.errors import FileProblem, MediaMapperError, UsageError
from worker.plans.files.reading import read_book
from worker.settings import Settings
from worker.shapes.layout import SheetLayout
from worker.shapes.review import Review, ReviewRow, RowOverride
from worker.shapes.template import Field, Template
from xl_addin import review_file

TEMPLATE = Template("small", 1, (Field("net_cost"), Field("clicks")))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(memory_dir=tmp_path / "memory")


@pytest.fixture
def review(tmp_path: Path, settings: Settings) -> Path:
    """A review of two columns beside its plan."""
    plan = tmp_path / "plan.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["Net", "Clicks"])  # type: ignore[union-attr]
    book.active.append([10, 20])  # type: ignore[union-attr]
    book.save(plan)
    rows = tuple(
        ReviewRow("Sheet", 1, at, header, "1", field, 0.9, "rules", "Because.", ("clicks",), False)
        for at, (header, field) in enumerate([("Net", "net_cost"), ("Clicks", None)], 1)
    )
    layout = SheetLayout("Sheet", ("header", "data"))
    path = tmp_path / "review.xlsx"
    written = Review(plan.name, TEMPLATE, rows, (layout,))
    review_file.write(written, plan, read_book(plan, settings=settings), path)
    return path


def edited(path: Path, edit: Callable[[Any], object]) -> Path:
    """*path* as a planner saved it after *edit*."""
    book = openpyxl.load_workbook(path)
    edit(book)
    book.save(path)
    return path


def put(sheet: str, cell: str, value: object) -> Callable[[Any], object]:
    return lambda book: book[sheet].__setitem__(cell, value)


def test_an_untouched_review_decides_nothing(review: Path, settings: Settings) -> None:
    back = review_workbook.read(review, TEMPLATE, settings)
    assert [(row.header, row.field, row.decision) for row in back.rows] == [
        ("Net", "net_cost", None),
        ("Clicks", None, None),
    ]
    assert (back.rows[0].confidence, back.rows[0].alternatives, back.overrides) == (0.9, ("clicks",), ())


@pytest.mark.parametrize(
    ("cell", "value", "expected"),
    [
        ("A5", "confirm", ("confirm", None)),
        ("A5", "Reject ", ("reject", None)),
        ("D5", "clicks", ("correct", "clicks")),
        ("D5", None, ("correct", None)),
    ],
)
def test_what_a_planner_enters_is_a_decision(
    review: Path, settings: Settings, cell: str, value: str | None, expected: tuple[str, str | None]
) -> None:
    row = review_workbook.read(edited(review, put("Review", cell, value)), TEMPLATE, settings).rows[0]
    assert (row.decision, row.correct_field) == expected


def test_a_row_is_what_a_planner_says(review: Path, settings: Settings) -> None:
    back = review_workbook.read(edited(review, put("Review rows", "E6", "note")), TEMPLATE, settings)
    assert back.overrides == (RowOverride("Sheet", 2, "note"),)


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "says"),
    [
        ("Review", "A5", "maybe", "Review!A5 says 'maybe'"),
        ("Review", "D5", "#REF!", "Review!D5 says '#REF!'"),
        ("Review", "D5", "=NOW()", "Review!D5 says 'a formula without a result'"),
        ("Review", "N5", "x", "row 5 was changed in its hidden columns"),
        ("Review", "A1", "Mine", "has no sheet 'Review'"),
        ("Review rows", "E6", "nonsense", "'Review rows'!E6 says 'nonsense'"),
    ],
)
def test_what_is_not_understood_is_named(
    review: Path, settings: Settings, sheet: str, cell: str, value: str, says: str
) -> None:
    with pytest.raises(UsageError, match=says):
        review_workbook.read(edited(review, put(sheet, cell, value)), TEMPLATE, settings)


@pytest.mark.parametrize("cell", ["Z20000", "Z200000"])
def test_a_stray_cell_far_down_is_no_matter(review: Path, settings: Settings, cell: str) -> None:
    back = review_workbook.read(edited(review, put("Review", cell, "x")), TEMPLATE, settings)
    assert len(back.rows) == 2


def test_one_farther_out_than_any_review_costs_a_sentence(review: Path, settings: Settings) -> None:
    with pytest.raises(FileProblem, match=r"used area of sheet 'Review' is .* because of stray cells"):
        review_workbook.read(edited(review, put("Review", "XFD1048576", "x")), TEMPLATE, settings)


def test_a_missing_or_damaged_one_is_a_sentence(review: Path, settings: Settings) -> None:
    review.write_bytes(review.read_bytes()[:3_000])
    for path in (review, review.with_name("missing.xlsx")):
        with pytest.raises(MediaMapperError):
            review_workbook.read(path, TEMPLATE, settings)
