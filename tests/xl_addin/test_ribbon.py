"""The buttons on file workbooks against a real worker: what a planner clicks, from plan to raw data and back."""

from __future__ import annotations

import shutil
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.conftest import Run
from tests.patience import PATIENCE
from tests.xl_addin.machines import fake
from xl_addin import install as installation
from xl_addin import jobs, launcher, ribbon, udfs
from xl_addin.client import Client
from xl_addin.desk import Desk
from xl_addin.pages import page
from xl_addin.pages.review_lines import FIRST

EXAMPLES = Path(__file__).parents[2] / "examples"
ROWS = [
    ["Media plan", None, None, None],
    ["Publisher", "Net cost", "Clicks", "Blorp"],
    ["Alpha News", 100.5, 10, "x"],
    ["Beta Radio", 200, 20, "y"],
    ["Total", 300.5, 30, None],
]


def opened(app: Any, folder: Path, rows: list[list[Any]] | None = None) -> Any:
    """A small plan, saved and opened; for a client of its own, since an export remembers its layout for the client."""
    book = openpyxl.Workbook()
    book.active.title = "Plan"
    for row in [["Client:", folder.name], *(rows or ROWS)]:
        book.active.append(row)
    book.save(folder / "plan.xlsx")
    return app.books.open(str(folder / "plan.xlsx"))


@dataclass
class Rows:
    """The Review sheet as a planner sees it."""

    book: Any

    @property
    def sheet(self) -> Any:
        return self.book.sheets["Review"]

    def all(self) -> dict[str, list[Any]]:
        last = self.sheet.used_range.last_cell.row
        block = self.sheet.range((FIRST, 1), (last, 7)).options(ndim=2).value
        return {row[1]: row for row in block}

    def at(self, header: str) -> int:
        return FIRST + list(self.all()).index(header)

    def decisions(self) -> dict[str, tuple[Any, Any]]:
        return {header: (row[0], row[3]) for header, row in self.all().items()}


def select(monkeypatch: pytest.MonkeyPatch, *rows: int) -> None:
    def selected(desk: Desk, sheet: Any) -> list[int]:
        return list(rows)

    monkeypatch.setattr(ribbon, "selected_rows", selected)


def taken_back() -> str:
    """The click that Undo last took back."""
    said = ribbon.undo_last().message
    assert said.startswith("Taken back: "), said
    return said.removeprefix("Taken back: ").partition(".")[0]


# ---------------------------------------------------------------- what is left alone


def test_a_planners_sheets_stay_as_they_are(app: Any, forgetful: Path, tmp_path: Path) -> None:
    book = opened(app, tmp_path)
    before = book.sheets["Plan"].used_range.value
    for click in (ribbon.map_columns, ribbon.accept_all_sure, ribbon.export_raw_data, ribbon.memory_report):
        assert click().ok
    assert book.sheets["Plan"].used_range.value == before


def test_a_planners_own_sheet_called_checks_is_not_ours(app: Any, forgetful: Path, tmp_path: Path) -> None:
    book = opened(app, tmp_path)
    own = book.sheets.add("Checks", after=book.sheets["Plan"])
    own["A1"].value = "My own list"
    assert ribbon.check_plan().ok
    assert own["A1"].value == "My own list"
    assert str(book.sheets["Checks (MediaMapper)"]["A1"].value).startswith("Checks of")


# ---------------------------------------------------------------- the way through


def test_map_writes_the_review_and_says_how_much_is_left(app: Any, forgetful: Path, tmp_path: Path) -> None:
    book = opened(app, tmp_path)
    outcome = ribbon.map_columns()
    assert (outcome.ok, outcome.message[:17]) == (True, "4 columns mapped;")
    assert {h: row[3] for h, row in Rows(book).all().items()} == {
        "Publisher": "Publisher",
        "Net cost": "Net cost",
        "Clicks": "Clicks",
        "Blorp": None,
    }


def test_a_book_that_was_never_saved_maps_the_same(app: Any, forgetful: Path) -> None:
    book = app.books.add()
    book.sheets[0]["A1"].value = ROWS
    assert ribbon.map_columns().ok
    assert Rows(book).all()["Net cost"][3] == "Net cost"


