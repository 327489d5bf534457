"""Compare with...: an open workbook or a file against the plan in front; what changed stands on sheets of ours."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.xl_addin.test_ribbon import Rows, taken_back
from xl_addin import ribbon
from xl_addin.pages import page

HEAD = ["Publisher", "Net cost", "Clicks", "Blorp"]
OLD = [["Alpha News", 100.5, 10, "x"], ["Beta Radio", 200, 20, "y"], ["Gamma Bus", 40, 4, "z"]]
NEW = [["Alpha News", 130.5, 10, "x"], ["Beta Radio", 200, 20, "y"], ["Delta Film", 70, 7, "w"]]
SHEETS = ["Difference", "Lines", "Details"]
Save = Callable[..., Path]


@pytest.fixture
def save(tmp_path: Path) -> Save:
    """Saves a plan of a client of its own under a name."""

    def saved(name: str, lines: list[list[Any]]) -> Path:
        book = openpyxl.Workbook()
        book.active.title = "Plan"
        total = ["Total", *(sum(line[at] for line in lines) for at in (1, 2)), None]
        for row in [["Client:", tmp_path.name], HEAD, *lines, total]:
            book.active.append(row)
        book.save(tmp_path / name)
        return tmp_path / name

    return saved


def names(book: Any) -> list[str]:
    return [sheet.name for sheet in book.sheets]


def table(book: Any, name: str) -> list[dict[str, Any]]:
    """The rows of one of the sheets under its heads, as far as they are filled."""
    sheet = book.sheets[name]
    last = sheet.used_range.last_cell
    head, *rows = sheet.range((4, 1), (last.row, min(last.column, 13))).options(ndim=2).value
    return [dict(zip(head, row, strict=True)) for row in rows if row[0]]


# ---------------------------------------------------------------- what is left alone


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ("", "No other version was chosen."),
        ("gone.xlsx", "gone.xlsx is not open any more."),
        ("new.xlsx", "new.xlsx is the plan in front itself."),
        ("/no/such/plan.xlsx", "plan.xlsx"),
    ],
)
def test_what_is_no_other_version_writes_nothing(
    app: Any, forgetful: Path, save: Save, other: str, words: str
) -> None:
    book = app.books.open(str(save("new.xlsx", NEW)))
    outcome = ribbon.compare_with(other=other)
    assert (outcome.ok, words in outcome.message) == (False, True), outcome
    assert names(book) == ["Plan"]


def test_the_other_workbook_stays_as_it_is(app: Any, forgetful: Path, save: Save) -> None:
    old, _ = app.books.open(str(save("old.xlsx", OLD))), app.books.open(str(save("new.xlsx", NEW)))
    assert ribbon.compare_with(other="old.xlsx").ok
    assert names(old) == ["Plan"]


def test_a_comparison_is_a_look_that_undo_has_nothing_to_take_back_of(
    app: Any, forgetful: Path, save: Save
) -> None:
    app.books.open(str(save("new.xlsx", NEW)))
    assert ribbon.map_columns().ok
    assert ribbon.compare_with(other=str(save("old.xlsx", OLD))).ok
    assert taken_back() == "Map columns"


# ---------------------------------------------------------------- what changed


@pytest.mark.parametrize("is_open", [True, False], ids=["open", "file"])
def test_lines_and_money_that_changed(app: Any, forgetful: Path, save: Save, is_open: bool) -> None:
    path = save("old.xlsx", OLD)
    if is_open:
        app.books.open(str(path))
    book = app.books.open(str(save("new.xlsx", NEW)))
    outcome = ribbon.compare_with(other="old.xlsx" if is_open else str(path))
    assert outcome.message.startswith(
        "old.xlsx to new.xlsx: 3 lines before, 3 after: 1 added, 1 gone, 1 changed."
    )
    assert names(book) == ["Plan", *SHEETS]
    assert all(page.is_ours(book.sheets[name]) for name in SHEETS)
    assert book.sheets["Difference"]["A1"].value == "What changed from old.xlsx to new.xlsx"
    sums = {row["Measure"]: row for row in table(book, "Difference")}
    cost = sums["Net cost"]
    assert [cost[name] for name in ("Before", "Gone", "More", "Added", "After", "Difference")] == [
        340.5, -40.0, 30.0, 70.0, 400.5, 60.0,
    ]  # fmt: skip
    lines = {row["Line"]: (row["Change"], row["After at"]) for row in table(book, "Lines")}
    assert lines == {
        "Alpha News": ("changed", "Plan, row 3"),
        "Delta Film": ("added", "Plan, row 5"),
        "Gamma Bus": ("gone", None),
    }


def test_a_decision_on_either_review_counts(app: Any, forgetful: Path, save: Save) -> None:
    old = app.books.open(str(save("old.xlsx", OLD)))
    assert ribbon.map_columns().ok
    rows = Rows(old)
    rows.sheet.range((rows.at("Clicks"), 1)).value = "reject"
    book = app.books.open(str(save("new.xlsx", NEW)))
    assert ribbon.compare_with(other="old.xlsx").ok
    assert {row["Measure"]: row["Before"] for row in table(book, "Difference")}["Clicks"] == 0.0


def test_compared_again_the_sheets_are_written_anew_and_removed_with_the_others(
    app: Any, forgetful: Path, save: Save
) -> None:
    book = app.books.open(str(save("new.xlsx", NEW)))
    assert ribbon.compare_with(other=str(save("old.xlsx", OLD))).ok
    assert ribbon.compare_with(other=str(save("older.xlsx", NEW))).message.endswith("nothing changed.")
    assert names(book) == ["Plan", *SHEETS]
    assert table(book, "Lines") == table(book, "Details") == []
    assert ribbon.remove_sheets().ok
    assert names(book) == ["Plan"]
    assert taken_back() == "Remove sheets"
    assert sorted(names(book)) == sorted(["Plan", *SHEETS])
    assert book.sheets["Difference"]["A1"].value == "What changed from older.xlsx to new.xlsx"


def test_a_stopped_comparison_writes_nothing(
    app: Any, forgetful: Path, save: Save, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = app.books.open(str(save("new.xlsx", NEW)))
    outcome = ribbon.compare_with(is_stopped=lambda: True, other=str(save("old.xlsx", OLD)))
    assert (outcome.ok, outcome.code) == (False, "stopped")
    assert names(book) == ["Plan"]
