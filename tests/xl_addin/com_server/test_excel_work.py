"""A click is done on the Excel that it came from, and that Excel is let go of afterwards."""

from __future__ import annotations

import queue
from types import SimpleNamespace
from typing import Any

import pytest

from tests.patience import PATIENCE
from xl_addin import jobs, ribbon
from xl_addin.clicks import Click, Clicks, IsStopped
from xl_addin.com_server.excel_work import ExcelPlace, ExcelWork


class Excel:
    """As much of an app as the work touches."""

    def __init__(self) -> None:
        self.books = {"plan.xlsx": "the plan"}
        self.keys: list[str] = []
        self.api = SimpleNamespace(OnKey=self.keys.append)
        self.status_bar: Any = "MediaMapper ..."


@pytest.fixture
def excel() -> Excel:
    return Excel()


@pytest.fixture
def fronts(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Where `confirm` was pressed, and the version that was chosen."""
    noted: list[Any] = []

    def confirm(front: Any, is_stopped: Any, other: str) -> ribbon.Outcome:
        noted.append((front.book, other))
        return ribbon.Outcome(True, "done")

    monkeypatch.setattr(ribbon, "confirm", confirm)
    return noted


@pytest.mark.parametrize(("name", "book"), [("plan.xlsx", "the plan"), ("", None)])
def test_it_works_on_the_workbook_that_was_in_front(
    excel: Excel, fronts: list[Any], name: str, book: str | None
) -> None:
    click = Click("confirm", ExcelPlace("stream", name), "old.xlsx")
    outcome = ExcelWork(lambda _: excel).do(click, lambda: False)
    assert (outcome, fronts) == ({"ok": True, "message": "done", "code": ""}, [(book, "old.xlsx")])


def test_esc_is_given_back_whatever_happened(excel: Excel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ribbon, "confirm", None)
    with pytest.raises(TypeError):
        ExcelWork(lambda _: excel).do(Click("confirm", ExcelPlace("stream", "plan.xlsx")), lambda: False)
    assert excel.keys == ["{ESC}"]


def test_the_status_bar_and_excel_are_let_go_of(excel: Excel, fronts: list[Any]) -> None:
    work = ExcelWork(lambda _: excel)
    work.do(Click("confirm", ExcelPlace("stream", "plan.xlsx")), lambda: False)
    work.rest()
    assert (excel.status_bar, work._app) == (False, None)


class Chain:
    """A queue of clicks before Excel's real work; a test stops it at a step that it names.

    The work of `map_columns` is a step, too: it asks for a stop as reading a plan does.
    """

    def __init__(self, excel: Excel, stop_at: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self._excel = excel
        self._stop_at = stop_at
        self.steps: list[str] = []
        self.stops: list[bool] = []
        self._answers: queue.Queue[dict[str, Any]] = queue.Queue()
        self._work = ExcelWork(self._joined)
        self.stop, self.rest = self._work.stop, self._work.rest
        self.clicks = Clicks(self, self._answers.put, read_seconds=600)
        monkeypatch.setattr(ribbon, "map_columns", ribbon._button(self._mapped))

    def _step(self, name: str) -> None:
        self.steps.append(name)
        if name == self._stop_at:
            self._stop_at = ""
            self.stops.append(self.clicks.stop())

    def do(self, click: Click, is_stopped: IsStopped) -> Any:
        self._step("take")
        return self._work.do(click, is_stopped)

    def _joined(self, stream: object) -> Any:
        self._step("join")
        return self._excel

    def _mapped(self, front: Any) -> str:
        self._step("read")
        jobs.check()
        self._step("write")
        return "written"

    def code(self) -> str:
        """What a click on Map columns comes to: its code, '' where it was done."""
        self.clicks.hear(Click("map_columns", ExcelPlace("stream", "plan.xlsx")))
        return str(self._answers.get(timeout=PATIENCE)["code"])


@pytest.mark.parametrize(
    ("stop_at", "code", "steps"),
    [
        ("never", "", ["take", "join", "read", "write"]),
        ("take", "stopped", ["take", "join"]),
        ("join", "stopped", ["take", "join"]),
        ("read", "stopped", ["take", "join", "read"]),
        ("write", "", ["take", "join", "read", "write"]),
    ],
)
def test_a_stop_ends_its_click_at_the_next_step_and_no_later_click(
    excel: Excel, monkeypatch: pytest.MonkeyPatch, stop_at: str, code: str, steps: list[str]
) -> None:
    chain = Chain(excel, stop_at, monkeypatch)
    assert (chain.code(), chain.steps, chain.stops) == (code, steps, [True] * (stop_at != "never"))
    chain.steps.clear()
    assert (chain.code(), chain.steps) == ("", ["take", "join", "read", "write"])


def test_a_stop_after_the_end_stops_nothing_later(excel: Excel, monkeypatch: pytest.MonkeyPatch) -> None:
    chain = Chain(excel, "never", monkeypatch)
    assert chain.code() == ""
    assert chain.clicks.stop() is False
    assert chain.code() == ""