def test_accept_all_sure_confirms_what_is_not_in_doubt(app: Any, forgetful: Path, tmp_path: Path) -> None:
    book = opened(app, tmp_path)
    ribbon.map_columns()
    assert ribbon.accept_all_sure().message.startswith("3 columns decided")
    assert Rows(book).decisions() == {
        "Publisher": ("confirm", "Publisher"),
        "Net cost": ("confirm", "Net cost"),
        "Clicks": ("confirm", "Clicks"),
        "Blorp": (None, None),
    }
    assert Rows(book).all()["Clicks"][6] == "memory"
    assert ribbon.accept_all_sure().message.startswith("0 columns decided")


def test_what_is_accepted_in_bulk_counts_half_and_what_was_typed_counts_in_full(
    app: Any, forgetful: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: dict[str, float] = {}
    decide = Client.decide

    def noted(self: Client, *args: Any, **options: Any) -> list[dict[str, Any]]:
        found = decide(self, *args, **options)
        told.update(
            {standing["header"]: standing["confirmed"] for standing in found if standing["confirmed"]}
        )
        return found

    monkeypatch.setattr(Client, "decide", noted)
    book = opened(app, tmp_path)
    ribbon.map_columns()
    rows = Rows(book)
    rows.sheet.range((rows.at("Blorp"), 4)).value = "placement"
    assert ribbon.accept_all_sure().message.startswith("3 columns decided")
    assert told == {"Blorp": 1.0, "Publisher": 0.5, "Net cost": 0.5, "Clicks": 0.5}
    assert taken_back() == "Accept all sure"
    assert udfs.map_column("Blorp") == "placement"
    assert taken_back() == "What was typed into the Review sheet"
    assert udfs.map_column("Blorp") == "?"


def test_what_was_decided_is_remembered_and_undone(
    app: Any, forgetful: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = opened(app, tmp_path)
    ribbon.map_columns()
    rows = Rows(book)
    at = rows.at("Blorp")
    rows.sheet.range((at, 4)).value = "placement"
    select(monkeypatch, at)
    assert ribbon.confirm().message.startswith("1 column decided")
    assert udfs.map_column("Blorp") == "placement"
    assert taken_back() == "Confirm"
    assert udfs.map_column("Blorp") == "?"
    assert rows.decisions()["Blorp"] == (None, "Placement")  # as the planner had left it


def test_rejecting_keeps_the_field_in_sight_and_out_of_the_export(
    app: Any, forgetful: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = opened(app, tmp_path)
    ribbon.map_columns()
    select(monkeypatch, Rows(book).at("Clicks"))
    assert ribbon.reject().ok
    assert Rows(book).decisions()["Clicks"] == ("reject", None)
    assert ribbon.export_raw_data().ok
    assert "clicks" not in (book.sheets["Raw data"].used_range.value[0])


def test_typed_decisions_go_along_with_the_export(app: Any, forgetful: Path, tmp_path: Path) -> None:
    book = opened(app, tmp_path)
    ribbon.map_columns()
    rows = Rows(book)
    rows.sheet.range((rows.at("Blorp"), 4)).value = "placement"
    assert ribbon.export_raw_data().ok
    table = book.sheets["Raw data"].used_range.value
    assert "placement" in table[0]
    assert udfs.map_column("Blorp") == "placement"
    ribbon.undo_last()
    assert udfs.map_column("Blorp") == "?"
    assert "Raw data" not in [sheet.name for sheet in book.sheets]


def test_mapping_again_keeps_decisions(app: Any, forgetful: Path, tmp_path: Path) -> None:
    book = opened(app, tmp_path, [["Publisher", "Net cost", "Zorp"], ["Alpha", 1.5, "x"], ["Beta", 2.5, "y"]])
    ribbon.map_columns()
    rows = Rows(book)
    rows.sheet.range((rows.at("Zorp"), 4)).value = "placement"
    ribbon.map_columns()
    assert rows.decisions()["Zorp"] == ("correct", "Placement")
    assert udfs.map_column("Zorp") == "placement"
    assert "Taken back" in ribbon.undo_last().message
    assert udfs.map_column("Zorp") == "?"
    assert rows.decisions()["Zorp"][1] == "Placement"  # as typed: it goes with the next click


def test_rows_taken_for_the_wrong_thing_can_be_corrected(app: Any, forgetful: Path, tmp_path: Path) -> None:
    book = opened(app, tmp_path)
    ribbon.map_columns()
    sheet = book.sheets["Review rows"]
    block = sheet.range((FIRST, 1), (sheet.used_range.last_cell.row, 5)).value
    at = FIRST + next(i for i, row in enumerate(block) if row[1] == 5)
    sheet.range((at, 5)).value = "note"
    ribbon.export_raw_data()
    head, *rows = book.sheets["Raw data"].used_range.value
    assert [row[head.index("publisher")] for row in rows] == ["Alpha News"]


def test_undo_takes_back_click_by_click_and_says_what_is_next(
    app: Any, forgetful: Path, tmp_path: Path
) -> None:
    book = opened(app, tmp_path)
    for click in (ribbon.map_columns, ribbon.accept_all_sure, ribbon.export_raw_data):
        assert click().ok
    assert [ribbon.undo_last().message for _ in range(3)] == [
        "Taken back: Export raw data. The next Undo last takes back: Accept all sure.",
        "Taken back: Accept all sure. The next Undo last takes back: Map columns.",
        "Taken back: Map columns. Nothing is left to take back.",
    ]
    assert [sheet.name for sheet in book.sheets] == ["Plan"]
    assert not ribbon.undo_last().ok


def test_a_look_is_nothing_to_take_back(app: Any, forgetful: Path, tmp_path: Path) -> None:
    book = opened(app, tmp_path)
    for click in (ribbon.map_columns, ribbon.accept_all_sure, ribbon.memory_report, ribbon.check_plan):
        assert click().ok
    assert taken_back() == "Accept all sure"
    assert [sheet.name for sheet in book.sheets][-2:] == ["Memory report", "Checks"]


def test_what_a_look_took_to_memory_is_taken_back(app: Any, forgetful: Path, tmp_path: Path) -> None:
    book = opened(app, tmp_path)
    ribbon.map_columns()
    rows = Rows(book)
    rows.sheet.range((rows.at("Blorp"), 4)).value = "placement"
    assert ribbon.check_plan().ok
    assert udfs.map_column("Blorp") == "placement"
    assert taken_back() == "What was typed into the Review sheet"
    assert udfs.map_column("Blorp") == "?"


def test_a_book_saved_under_another_name_is_still_the_same(app: Any, forgetful: Path, tmp_path: Path) -> None:
    book = opened(app, tmp_path)
    ribbon.map_columns()
    ribbon.accept_all_sure()
    book.save(str(tmp_path / "another.xlsx"))
    assert taken_back() == "Accept all sure"


def test_a_process_that_saw_no_click_undoes_by_the_sheet(app: Any, forgetful: Path, tmp_path: Path) -> None:
    book = opened(app, tmp_path)
    ribbon.map_columns()
    ribbon.accept_all_sure()
    ribbon.journal.__init__()  # type: ignore[misc]  # as another process
    assert ribbon.undo_last().message == "Taken back: the decisions on 3 rows."
    assert {said for said, _ in Rows(book).decisions().values()} == {None}
    assert not ribbon.undo_last().ok


def test_next_doubt_says_how_many(app: Any, forgetful: Path, tmp_path: Path) -> None:
    book = opened(
        app, tmp_path, [["Publisher", "Gross or net?", "Clicks"], ["Alpha", 1.5, 2], ["Beta", 2.5, 3]]
    )
    ribbon.map_columns()
    doubts = sum(1 for line in _lines(book) if line.open)
    said = ribbon.next_doubt().message
    assert said == (
        f"1 of {doubts} rows in doubt." if doubts else "No row is in doubt any more. Export raw data is next."
    )


def _lines(book: Any) -> Any:
    from xl_addin import reviews
    from xl_addin.pages import review_lines
    from xl_addin.worker_client import worker_client

    return review_lines.read_lines(book.sheets["Review"], reviews.template(worker_client()))


# ---------------------------------------------------------------- the same as the command line


@pytest.mark.parametrize(
    "name", ["de_mediaplan", "weekly_tv_digital_en", "budget_versions_en", "tv_spot_grid"]
)
def test_the_raw_data_is_the_command_lines(
    app: Any, mediamapper: Run, forgetful: Path, tmp_path: Path, name: str
) -> None:
    plan = tmp_path / "plan.xlsx"
    shutil.copy(EXAMPLES / name / "plan.xlsx", plan)
    target = tmp_path / "raw.xlsx"
    mediamapper("export", plan, "--no-llm", "-o", target, "--memory", tmp_path / "own")
    book = app.books.open(str(plan))
    assert ribbon.map_columns().ok and ribbon.export_raw_data().ok
    ours = [[_plain(cell) for cell in row] for row in book.sheets["Raw data"].used_range.value]
    theirs = openpyxl.load_workbook(target)["Raw data"].iter_rows(values_only=True)
    assert ours == [[_plain(cell) for cell in row] for row in theirs]


def _plain(cell: Any) -> Any:
    if isinstance(cell, bool) or not isinstance(cell, (int, float)):
        return None if cell == "" else cell
    return round(float(cell), 9)


# ---------------------------------------------------------------- what goes wrong is said


@pytest.mark.parametrize(
    "click", [ribbon.map_columns, ribbon.confirm, ribbon.next_doubt, ribbon.export_raw_data]
)
def test_nothing_open_is_said(app: Any, click: Any) -> None:
    outcome = click()
    assert (outcome.ok, outcome.code) == (False, "usage")
    assert "No workbook is open" in outcome.message


def test_an_empty_workbook_is_said(app: Any) -> None:
    app.books.add()
    assert "no sheet with a plan" in ribbon.map_columns().message


def test_deciding_before_mapping_is_said(app: Any, tmp_path: Path) -> None:
    opened(app, tmp_path)
    assert "Click Map columns first" in ribbon.accept_all_sure().message


def test_no_selection_is_said(app: Any, tmp_path: Path) -> None:
    opened(app, tmp_path)
    ribbon.map_columns()
    assert "Select one or more" in ribbon.confirm().message


def test_a_protected_structure_is_said_and_nothing_is_written(app: Any, tmp_path: Path) -> None:
    from openpyxl.workbook.protection import WorkbookProtection

    book = opened(app, tmp_path)
    book.api.security = WorkbookProtection(lockStructure=True)
    outcome = ribbon.map_columns()
    assert (outcome.ok, outcome.code) == (False, "protected")
    assert [sheet.name for sheet in book.sheets] == ["Plan"]


def test_a_wrong_entry_names_its_cell(app: Any, tmp_path: Path) -> None:
    book = opened(app, tmp_path)
    ribbon.map_columns()
    Rows(book).sheet.range((FIRST, 4)).value = "no such field"
    outcome = ribbon.export_raw_data()
    assert (outcome.ok, outcome.code) == (False, "usage")
    assert f"D{FIRST}" in outcome.message


def test_what_nobody_foresaw_is_said_without_a_traceback(app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Any) -> None:
        raise RuntimeError("0x800A03EC")

    monkeypatch.setattr(ribbon, "_desk_and_worker", fail)
    outcome = ribbon.map_columns()
    assert (outcome.ok, outcome.code) == (False, "inside")
    assert "0x800A03EC" not in outcome.message


def test_settings_open_where_nothing_is_installed(
    app: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = fake(tmp_path / "home")
    monkeypatch.setattr("xl_addin.machine.this_machine", lambda: made.machine)
    opened(app, tmp_path)
    for _ in range(2):  # the second time it is there, and open
        outcome = ribbon.settings()
        assert (outcome.ok, outcome.message[:6]) == (True, "Client")
        assert (app.books.active.name, app.books.active.sheets.active.name) == ("MediaMapper.xlsm", "Start")
    assert len(app.books) == 2
    installation.uninstall(made.machine)
    assert made.tree() == {}


def test_help_is_the_four_steps(app: Any) -> None:
    assert ribbon.help() == ribbon.Outcome(True, ribbon.STEPS)


def test_a_second_click_stops_the_first(app: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first waits for its job; the second click asks the worker to stop it."""
    book = opened(app, tmp_path)
    begun, stopped = threading.Event(), threading.Event()
    real = Client.job

    def slow(self: Client, name: str, wait: float = 0.0) -> dict[str, Any]:
        begun.set()
        assert stopped.wait(PATIENCE)
        told = real(self, name, wait)
        return (
            told | {"state": "stopped"} if told["state"] == "done" else told
        )  # a small plan is done at once

    monkeypatch.setattr(Client, "job", slow)
    outcomes: list[Any] = []
    first = threading.Thread(target=lambda: outcomes.append(ribbon.map_columns()))
    first.start()
    assert begun.wait(PATIENCE)
    assert ribbon.map_columns().message == "Stopping what runs."
    stopped.set()
    first.join(PATIENCE)
    assert outcomes[0].code == "stopped"
    assert not jobs.stop_running()
    assert page.find(book, "Review") is None


def test_a_worker_that_died_is_started_again(app: Any, memory: Path, tmp_path: Path) -> None:
    opened(app, tmp_path)
    assert ribbon.map_columns().ok
    launcher.stop(memory)
    assert ribbon.map_columns().ok
