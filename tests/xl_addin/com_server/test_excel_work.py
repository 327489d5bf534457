"""A click is done on the Excel that it came from, and that Excel is let go of afterwards."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from xl_addin import ribbon
from xl_addin.clicks import Click
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
    """Where `confirm` was pressed."""
    noted: list[Any] = []

    def confirm(front: Any) -> ribbon.Outcome:
        noted.append(front.book)
        return ribbon.Outcome(True, "done")

    monkeypatch.setattr(ribbon, "confirm", confirm)
    return noted


@pytest.mark.parametrize(("name", "book"), [("plan.xlsx", "the plan"), ("", None)])
def test_it_works_on_the_workbook_that_was_in_front(
    excel: Excel, fronts: list[Any], name: str, book: str | None
) -> None:
    outcome = ExcelWork(lambda _: excel).do(Click("confirm", ExcelPlace("stream", name)))
    assert (outcome, fronts) == ({"ok": True, "message": "done", "code": ""}, [book])


def test_esc_is_given_back_whatever_happened(excel: Excel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ribbon, "confirm", None)
    with pytest.raises(TypeError):
        ExcelWork(lambda _: excel).do(Click("confirm", ExcelPlace("stream", "plan.xlsx")))
    assert excel.keys == ["{ESC}"]


def test_the_status_bar_and_excel_are_let_go_of(excel: Excel, fronts: list[Any]) -> None:
    work = ExcelWork(lambda _: excel)
    work.do(Click("confirm", ExcelPlace("stream", "plan.xlsx")))
    work.rest()
    assert (excel.status_bar, work._app) == (False, None)
