"""Which workbook a button works on, and what of it is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest

from worker.errors import UsageError
from worker.shapes.mapping import Scope
from xl_addin import desk
from xl_addin.engines.files.app import file_app


@pytest.fixture
def app() -> Iterator[Any]:
    with file_app() as app:
        yield app


def opened(app: Any, path: Path, *, ours: bool = False, sheet: str = "Plan") -> Any:
    """A workbook with one sheet; with *ours* it has the names of MediaMapper.xlsm."""
    from openpyxl.workbook.defined_name import DefinedName

    made = openpyxl.Workbook()
    made.active.title = sheet
    made.active["A1"] = "Acme"
    if ours:
        made.defined_names["MM_Client"] = DefinedName("MM_Client", attr_text=f"'{sheet}'!$A$1")
    made.save(path)
    return app.books.open(str(path))


def at_the_desk() -> desk.Desk:
    return desk.desk(desk.Front.of_active())


def test_the_active_workbook_is_the_plan(app: Any, tmp_path: Path) -> None:
    opened(app, tmp_path / "a.xlsx")
    active = opened(app, tmp_path / "b.xlsx")
    assert at_the_desk().book.name == active.name


@pytest.mark.parametrize("others", [1, 2, 3])
def test_the_workbook_in_front_is_meant_however_many_are_open(app: Any, tmp_path: Path, others: int) -> None:
    for number in range(others):
        opened(app, tmp_path / f"other{number}.xlsx")
    opened(app, tmp_path / "MediaMapper.xlsx", ours=True, sheet="Start")
    front = opened(app, tmp_path / "plan.xlsx")
    on = at_the_desk()
    assert on.book.name == front.name
    assert on.settings.scope == Scope(client="Acme")


def test_the_workbook_of_the_click_is_meant_when_another_came_to_the_front(app: Any, tmp_path: Path) -> None:
    clicked = opened(app, tmp_path / "a.xlsx")
    front = desk.Front(app, clicked)
    opened(app, tmp_path / "b.xlsx")
    assert desk.desk(front).book.name == "a.xlsx"


def test_nothing_open_is_said(app: Any) -> None:
    with pytest.raises(UsageError, match="No workbook is open"):
        at_the_desk()


@pytest.mark.parametrize(
    ("address", "rows"),
    [
        ("$A$5", [5]),
        ("$A$5:$C$7", [5, 6, 7]),
        ("$A$5:$A$6,$C$9,$A$5", [5, 6, 9]),
        ("$5:$6", [5, 6]),
        ("'[b.xlsx]Plan 3'!$A$5", [5]),
        ("$A:$C", []),
    ],
)
def test_the_rows_of_a_selection(address: str, rows: list[int]) -> None:
    assert desk.rows_in(address) == rows


@dataclass
class Screen:
    """A program that remembers whether its screen followed."""

    screen_updating: bool = True
    seen: list[bool] = field(default_factory=list)


def test_the_screen_follows_again_whatever_happened() -> None:
    screen = Screen()
    with pytest.raises(RuntimeError), desk.still(screen):
        screen.seen.append(screen.screen_updating)
        raise RuntimeError
    assert (screen.seen, screen.screen_updating) == ([False], True)


def test_a_program_without_a_screen_works_all_the_same() -> None:
    with desk.still(SimpleNamespace()):
        pass


def test_a_saved_plan_goes_as_its_path_and_any_other_as_its_cells(app: Any, tmp_path: Path) -> None:
    opened(app, tmp_path / "plan.xlsx")
    plan = desk.read_plan(at_the_desk())
    assert (plan.body["path"], "sheets" in plan.body) == (str(tmp_path / "plan.xlsx"), False)
    assert plan.grids[0].cells == [["Acme"]]
    app.books.add().sheets[0]["A1"].value = "Site"
    plan = desk.read_plan(at_the_desk())
    assert ("path" in plan.body, plan.body["sheets"][0]["cells"]) == (False, [["Site"]])


def test_the_model_is_asked_only_as_start_says(app: Any, tmp_path: Path) -> None:
    opened(app, tmp_path / "plan.xlsx")
    on = at_the_desk()
    assert "llm" not in desk.read_plan(on).body
    asked = desk.Desk(on.app, on.book, desk.Settings(ask_model=False))
    assert desk.read_plan(asked).body["llm"] is False
