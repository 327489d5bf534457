"""The README's story in Excel, with one, two and three other workbooks open: buttons act on the workbook in front."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.conftest import ROOT
from tests.xl_addin.excel_like import Excel, Refused
from xl_addin import own_formulas, udfs
from xl_addin.client import Client
from xl_addin.pages import raw_data
from xl_addin.pages.review_lines import FIRST

LINES = [
    ["Publisher", "Net cost", "Clicks", "Blorp"],
    ["Alpha News", 100.5, 10, "x"],
    ["Beta Radio", 200, 20, "y"],
    ["Total", 300.5, 30, None],
]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """One entry for each recalculation of our formulas."""
    times: list[str] = []
    monkeypatch.setattr(own_formulas, "recalculate", lambda app: times.append("told"))
    return times


@pytest.fixture
def excel(app: Any, forgetful: Path, told: list[str]) -> Excel:
    return Excel(app)


@pytest.fixture
def opened(excel: Excel, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Opens a plan that was saved under a name, with further sheets; it is in front then."""

    def open_plan(name: str, **more: list[list[Any]]) -> Any:
        book = openpyxl.Workbook()
        book.remove(book.active)
        for title, rows in ({"Plan": [["Client:", tmp_path.name], *LINES]} | more).items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(row)
        book.save(tmp_path / name)
        return excel.files.books.open(str(tmp_path / name))

    yield open_plan


def review(book: Any) -> dict[str, list[Any]]:
    """The rows of its Review sheet by header, as a planner sees them."""
    sheet = book.sheets["Review"]
    return {row[1]: row for row in sheet.range((FIRST, 1), (sheet.used_range.last_cell.row, 7)).value}


def row_of(book: Any, header: str) -> int:
    return FIRST + list(review(book)).index(header)


def names(book: Any) -> list[str]:
    return [sheet.name for sheet in book.sheets]


@pytest.mark.parametrize("others", [1, 2, 3])
def test_from_plan_to_raw_data_and_back(
    excel: Excel, opened: Callable[..., Any], told: list[str], others: int
) -> None:
    beside = [excel.files.books.open(str(ROOT / "MediaMapper.xlsm"))]
    beside += [opened(f"other{number}.xlsx") for number in range(others - 1)]
    before = [names(book) for book in beside]
    plan = opened("plan.xlsx")

    assert excel.press("map_columns")["message"].startswith("4 columns mapped")
    assert told == []

    plan.sheets["Review"].range((row_of(plan, "Blorp"), 4)).value = "placement"
    excel.select(plan.sheets["Review"], row_of(plan, "Blorp"))
    assert excel.press("confirm")["message"].startswith("1 column decided")
    assert told == ["told"]
    excel.select(plan.sheets["Review"], row_of(plan, "Clicks"))
    assert excel.press("reject")["ok"]

    # The planner goes on to another workbook while the work has yet to begin.
    sure = excel.press("accept_all_sure", meanwhile=lambda: excel.bring(beside[-1]))
    assert sure["message"].startswith("2 columns decided")
    excel.bring(plan)
    assert {header: row[0] for header, row in review(plan).items()} == {
        "Blorp": "correct",
        "Publisher": "confirm",
        "Net cost": "confirm",
        "Clicks": "reject",
    }
    assert excel.press("export_raw_data")["message"].startswith("2 rows.")
    assert {"Raw data", "Checks"} <= set(names(plan))
    assert [names(book) for book in beside] == before

    for title in ("Export raw data", "Accept all sure", "Reject", "Confirm", "Map columns"):
        assert excel.press("undo_last")["message"].startswith(f"Taken back: {title}.")
    assert names(plan) == ["Plan"]
    assert udfs.map_column("Blorp") == "?"
    assert excel.boxes == []


@pytest.mark.parametrize("others", [1, 2, 3])
def test_the_plan_in_front_is_compared_with_another_open_one(
    excel: Excel, opened: Callable[..., Any], tmp_path: Path, others: int
) -> None:
    beside = [opened(f"other{number}.xlsx") for number in range(others)]
    plan = opened(
        "plan.xlsx", **{"Plan": [["Client:", tmp_path.name], *LINES[:2], ["Beta Radio", 250, 20, "y"]]}
    )
    assert excel.menu() == [book.fullname for book in beside]
    outcome = excel.press("compare_with", meanwhile=lambda: excel.bring(beside[0]), other=beside[-1].fullname)
    assert outcome["message"].startswith(
        f"{beside[-1].name} to plan.xlsx: 2 lines before, 2 after: 1 changed."
    )
    assert names(plan) == ["Plan", "Difference", "Lines", "Details"]
    assert {tuple(names(book)) for book in beside} == {("Plan",)}
    assert excel.boxes == []


def test_the_menu_offers_no_workbook_that_is_closed(excel: Excel, opened: Callable[..., Any]) -> None:
    opened("plan.xlsx")
    assert excel.menu() == []
    with pytest.raises(Refused, match="offers"):
        excel.press("compare_with", other="other.xlsx")


def test_a_button_returns_before_its_work_begins(excel: Excel, opened: Callable[..., Any]) -> None:
    opened("plan.xlsx")
    excel.press("map_columns")
    assert excel.events == ["returned", "begun map_columns"]


