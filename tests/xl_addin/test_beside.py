"""Our sheets in a workbook beside the plan: when they go there, whose it is, and that no file is written over."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName

from tests.xl_addin.test_ribbon import Rows, opened, select
from worker.errors import UsageError
from xl_addin import beside, ribbon

NAME = "plan (MediaMapper).xlsx"
PLAN = ["Plan"]
BESIDE = ["Review", "Review rows", "Review fields", "About"]


def with_setting(app: Any, folder: Path, words: str | None) -> Any:
    """A workbook with a Start that says where our sheets go."""
    book = openpyxl.Workbook()
    book.active.title = "Start"
    book.active["A2"] = words
    for name, cell in (("MM_Client", "A1"), ("MM_OurSheets", "A2")):
        book.defined_names[name] = DefinedName(name, attr_text=f"Start!${cell[0]}${cell[1]}")
    book.save(folder / "MediaMapper.xlsx")
    return app.books.open(str(folder / "MediaMapper.xlsx"))


def names(book: Any) -> list[str]:
    return [sheet.name for sheet in book.sheets]


@pytest.mark.parametrize("words", [None, "in the plan"])
def test_without_the_setting_they_go_into_the_plan(
    app: Any, forgetful: Path, tmp_path: Path, words: str | None
) -> None:
    with_setting(app, tmp_path, words)
    plan = opened(app, tmp_path)
    assert ribbon.map_columns().ok
    assert "Review" in names(plan) and not (tmp_path / NAME).exists()


@pytest.fixture
def plan(app: Any, forgetful: Path, tmp_path: Path) -> Any:
    with_setting(app, tmp_path, "Beside the plan")
    return opened(app, tmp_path)


def test_the_plan_gets_no_sheet_and_every_button_finds_the_others(
    app: Any, plan: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ribbon.next_doubt().code == "usage" and len(app.books) == 2  # looking makes no workbook
    assert ribbon.map_columns().ok
    ours = app.books[NAME]
    assert (names(plan), names(ours), (tmp_path / NAME).is_file()) == (PLAN, BESIDE, True)
    select(monkeypatch, Rows(ours).at("Clicks"))
    assert ribbon.reject().message.startswith("1 column decided")  # our workbook is in front
    plan.activate()
    assert ribbon.export_raw_data().ok
    assert "clicks" not in ours.sheets["Raw data"].used_range.value[0]
    assert ribbon.memory_report().ok
    assert (names(plan), len(app.books)) == (PLAN, 3)
    for title in ("Export raw data", "Reject", "Map columns"):
        assert ribbon.undo_last().message.startswith(f"Taken back: {title}.")
    assert (names(plan), names(ours)) == (PLAN, ["About", "Memory report"])


def test_its_links_lead_into_the_plan(app: Any, plan: Any) -> None:
    assert ribbon.map_columns().ok
    sheet = app.books[NAME].sheets["Review"]
    links = {cell.hyperlink.target for row in sheet.api.iter_rows() for cell in row if cell.hyperlink}
    assert links == {f"plan.xlsx#'Plan'!{column}3" for column in "ABCD"}


def test_both_are_found_again_on_another_day(app: Any, plan: Any, tmp_path: Path) -> None:
    assert ribbon.map_columns().ok
    app.books[NAME].save()
    for name in (NAME, "plan.xlsx"):
        app.books[name].close()
    ours = app.books.open(str(tmp_path / NAME))
    assert ribbon.accept_all_sure().message.startswith("3 columns decided")  # which opens the plan
    ours.save()
    ours.close()
    app.books["plan.xlsx"].activate()
    assert (
        ribbon.next_doubt().message == "No row is in doubt any more. Export raw data is next."
    )  # which opens ours
    assert sorted(book.name for book in app.books) == ["MediaMapper.xlsx", NAME, "plan.xlsx"]


def test_a_file_in_the_way_stays_as_it_is(app: Any, plan: Any, tmp_path: Path) -> None:
    other = openpyxl.Workbook()
    other.active["A1"] = "Somebody's"
    other.save(tmp_path / NAME)
    before = (tmp_path / NAME).read_bytes()
    assert ribbon.map_columns().ok
    assert (tmp_path / NAME).read_bytes() == before
    assert [names(book) for book in app.books if "About" in names(book)] == [BESIDE]


def test_a_plan_that_is_gone_is_said(app: Any, plan: Any, tmp_path: Path) -> None:
    assert ribbon.map_columns().ok
    plan.close()
    (tmp_path / "plan.xlsx").unlink()
    with pytest.raises(UsageError, match=r"plan\.xlsx, which .* belongs to, is not open"):
        beside.plan_of(app, app.books[NAME])
    app.books[NAME].activate()
    assert ribbon.export_raw_data().code == "usage"