# ---------------------------------------------------------------- what Excel would refuse


def test_without_the_add_in_the_tab_shows_over_our_workbook_alone(
    excel: Excel, opened: Callable[..., Any]
) -> None:
    excel.addin = False
    ours = excel.files.books.open(str(ROOT / "MediaMapper.xlsm"))
    plan = opened("plan.xlsx")
    with pytest.raises(Refused, match="does not show"):
        excel.press("map_columns")
    excel.bring(ours)
    assert excel.press("map_columns")["ok"]
    assert review(ours)["Net cost"][3] == "Net cost"  # of the example plan
    assert names(plan) == ["Plan"]


def test_a_plan_pasted_into_our_workbook_comes_before_the_example(excel: Excel, tmp_path: Path) -> None:
    pasted = openpyxl.load_workbook(ROOT / "MediaMapper.xlsm", keep_vba=True)
    sheet = pasted.create_sheet("Pasted")
    for row in LINES:
        sheet.append(row)
    pasted.save(tmp_path / "MediaMapper.xlsm")
    ours = excel.files.books.open(str(tmp_path / "MediaMapper.xlsm"))
    assert excel.press("map_columns")["ok"]
    assert "Blorp" in review(ours) and "Hook" not in review(ours)


@pytest.mark.parametrize("trouble", ["editing", "box"])
def test_the_ribbon_is_grey_while_excel_waits_for_the_planner(
    excel: Excel, opened: Callable[..., Any], trouble: str
) -> None:
    opened("plan.xlsx")
    excel.editing, excel.boxes = trouble == "editing", ["a box"] if trouble == "box" else []
    with pytest.raises(Refused, match="grey"):
        excel.press("map_columns")


def test_rows_are_selected_in_front_or_not_at_all(excel: Excel, opened: Callable[..., Any]) -> None:
    plan = opened("plan.xlsx")
    excel.press("map_columns")
    opened("other.xlsx")
    with pytest.raises(Refused, match="not in front"):
        excel.select(plan.sheets["Review"], FIRST)
    assert "has no Review sheet yet" in excel.press("confirm")["message"]


# ---------------------------------------------------------------- nothing half-written


def test_a_cancel_leaves_the_workbook_as_it_was(
    excel: Excel, opened: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = opened("plan.xlsx")
    asked = Client.job

    def cancelled(self: Client, name: str, wait: float = 0.0) -> dict[str, Any]:
        excel.bridge.Cancel()
        return asked(self, name, wait)

    monkeypatch.setattr(Client, "job", cancelled)
    outcome = excel.press("map_columns")
    assert (outcome["code"], names(plan), excel.boxes) == ("stopped", ["Plan"], [])


def test_what_was_typed_stays_decided_and_can_be_undone_when_the_export_is_cancelled(
    excel: Excel, opened: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = opened("plan.xlsx")
    excel.press("map_columns")
    plan.sheets["Review"].range((row_of(plan, "Blorp"), 4)).value = "placement"
    asked = Client.job
    with monkeypatch.context() as cancelled:
        cancelled.setattr(Client, "job", lambda *given: excel.bridge.Cancel() and asked(*given))
        assert excel.press("export_raw_data")["code"] == "stopped"
    assert "Raw data" not in names(plan)
    assert udfs.map_column("Blorp") == "placement"
    assert excel.press("undo_last")["message"].startswith("Taken back: What was typed into the Review sheet.")


def test_sheets_that_can_not_be_written_whole_are_not_written(
    excel: Excel, opened: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = opened("plan.xlsx")
    excel.press("map_columns")
    excel.press("export_raw_data")
    before = plan.sheets["Raw data"].used_range.value
    write, failures = raw_data.write, iter([RuntimeError("a cell was edited")])

    def fails_once(book: Any, table: Any) -> Any:
        sheet = write(book, table)
        for failure in failures:
            sheet.range("A1:C2").clear_contents()
            raise failure
        return sheet

    monkeypatch.setattr(raw_data, "write", fails_once)
    assert excel.press("export_raw_data")["code"] == "inside"
    assert plan.sheets["Raw data"].used_range.value == before


# ---------------------------------------------------------------- only what was seen as sure


def test_a_namesake_in_doubt_stays_in_doubt(excel: Excel, opened: Callable[..., Any]) -> None:
    names = [["Publisher", "Net cost", "Format"], ["Gamma TV", 10.5, "Spot"], ["Delta Web", 5, "Banner"]]
    times = [["Publisher", "Net cost", "Format"], ["Gamma TV", 10.5, "12:30"], ["Delta Web", 5, "14:15"]]
    plan = opened("plan.xlsx", First=names, Second=times)
    excel.press("map_columns")
    sheet = plan.sheets["Review"]

    def formats() -> dict[str, tuple[Any, Any]]:
        block = sheet.range((FIRST, 1), (sheet.used_range.last_cell.row, 17)).value
        return {row[11]: (row[0], row[15]) for row in block if row[1] == "Format"}

    assert formats() == {"First": (None, None), "Second": (None, "doubt")}
    for _ in range(2):  # the second click meets a memory that knows the header
        excel.press("accept_all_sure")
        assert formats() == {"First": ("confirm", None), "Second": (None, "doubt")}
